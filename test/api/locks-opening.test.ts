import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { accrueAll } from "../../api/leave/accrue.ts";
import { ask, named } from "../../bot/core/api.ts";
import { demoSellers } from "../../db/demo-sellers.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { type PayingCompany, rows } from "../support/billing-company.ts";
import { booksOf, giveMoney, giveTerm, payOrder } from "../support/billing.ts";
import { foundCompany } from "./attendance-company.ts";
import {
  day,
  hour,
  indebt,
  lockedCompany,
  underReview,
  unpaidSeats,
  workingMorning,
} from "./locks-company.ts";
import {
  changeThings,
  factsOf,
  lookAtOwn,
  lookAtTeam,
  makeInvite,
  outcome,
  refusedOf,
  seeMoney,
  workAsAlways,
} from "./locks-probes.ts";

let world: ApiWorld;
beforeEach(async () => {
  world = await createApiWorld(workingMorning);
});
afterEach(() => world.close());

/** The team's running month as it is shown: what must come back unchanged. */
const shown = async (made: PayingCompany) => {
  const { attendance } = world.as("owner", made.owner.telegramUserId);
  const query = { employeeId: made.employee.employeeId };
  return {
    board: await ask(attendance.board.$get({ query: {} })),
    day: await ask(attendance.days[":date"].$get({ param: { date: "today" }, query })),
    month: await ask(attendance.months[":period"].$get({ param: { period: "current" }, query })),
  };
};

const billingOf = (made: PayingCompany) => world.as("owner", made.owner.telegramUserId).billing;
const boardOf = (made: PayingCompany) =>
  ask(world.as("owner", made.owner.telegramUserId).attendance.board.$get({ query: {} }));

/** Pays through the real route, from the wallet. */
const payFromWallet = (made: PayingCompany, id: string) =>
  ask(
    world
      .as("owner", made.owner.telegramUserId)
      .payments.orders[":id"].pay.$post(
        { param: { id }, json: { rail: "wallet" } },
        named(world.key()),
      ),
  );

describe("what a refusal says", () => {
  test("debt: the person-months and their price at the running tariff, which is what [pay] then costs", async () => {
    const made = await lockedCompany(world, "ir");
    await indebt(world, made.orgId, 4);
    const quote = await ask(billingOf(made).quote.$get({ query: { kind: "debt" } }));
    // 4 person-months of the monthly tariff: 135,000 rials each (AT-4).
    expect(quote).toMatchObject({ kind: "order", total: 540_000, units: 4, creditAfter: 0 });
    expect(await factsOf(boardOf(made))).toEqual({
      code: "debt_lock",
      cause: "debt",
      sum: 540_000,
      personMonths: 4,
      currency: "IRR",
    });
  });

  test("debt after the tariff's end: paying stays possible, at the price of the shortest one (C-4)", async () => {
    const made = await lockedCompany(world, "ir");
    await indebt(world, made.orgId, 2);
    world.now += 70 * day;
    const { attendance } = world.as("staff", made.employee.telegramUserId);
    const own = ask(attendance.days[":date"].$get({ param: { date: "today" }, query: {} }));
    expect(await factsOf(own)).toMatchObject({ cause: "debt", sum: 270_000, personMonths: 2 });
    expect(await factsOf(boardOf(made))).toMatchObject({ cause: "plan_lapsed", sum: 0 });
    const { locks, debtSum } = await ask(billingOf(made).balance.$get());
    expect(debtSum).toBe(270_000);
    expect([locks.attendance?.cause, locks.reports?.cause]).toEqual(["debt", "plan_lapsed"]);
  });

  test("unpaid orders: how many and what for, the overdue ones alone for seats, all of them for the tariff", async () => {
    const made = await lockedCompany(world, "ru");
    const first = await unpaidSeats(world, made.orgId, 2);
    world.now += 2 * day;
    const second = await unpaidSeats(world, made.orgId, 1);
    world.now += 18 * hour;
    const { orders } = await booksOf(world.deps, made.orgId);
    const totalOf = (id: string) => orders.find((order) => order.id === id)?.total ?? 0;
    const { quote } = billingOf(made);
    const renew = ask(quote.$get({ query: { kind: "plan", planCode: "ru-3", quantity: "10" } }));
    expect(await factsOf(renew)).toMatchObject({
      code: "overdue_orders",
      sum: totalOf(first),
      currency: "RUB",
    });
    const { locks } = await ask(billingOf(made).balance.$get());
    expect(locks.addSeats).toMatchObject({ cause: "order_overdue", sum: totalOf(first) });
    expect(locks.renewOrSwitch).toMatchObject({
      cause: "order_overdue",
      sum: totalOf(first) + totalOf(second),
    });
  });
});

