import { describe, expect, test } from "vitest";
import type { SimulatorOptions } from "../../../bot/simulator/simulator.ts";
import type { Update } from "../../../bot/simulator/model.ts";
import { call, OWNER, simulator, webhook } from "./fixture.ts";

const ANN = { id: 101, firstName: "Ann", languageCode: "ru" };
const BORIS = { id: 102, firstName: "Boris", languageCode: "ru" };
const CARD_TOKEN = "381764678:TEST:100037";

const stars = {
  title: "Пополнение",
  description: "50 звёзд",
  payload: "o_17",
  currency: "XTR",
  prices: [{ label: "Звёзды", amount: 50 }],
  start_parameter: "pay_17",
};
const card = {
  ...stars,
  currency: "RUB",
  prices: [
    { label: "12 человек", amount: 35_900 },
    { label: "Скидка", amount: -3_000 },
  ],
  provider_token: CARD_TOKEN,
};
const receipt = (value: string, more = {}) => ({
  need_email: true,
  send_email_to_provider: true,
  provider_data: JSON.stringify({
    receipt: {
      items: [
        { description: "Месяц", quantity: "1.00", amount: { value, currency: "RUB" }, vat_code: 1 },
      ],
    },
  }),
  ...more,
});

type Verdict = (query: NonNullable<Update["pre_checkout_query"]>) => string | undefined | null;

/** A bot that says yes to every pre-checkout unless told otherwise: a reason refuses, null says nothing. */
async function shop({
  verdict = () => undefined,
  status = () => 200,
  ...options
}: Partial<SimulatorOptions> & { verdict?: Verdict; status?: (attempt: number) => number } = {}) {
  const { sim, clock } = await simulator(options);
  const owner = <Result>(method: string, payload = {}) =>
    call<Result>(sim, method, payload, OWNER.token);
  const { url, received } = await webhook(
    async ({ pre_checkout_query: query, message }, attempt) => {
      const error = query && verdict(query);
      if (query && error !== null) {
        const answer = error === undefined ? { ok: true } : { ok: false, error_message: error };
        await owner("answerPreCheckoutQuery", { pre_checkout_query_id: query.id, ...answer });
      }
      return message?.successful_payment ? status(attempt) : 200;
    },
  );
  await owner("setWebhook", { url });
  const ann = sim.user(ANN);
  const chat = ann.in("owner");
  await chat.start();
  const sell = (invoice: object = stars) =>
    owner<{ message_id: number }>("sendInvoice", { chat_id: ann.id, ...invoice });
  const payments = () =>
    received.flatMap(({ update }) =>
      update.message?.successful_payment ? [{ id: update.update_id, ...update.message }] : [],
    );
  return { sim, clock, ann, chat, owner, sell, payments, received };
}

const item = (more: object) => ({
  description: "Месяц",
  quantity: "1.00",
  amount: { value: "329.00", currency: "RUB" },
  vat_code: 1,
  ...more,
});

