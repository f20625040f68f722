import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { annulOrder, reinstateOrder } from "../../api/billing/annul-order.ts";
import { changeBooks } from "../../api/billing/change-books.ts";
import { auditBooks } from "../../api/billing/invariants/audit-books.ts";
import { loadMemberWithAccess, refuseLocked } from "../../api/billing/load-access.ts";
import { loadBooks } from "../../api/billing/load-books.ts";
import { access } from "../../api/billing/rules/access.ts";
import { factsOf } from "../../api/billing/access-facts.ts";
import { type Context, systemContext } from "../../api/core/context.ts";
import { systemPermit } from "../../api/core/permissions.ts";
import { insertAttempt } from "../../api/payments/attempt-row.ts";
import { ask } from "../../bot/core/api.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import {
  booksOf,
  giveCredit,
  giveMoney,
  giveSeats,
  giveTerm,
  ledgerOf,
  orderTopUp,
  payOrder,
} from "../support/billing.ts";
import { foundCompany } from "./people-company.ts";

const hour = 3_600_000;
const day = 24 * hour;
let world: ApiWorld;
beforeEach(async () => {
  world = await createApiWorld();
});
afterEach(() => world.close());

const contextOf = (telegramUserId: number): Context => ({
  deps: world.deps,
  requestId: "test",
  caller: { bot: "owner", telegramUserId },
  command: null,
});
const accessFor = async (user: number) => (await loadMemberWithAccess(contextOf(user))).access;
const lockedFor = async (user: number) =>
  Object.entries((await accessFor(user)).locks).flatMap(([capability, lock]) =>
    lock === null ? [] : [`${capability}: ${lock.cause}`],
  );

const plan = async () => {
  const { plan: held, seats } = await balance();
  return [held?.code, seats.active];
};
const balance = () => ask(world.as("owner", 1).billing.balance.$get());

/** An attempt to pay whose end is unknown since then. */
const putUnderReview = async (orgId: string, orderId: string) => {
  const { currency, orders } = await booksOf(world.deps, orgId);
  await world.db.write([
    insertAttempt({
      orgId,
      id: world.deps.ids(),
      orderId,
      rail: currency === "IRR" ? "zarinpal" : "yookassa_card",
      state: "pending",
      amount: orders.find(({ id }) => id === orderId)?.total ?? 0,
      currency,
      createdAt: world.now,
    }),
    {
      sql: "update attempts set under_review_at = ? where org_id = ? and order_id = ?",
      params: [world.now, orgId, orderId],
    },
  ]);
};

const inBooks = (
  orgId: string,
  orderId: string,
  step: (
    loaded: Parameters<typeof annulOrder>[0],
    order: Parameters<typeof annulOrder>[1],
  ) => ReturnType<typeof annulOrder>,
) =>
  changeBooks<boolean>(systemContext(world.deps, "test"), orgId, (loaded) => {
    const order = loaded.books.orders.find(({ id }) => id === orderId);
    const part = order === undefined ? null : step(loaded, order);
    return part === null ? { unchanged: false } : { ...part, permit: systemPermit(), answer: true };
  });
const annul = (orgId: string, orderId: string) =>
  inBooks(orgId, orderId, (loaded, order) => annulOrder(loaded, order, "unpaid"));
const reinstate = (orgId: string, orderId: string) => inBooks(orgId, orderId, reinstateOrder);

