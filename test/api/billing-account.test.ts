import { afterEach, beforeEach, expect, test } from "vitest";
import { openUsageStatement } from "../../api/billing/open-usage.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { booksOf, giveCredit, giveSeats, giveTerm, ledgerOf } from "../support/billing.ts";
import { foundCompany } from "./people-company.ts";

let world: ApiWorld;
beforeEach(async () => {
  world = await createApiWorld();
});
afterEach(() => world.close());

test("an Iranian company begins with a free month of three person-months and no device (BIL AT-5)", async () => {
  const { organisationId } = await foundCompany(world, 1);
  const books = await booksOf(world.deps, organisationId);
  expect(books).toMatchObject({
    currency: "IRR",
    lastOrderNumber: 1,
    wallet: 0,
    credit: 3,
    seatsNeeded: 0,
    orders: [{ number: 1, kind: "free", state: "paid", total: 0 }],
    // 30 Aban 1405 to 30 Azar 1405.
    terms: [
      {
        planVersionId: "plan:ir-free:1",
        startsOn: "2026-11-21",
        endsOn: "2026-12-21",
        state: "active",
      },
    ],
    seatGrants: [],
  });
  expect(await ledgerOf(world.db, organisationId)).toEqual({ "credit/PM": -3, "issued/PM": 3 });
});

test("a Russian company begins with a free month of three seats, none of them taken by the founder (AL-5)", async () => {
  const { organisationId } = await foundCompany(world, 1, "ru");
  expect(await booksOf(world.deps, organisationId)).toMatchObject({
    currency: "RUB",
    credit: 0,
    seatsNeeded: 0,
    orders: [{ number: 1, kind: "free", state: "paid", total: 0 }],
    terms: [{ startsOn: "2026-11-21", endsOn: "2026-12-21" }],
    seatGrants: [{ quantity: 3, startsOn: "2026-11-21", state: "active" }],
  });
  expect(await ledgerOf(world.db, organisationId)).toEqual({});
});

test("seats, terms and credit given by a test are in the books like bought ones", async () => {
  const { organisationId } = await foundCompany(world, 1, "ru");
  await giveSeats(world.deps, organisationId, 4);
  await giveSeats(world.deps, organisationId, 2);
  const books = await booksOf(world.deps, organisationId);
  expect(books.seatGrants.map(({ quantity }) => quantity)).toEqual([3, 7, 2]);
  expect(books.orders.every(({ state }) => state === "paid")).toBe(true);
  const ledger = await ledgerOf(world.db, organisationId);
  expect(ledger["receivable/RUB"]).toBeUndefined();
  expect(ledger["wallet/RUB"]).toBeUndefined();

  const iranian = await foundCompany(world, 2);
  await giveTerm(world.deps, iranian.organisationId, "ir-6", { quantity: 10 });
  await giveCredit(world.deps, iranian.organisationId, -70);
  expect((await booksOf(world.deps, iranian.organisationId)).credit).toBe(-7);
});

test("activity that no close will ever charge is not read", async () => {
  const [russian, iranian] = [await foundCompany(world, 1, "ru"), await foundCompany(world, 2)];
  for (const { organisationId } of [russian, iranian]) {
    await world.db.write([
      {
        sql: `insert into usage_months (org_id, period, employee_id, kind, first_at)
          select org_id, '2026-11', id, 'punch', 1 from employees where org_id = ?`,
        params: [organisationId],
      },
    ]);
  }
  const open = async ({ organisationId }: typeof russian) =>
    (await world.db.read([openUsageStatement(organisationId)]))[0]?.rows.length;
  expect([await open(russian), await open(iranian)]).toEqual([0, 1]);
});
