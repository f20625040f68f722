import { afterEach, describe, expect, test } from "vitest";
import { tick } from "../../api/operations/tick.ts";
import { ask } from "../../bot/core/api.ts";
import { giveMoney } from "../support/billing.ts";
import {
  codeOf,
  createPaymentsHouse,
  type OnlineRail,
  type PaymentsHouse,
} from "../support/payments-house.ts";

const minute = 60_000;
const hour = 60 * minute;

let house: PaymentsHouse;
afterEach(() => house.world.close());

async function begin(
  profile: "ir" | "ru",
  ...rest: [] | Parameters<typeof createPaymentsHouse>[1][]
) {
  house = await createPaymentsHouse(profile, ...rest);
  return house.world.gateways.control;
}

const railsOnline = [
  ["zarinpal", "ir"],
  ["yookassa_card", "ru"],
  ["yookassa_sbp", "ru"],
] as const satisfies readonly (readonly [OnlineRail, "ir" | "ru"])[];

describe.each(railsOnline)("an order paid over %s", (rail, profile) => {
  test("is paid when the payer comes back, however often and wherever from (BIL P2)", async () => {
    const control = await begin(profile);
    const order = await house.order();
    const answer = await house.pay(order, rail);
    expect(answer.kind).toBe(rail === "yookassa_sbp" ? "qr" : "redirect");
    const ref = await house.ref();
    const back = control.pay(ref);
    if (back !== null) expect(await house.visit(back)).toBe("paid");
    await control.settle();
    await Promise.all([
      ...(back === null ? [] : [house.visit(back), house.visit(back)]),
      control.deliver(ref, 3),
      house.check((await house.attempts())[0]?.id ?? ""),
      tick(house.world.deps),
    ]);
    expect(await house.orderState(order)).toBe("paid");
    expect((await house.attempts()).map(({ state }) => state)).toEqual(["succeeded"]);
    expect(await house.wallet()).toBe(0);
    expect(await house.told()).toEqual(["payment-received 0"]);
    await house.expectSound();
  });

  test("is paid when nobody comes back: the schedule finds it (BIL §3.7)", async () => {
    const control = await begin(profile);
    control.webhookTarget(null);
    const order = await house.order();
    await house.pay(order, rail);
    control.pay(await house.ref());
    await house.world.settle();
    house.world.now += 2 * minute;
    await house.world.settle();
    expect(await house.orderState(order)).toBe("paid");
    await house.expectSound();
  });

  test("is not paid by those who only say so; the payer reads what is true (BIL P10)", async () => {
    const control = await begin(profile);
    const order = await house.order();
    await house.pay(order, rail);
    const ref = await house.ref();
    await control.forge({
      event: rail === "zarinpal" ? "callback_ok" : "payment.succeeded",
      id: ref,
    });
    expect(await house.orderState(order)).not.toBe("paid");
    control.cancel(ref);
    const back = control.cancel(ref);
    if (back !== null) expect(await house.visit(back)).toBe("not_paid");
    else await house.check((await house.attempts())[0]?.id ?? "");
    expect((await house.attempts())[0]?.state).toMatch(/failed|canceled_gateway/);
    await house.expectSound();
  });

  test("with another sum than asked for is not booked: the operator hears of it (BIL P10)", async () => {
    const control = await begin(profile);
    await operatorExists();
    const order = await house.order();
    await house.pay(order, rail);
    const ref = await house.ref();
    control.tamper(500_000, ref);
    const back = control.pay(ref);
    if (back !== null) await house.visit(back);
    await control.settle();
    await control.deliver(ref, 3);
    expect(await house.orderState(order)).not.toBe("paid");
    expect(await house.wallet()).toBe(0);
    expect(await house.told()).toEqual(["operator-alert payment_alarm"]);
  });

  test("has one attempt however often one taps: the same link again (BIL I15)", async () => {
    await begin(profile);
    const order = await house.order();
    const first = await house.pay(order, rail);
    expect(await house.pay(order, rail)).toEqual(first);
    expect(await Promise.all([house.pay(order, rail), house.pay(order, rail)])).toEqual([
      first,
      first,
    ]);
    expect(await house.attempts()).toHaveLength(1);
  });

  test.each([
    "http500_after_commit",
    "lose_answer",
    "truncate_body",
    "html_instead_of_json",
  ] as const)("is asked for once when the gateway's answer is lost (%s, BIL P9)", async (fault) => {
    const control = await begin(profile);
    const order = await house.order();
    control.next(fault, { call: rail === "zarinpal" ? "request" : "create" });
    expect(await codeOf(house.pay(order, rail))).toBe("gateway_unavailable");
    expect((await house.attempts()).map(({ state }) => state)).toEqual(["created"]);
    await house.pay(order, rail);
    expect(await house.attempts()).toHaveLength(1);
    if (rail !== "zarinpal") expect(control.ledger().payments).toHaveLength(1);
    control.pay(await house.ref());
    await house.check((await house.attempts())[0]?.id ?? "");
    expect(await house.orderState(order)).toBe("paid");
    await house.expectSound();
  });
});

