import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { changeBooks } from "../../api/billing/change-books.ts";
import { systemContext } from "../../api/core/context.ts";
import { systemPermit } from "../../api/core/permissions.ts";
import { tick } from "../../api/operations/tick.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { booksOf, giveSeats, giveTerm, ledgerOf, payOrder } from "../support/billing.ts";
import {
  noticesOf,
  payingCompany,
  type PayingCompany,
  punch,
  rows,
} from "../support/billing-company.ts";

const at = Date.parse;
const hour = 3_600_000;
const day = 24 * hour;

let world: ApiWorld;
beforeEach(async () => {
  world = await createApiWorld(at("2026-11-21T08:00:00Z"));
});
afterEach(() => world.close());

async function tickAt(now: number): Promise<void> {
  world.now = now;
  await world.settle();
}

const kindsOf = async ({ orgId }: PayingCompany): Promise<string[]> =>
  (
    await rows(
      world,
      "select kind from outbox where org_id = ? and kind <> 'punch-receipt' order by created_at, id",
      orgId,
    )
  ).map(([kind]) => String(kind));

/** A company by seats with an order of two that nobody has paid. */
async function orderedSeats() {
  const company = await payingCompany(world, { profile: "ru" });
  const orderId = await giveSeats(world.deps, company.orgId, 2, { unpaid: true });
  const state = async () =>
    (await booksOf(world.deps, company.orgId)).orders.find(({ id }) => id === orderId);
  return { ...company, orderId, state };
}

/** A plan chosen for after the present one. */
const choose = (orgId: string, employeeId: string, planCode: string) =>
  changeBooks(systemContext(world.deps, "test"), orgId, () => ({
    permit: systemPermit(),
    statements: [
      {
        sql: `insert into pending_changes (org_id, kind, plan_code, created_by, created_at)
          values (?, 'plan', ?, ?, 0)`,
        params: [orgId, planCode, employeeId],
      },
    ],
    audit: [{ orgId, action: "test", subject: "test" }],
    answer: null,
  }));

/** Rows of one organisation, again for others. */
async function copy(table: string, orgId: string, times: number): Promise<void> {
  const key = table === "organisations" ? "id" : "org_id";
  const columns = (await rows(world, "select name from pragma_table_info(?)", table)).map(String);
  const values = columns.map((name) => (name === key ? `t.${key} || '-' || n.value` : `t.${name}`));
  await world.db.write([
    {
      sql: `insert into ${table} (${columns.join()}) select ${values.join()}
        from ${table} t, json_each(?) n where t.${key} = ?`,
      params: [JSON.stringify(Array.from({ length: times }, (_, index) => index)), orgId],
    },
  ]);
}

