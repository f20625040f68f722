import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { OrderView, Wish } from "../../api/billing/schemas.ts";
import { auditBooks } from "../../api/billing/invariants/audit-books.ts";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld, testConfig, type ApiWorld } from "../support/api-world.ts";
import {
  booksOf,
  giveCredit,
  giveMoney,
  giveSeats,
  giveTerm,
  ledgerOf,
  payOrder,
} from "../support/billing.ts";
import { comeToWork } from "../support/come-to-work.ts";
import { auditActions, codeOf, type Company, foundCompany, hire } from "./people-company.ts";

const day = 86_400_000;
let world: ApiWorld;
afterEach(async () => {
  const { faults } = await auditBooks(world.deps);
  await world.close();
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
});

const billing = (user = 1) => world.as("owner", user).billing;
const order = (wish: Wish, expected: number | null = null, user = 1, key = world.key()) =>
  ask(billing(user).orders.$post({ json: { wish, expected } }, named(key)));
const place = async (wish: Wish, expected: number | null = null): Promise<OrderView> => {
  const placed = await order(wish, expected);
  if (!("id" in placed)) throw new Error("scheduled");
  return placed;
};
const quote = (
  query: {
    readonly kind: Wish["kind"];
    readonly quantity?: string;
    readonly persons?: string;
    readonly planCode?: string;
  },
  user = 1,
) => ask(billing(user).quote.$get({ query }));
const balance = (user = 1) => ask(billing(user).balance.$get());
const orders = async (view: "open" | "history", user = 1) =>
  (await ask(billing(user).orders.$get({ query: { view } }))).orders;
const remove = (seatsToRemove: number) => order({ kind: "fewer_seats", quantity: seatsToRemove });
const drop = () =>
  ask(
    billing().scheduled[":kind"].$delete(
      { param: { kind: "seats" }, json: {} },
      named(world.key()),
    ),
  );
/** Everything an organisation's billing consists of, as one text. */
const everything = async (): Promise<string> => {
  const tables = [
    "billing_accounts",
    "orders",
    "terms",
    "seat_grants",
    "pending_changes",
    "plan_requests",
    "ledger_transactions",
    "ledger_entries",
    "ledger_balances",
    "usage_months",
    "audit",
    "outbox",
    "idempotency_keys",
  ];
  const rows = await world.db.read(
    tables.map((table) => ({ sql: `select * from ${table} order by 1, 2`, params: [] })),
  );
  return JSON.stringify(rows.map(({ rows: found }) => found));
};