test("a payment of YooKassa whose making was never answered is found by its webhook, or by the list", async () => {
  const control = await begin("ru");
  const order = await house.order();
  control.next("lose_answer", { call: "create" });
  expect(await codeOf(house.pay(order, "yookassa_card"))).toBe("gateway_unavailable");
  const [lost] = control.ledger().payments;
  control.pay(lost?.id ?? "");
  await control.settle();
  expect(await house.orderState(order)).toBe("paid");

  const second = await house.order();
  control.next("lose_answer", { call: "create" });
  control.webhookTarget(null);
  expect(await codeOf(house.pay(second, "yookassa_card"))).toBe("gateway_unavailable");
  control.pay(control.ledger().payments.at(-1)?.id ?? "");
  house.world.now += 25 * hour;
  await house.world.settle();
  expect(await house.orderState(second)).toBe("paid");
  expect(control.ledger().payments).toHaveLength(2);
  await house.expectSound();
});

test("a payment that the payer cancels before its making was ever answered is over: the next try is a new one", async () => {
  const control = await begin("ru");
  const order = await house.order();
  control.next("lose_answer", { call: "create" });
  expect(await codeOf(house.pay(order, "yookassa_sbp"))).toBe("gateway_unavailable");
  const [lost] = control.ledger().payments;
  control.cancel(lost?.id ?? "");
  await control.deliver(lost?.id ?? "", 1);
  expect((await house.attempts()).map(({ state }) => state)).toEqual(["canceled_gateway"]);
  await house.pay(order, "yookassa_sbp");
  expect(await house.attempts()).toHaveLength(2);
  control.pay(control.ledger().payments.at(-1)?.id ?? "");
  await control.settle();
  expect(await house.orderState(order)).toBe("paid");
  await house.expectSound();
});

test("what Zarinpal holds and nobody came back for is swept up every five minutes (BIL §3.1)", async () => {
  const control = await begin("ir");
  const order = await house.order();
  await house.pay(order, "zarinpal");
  await house.world.db.write([{ sql: "update attempts set next_check_at = null", params: [] }]);
  control.pay(await house.ref());
  house.world.now += 5 * minute;
  await house.world.settle();
  expect(await house.orderState(order)).toBe("paid");
  await house.expectSound();
});