describe("the row that is read with the member", () => {
  test("costs one round trip and says what whole books say, in every state of them (BIL I18)", async () => {
    const iranian = (await foundCompany(world, 1)).organisationId;
    const russian = (await foundCompany(world, 2, "ru")).organisationId;
    const same = async () => {
      for (const [user, orgId] of [
        [1, iranian],
        [2, russian],
      ] as const) {
        const before = world.db.roundTrips;
        const read = await accessFor(user);
        expect(world.db.roundTrips - before).toBe(1);
        const { books } = await loadBooks(world.deps, orgId);
        expect(read.facts).toEqual(factsOf(books));
        expect(read.locks).toEqual(access(factsOf(books)));
        expect(read.currency).toBe(books.currency);
      }
    };
    await same();
    await giveTerm(world.deps, iranian, "ir-6", { quantity: 2 });
    await giveSeats(world.deps, russian, 3);
    await same();
    await giveCredit(world.deps, iranian, -20);
    const due = await giveSeats(world.deps, russian, 2, { unpaid: true });
    await same();
    const topUp = await orderTopUp(world.deps, iranian, { debt: true }, { unpaid: true });
    await putUnderReview(iranian, topUp);
    await putUnderReview(russian, due);
    await same();
    world.now += 73 * hour;
    await same();
    await annul(russian, due);
    await same();
    world.now += 200 * day;
    await same();
  });

  test("locks nothing for a company that nobody bills", async () => {
    await foundCompany(world, 1);
    await world.db.write([
      { sql: "delete from terms", params: [] },
      { sql: "delete from orders", params: [] },
      { sql: "delete from billing_accounts", params: [] },
    ]);
    expect(await lockedFor(1)).toEqual([]);
    expect((await accessFor(1)).ownSeat).toBe("not_needed");
  });

  test("refuses with the cause and the sum that opens it", async () => {
    const { organisationId } = await foundCompany(world, 1);
    await giveTerm(world.deps, organisationId, "ir-12", { quantity: 1 });
    await giveCredit(world.deps, organisationId, -20);
    const read = await accessFor(1);
    const refused = (): void => refuseLocked(read, "own_attendance_current");
    expect(refused).toThrow(
      expect.objectContaining({
        code: "debt_lock",
        params: { cause: "debt", sum: 550_000, personMonths: 5, currency: "IRR" },
      }),
    );
    expect(() => refuseLocked(read, "punch")).not.toThrow();
    expect(() => refuseLocked(read, "request")).not.toThrow();
    expect(() => refuseLocked(read, "own_attendance_past")).not.toThrow();
  });
});

describe("paying unlocks in the same batch (BIL P17)", () => {
  test("a debt: locked to the last person-month, open at zero (C-8)", async () => {
    const { organisationId } = await foundCompany(world, 1);
    await giveTerm(world.deps, organisationId, "ir-6", { quantity: 1 });
    await giveCredit(world.deps, organisationId, -10);
    const locks = ["own_attendance_current: debt", "team_attendance_current: debt"];
    expect(await lockedFor(1)).toEqual(locks);
    const part = await orderTopUp(world.deps, organisationId, { debt: true }, { unpaid: true });
    expect(await lockedFor(1)).toEqual(locks);
    await payOrder(world.deps, organisationId, part);
    expect((await booksOf(world.deps, organisationId)).credit).toBe(0);
    expect(await lockedFor(1)).toEqual([]);
    await giveCredit(world.deps, organisationId, -1);
    expect(await lockedFor(1)).toEqual(locks);
  });

  test("orders: due blocks renewing, overdue also seats, from its due date on without any job", async () => {
    const { organisationId } = await foundCompany(world, 1, "ru");
    await giveSeats(world.deps, organisationId, 3);
    const id = await giveSeats(world.deps, organisationId, 1, { unpaid: true });
    expect(await lockedFor(1)).toEqual(["renew_or_switch: order_due"]);
    const order = (await booksOf(world.deps, organisationId)).orders.find((each) => each.id === id);
    world.now = order?.dueAt ?? 0;
    expect(await lockedFor(1)).toEqual(["renew_or_switch: order_due"]);
    world.now += 1;
    const overdue = ["add_seats: order_overdue", "renew_or_switch: order_overdue"];
    expect(await lockedFor(1)).toEqual(overdue);
    await payOrder(world.deps, organisationId, id);
    expect(await lockedFor(1)).toEqual([]);
  });

  test("a lapsed plan: reports and staff wait for the renewal, which nothing blocks (AT-19)", async () => {
    const { organisationId } = await foundCompany(world, 1, "ru");
    await giveTerm(world.deps, organisationId, "ru-1", { quantity: 2 });
    world.now += 31 * day;
    expect(await lockedFor(1)).toEqual([
      "team_attendance_current: plan_lapsed",
      "reports: plan_lapsed",
      "add_staff: plan_lapsed",
      "add_seats: plan_lapsed",
    ]);
    await giveTerm(world.deps, organisationId, "ru-1", { quantity: 2 });
    expect(await lockedFor(1)).toEqual([]);
  });

  test("money under check counts as paid for 72 hours and not a moment longer (BIL §3.7, §5.5)", async () => {
    const { organisationId } = await foundCompany(world, 1);
    await giveTerm(world.deps, organisationId, "ir-6", { quantity: 1 });
    await giveCredit(world.deps, organisationId, -14);
    const id = await orderTopUp(world.deps, organisationId, { debt: true }, { unpaid: true });
    await putUnderReview(organisationId, id);
    expect(await lockedFor(1)).toEqual([]);
    world.now += 72 * hour - 1;
    expect(await lockedFor(1)).toEqual([]);
    world.now += 1;
    expect(await lockedFor(1)).toHaveLength(2);
    world.now -= 1;
    await world.db.write([
      { sql: "update attempts set state = 'failed', concluded_at = ?", params: [world.now] },
    ]);
    expect(await lockedFor(1)).toHaveLength(2);
  });
});