describe("seats", () => {
  let company: Company;
  beforeEach(async () => {
    world = await createApiWorld(Date.parse("2025-02-01T09:00:00+03:00"));
    company = await foundCompany(world, 1, "ru");
  });

  /** ru-3 from 1 February to 1 May 2025, then 8 April. */
  const onTheEighthOfApril = async (seats = 5) => {
    await giveTerm(world.deps, company.organisationId, "ru-3", { quantity: seats });
    world.now = Date.parse("2025-04-08T15:00:00+03:00");
  };

  test("one added on 8 April to a term of 1 February to 1 May costs 329 roubles (BIL KV-7…KV-11, K1)", async () => {
    await onTheEighthOfApril();
    const shown = await quote({ kind: "seats", quantity: "1" });
    expect(shown).toMatchObject({
      kind: "order",
      orderKind: "seats",
      total: 32_900,
      currency: "RUB",
      activation: "on_order",
      seatsAfter: 6,
      creditAfter: null,
      term: { startsOn: "2025-02-01", endsOn: "2025-05-01" },
      // Two whole local days: the end of 10 April in Moscow (K-DUE).
      dueAt: Date.parse("2025-04-10T23:59:59+03:00"),
      lines: [
        {
          quantity: 1,
          unitPrice: 32_900,
          total: 32_900,
          detail: {
            kind: "seat_rest",
            from: "2025-04-08",
            to: "2025-05-01",
            days: 22,
            dayPrice: 1496,
            monthPrice: 44_900,
            discountBp: 1000,
            clamped: false,
          },
        },
      ],
    });
    const placed = await place({ kind: "seats", quantity: 1 }, 32_900);
    expect(placed).toMatchObject({
      number: 3,
      kind: "seats",
      state: "due",
      total: 32_900,
      dueAt: Date.parse("2025-04-10T23:59:59+03:00"),
      // Five local days after that.
      annulAt: Date.parse("2025-04-15T23:59:59+03:00"),
    });
    if (shown.kind === "order") expect(placed.lines).toEqual(shown.lines);
    expect(await quote({ kind: "seats", quantity: "3" })).toMatchObject({ total: 98_700 });
  });

  test("work before they are paid, empty ones too, and are owed at once (BIL KV-1, KV-6, KV-14)", async () => {
    await onTheEighthOfApril();
    await place({ kind: "seats", quantity: 2 });
    expect(await balance()).toMatchObject({
      seats: { active: 7, needed: 0, free: 7, waiting: 0 },
      openOrders: { count: 1, total: 65_800, overdue: 0 },
    });
    expect(await ledgerOf(world.db, company.organisationId)).toMatchObject({
      "receivable/RUB": 65_800,
    });
    expect(await orders("open")).toMatchObject([{ kind: "seats", state: "due", total: 65_800 }]);
    expect(await orders("history")).toMatchObject([{ kind: "plan" }, { kind: "free" }]);
    await world.settle();
    const told = world.delivered.filter(({ kind }) => kind === "order-created");
    expect(told.map(({ payload }) => payload)).toMatchObject([
      { kind: "plan" },
      { kind: "seats", total: 65_800, currency: "RUB" },
    ]);
  });

  test("are asked for with a number, else with nothing (400)", async () => {
    expect(await codeOf(quote({ kind: "seats" }))).toBe("invalid_input");
    expect(await codeOf(quote({ kind: "seats", quantity: "many" }))).toBe("invalid_input");
    for (const quantity of ["0", "-1", "10001"])
      expect(await codeOf(quote({ kind: "plan", planCode: "ru-3", quantity }))).toBe(
        "quantity_invalid",
      );
  });

  test("cost nothing on the last day and owe nothing (BIL C-14, K4)", async () => {
    await onTheEighthOfApril();
    world.now = Date.parse("2025-04-30T10:00:00+03:00");
    expect(await place({ kind: "seats", quantity: 1 }, 0)).toMatchObject({
      state: "paid",
      total: 0,
      rails: [],
    });
    expect((await balance()).seats.active).toBe(6);
  });

  test("cannot be added while an order is overdue, can while one is due (BIL C-13)", async () => {
    await onTheEighthOfApril();
    await place({ kind: "seats", quantity: 1 });
    await place({ kind: "seats", quantity: 1 });
    world.now += 3 * day;
    await world.settle();
    expect(await codeOf(order({ kind: "seats", quantity: 1 }))).toBe("overdue_orders");
    expect((await balance()).openOrders).toMatchObject({ count: 2, overdue: 2 });
  });

  test("added at once by twenty taps are twenty orders while the day allows them, one tap twice is one (BIL P7)", async () => {
    await onTheEighthOfApril();
    const keys = Array.from({ length: 20 }, () => world.key());
    const codes = await Promise.all(
      keys.map((key) => codeOf(order({ kind: "seats", quantity: 1 }, 32_900, 1, key))),
    );
    expect(codes.filter((code) => code === "ok")).toHaveLength(15);
    expect(codes.filter((code) => code === "too_many_orders")).toHaveLength(5);
    // The same taps again: whoever had an order has the same one.
    const repeated = await Promise.all(
      keys.map((key) => codeOf(order({ kind: "seats", quantity: 1 }, 32_900, 1, key))),
    );
    expect(repeated).toEqual(codes);
    const books = await booksOf(world.deps, company.organisationId);
    const ofToday = books.orders.filter(({ kind }) => kind === "seats");
    expect(ofToday.length).toBe(15);
    expect(books.orders.map(({ number }) => number)).toEqual(
      Array.from({ length: 17 }, (_, index) => 17 - index),
    );
    expect((await balance()).seats.active).toBe(5 + 15);
    expect(await ledgerOf(world.db, company.organisationId)).toMatchObject({
      "receivable/RUB": 15 * 32_900,
    });
  });

  test("one command sent five times at once makes one order", async () => {
    await onTheEighthOfApril();
    const key = world.key();
    const placed = await Promise.all(
      Array.from({ length: 5 }, () => order({ kind: "seats", quantity: 2 }, null, 1, key)),
    );
    expect(new Set(placed.map((each) => ("id" in each ? each.id : ""))).size).toBe(1);
    expect((await orders("open")).length).toBe(1);
    expect(await codeOf(order({ kind: "seats", quantity: 3 }, null, 1, key))).toBe(
      "idempotency_key_reused",
    );
  });

  test("another price than the shown one is refused with the new price, and nothing has changed (BIL I19)", async () => {
    await onTheEighthOfApril();
    const before = await everything();
    const refused = order({ kind: "seats", quantity: 1 }, 34_400);
    await expect(refused).rejects.toMatchObject({
      code: "price_changed",
      details: { total: 32_900, currency: "RUB" },
    });
    expect(await everything()).toBe(before);
  });

  test("are removed from the next term on, never now; a later wish replaces the first and can be taken back (BIL KV-15)", async () => {
    await onTheEighthOfApril();
    await remove(1);
    expect(await remove(2)).toEqual({
      scheduled: true,
      planCode: null,
      seatsToRemove: 2,
      appliesOn: "2025-05-01",
    });
    expect(await balance()).toMatchObject({
      seats: { active: 5 },
      pending: { planCode: null, seatsToRemove: 2 },
    });
    // The renewal is for the seats that stay.
    expect(await quote({ kind: "plan", planCode: "ru-3" })).toMatchObject({
      orderKind: "renew",
      units: 3,
      total: 3 * 3 * 44_900,
      term: { startsOn: "2025-05-01", endsOn: "2025-08-01" },
    });
    expect(await codeOf(remove(5))).toBe("quantity_invalid");
    await drop();
    await drop();
    expect((await balance()).pending).toEqual({ planCode: null, seatsToRemove: 0 });
    expect((await quote({ kind: "plan", planCode: "ru-3" })) as object).toMatchObject({ units: 5 });
  });
});