describe("money that comes late", () => {
  test("for a link that was given up pays the order once; the second sum stays in the wallet (BIL P6)", async () => {
    const control = await begin("ru");
    const order = await house.order();
    const total = await house.total(order);
    await house.pay(order, "yookassa_card");
    const card = await house.ref();
    await house.pay(order, "yookassa_sbp");
    const sbp = await house.ref();
    expect((await house.attempts()).map(({ state }) => state)).toEqual([
      "canceled_local",
      "pending",
    ]);
    control.pay(card);
    await control.settle();
    expect(await house.orderState(order)).toBe("paid");
    expect(await house.wallet()).toBe(0);
    // Nobody is shown a link to pay again.
    expect((await house.attempts()).map(({ state }) => state)).toEqual([
      "succeeded",
      "canceled_local",
    ]);
    control.pay(sbp);
    await control.settle();
    expect(await house.wallet()).toBe(total);
    expect((await house.attempts()).map(({ state }) => state)).toEqual(["succeeded", "succeeded"]);
    expect(await house.told()).toEqual(["payment-received 0", "payment-received 1"]);
    await house.expectSound();
  });

  test("pays what is owed, the oldest first (BIL §5.3)", async () => {
    const control = await begin("ru");
    const [first, second] = [await house.order(), await house.order()];
    await house.pay(first, "yookassa_card");
    const ref = await house.ref();
    await giveMoney(house.world.deps, house.orgId, await house.total(first));
    expect(await house.pay(first, "wallet")).toEqual({ kind: "paid" });
    control.pay(ref);
    await control.settle();
    expect(await house.orderState(second)).toBe(
      (await house.total(first)) >= (await house.total(second)) ? "paid" : "due",
    );
    const [said] = await house.world.deps.db.read(
      [
        "select payload ->> '$.orderId', payload ->> '$.alsoPaid' from outbox where payload ->> '$.double' = 1",
      ].map((sql) => ({ sql, params: [] })),
    );
    const [numbered] = await house.world.deps.db.read([
      { sql: "select number from orders where id = ?", params: [second] },
    ]);
    // The order that money was sent for is the one that was paid already; what it paid instead is told too.
    expect(said?.rows[0]).toEqual([first, `[${String(numbered?.rows[0]?.[0])}]`]);
    await house.expectSound();
  });

  test("after the order was annulled waits in the wallet, where the next order finds it (BIL P5)", async () => {
    const control = await begin("ru", { gateways: { rules: { payWithin: 100 * 24 * hour } } });
    const order = await house.order();
    const total = await house.total(order);
    await house.pay(order, "yookassa_card");
    house.world.now += 9 * 24 * hour;
    await house.world.settle();
    await house.world.settle();
    expect(await house.orderState(order)).toBe("annulled");
    expect(await codeOf(house.pay(order, "yookassa_card"))).toBe("order_annulled");
    control.pay(await house.ref());
    await control.settle();
    expect([await house.orderState(order), await house.wallet()]).toEqual(["annulled", total]);
    expect((await house.told()).at(-1)).toBe("payment-received 0");
    await house.expectSound();
  });
});

