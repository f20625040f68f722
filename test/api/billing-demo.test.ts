import { afterEach, beforeEach, expect, test } from "vitest";
import { auditBooks } from "../../api/billing/invariants/audit-books.ts";
import { ask } from "../../bot/core/api.ts";
import { demoCompanies } from "../../db/demo.ts";
import { seedDemo } from "../../db/seed.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";

let world: ApiWorld;
beforeEach(async () => {
  world = await createApiWorld();
  await seedDemo(world.db, {
    ids: world.deps.ids,
    now: world.now,
    signingKey: world.deps.config.signingKey,
  });
});
afterEach(() => world.close());

const ownerOf = (profile: "ir" | "ru") => {
  const company = demoCompanies.find((each) => each.profile === profile);
  return company?.people.find(({ role }) => role === "owner")?.telegramUserId ?? 0;
};
const billing = (profile: "ir" | "ru") => world.as("owner", ownerOf(profile)).billing;

test("the Iranian demo company has bought sixty person-months, closed months and something to pay", async () => {
  const balance = await ask(billing("ir").balance.$get());
  expect(balance).toMatchObject({
    meter: "active_person",
    currency: "IRR",
    plan: { code: "ir-6", deviceLimit: 5, unitPrice: 120_000, lapsed: false },
    locks: { attendance: null, reports: null, addStaff: null, renewOrSwitch: null },
    debtSum: 0,
    wallet: 0,
    parked: false,
  });
  const { closes } = await ask(billing("ir").closes.$get());
  const charged = closes.reduce((sum, close) => sum + close.charged, 0);
  expect(closes.length).toBeGreaterThanOrEqual(2);
  expect(closes[0]?.charged).toBeGreaterThan(0);
  expect(balance.credit).toBe(63 - charged);
  expect(balance.outlook?.activeSoFar).toBeGreaterThan(0);
  const open = await ask(billing("ir").orders.$get({ query: { view: "open" } }));
  expect(open.orders).toMatchObject([{ kind: "topup", state: "quoted" }]);
  const history = await ask(billing("ir").orders.$get({ query: { view: "history" } }));
  expect(history.orders).toMatchObject([
    { kind: "plan", state: "paid", total: 7_200_000 },
    { kind: "free", state: "paid", total: 0 },
  ]);
});

test("the Russian demo company has seats for everybody and one more to pay", async () => {
  const balance = await ask(billing("ru").balance.$get());
  expect(balance).toMatchObject({
    meter: "seat",
    plan: { code: "ru-3", unitPrice: 44_900, lapsed: false },
    seats: { waiting: 0, free: 3 },
    openOrders: { count: 1, overdue: 0 },
  });
  const open = await ask(billing("ru").orders.$get({ query: { view: "open" } }));
  expect(open.orders).toMatchObject([{ kind: "seats", state: "due" }]);
});

test("the books of the demo are sound and nobody is told of its past", async () => {
  expect((await auditBooks(world.deps)).faults).toEqual([]);
  const [outbox] = await world.db.read([{ sql: "select count(*) from outbox", params: [] }]);
  expect(outbox?.rows[0]?.[0]).toBe(0);
});