describe("paying brings everything back with the next read, unchanged", () => {
  test("a debt, paid through the route; what was punched meanwhile is there too", async () => {
    const made = await lockedCompany(world, "ir");
    const scene = { world, company: made, profile: "ir" as const };
    await workAsAlways(scene, made.employee);
    const before = await shown(made);
    await indebt(world, made.orgId, 4);
    expect(await outcome(shown(made))).toBe("debt_lock");
    const order = await ask(
      billingOf(made).orders.$post(
        { json: { wish: { kind: "debt" }, expected: null } },
        named(world.key()),
      ),
    );
    if (!("id" in order)) throw new Error("no order");
    expect(await outcome(shown(made))).toBe("debt_lock");
    await giveMoney(world.deps, made.orgId, order.total);
    expect(await payFromWallet(made, order.id)).toEqual({ kind: "paid" });
    expect(await shown(made)).toEqual(before);
  });

  test("an overdue order opens renewing and seats", async () => {
    const made = await lockedCompany(world, "ru");
    const scene = { world, company: made, profile: "ru" as const };
    const orderId = await unpaidSeats(world, made.orgId, 2);
    world.now += 4 * day;
    const before = await shown(made);
    expect(Object.keys(refusedOf(await changeThings(scene, made.owner)))).toHaveLength(3);
    await payOrder(world.deps, made.orgId, orderId);
    expect(refusedOf(await changeThings(scene, made.owner))).toEqual({});
    expect(await shown(made)).toEqual(before);
  });

  test("the paper of an overdue order is issued and the order paid while everything else is locked", async () => {
    const made = await lockedCompany(world, "ru");
    await world.db.write([
      {
        sql: "insert into sellers (profile, requisites, updated_at, updated_by) values ('ru', ?, 1, 'test')",
        params: [JSON.stringify(demoSellers.ru)],
      },
    ]);
    const id = await unpaidSeats(world, made.orgId, 2);
    world.now += 130 * day;
    expect(await outcome(shown(made))).toBe("plan_lock");
    const { documents } = world.as("owner", made.owner.telegramUserId);
    const paper = await ask(
      documents.orders[":id"].$post({ param: { id }, json: { kind: "paper" } }, named(world.key())),
    );
    expect(await ask(documents[":id"].$get({ param: { id: paper.id } }))).toEqual(paper);
    await giveMoney(world.deps, made.orgId, 1_000_000);
    expect(await payFromWallet(made, id)).toEqual({ kind: "paid" });
    const scene = { world, company: made, profile: "ru" as const };
    expect(await changeThings(scene, made.owner)).toMatchObject({ renew: "ok", switch: "ok" });
  });

  test("a renewal after the end opens the team and its past months (AT-19)", async () => {
    const made = await lockedCompany(world, "ir");
    world.now += 70 * day;
    expect(await outcome(shown(made))).toBe("plan_lock");
    await giveTerm(world.deps, made.orgId, "ir-1", { quantity: 3 });
    const scene = { world, company: made, profile: "ir" as const };
    expect(refusedOf(await lookAtTeam(scene, made.owner, made.employee))).toEqual({});
  });
});

test("in debt the month that is over opens at local midnight, and the new one is closed", async () => {
  const made = await lockedCompany(world, "ir");
  await indebt(world, made.orgId);
  const { attendance } = world.as("staff", made.employee.telegramUserId);
  const month = (period: string) =>
    outcome(ask(attendance.months[":period"].$get({ param: { period }, query: {} })));
  const ownDay = (date: string) =>
    outcome(ask(attendance.days[":date"].$get({ param: { date }, query: {} })));
  // 1 Dey 1405 is 22 December 2026; Tehran is three and a half hours ahead.
  world.now = Date.parse("2026-12-21T20:29:59.999Z");
  expect([await month("1405-08"), await month("1405-09"), await month("current")]).toEqual([
    "ok",
    "debt_lock",
    "debt_lock",
  ]);
  expect([await ownDay("2026-11-21"), await ownDay("2026-11-22")]).toEqual(["ok", "debt_lock"]);
  world.now += 1;
  expect([await month("1405-09"), await month("1405-10")]).toEqual(["ok", "debt_lock"]);
  expect([await ownDay("2026-12-21"), await ownDay("2026-12-22")]).toEqual(["ok", "debt_lock"]);
});