describe("an order that takes effect at once", () => {
  // Made on 21 November at 11:00 in Moscow: due by the end of the 23rd, annulled at the end of the 28th.
  const due = at("2026-11-23T20:59:59Z");
  const annul = at("2026-11-28T20:59:59Z");

  test("is said to be due a day before, then overdue, then annulled, each once (KV-3, BIL §5.4, P21)", async () => {
    const company = await orderedSeats();
    const { state, orgId } = company;
    await tickAt(due - day - hour);
    expect(await kindsOf(company)).toEqual(["order-created"]);
    await tickAt(due - day + hour);
    await tickAt(due - hour);
    expect(await kindsOf(company)).toEqual(["order-created", "order-due-soon"]);
    await tickAt(due);
    expect(await state()).toMatchObject({ state: "due", dueAt: due });
    await tickAt(due + 1);
    await tickAt(due + 2 * hour);
    expect(await state()).toMatchObject({ state: "overdue" });
    expect(await noticesOf(world, orgId, "order-overdue")).toMatchObject([
      { chatId: company.owner.telegramUserId, payload: { dueAt: due, annulAt: annul } },
    ]);
    await tickAt(annul - 1);
    expect(await state()).toMatchObject({ state: "overdue" });
    await tickAt(annul);
    await tickAt(annul + hour);
    expect(await state()).toMatchObject({ state: "annulled" });
    expect(await kindsOf(company)).toEqual([
      "order-created",
      "order-due-soon",
      "order-overdue",
      "order-annulled",
    ]);
    expect(await ledgerOf(world.db, orgId)).toEqual({});
  });

  test("that is paid in time is left alone", async () => {
    const company = await orderedSeats();
    await payOrder(world.deps, company.orgId, company.orderId);
    await tickAt(due + hour);
    await tickAt(annul + hour);
    expect(await company.state()).toMatchObject({ state: "paid" });
    expect(await noticesOf(world, company.orgId, "order-overdue")).toEqual([]);
  });

  test("waits while its money is under review, and while the books are parked (BIL §5.5, §5.7)", async () => {
    const review = await orderedSeats();
    const parked = await orderedSeats();
    await world.db.write([
      {
        sql: `insert into attempts (org_id, id, order_id, rail, state, amount, currency, under_review_at, created_at)
          values (?, 'a', ?, 'yookassa', 'pending', (select total from orders where id = ?), 'RUB', ?, 1)`,
        params: [review.orgId, review.orderId, review.orderId, annul],
      },
      {
        sql: "update billing_accounts set parked_at = 1, parked_reason = 'test' where org_id = ?",
        params: [parked.orgId],
      },
    ]);
    await tickAt(annul + hour);
    expect(await review.state()).toMatchObject({ state: "due" });
    expect(await parked.state()).toMatchObject({ state: "due" });
    await world.db.write([
      {
        sql: "update attempts set state = 'failed', concluded_at = 2 where org_id = ?",
        params: [review.orgId],
      },
    ]);
    await tickAt(annul + 2 * hour);
    expect(await review.state()).toMatchObject({ state: "overdue" });
    await tickAt(annul + 3 * hour);
    expect(await review.state()).toMatchObject({ state: "annulled" });
  });

  test("waits for money under review no longer than three days (BIL §5.5)", async () => {
    const company = await orderedSeats();
    await world.db.write([
      {
        sql: `insert into attempts (org_id, id, order_id, rail, state, amount, currency, under_review_at, created_at)
          values (?, 'b', ?, 'yookassa', 'pending', (select total from orders where id = ?), 'RUB', ?, 1)`,
        params: [company.orgId, company.orderId, company.orderId, due - hour],
      },
    ]);
    await tickAt(due + hour);
    expect(await company.state()).toMatchObject({ state: "due" });
    await tickAt(due + 3 * day);
    expect(await company.state()).toMatchObject({ state: "overdue" });
  });

  test("is never annulled under a plan that says so", async () => {
    const company = await payingCompany(world, { profile: "ru" });
    await world.db.write([
      {
        sql: `insert into plan_versions select 'plan:ru-3:2', code, profile, currency, meter, activation, charge_point,
            term_months, list_price, discount_bp, device_limit, included, due_days, 0, activity_kinds, tax_mode, offered,
            '2026-11-01', 0, 'test' from plan_versions where id = 'plan:ru-3:1'`,
        params: [],
      },
    ]);
    await giveSeats(world.deps, company.orgId, 2, { unpaid: true });
    await tickAt(annul + 30 * day);
    expect(await noticesOf(world, company.orgId, "order-overdue")).toMatchObject([
      { payload: { annulAt: null } },
    ]);
    const [order] = (await booksOf(world.deps, company.orgId)).orders;
    expect(order).toMatchObject({ state: "overdue" });
  });
});

