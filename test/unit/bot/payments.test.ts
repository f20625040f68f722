import { describe, expect, test } from "vitest";
import { ApiProblem, ApiUnavailable } from "../../../bot/core/front-desk.ts";
import { html, plain } from "../../../bot/core/html.ts";
import type { PaymentIncoming, RefundedPaymentIncoming } from "../../../bot/core/incoming.ts";
import type { PaymentHandlers } from "../../../bot/core/payments.ts";
import type { Screen } from "../../../bot/core/screen.ts";
import type { Invoice } from "../../../bot/core/view.ts";
import { renderInvoice } from "../../../bot/telegram/render-invoice.ts";
import { createTelegramPayments } from "../../../bot/telegram/payments.ts";
import { translator } from "../../../locales/index.ts";
import { russianSession, staffBot } from "./support/staff-bot.ts";

const stars: Invoice = {
  title: plain("Подписка на месяц"),
  description: plain("12 человек"),
  payload: "o_17",
  currency: "XTR",
  prices: [{ label: plain("12 человек"), amount: 50 }],
  startParameter: "pay_17",
};
const card: Invoice = {
  ...stars,
  currency: "RUB",
  prices: [{ label: plain("12 человек"), amount: 32_900 }],
  providerToken: "381764678:TEST:100037",
};

const home: Screen<object> = {
  name: "home",
  code: "h",
  open: () => ({ send: [{ body: html`Home` }, { invoice: stars }] }),
};

const inRussian = translator("ru", { calendar: "gregorian", timeZone: "UTC" });
const inPersian = translator("fa", { calendar: "jalali", timeZone: "UTC" });

/** Handlers that say yes and keep what they are told; any of them may be replaced. */
function till(own: Partial<PaymentHandlers<object>> = {}) {
  const paid: PaymentIncoming[] = [];
  const refunded: RefundedPaymentIncoming[] = [];
  const handlers: PaymentHandlers<object> = {
    preCheckout: async () => ({ ok: true }),
    paid: async (_api, incoming) => void paid.push(incoming),
    refunded: async (_api, incoming) => void refunded.push(incoming),
    ...own,
  };
  return { handlers, paid, refunded };
}

async function shop(own: Partial<PaymentHandlers<object>> = {}) {
  const kept = till(own);
  const bot = await staffBot({ bot: "owner", screens: [home], payments: kept.handlers });
  await bot.chat.start();
  return { ...bot, ...kept };
}