describe("money under check locks nobody", () => {
  test("an overdue order, for 72 hours at most", async () => {
    const made = await lockedCompany(world, "ru");
    const scene = { world, company: made, profile: "ru" as const };
    const orderId = await unpaidSeats(world, made.orgId, 2);
    world.now += 4 * day;
    await underReview(world, made.orgId, orderId);
    expect(refusedOf(await changeThings(scene, made.owner))).toEqual({});
    world.now += 72 * hour - 1;
    expect(refusedOf(await changeThings(scene, made.owner))).toEqual({});
    world.now += 1;
    expect(refusedOf(await changeThings(scene, made.owner))).toEqual({
      renew: "overdue_orders",
      switch: "overdue_orders",
      seats: "overdue_orders",
    });
  });

  test("a debt whose top-up is on its way; less than the debt opens nothing", async () => {
    const made = await lockedCompany(world, "ir");
    await indebt(world, made.orgId, 2);
    const order = await ask(
      billingOf(made).orders.$post(
        { json: { wish: { kind: "debt" }, expected: null } },
        named(world.key()),
      ),
    );
    if (!("id" in order)) throw new Error("no order");
    await underReview(world, made.orgId, order.id);
    expect(await outcome(boardOf(made))).toBe("ok");
    await indebt(world, made.orgId, 3);
    expect(await factsOf(boardOf(made))).toMatchObject({ code: "debt_lock", personMonths: 1 });
  });
});

test("parked books stop orders, and nobody's attendance, punches or invitations (BIL §5.7)", async () => {
  const made = await lockedCompany(world, "ru");
  const scene = { world, company: made, profile: "ru" as const };
  await world.db.write([
    {
      sql: "update billing_accounts set parked_at = ?, parked_reason = 'I1' where org_id = ?",
      params: [world.now, made.orgId],
    },
  ]);
  expect(
    refusedOf(
      await lookAtOwn(scene, made.employee),
      await lookAtTeam(scene, made.owner, made.employee),
      await workAsAlways(scene, made.employee),
      await changeThings(scene, made.owner),
      await seeMoney(scene, made.owner),
    ),
  ).toEqual({ renew: "account_parked", switch: "account_parked", seats: "account_parked" });
});

test("a company that nobody bills is locked by nothing", async () => {
  const made = await foundCompany(world.db, { firstUser: 70_000 });
  await accrueAll(world.deps, world.now);
  const scene = { world, company: made, profile: "ir" as const };
  expect(
    refusedOf(
      await lookAtOwn(scene, made.employee),
      await lookAtTeam(scene, made.owner, made.employee),
      await workAsAlways(scene, made.employee),
      { invite: await outcome(makeInvite(scene, made.owner)) },
    ),
  ).toEqual({});
});

test("one company's debt is nobody else's", async () => {
  const [poor, other] = [await lockedCompany(world, "ir"), await lockedCompany(world, "ir")];
  await indebt(world, poor.orgId);
  expect(await outcome(boardOf(poor))).toBe("debt_lock");
  const scene = { world, company: other, profile: "ir" as const };
  expect(
    refusedOf(
      await lookAtOwn(scene, other.employee),
      await lookAtTeam(scene, other.owner, other.employee),
      await changeThings(scene, other.owner),
    ),
  ).toEqual({});
});

test("knowing the locks costs no round trip", async () => {
  const billed = await lockedCompany(world, "ru");
  const free = await foundCompany(world.db, { firstUser: 80_000, profile: "ru" });
  const tripsOf = async (call: () => Promise<unknown>): Promise<number> => {
    const before = world.db.roundTrips;
    await outcome(call());
    return world.db.roundTrips - before;
  };
  for (const { owner, employee } of [billed, free]) {
    const { attendance } = world.as("owner", owner.telegramUserId);
    const own = world.as("staff", employee.telegramUserId).attendance;
    const today = { param: { date: "today" }, query: {} };
    // Who asks, with the locks; then the days.
    expect(await tripsOf(() => ask(own.days[":date"].$get(today)))).toBe(2);
    expect(await tripsOf(() => ask(attendance.board.$get({ query: {} })))).toBe(2);
  }
  const poor = await lockedCompany(world, "ir");
  await indebt(world, poor.orgId);
  expect(await tripsOf(() => boardOf(poor))).toBe(1);
});

test("punches in debt are stored like any others", async () => {
  const made = await lockedCompany(world, "ir");
  await indebt(world, made.orgId);
  await workAsAlways({ world, company: made, profile: "ir" }, made.employee);
  const kinds = await rows(
    world,
    "select kind from punches where employee_id = ? order by id",
    made.employee.employeeId,
  );
  expect(kinds.flat()).toEqual(["in", "void"]);
});