describe("a plan that ends", () => {
  // The free month of 21 November ends on 21 December.
  const end = at("2026-12-20T20:30:00Z");

  test("is said 14, 3 and 1 days before and once after, whatever ticks were missed (BIL §5.6)", async () => {
    const company = await payingCompany(world);
    const said = async () =>
      (await noticesOf(world, company.orgId, "plan-ending")).map(({ payload }) => payload["days"]);
    await tickAt(end - 14 * day - hour);
    expect(await said()).toEqual([]);
    for (const before of [14, 13.5, 12, 5, 3, 2, 0.5]) await tickAt(end - before * day);
    expect(await said()).toEqual([14, 3, 1]);
    for (const after of [0, 0.5, 1]) await tickAt(end + after * day);
    expect(await said()).toEqual([14, 3, 1]);
    expect(await noticesOf(world, company.orgId, "plan-ended")).toEqual([
      {
        chatId: company.owner.telegramUserId,
        payload: { endsOn: "2026-12-21", planCode: "ir-free" },
      },
    ]);
  });

  test("is not said to end when the next one is there already", async () => {
    const company = await payingCompany(world, { profile: "ru" });
    await giveTerm(world.deps, company.orgId, "ru-3", { quantity: 3 });
    await tickAt(at("2026-12-20T12:00:00Z"));
    await tickAt(at("2026-12-21T12:00:00Z"));
    expect(await noticesOf(world, company.orgId, "plan-ending")).toEqual([]);
    expect(await noticesOf(world, company.orgId, "plan-ended")).toEqual([]);
  });

  test("makes way for the one that was chosen for after it, as an order to pay (AT-16)", async () => {
    const company = await payingCompany(world, { profile: "ru" });
    const { orgId, owner } = company;
    await giveTerm(world.deps, orgId, "ru-3", { quantity: 4 });
    await choose(orgId, owner.employeeId, "ru-1");
    const ends = (await booksOf(world.deps, orgId)).terms.at(-1)?.endsOn ?? "";
    const begin = at(`${ends}T00:00:00+03:00`);
    await tickAt(begin - 1);
    expect((await booksOf(world.deps, orgId)).orders).toHaveLength(2);
    await tickAt(begin);
    await tickAt(begin + day);
    const books = await booksOf(world.deps, orgId);
    expect(books.orders).toHaveLength(3);
    expect(books.orders[0]).toMatchObject({ state: "due", planVersionId: "plan:ru-1:1" });
    expect(books.orders[0]?.total).toBe(4 * 49_900);
    expect(books.terms.at(-1)).toMatchObject({ startsOn: ends, planVersionId: "plan:ru-1:1" });
    expect(books.pending.planCode).toBeNull();
    expect(await noticesOf(world, orgId, "plan-ending")).toEqual([]);
    expect(await noticesOf(world, orgId, "plan-ended")).toEqual([]);
  });

  test("is followed though many that are paid first wait for their money before it", async () => {
    const first = await payingCompany(world, { workers: 0 });
    await choose(first.orgId, first.owner.employeeId, "ir-1");
    for (const table of [
      "organisations",
      "roles",
      "groups",
      "employees",
      "billing_accounts",
      "orders",
      "terms",
      "pending_changes",
    ])
      await copy(table, first.orgId, 200);
    // Nobody of them has to be told anything.
    await world.db.write([
      { sql: "update roles set permissions = '[]' where org_id like '%-%-%-%-%-%'", params: [] },
    ]);
    const { orgId, owner } = await payingCompany(world, { profile: "ru" });
    await giveTerm(world.deps, orgId, "ru-3", { quantity: 1 });
    await choose(orgId, owner.employeeId, "ru-1");
    const ends = (await booksOf(world.deps, orgId)).terms.at(-1)?.endsOn ?? "";
    await tickAt(at(`${ends}T00:00:00+03:00`));
    const books = await booksOf(world.deps, orgId);
    expect(books.orders[0]).toMatchObject({ state: "due", planVersionId: "plan:ru-1:1" });
  });
});

test("more active people than credit is said once a month, before the close (BIL §5.6)", async () => {
  const company = await payingCompany(world, { workers: 4 });
  const low = () => noticesOf(world, company.orgId, "credit-low");
  for (const worker of company.workers.slice(0, 3)) await punch(world, worker);
  await tickAt(world.now + hour);
  expect(await low()).toEqual([]);
  for (const worker of company.workers) await punch(world, worker);
  await tickAt(world.now + hour);
  await tickAt(world.now + hour);
  expect(await low()).toEqual([
    {
      chatId: company.owner.telegramUserId,
      payload: { period: "1405-08", active: 4, credit: 3 },
    },
  ]);
});

test("a tick with nothing to do asks a handful of times and writes once", async () => {
  await payingCompany(world);
  await payingCompany(world, { profile: "ru" });
  await tick(world.deps);
  await tick(world.deps);
  const before = world.db.roundTrips;
  await tick(world.deps);
  expect(world.db.roundTrips - before).toBeLessThanOrEqual(13);
});