describe("a pre-checkout (TG 41)", () => {
  test("goes on with a yes, and the money arrives", async () => {
    const asked: unknown[] = [];
    const { chat, paid, sim } = await shop({
      preCheckout: async (_api, { currency, totalAmount, payload, user }) => {
        asked.push({ currency, totalAmount, payload, user: user.id });
        return { ok: true };
      },
    });
    const { state, payment } = await chat.pays();
    expect(state).toBe("paid");
    expect(asked).toEqual([{ currency: "XTR", totalAmount: 50, payload: "o_17", user: 7 }]);
    expect(paid).toMatchObject([
      {
        kind: "payment",
        totalAmount: 50,
        telegramChargeId: payment?.telegram_payment_charge_id,
        providerChargeId: payment?.provider_payment_charge_id,
      },
    ]);
    expect(sim.violations()).toEqual([]);
  });

  test("stops with the reason the handler gives, in the person's language", async () => {
    const { chat, desk, paid } = await shop({
      preCheckout: async () => ({ ok: false, message: (t) => t.tp("common.router.not_allowed") }),
    });
    expect(await chat.pays()).toMatchObject({
      state: "refused",
      error: inRussian.tp("common.router.not_allowed"),
    });
    desk.session = { ...russianSession, language: "fa", calendar: "jalali" };
    expect((await chat.pays()).error).toContain(inPersian.tp("common.router.not_allowed"));
    expect(paid).toEqual([]);
  });

  test("stops with the API's own words when it refuses", async () => {
    const { chat } = await shop({
      preCheckout: async () => {
        throw new ApiProblem(403, "forbidden");
      },
    });
    expect(await chat.pays()).toMatchObject({
      state: "refused",
      error: inRussian.tp("errors.forbidden"),
    });
  });

  test("stops in time when the API is slow, also the one that knows the language", async () => {
    const never = new Promise<never>(() => undefined);
    const { chat, desk, log } = await shop({ preCheckout: () => never, patienceMs: 20 });
    desk.open = () => never;
    expect(await chat.pays()).toMatchObject({
      state: "refused",
      error: inRussian.tp("common.router.payment_late"),
    });
    expect(log.lines).toMatchObject([{ event: "precheckout_late" }]);
  });

  test("stops at once when the API is down", async () => {
    const { chat, desk } = await shop({
      preCheckout: async () => {
        throw new ApiUnavailable("down");
      },
    });
    desk.down = true;
    expect(await chat.pays()).toMatchObject({
      state: "refused",
      error: inRussian.tp("common.router.unavailable"),
    });
  });

  test("stops with an apology and a code when we have a bug", async () => {
    const { chat, sim, log } = await shop({
      preCheckout: async () => {
        throw new Error("a bug with a secret in it");
      },
    });
    const { error } = await chat.pays();
    const code = sim.updates("owner").at(-1)?.update_id.toString(36).toUpperCase() ?? "";
    expect(error).toBe(inRussian.tp("common.router.failed_toast", { code }));
    expect(log.lines).toMatchObject([{ level: "error", event: "precheckout_failed" }]);
    expect(JSON.stringify(log.lines)).not.toContain("secret");
  });

  test("delivered twice is answered twice, and the late answer harms nothing", async () => {
    const { chat, sim, paid } = await shop();
    await chat.pays();
    const query = sim.updates("owner").find((update) => update.pre_checkout_query);
    expect(await sim.redeliver("owner", query?.update_id)).toEqual([200]);
    expect(paid).toHaveLength(1);
  });

  test("is refused by a bot that has nobody to ask, in Persian and in Russian", async () => {
    const { chat, desk } = await staffBot({ bot: "owner", screens: [home] });
    await chat.start();
    expect((await chat.pays()).error).toBe(inRussian.tp("common.router.payment_unavailable"));
    desk.session = { ...russianSession, language: "fa", calendar: "jalali" };
    expect((await chat.pays()).error).toBe(inPersian.tp("common.router.payment_unavailable"));
  });

  test("of a bot on Telegraf goes the same way", async () => {
    const { handlers, paid } = till();
    const { chat } = await staffBot({ screens: [home], payments: handlers });
    await chat.start();
    expect((await chat.pays()).state).toBe("paid");
    expect(paid).toHaveLength(1);
  });
});

describe("a payment (TG 42)", () => {
  test("is delivered again until it is stored, more often than other updates are tried", async () => {
    let failures = 6;
    const stored: string[] = [];
    const { chat, log, sim } = await shop({
      paid: async (_api, { telegramChargeId }) => {
        failures -= 1;
        if (failures >= 3) throw new ApiUnavailable("down");
        if (failures >= 0) throw new Error("a bug");
        stored.push(telegramChargeId);
      },
    });
    const { payment } = await chat.pays();
    await sim.until(() => stored.length > 0);
    expect(stored).toEqual([payment?.telegram_payment_charge_id]);
    expect(log.lines.map(({ level, event }) => `${level} ${event}`)).toEqual([
      ...Array.from({ length: 3 }, () => "warn payment_not_stored"),
      ...Array.from({ length: 3 }, () => "error payment_not_stored"),
    ]);
  });

  test("that comes again with another update id has the same charge", async () => {
    const { chat, sim, paid } = await shop();
    sim.nextPayment({ again: 1 });
    await chat.pays();
    await sim.idle();
    expect(new Set(paid.map(({ updateId }) => updateId)).size).toBe(2);
    expect(new Set(paid.map(({ telegramChargeId }) => telegramChargeId)).size).toBe(1);
  });

  test("stays with Telegram while nobody takes it", async () => {
    const { sim, ann } = await staffBot({ bot: "owner", screens: [home] });
    await ann.in("owner").start();
    sim.hold();
    const { update_id: id } = sim.inject("owner", {
      message: {
        message_id: 900,
        date: 1_790_000_000,
        chat: { id: ann.id, type: "private" },
        from: ann.user.wire,
        successful_payment: {
          currency: "XTR",
          total_amount: 1,
          invoice_payload: "x",
          telegram_payment_charge_id: "stx-1",
          provider_payment_charge_id: "1_1",
        },
      },
    });
    expect(await sim.redeliver("owner", id)).toEqual([503]);
    expect(await sim.redeliver("owner", id)).toEqual([503]);
  });

  test("shows the person no answer of its own: that comes from the outbox", async () => {
    const { chat, sim } = await shop();
    const before = sim.calls({ method: "sendMessage" }).length;
    await chat.pays();
    expect(sim.calls({ method: "sendMessage" })).toHaveLength(before);
  });
});