describe("plans by seats", () => {
  let company: Company;
  beforeEach(async () => {
    world = await createApiWorld(Date.parse("2025-02-01T09:00:00+03:00"));
    company = await foundCompany(world, 1, "ru");
  });

  test("are offered with price, discount and what taking them would be (BIL KV-7, product §14)", async () => {
    expect(await ask(billing().plans.$get())).toMatchObject({
      plans: [
        { code: "ru-free", isFree: true, isCurrent: true, refusal: "free_used", change: "free" },
        { code: "ru-1", unitPrice: 49_900, discountBp: 0, refusal: null, change: "first" },
        { code: "ru-3", unitPrice: 44_900, discountBp: 1000, refusal: null, change: "first" },
        { code: "ru-6", unitPrice: 42_400, discountBp: 1500, refusal: null, change: "first" },
        { code: "ru-12", unitPrice: 39_900, discountBp: 2000, refusal: null, change: "first" },
      ],
    });
    await giveTerm(world.deps, company.organisationId, "ru-3", { quantity: 2 });
    const { plans } = await ask(billing().plans.$get());
    expect(plans.map(({ code, change }) => [code, change])).toEqual([
      ["ru-free", "free"],
      ["ru-1", "downgrade"],
      ["ru-3", "renew"],
      ["ru-6", "upgrade"],
      ["ru-12", "upgrade"],
    ]);
  });

  test("an unpaid order blocks renewing and switching with its sum, paying it opens them at once (BIL KV-13, P17)", async () => {
    await giveTerm(world.deps, company.organisationId, "ru-3", { quantity: 2 });
    const { id, total } = await place({ kind: "seats", quantity: 1 });
    const before = await everything();
    for (const planCode of ["ru-3", "ru-6", "ru-1"])
      await expect(order({ kind: "plan", planCode })).rejects.toMatchObject({
        code: "unpaid_orders",
        details: { count: 1, sum: total, currency: "RUB" },
      });
    expect(await everything()).toBe(before);
    expect((await balance()).locks.renewOrSwitch).toMatchObject({ cause: "order_due", sum: total });
    await payOrder(world.deps, company.organisationId, id);
    expect((await balance()).locks.renewOrSwitch).toBeNull();
    expect(await place({ kind: "plan", planCode: "ru-3" })).toMatchObject({ kind: "renew" });
  });

  test("a shorter one is only scheduled and costs nothing (BIL AT-16)", async () => {
    await giveTerm(world.deps, company.organisationId, "ru-3", { quantity: 2 });
    expect(await quote({ kind: "plan", planCode: "ru-1" })).toMatchObject({
      kind: "scheduled",
      plan: { code: "ru-1" },
      appliesOn: "2025-05-01",
    });
    expect(await order({ kind: "plan", planCode: "ru-1" })).toEqual({
      scheduled: true,
      planCode: "ru-1",
      seatsToRemove: 0,
      appliesOn: "2025-05-01",
    });
    expect((await balance()).pending.planCode).toBe("ru-1");
    expect(await orders("open")).toEqual([]);
  });

  test("a longer one takes effect now and costs the difference (BIL C-5)", async () => {
    await giveTerm(world.deps, company.organisationId, "ru-3", { quantity: 2 });
    const shown = await quote({ kind: "plan", planCode: "ru-12" });
    const placed = await place({ kind: "plan", planCode: "ru-12" });
    expect(placed).toMatchObject({ kind: "switch", state: "due" });
    if (shown.kind === "order") expect(placed.total).toBe(shown.total);
    const full = 2 * 12 * 39_900;
    expect(placed.total).toBeLessThan(full);
    expect(placed.total).toBeGreaterThanOrEqual(full - 2 * 3 * 44_900);
    expect(await balance()).toMatchObject({
      plan: { code: "ru-12", endsOn: "2026-02-01" },
      seats: { active: 2 },
    });
  });

  test("a due order is annulled only by the clock or the operator, not by its owner", async () => {
    await giveTerm(world.deps, company.organisationId, "ru-3", { quantity: 2 });
    const { id } = await place({ kind: "seats", quantity: 1 });
    const cancel = (order_: string) =>
      codeOf(
        ask(
          billing().orders[":id"].cancel.$post(
            { param: { id: order_ }, json: {} },
            named(world.key()),
          ),
        ),
      );
    expect(await cancel(id)).toBe("unpaid_orders");
    await payOrder(world.deps, company.organisationId, id);
    expect(await cancel(id)).toBe("already_paid");
    expect(await cancel(world.deps.ids())).toBe("not_found");
  });
});