describe("sendInvoice", () => {
  test("shows an invoice with Telegram's own pay button", async () => {
    const { sell, chat, sim } = await shop();
    expect(await sell(card)).toMatchObject({
      ok: true,
      result: {
        invoice: { title: "Пополнение", currency: "RUB", total_amount: 32_900 },
        reply_markup: { inline_keyboard: [[{ text: "Pay RUB 329.00", pay: true }]] },
      },
    });
    expect(chat.last()).toMatchObject({ invoice: { total: 32_900, isPaid: false } });
    await sell({ ...card, ...receipt("329.00") });
    const keys = {
      inline_keyboard: [[{ text: "Заплатить", pay: true }], [{ text: "?", callback_data: "w" }]],
    };
    expect((await sell({ ...stars, provider_token: "", reply_markup: keys })).ok).toBe(true);
    expect(
      chat
        .last()
        .buttons.flat()
        .map(({ text }) => text),
    ).toEqual(["Заплатить", "?"]);
    expect(sim.violations()).toEqual([]);
  });

  const withReceipt = (items: unknown, more = {}) =>
    receipt("", { provider_data: JSON.stringify({ receipt: { items } }), ...more });
  test.each<[string, object, string]>([
    ["no title", { ...stars, title: "" }, 'parameter "title" is required'],
    [
      "a title of 33 characters",
      { ...stars, title: "х".repeat(33) },
      "invoice title must be of 1-32",
    ],
    ["a description of 256", { ...stars, description: "х".repeat(256) }, "invoice description"],
    ["no payload", { ...stars, payload: "" }, "INVOICE_PAYLOAD_INVALID"],
    ["a payload of 130 bytes", { ...stars, payload: "ж".repeat(65) }, "INVOICE_PAYLOAD_INVALID"],
    ["a start parameter with a space", { ...stars, start_parameter: "a b" }, "START_PARAM_INVALID"],
    [
      "a start parameter of 65",
      { ...stars, start_parameter: "x".repeat(65) },
      "START_PARAM_INVALID",
    ],
    ["an unknown currency", { ...card, currency: "XTS" }, "CURRENCY_INVALID"],
    ["rials, which no provider takes", { ...card, currency: "IRR" }, "CURRENCY_INVALID"],
    ["no price", { ...card, prices: [] }, "at least one price"],
    ["prices that are no list", { ...card, prices: "50" }, "can't parse prices JSON object"],
    ["half a kopeck", { ...card, prices: [{ label: "x", amount: 0.5 }] }, "labeled price"],
    ["a price without a label", { ...card, prices: [{ amount: 9_000 }] }, "labeled price"],
    [
      "less than about a dollar",
      { ...card, prices: [{ label: "x", amount: 99 }] },
      "CURRENCY_TOTAL_AMOUNT_INVALID",
    ],
    [
      "nothing in all",
      { ...stars, prices: [{ label: "x", amount: 0 }] },
      "CURRENCY_TOTAL_AMOUNT_INVALID",
    ],
    [
      "100 001 Stars",
      { ...stars, prices: [{ label: "x", amount: 100_001 }] },
      "CURRENCY_TOTAL_AMOUNT_INVALID",
    ],
    ["two prices in Stars", { ...stars, prices: card.prices }, "STARS_INVOICE_INVALID"],
    ["Stars with a provider", { ...stars, provider_token: CARD_TOKEN }, "STARS_INVOICE_INVALID"],
    ["Stars with tips", { ...stars, max_tip_amount: 5 }, "STARS_INVOICE_INVALID"],
    ["roubles without a provider", { ...card, provider_token: "" }, "PAYMENT_PROVIDER_INVALID"],
    ["a provider that is none", { ...card, provider_token: "abc" }, "PAYMENT_PROVIDER_INVALID"],
    [
      "five tips",
      { ...card, max_tip_amount: 9, suggested_tip_amounts: [1, 2, 3, 4, 5] },
      "TIP_AMOUNTS_INVALID",
    ],
    ["provider data that is no JSON", { ...card, provider_data: "{" }, "DATA_JSON_INVALID"],
    ["a receipt of another sum", { ...card, ...receipt("329.01") }, "not the sum"],
    ["a receipt with no items", { ...card, ...withReceipt([]) }, "a receipt has items"],
    [
      "a sum that is a number",
      { ...card, ...withReceipt([item({ amount: { value: 329, currency: "RUB" } })]) },
      "like",
    ],
    ["a VAT code of 13", { ...card, ...withReceipt([item({ vat_code: 13 })]) }, "vat_code"],
    [
      "an item of 129 characters",
      { ...card, ...withReceipt([item({ description: "х".repeat(129) })]) },
      "1-128",
    ],
    [
      "a receipt for nobody",
      { ...card, ...withReceipt([item({})], { need_email: false }) },
      "nobody",
    ],
    [
      "a keyboard that begins with another button",
      { ...stars, reply_markup: { inline_keyboard: [[{ text: "?", callback_data: "w" }]] } },
      "must be a pay button",
    ],
  ])("refuses %s", async (_what, invoice, description) => {
    const { sell, sim } = await shop();
    const answer = await sell(invoice);
    expect(answer.status).toBe(400);
    expect(answer.description).toContain(description);
    expect(sim.violations()).toHaveLength(1);
  });

  test("no other message has a pay button", async () => {
    const { owner, ann, sell } = await shop();
    const reply_markup = { inline_keyboard: [[{ text: "Pay", pay: true }]] };
    const refusal = { status: 400, description: "Bad Request: BUTTON_TYPE_INVALID" };
    const text = { chat_id: ann.id, text: "x" };
    expect(await owner("sendMessage", { ...text, reply_markup })).toMatchObject(refusal);
    const { result } = await sell();
    const place = { chat_id: ann.id, message_id: result.message_id };
    expect(await owner("editMessageReplyMarkup", { ...place, reply_markup })).toMatchObject(
      refusal,
    );
  });
});