describe("money nobody can find", () => {
  test("is looked for 72 hours, told at 10 minutes and a day, then it is our case (BIL §3.7)", async () => {
    const control = await begin("ir");
    await operatorExists();
    const order = await house.order();
    await house.pay(order, "zarinpal");
    const back = control.pay(await house.ref());
    control.next("http500_before", { times: 1000 });
    expect(await house.visit(back)).toBe("checking");
    expect((await house.attempts())[0]?.underReviewAt).toBe(house.world.now);
    const heard: Record<string, readonly string[]> = {};
    for (const [name, ms] of Object.entries({
      m9: 9,
      m11: 11,
      h23: 23 * 60,
      h25: 25 * 60,
      h73: 73 * 60,
    })) {
      house.world.now = ((await house.attempts())[0]?.underReviewAt ?? 0) + ms * minute;
      await house.world.settle();
      await house.world.settle();
      heard[name] = (await house.told()).map((told) => told.replace("payment-check ", ""));
    }
    expect(heard).toEqual({
      m9: [],
      m11: ["started"],
      h23: ["started"],
      h25: ["started", "day"],
      h73: ["started", "day", "case", "operator-alert payment_case"],
    });
    const [attempt] = await house.attempts();
    expect([attempt?.nextCheckAt, attempt?.concludedAt]).toEqual([null, null]);
  });

  test("is found within the hour, and then it is simply paid", async () => {
    const control = await begin("ir");
    const order = await house.order();
    await house.pay(order, "zarinpal");
    const back = control.pay(await house.ref());
    control.next("http500_before", { times: 2 });
    expect(await house.visit(back)).toBe("checking");
    house.world.now += 3 * minute;
    await house.world.settle();
    expect(await house.orderState(order)).toBe("paid");
    expect((await house.attempts())[0]?.underReviewAt).toBeNull();
    await house.expectSound();
  });

  test("at a YooKassa that does not answer is under review as well, until it answers", async () => {
    const control = await begin("ru");
    control.webhookTarget(null);
    const order = await house.order();
    await house.pay(order, "yookassa_card");
    const back = control.pay(await house.ref());
    control.next("http500_before");
    expect(await house.visit(back)).toBe("checking");
    expect((await house.attempts())[0]?.underReviewAt).toBe(house.world.now);
    expect(await house.visit(back)).toBe("paid");
    expect((await house.attempts())[0]?.underReviewAt).toBeNull();
    await house.expectSound();
  });

  test("is not where a typed address says so: what Zarinpal calls unpaid opens no lock (BIL P10)", async () => {
    await begin("ir");
    const order = await house.order();
    await house.pay(order, "zarinpal");
    const [attempt] = await house.attempts();
    await house.visit(`/pay/zarinpal/${attempt?.id}?Authority=${attempt?.gatewayRef}&Status=OK`);
    expect((await house.attempts())[0]).toMatchObject({ state: "pending", underReviewAt: null });
    await house.expectSound();
  });

  test("went back to the payer: they are told, nothing is under review any more", async () => {
    const control = await begin("ir");
    const order = await house.order();
    await house.pay(order, "zarinpal");
    const back = control.pay(await house.ref());
    control.next("http500_before");
    await house.visit(back);
    // Zarinpal gives back what nobody has verified.
    await house.world.db.write([
      { sql: "update attempts set next_check_at = ?", params: [house.world.now + hour] },
    ]);
    control.clock.advance(31 * minute);
    control.ledger();
    house.world.now += 61 * minute;
    await house.world.settle();
    expect(await house.told()).toEqual(["payment-check not_paid"]);
    expect((await house.attempts())[0]).toMatchObject({ state: "failed", underReviewAt: null });
    expect(await house.orderState(order)).not.toBe("paid");
    await house.expectSound();
  });
});

describe("paying", () => {
  test("from the wallet only when it covers the sum", async () => {
    await begin("ru");
    const order = await house.order();
    const total = await house.total(order);
    await giveMoney(house.world.deps, house.orgId, total - 1);
    expect(await codeOf(house.pay(order, "wallet"))).toBe("rail_unavailable");
    await giveMoney(house.world.deps, house.orgId, 1);
    const key = house.world.key();
    expect(await house.pay(order, "wallet", key)).toEqual({ kind: "paid" });
    expect(await house.pay(order, "wallet", key)).toEqual({ kind: "paid" });
    expect(await codeOf(house.pay(order, "wallet"))).toBe("already_paid");
    expect(await house.wallet()).toBe(0);
    await house.expectSound();
  });

  test("is refused over a rail of another country, for somebody else's order, by an employee", async () => {
    await begin("ir");
    const order = await house.order();
    expect(await codeOf(house.pay(order, "yookassa_card"))).toBe("rail_unavailable");
    expect(await codeOf(house.pay(order, "stars"))).toBe("rail_unavailable");
    expect(await codeOf(house.pay(house.world.key(), "zarinpal"))).toBe("not_found");
    const { attempts } = house.world.as("owner", 1).payments;
    expect(await ask(attempts.$get({ query: { orderId: order } }))).toEqual({ attempts: [] });
    expect(
      await codeOf(
        ask(house.world.as("owner", 77).payments.attempts.$get({ query: { orderId: order } })),
      ),
    ).toBe("not_a_member");
  });

  test("with wrong keys at the gateway is no rail, and the operator hears of it once a day", async () => {
    await begin("ru", { settings: { YOOKASSA_SECRET_KEY: "another-secret-key" } });
    await operatorExists();
    const order = await house.order();
    expect(await codeOf(house.pay(order, "yookassa_card"))).toBe("rail_unavailable");
    expect(await codeOf(house.pay(order, "yookassa_card"))).toBe("rail_unavailable");
    expect(await house.told()).toEqual(["operator-alert gateway_settings"]);
    expect((await house.attempts()).map(({ state }) => state)).toEqual(["failed", "failed"]);
  });

  test("in a fiscal shop sends a receipt that adds up to the order (BIL I14)", async () => {
    const control = await begin("ru", {
      settings: { YOOKASSA_RECEIPT_EMAIL: "till@hozur.example" },
      gateways: { rules: { fiscal: true } },
    });
    const order = await house.order(3);
    await house.pay(order, "yookassa_sbp");
    control.pay(await house.ref());
    await control.settle();
    expect(await house.orderState(order)).toBe("paid");
    await house.expectSound();
  });
});