describe("person-months", () => {
  let company: Company;
  beforeEach(async () => {
    // 1 Farvardin 1404.
    world = await createApiWorld(Date.parse("2025-03-21T09:00:00+03:30"));
    company = await foundCompany(world, 1);
  });

  test("are sold in three terms at 11,000, 12,000 and 13,500 toman with their device limits (BIL AT-2…AT-5)", async () => {
    const { plans } = await ask(billing().plans.$get());
    expect(
      plans.map(({ code, termMonths, unitPrice, deviceLimit }) => [
        code,
        termMonths,
        unitPrice / 10,
        deviceLimit,
      ]),
    ).toEqual([
      ["ir-free", 1, 0, 0],
      ["ir-1", 1, 13_500, 1],
      ["ir-6", 6, 12_000, 5],
      ["ir-12", 12, 11_000, null],
    ]);
  });

  test("ten people for six months are 60 for 720,000 toman; the order blocks nothing until it is paid (BIL A-5, §5.4)", async () => {
    expect(await quote({ kind: "plan", planCode: "ir-6", quantity: "10" })).toMatchObject({
      orderKind: "plan",
      activation: "on_payment",
      total: 7_200_000,
      units: 60,
      creditAfter: 63,
      dueAt: null,
      plan: { deviceLimit: 5 },
    });
    const placed = await place({ kind: "plan", planCode: "ir-6", quantity: 10 }, 7_200_000);
    expect(placed).toMatchObject({ state: "quoted", dueAt: null, annulAt: null });
    expect(placed.rails).toContain("zarinpal");
    expect(await balance()).toMatchObject({
      credit: 3,
      plan: { code: "ir-free", isFree: true },
      openOrders: { count: 0, total: 0 },
      locks: { renewOrSwitch: null },
    });
    await payOrder(world.deps, company.organisationId, placed.id);
    expect(await balance()).toMatchObject({
      credit: 63,
      plan: { code: "ir-6", deviceLimit: 5, lapsed: false },
    });
    expect(await orders("history")).toMatchObject([
      { id: placed.id, state: "paid", paidAt: world.now },
      { kind: "free" },
    ]);
  });

  test("an offer that is paid days later starts on the day it is paid, whole", async () => {
    const { id } = await place({ kind: "plan", planCode: "ir-1", quantity: 5 });
    world.now += 10 * day;
    await payOrder(world.deps, company.organisationId, id);
    // 11 Farvardin to 11 Ordibehesht 1404.
    expect((await balance()).plan).toMatchObject({
      code: "ir-1",
      startsOn: "2025-03-31",
      endsOn: "2025-05-01",
    });
  });

  test("paying one of two offers takes the other off the list", async () => {
    const first = await place({ kind: "plan", planCode: "ir-1", quantity: 5 });
    const second = await place({ kind: "plan", planCode: "ir-6", quantity: 5 });
    await payOrder(world.deps, company.organisationId, second.id);
    expect(await orders("open")).toEqual([]);
    expect((await ask(billing().orders[":id"].$get({ param: { id: first.id } }))).state).toBe(
      "annulled",
    );
    expect(await orders("history")).toMatchObject([{ id: second.id }, { kind: "free" }]);
  });

  test("a debt of five is paid with five at the running price and opens the month in the same instant (BIL A-3, A-4, P17)", async () => {
    await giveTerm(world.deps, company.organisationId, "ir-6", { quantity: 1 });
    await giveCredit(world.deps, company.organisationId, -14);
    expect(await balance()).toMatchObject({
      credit: -5,
      debtSum: 600_000,
      locks: {
        attendance: { cause: "debt", sum: 600_000, personMonths: 5 },
        reports: null,
        addStaff: null,
      },
    });
    const { id, total } = await place({ kind: "debt" }, 600_000);
    expect(total).toBe(600_000);
    await payOrder(world.deps, company.organisationId, id);
    expect(await balance()).toMatchObject({ credit: 0, debtSum: 0, locks: { attendance: null } });
  });

  test("ten bought and two used leave eight, for good (BIL AT-11, A-2)", async () => {
    await giveTerm(world.deps, company.organisationId, "ir-1", { quantity: 10 });
    await giveCredit(world.deps, company.organisationId, -3);
    for (const user of [2, 3]) {
      await hire(world, company, user);
      await comeToWork(world, user);
    }
    // The free month's plan and Farvardin are over.
    world.now = Date.parse("2025-04-21T00:30:00+03:30");
    await world.settle();
    expect(await balance()).toMatchObject({ credit: 8 });
    expect(await ask(billing().closes.$get())).toMatchObject({
      closes: [{ period: "1404-01", charged: 2, late: 0, creditAfter: 8 }],
    });
    world.now += 400 * day;
    expect((await balance()).credit).toBe(8);
  });

  test("usage says who is charged and why, before the close and after it (product §5.9)", async () => {
    for (const user of [2, 3, 4]) await hire(world, company, user);
    await comeToWork(world, 3);
    world.now += 60_000;
    await comeToWork(world, 2);
    const shown = await ask(billing().usage.$get({ query: {} }));
    expect(shown).toMatchObject({
      period: "1404-01",
      close: null,
      total: 2,
      people: [
        { name: "Person 3", kind: "punch", period: "1404-01", firstAt: world.now - 60_000 },
        { name: "Person 2", kind: "punch", firstAt: world.now },
      ],
      nextCursor: null,
    });
    expect((await balance()).outlook).toMatchObject({
      period: "1404-01",
      activeSoFar: 2,
      late: 0,
      creditAfter: 1,
      closesAt: Date.parse("2025-04-21T00:00:00+03:30"),
    });
    world.now = Date.parse("2025-04-21T00:30:00+03:30");
    await world.settle();
    const closed = await ask(billing().usage.$get({ query: { period: "1404-01" } }));
    expect(closed).toMatchObject({ close: { charged: 2, creditAfter: 1 }, total: 2 });
    expect(closed.people).toEqual(shown.people);
    expect(await codeOf(ask(billing().usage.$get({ query: { period: "1403-01" } })))).toBe(
      "not_found",
    );
  });

  test("a top-up is for people until the end of the term (BIL C-6), also at once with a plan that lapsed refused", async () => {
    expect(await codeOf(order({ kind: "topup", persons: 2 }))).toBe("no_plan");
    await giveTerm(world.deps, company.organisationId, "ir-6", { quantity: 1 });
    // From Farvardin to Shahrivar: the last day of the term is 31 Shahrivar.
    expect(await quote({ kind: "topup", persons: "2" })).toMatchObject({
      units: 12,
      total: 12 * 120_000,
    });
    world.now += 200 * day;
    expect(await codeOf(order({ kind: "topup", persons: 2 }))).toBe("plan_lapsed");
    expect(await codeOf(order({ kind: "seats", quantity: 2 }))).toBe("plan_lapsed");
  });
});