describe("paying", () => {
  test("asks the bot, takes the money and says so in the chat", async () => {
    const { sell, chat, payments, received, clock } = await shop();
    await sell({ ...card, need_email: true });
    const { state, query, payment } = await chat.pays({ email: "ann@example.org" });
    expect(state).toBe("paid");
    expect(query).toMatchObject({
      from: { id: 101 },
      currency: "RUB",
      total_amount: 32_900,
      invoice_payload: "o_17",
      order_info: { email: "ann@example.org" },
    });
    expect(payments()).toMatchObject([
      { date: clock.now / 1000, chat: { id: 101, type: "private" }, successful_payment: payment },
    ]);
    expect(received.map(({ update }) => Object.keys(update)[1])).toEqual([
      "message",
      "pre_checkout_query",
      "message",
    ]);
    expect(chat.messages().at(-1)).toMatchObject({ money: { kind: "paid", total: 32_900 } });
    expect(chat.last().invoice?.isPaid).toBe(true);
    await expect(chat.pays()).rejects.toThrow("there is no invoice to pay");
  });

  test("begins as well with a tap on the pay button", async () => {
    const { sell, chat, payments } = await shop();
    await sell();
    await chat.tap(/^Pay/);
    await chat.send("x");
    expect(payments()).toHaveLength(1);
  });

  test("shows the bot's refusal and takes nothing", async () => {
    const { sell, chat, payments, owner } = await shop({ verdict: () => "Уже оплачено" });
    await sell();
    expect(await chat.pays()).toMatchObject({ state: "refused", error: "Уже оплачено" });
    expect(chat.toasts()).toMatchObject([{ text: "Уже оплачено", alert: true }]);
    expect(payments()).toEqual([]);
    const { result } = await owner<{ transactions: unknown[] }>("getStarTransactions");
    expect(result.transactions).toEqual([]);
    expect(chat.last().invoice?.isPaid).toBe(false);
  });

  test("is over 10 seconds after the question (TG 41)", async () => {
    const { sell, chat, clock, owner, payments } = await shop({ verdict: () => null });
    await sell();
    const early = await chat.pays();
    expect(early.state).toBe("asked");
    clock.now += 10_001;
    const late = { pre_checkout_query_id: early.query.id, ok: true };
    expect(await owner("answerPreCheckoutQuery", late)).toMatchObject({
      status: 400,
      description:
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    });
    const again = await chat.pays();
    clock.now += 10_000;
    await owner("answerPreCheckoutQuery", { pre_checkout_query_id: again.query.id, ok: true });
    expect(again.state).toBe("paid");
    await chat.send("x");
    expect(payments()).toHaveLength(1);
  });

  test("an answer is given once, by the bot that was asked, and a no says why", async () => {
    const { sell, chat, owner, sim } = await shop({ verdict: () => null });
    await sell();
    const { query } = await chat.pays();
    const yes = { pre_checkout_query_id: query.id, ok: true };
    expect((await call(sim, "answerPreCheckoutQuery", yes)).status).toBe(400);
    expect(await owner("answerPreCheckoutQuery", { ...yes, ok: false })).toMatchObject({
      description: "Bad Request: error_message must be non-empty",
    });
    expect((await owner("answerPreCheckoutQuery", yes)).ok).toBe(true);
    expect((await owner("answerPreCheckoutQuery", yes)).status).toBe(400);
  });

  test("closing the sheet tells the bot nothing; a refusal of the bank comes after its yes", async () => {
    const { sell, chat, received, payments } = await shop();
    await expect(chat.cancels()).rejects.toThrow("there is no invoice");
    await sell(card);
    const before = received.length;
    await chat.cancels();
    expect(received).toHaveLength(before);
    expect((await chat.pays({ declined: true })).state).toBe("declined");
    expect(payments()).toEqual([]);
    expect((await chat.pays()).state).toBe("paid");
  });

  test("a payment is delivered again until the bot answers 200", async () => {
    const { sell, chat, payments } = await shop({ status: (attempt) => (attempt < 3 ? 503 : 200) });
    await sell();
    await chat.pays();
    expect(payments()).toHaveLength(3);
    expect(new Set(payments().map(({ id }) => id)).size).toBe(1);
  });

  test("a payment may come twice with a new update id and the same charge (TG 42)", async () => {
    const { sell, chat, payments, sim } = await shop();
    await sell();
    sim.nextPayment({ again: 2 });
    await chat.pays();
    expect(new Set(payments().map(({ id }) => id)).size).toBe(3);
    expect(
      new Set(payments().map((one) => one.successful_payment?.telegram_payment_charge_id)).size,
    ).toBe(1);
    await sell();
    await chat.pays();
    expect(payments()).toHaveLength(4);
  });

  test("a payment may come late", async () => {
    const { sell, chat, payments, sim } = await shop();
    await sell();
    sim.nextPayment({ delay: Infinity });
    expect((await chat.pays()).state).toBe("paid");
    expect(payments()).toEqual([]);
    sim.releasePayments();
    await sim.until(() => payments().length === 1);
    await sell();
    sim.nextPayment({ delay: 1 });
    await chat.pays();
    await sim.until(() => payments().length === 2);
  });

  test("a bot that asked for no pre-checkouts is not asked", async () => {
    const { sell, chat, owner, received } = await shop();
    await owner("setWebhook", { url: "http://127.0.0.1:9/", allowed_updates: ["message"] });
    await sell();
    expect((await chat.pays()).state).toBe("asked");
    expect(received.some(({ update }) => update.pre_checkout_query)).toBe(false);
  });
});