describe("the doors", () => {
  test("lead nowhere for what is no attempt, and take no more than they must", async () => {
    const control = await begin("ru");
    const order = await house.order();
    await house.pay(order, "yookassa_card");
    const [attempt] = await house.attempts();
    const { app } = house.world;
    expect(await house.visit("/pay/zarinpal/nothing")).toBe("gone");
    expect(await house.visit(`/pay/zarinpal/${attempt?.id}?Status=OK`)).toBe("gone");
    expect(await house.visit(`/pay/yookassa/${house.world.key()}`)).toBe("gone");
    const hook = async (body: string) =>
      (await app.request("/pay/yookassa/webhook", { method: "POST", body })).status;
    expect(await hook("{")).toBe(400);
    expect(await hook(JSON.stringify({ type: "notification", event: "payment.succeeded" }))).toBe(
      400,
    );
    expect(await hook("x".repeat(70_000))).toBe(413);
    const stranger = {
      type: "notification",
      event: "payment.succeeded",
      object: { id: "nobody-knows" },
    };
    control.webhookTarget(null);
    control.pay(await house.ref());
    control.next("http500_before");
    expect(await hook(JSON.stringify(stranger))).toBe(200);
    expect(await house.orderState(order)).toBe("due");
    // What names no attempt of ours made us ask nobody: the one failing answer is still to come.
    expect(await house.check(attempt?.id ?? "")).toBe("pending");
    expect(await house.check(attempt?.id ?? "")).toBe("succeeded");
  });

  test("tell the payer in the company's language, escape what they show, and run no script", async () => {
    const control = await begin("ir");
    await house.pay(await house.order(), "zarinpal");
    const answer = await house.world.app.request(control.pay(await house.ref()) ?? "");
    const page = await answer.text();
    expect(page).toContain('<html lang="fa" dir="rtl">');
    expect(page).toContain("پرداخت انجام شد");
    expect(page).toContain("https://t.me/hozur_owner_bot");
    expect(page).not.toContain("<script");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("refuse a webhook whose address the platform knows to be another's", async () => {
    await begin("ru");
    const { world } = house;
    const { hearYookassa } = await import("../../api/payments/hear-yookassa.ts");
    const notice = { type: "notification", event: "payment.succeeded", object: { id: "23d93cac" } };
    expect(await hearYookassa(world.deps, notice, "203.0.113.9")).toBe("refused");
    expect(await hearYookassa(world.deps, notice, "185.71.76.5")).toBe("heard");
    expect(await hearYookassa(world.deps, notice, null)).toBe("heard");
  });
});

/** Alerts go to people of the operator who have opened the bot. */
async function operatorExists(): Promise<void> {
  await house.world.db.write([
    {
      sql: `insert into persons (id, telegram_user_id, name, language, created_at) values ('operator', 900000001, 'Operator', 'ru', 0)`,
      params: [],
    },
  ]);
}
