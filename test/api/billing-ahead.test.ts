import { afterEach, beforeEach, expect, test } from "vitest";
import { auditBooks } from "../../api/billing/invariants/audit-books.ts";
import { loadBooks } from "../../api/billing/load-books.ts";
import { activeSeats } from "../../api/billing/rules/current-plan.ts";
import { quoteSeats } from "../../api/billing/rules/quote-seats.ts";
import type { Quote } from "../../api/billing/rules/types.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { giveMoney, giveSeats, giveTerm, payOrder } from "../support/billing.ts";
import { type Company, foundCompany } from "./people-company.ts";

const day = 86_400_000;
let world: ApiWorld;
let company: Company;
beforeEach(async () => {
  world = await createApiWorld(Date.parse("2026-11-22T08:00:00Z"));
  company = await foundCompany(world, 1, "ru");
});
afterEach(() => world.close());

const books = async () => (await loadBooks(world.deps, company.organisationId)).books;
const stretches = async () => {
  const quote = quoteSeats(await books(), 1) as Quote;
  return quote.lines.map(({ detail }) => detail.kind);
};

test("seats are sold for a renewed term only when that is paid: an annulled renewal takes no money with it", async () => {
  await giveTerm(world.deps, company.organisationId, "ru-3", { quantity: 2 });
  const renewal = await giveTerm(world.deps, company.organisationId, "ru-3", {
    quantity: 2,
    unpaid: true,
  });
  expect(await stretches()).toEqual(["seat_rest"]);
  await payOrder(world.deps, company.organisationId, renewal);
  expect(await stretches()).toEqual(["seat_rest", "seat_term"]);
  expect((await auditBooks(world.deps)).faults).toEqual([]);
});

test("money in the wallet pays an order on the day it would be overdue", async () => {
  await giveTerm(world.deps, company.organisationId, "ru-3", { quantity: 2 });
  const order = await giveSeats(world.deps, company.organisationId, 1, { unpaid: true });
  await giveMoney(world.deps, company.organisationId, 500_000);
  world.now += 4 * day;
  await world.settle();
  const after = await books();
  expect(after.orders.find(({ id }) => id === order)?.state).toBe("paid");
  expect(activeSeats(after)).toBe(3);
  expect(world.delivered.map(({ kind }) => kind)).not.toContain("order-overdue");
  expect((await auditBooks(world.deps)).faults).toEqual([]);
});