describe("annulling and reinstating (BIL C-11, §5.4)", () => {
  test("takes back the seats and what is owed, and gives both again, as often as it happens", async () => {
    const { organisationId } = await foundCompany(world, 1, "ru");
    await giveSeats(world.deps, organisationId, 3);
    const id = await giveSeats(world.deps, organisationId, 2, { unpaid: true });
    const owed = (await ledgerOf(world.db, organisationId))["receivable/RUB"];
    const seats = async () =>
      (await booksOf(world.deps, organisationId)).seatGrants
        .filter(({ orderId }) => orderId === id)
        .map(({ state }) => state);
    for (let round = 0; round < 2; round++) {
      expect(await annul(organisationId, id)).toBe(true);
      expect(await annul(organisationId, id)).toBe(false);
      expect(await seats()).toEqual(["suspended"]);
      expect((await ledgerOf(world.db, organisationId))["receivable/RUB"]).toBeUndefined();
      expect(await lockedFor(1)).toEqual([
        "add_staff: annulled_seats",
        "add_seats: annulled_seats",
      ]);
      world.now += day;
      expect(await reinstate(organisationId, id)).toBe(true);
      expect(await reinstate(organisationId, id)).toBe(false);
      expect(await seats()).toEqual(["active"]);
      expect((await ledgerOf(world.db, organisationId))["receivable/RUB"]).toBe(owed);
    }
    const [order] = (await booksOf(world.deps, organisationId)).orders;
    expect(order).toMatchObject({ id, state: "due", annulledAt: null });
    expect(order?.dueAt ?? 0).toBeGreaterThanOrEqual(world.now + 2 * day);
    await payOrder(world.deps, organisationId, id);
    expect(await annul(organisationId, id)).toBe(false);
    expect((await auditBooks(world.deps)).faults).toEqual([]);
    await world.settle();
    const kinds = world.delivered.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "order-annulled")).toHaveLength(2);
    expect(kinds.filter((kind) => kind === "order-reinstated")).toHaveLength(2);
  });

  test("of a plan falls back to the paid state before it", async () => {
    const { organisationId } = await foundCompany(world, 1, "ru");
    await giveTerm(world.deps, organisationId, "ru-1", { quantity: 4 });
    const id = await giveTerm(world.deps, organisationId, "ru-12", { quantity: 6, unpaid: true });
    expect(await plan()).toEqual(["ru-12", 6]);
    await annul(organisationId, id);
    expect(await plan()).toEqual(["ru-1", 4]);
    await reinstate(organisationId, id);
    expect(await plan()).toEqual(["ru-12", 6]);
    expect((await auditBooks(world.deps)).faults).toEqual([]);
  });

  test("parked books do neither, and money stays in the wallet (BIL §5.7)", async () => {
    const { organisationId } = await foundCompany(world, 1, "ru");
    await giveSeats(world.deps, organisationId, 3);
    const id = await giveSeats(world.deps, organisationId, 2, { unpaid: true });
    await giveMoney(world.deps, organisationId, 1_000_000);
    await world.db.write([
      { sql: "update billing_accounts set parked_reason = 'I8', parked_at = 1", params: [] },
    ]);
    expect(await annul(organisationId, id)).toBe(false);
    await expect(payOrder(world.deps, organisationId, id)).rejects.toThrow("takes no money");
    expect((await booksOf(world.deps, organisationId)).wallet).toBe(1_000_000);
  });
});