const reads = (user: number) => [
  () => ask(billing(user).balance.$get()),
  () => ask(billing(user).usage.$get({ query: {} })),
  () => ask(billing(user).closes.$get()),
  () => ask(billing(user).plans.$get()),
  () => quote({ kind: "seats", quantity: "1" }, user),
  () => ask(billing(user).orders.$get({ query: { view: "open" } })),
  () => ask(billing(user).orders[":id"].$get({ param: { id: world.deps.ids() } })),
  () => ask(billing(user).seats.$get()),
  () => ask(billing(user).requisites.$get()),
];
const writes = (user: number, employeeId: string) => [
  () => order({ kind: "seats", quantity: 1 }, null, user),
  () =>
    ask(
      billing(user).orders[":id"].cancel.$post(
        { param: { id: world.deps.ids() }, json: {} },
        named(world.key()),
      ),
    ),
  () => order({ kind: "fewer_seats", quantity: 1 }, null, user),
  () =>
    ask(
      billing(user).scheduled[":kind"].$delete(
        { param: { kind: "plan" }, json: {} },
        named(world.key()),
      ),
    ),
  () => ask(billing(user)["plan-requests"].$post({ json: { text: "More" } }, named(world.key()))),
  () =>
    ask(
      billing(user).seats[":employeeId"].prefer.$post(
        { param: { employeeId }, json: {} },
        named(world.key()),
      ),
    ),
  () =>
    ask(
      billing(user)["primary-owner"][":employeeId"].$post(
        { param: { employeeId }, json: {} },
        named(world.key()),
      ),
    ),
  () =>
    ask(
      billing(user).requisites.$put(
        { json: { requisites: { name: "ООО «Ромашка»" } } },
        named(world.key()),
      ),
    ),
];