describe("Stars given back (TG 44)", () => {
  test("come as a refund of the same charge; asking twice is no error", async () => {
    const { chat, client, ann, refunded, sim } = await shop();
    const { payment } = await chat.pays();
    const charge = payment?.telegram_payment_charge_id ?? "";
    const telegram = createTelegramPayments(client);
    expect(await telegram.refundStars(ann.id, charge)).toBe("refunded");
    await sim.idle();
    expect(refunded).toMatchObject([
      { kind: "refunded_payment", telegramChargeId: charge, totalAmount: 50, user: { id: ann.id } },
    ]);
    expect(await telegram.refundStars(ann.id, charge)).toBe("already");
    await expect(telegram.refundStars(ann.id, "stx-none")).rejects.toMatchObject({
      kind: "bad_request",
    });
    await sim.idle();
    expect(refunded).toHaveLength(1);
  });

  test("are delivered again until they are stored", async () => {
    let tries = 0;
    const { chat, client, ann, sim } = await shop({
      refunded: async () => {
        tries += 1;
        if (tries < 4) throw new ApiUnavailable("down");
      },
    });
    const { payment } = await chat.pays();
    const charge = payment?.telegram_payment_charge_id ?? "";
    await createTelegramPayments(client).refundStars(ann.id, charge);
    await sim.until(() => tries === 4);
    await sim.idle();
    expect(tries).toBe(4);
  });

  test("are in the list to reconcile with, oldest first", async () => {
    const { chat, client, ann, clock } = await shop();
    const { payment } = await chat.pays();
    const charge = payment?.telegram_payment_charge_id ?? "";
    const telegram = createTelegramPayments(client);
    await telegram.refundStars(ann.id, charge);
    const both = { id: charge, amount: 50, at: clock.now, userId: ann.id, payload: "o_17" };
    expect(await telegram.starTransactions(0, 100)).toEqual([
      { ...both, direction: "in" },
      { ...both, direction: "out" },
    ]);
    expect(await telegram.starTransactions(1, 1)).toEqual([{ ...both, direction: "out" }]);
    expect(await telegram.starTransactions(2, 100)).toEqual([]);
  });
});

describe("an invoice", () => {
  test("by card asks for an e-mail and carries a receipt when told so", async () => {
    const { chat, courier, ann, sim } = await shop();
    const amount = { value: "329.00", currency: "RUB" };
    const item = { description: "12 человек", quantity: "1.00", amount, vat_code: 1 };
    const invoice = { ...card, needEmail: true, providerData: { receipt: { items: [item] } } };
    await courier.send({ chatId: ann.id, language: "ru" }, { invoice, silent: true });
    expect(chat.last()).toMatchObject({
      silent: true,
      invoice: { title: card.title, total: 32_900, currency: "RUB", needEmail: true },
      buttons: [[{ pay: true }]],
    });
    expect((await chat.pays({ email: "ann@example.org" })).query.order_info).toEqual({
      email: "ann@example.org",
    });
    expect(sim.violations()).toEqual([]);
  });

  test("too long a title and description are cut; what no cut can mend is our bug", () => {
    const long = {
      ...stars,
      title: plain("х".repeat(40), 99),
      description: plain("х".repeat(300), 999),
    };
    const { title, description } = renderInvoice(long, "fa") as Record<string, string>;
    expect([...(title ?? "")].length).toBe(32);
    expect([...(description ?? "")].length).toBe(255);
    const price = stars.prices[0];
    for (const wrong of [
      { ...stars, payload: "" },
      { ...stars, payload: "ж".repeat(65) },
      { ...stars, startParameter: "" },
      { ...stars, prices: [] },
      { ...stars, prices: price ? [price, price] : [] },
      { ...stars, prices: [{ label: plain("x"), amount: 0.5 }] },
      { ...stars, providerToken: "381764678:TEST:1" },
      { ...stars, currency: "RUB" },
    ]) {
      expect(() => renderInvoice(wrong, "ru")).toThrow(RangeError);
    }
    expect(() => renderInvoice({ ...stars, payload: "ж".repeat(64) }, "ru")).not.toThrow();
  });

  test("that Telegram will not take now is not sent later: the person is asked to try again", async () => {
    const { chat, sim, postponed } = await shop();
    sim.failNext({ method: "sendInvoice", code: 429, retryAfter: 40 });
    await chat.start();
    expect(chat.last().text).toBe(inRussian.tp("common.router.send_failed"));
    expect(postponed).toEqual([]);
  });
});