async function forwarded(invoice: object) {
  const parts = await shop();
  const { result } = await parts.sell(invoice);
  const boris = parts.sim.user(BORIS);
  await parts.chat.forwardInvoice(boris, result.message_id);
  return { ...parts, boris: boris.in("owner") };
}

describe("a forwarded invoice", () => {
  test("without a start parameter can be paid by anybody, and by several", async () => {
    const { chat, boris, payments } = await forwarded({ ...stars, start_parameter: "" });
    expect(await boris.pays()).toMatchObject({ state: "paid", query: { from: { id: 102 } } });
    expect((await chat.pays()).state).toBe("paid");
    expect(payments().map(({ chat: { id } }) => id)).toEqual([102, 101]);
  });

  test("with one only leads to the bot", async () => {
    const { boris, received } = await forwarded(stars);
    await expect(boris.pays()).rejects.toThrow("there is no invoice to pay");
    await boris.tap("Pay");
    await boris.send("x");
    expect(received.at(-2)?.update.message).toMatchObject({
      text: "/start pay_17",
      from: { id: 102 },
    });
  });
});

async function paid() {
  const parts = await shop();
  await parts.sell();
  const { payment } = await parts.chat.pays();
  const charge = payment?.telegram_payment_charge_id ?? "";
  const refund = (more = {}) =>
    parts.owner("refundStarPayment", {
      user_id: parts.ann.id,
      telegram_payment_charge_id: charge,
      ...more,
    });
  return { ...parts, payment, charge, refund };
}

describe("Stars", () => {
  test("are given back once, with a service message (TG 44)", async () => {
    const { refund, charge, received, chat, sim } = await paid();
    expect(await refund()).toMatchObject({ ok: true, result: true });
    await sim.idle();
    expect(received.at(-1)?.update.message?.refunded_payment).toMatchObject({
      currency: "XTR",
      total_amount: 50,
      invoice_payload: "o_17",
      telegram_payment_charge_id: charge,
    });
    expect(chat.messages().at(-1)).toMatchObject({ money: { kind: "refunded", total: 50 } });
    expect(await refund()).toMatchObject({
      status: 400,
      description: "Bad Request: CHARGE_ALREADY_REFUNDED",
    });
  });

  test("go back to nobody else, and only Stars do", async () => {
    const { refund, sim, sell, chat } = await paid();
    sim.user(BORIS);
    const unknown = { description: "Bad Request: CHARGE_NOT_FOUND" };
    expect(await refund({ user_id: BORIS.id })).toMatchObject(unknown);
    expect(await refund({ telegram_payment_charge_id: "x" })).toMatchObject(unknown);
    expect(await refund({ user_id: 5 })).toMatchObject({
      description: "Bad Request: invalid user_id specified",
    });
    await sell(card);
    const { payment } = await chat.pays();
    const byCard = { telegram_payment_charge_id: payment?.telegram_payment_charge_id };
    expect(await refund(byCard)).toMatchObject(unknown);
  });

  test("are listed oldest first, in pages of at most 100", async () => {
    const { owner, sell, chat, refund, charge } = await paid();
    type List = { transactions: { id: string; source?: object; receiver?: object }[] };
    const list = async (payload = {}) =>
      (await owner<List>("getStarTransactions", payload)).result.transactions;
    await sell();
    await chat.pays();
    await refund();
    const all = await list();
    expect(all.map(({ source }) => source !== undefined)).toEqual([true, true, false]);
    expect(all[2]).toMatchObject({
      id: charge,
      amount: 50,
      receiver: { type: "user", user: { id: 101 }, invoice_payload: "o_17" },
    });
    expect(await list({ offset: 1, limit: 1 })).toEqual([all[1]]);
    expect(await list({ offset: 3 })).toEqual([]);
    expect(await list({ limit: 500 })).toHaveLength(3);
  });
});

test("a reset forgets sales, and what was under way does not go on", async () => {
  const { sim, sell, chat, payments } = await shop();
  await sell();
  sim.nextPayment({ delay: Infinity });
  await chat.pays();
  sim.reset();
  sim.releasePayments();
  await sim.idle();
  expect(payments()).toEqual([]);
  expect(sim.updates("owner")).toEqual([]);
});