describe("whoever asks", () => {
  let company: Company;
  beforeEach(async () => {
    world = await createApiWorld();
    company = await foundCompany(world, 1, "ru");
  });

  test("without the permission is refused everything, and nothing changes (BIL I19)", async () => {
    const employeeId = await hire(world, company, 2, "manager");
    const before = await everything();
    for (const call of [...reads(2), ...writes(2, employeeId)])
      expect(await codeOf(call())).toBe("forbidden");
    for (const call of [...reads(77), ...writes(77, employeeId)])
      expect(await codeOf(call())).toBe("not_a_member");
    expect(await everything()).toBe(before);
  });

  test("sees and touches nothing of another company", async () => {
    await giveSeats(world.deps, company.organisationId, 2);
    const theirs = await place({ kind: "seats", quantity: 1 });
    const stranger = await foundCompany(world, 9, "ru");
    const employeeId = await hire(world, company, 2);
    expect(await codeOf(ask(billing(9).orders[":id"].$get({ param: { id: theirs.id } })))).toBe(
      "not_found",
    );
    const cancel = ask(
      billing(9).orders[":id"].cancel.$post(
        { param: { id: theirs.id }, json: {} },
        named(world.key()),
      ),
    );
    expect(await codeOf(cancel)).toBe("not_found");
    for (const call of writes(9, employeeId).slice(5, 7))
      expect(await codeOf(call())).toBe("not_found");
    expect(await orders("open", 9)).toEqual([]);
    expect((await booksOf(world.deps, stranger.organisationId)).orders).toHaveLength(1);
  });

  test("of a company that nobody bills hears so, and nothing is locked", async () => {
    await world.db.write([
      { sql: "update billing_accounts set primary_owner_id = null", params: [] },
      { sql: "delete from seat_grants", params: [] },
      { sql: "delete from terms", params: [] },
      { sql: "delete from orders", params: [] },
      { sql: "delete from billing_accounts", params: [] },
    ]);
    expect(await codeOf(balance())).toBe("not_billed");
  });

  test("of parked books can order nothing and still sees them (BIL §5.7)", async () => {
    await giveSeats(world.deps, company.organisationId, 2);
    await world.db.write([
      { sql: "update billing_accounts set parked_reason = 'I8', parked_at = 1", params: [] },
    ]);
    const before = await everything();
    for (const wish of [
      { kind: "seats", quantity: 1 },
      { kind: "plan", planCode: "ru-3" },
    ] as const)
      expect(await codeOf(order(wish))).toBe("account_parked");
    expect(await everything()).toBe(before);
    expect((await balance()).parked).toBe(true);
  });

  test("keeps the company's details for papers, with their check digits", async () => {
    const put = (requisites: Record<string, string>) =>
      ask(billing().requisites.$put({ json: { requisites } }, named(world.key())));
    expect(await ask(billing().requisites.$get())).toEqual({ requisites: null });
    await expect(put({ name: "ООО «Ромашка»", inn: "7707083894" })).rejects.toMatchObject({
      code: "requisites_invalid",
    });
    expect(await codeOf(put({ name: "ООО «Ромашка»", bank: "x" }))).toBe("requisites_invalid");
    expect(await codeOf(put({ inn: "7707083893" }))).toBe("requisites_invalid");
    await put({ name: " ООО  «Ромашка» ", inn: "7707 083893", kpp: "" });
    expect(await ask(billing().requisites.$get())).toEqual({
      requisites: { name: "ООО «Ромашка»", inn: "7707083893" },
    });
    expect((await auditActions(world)).slice(-2)).toEqual([
      "billing.requisites_changed",
      "confirmation.used",
    ]);
  });

  test("can ask the operator for a plan of their own, some times a day", async () => {
    const [operator] = testConfig.operators;
    await ask(
      world
        .as("owner", operator ?? 0)
        .people.me.language.$put({ json: { language: "ru", name: "Op" } }, named(world.key())),
    );
    const request = (text: string) =>
      codeOf(ask(billing()["plan-requests"].$post({ json: { text } }, named(world.key()))));
    expect(await request("500 мест на год")).toBe("ok");
    await world.settle();
    expect(world.delivered.filter(({ kind }) => kind === "operator-alert")).toMatchObject([
      {
        chatId: operator,
        payload: {
          about: "plan_request",
          text: "500 мест на год",
          organisationName: "Company of 1",
        },
      },
    ]);
    for (let i = 0; i < 4; i++) expect(await request(`Ещё ${i}`)).toBe("ok");
    expect(await request("И ещё")).toBe("too_many_orders");
  });

  test("drops an offer; dropping it twice is dropping it once", async () => {
    const iranian = await foundCompany(world, 5);
    const offer = await order({ kind: "plan", planCode: "ir-1", quantity: 2 }, null, 5);
    const id = "id" in offer ? offer.id : "";
    const cancel = () =>
      ask(billing(5).orders[":id"].cancel.$post({ param: { id }, json: {} }, named(world.key())));
    await cancel();
    await cancel();
    expect(await orders("open", 5)).toEqual([]);
    expect(await orders("history", 5)).toMatchObject([{ kind: "free" }]);
    await giveMoney(world.deps, iranian.organisationId, 1000);
    await expect(payOrder(world.deps, iranian.organisationId, id)).rejects.toThrow("no money");
  });

  test("reads long lists in pages", async () => {
    await giveSeats(world.deps, company.organisationId, 2);
    for (let i = 0; i < 8; i++) await place({ kind: "seats", quantity: 1 });
    const first = await ask(billing().orders.$get({ query: { view: "open" } }));
    const second = await ask(
      billing().orders.$get({ query: { view: "open", cursor: first.nextCursor ?? "" } }),
    );
    expect([first.orders.length, second.orders.length, second.nextCursor]).toEqual([6, 2, null]);
    expect(new Set([...first.orders, ...second.orders].map(({ number }) => number)).size).toBe(8);
  });
});
