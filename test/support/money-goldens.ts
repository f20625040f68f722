import { ask, named } from "../../bot/core/api.ts";
import { foundCompany, hire } from "../api/people-company.ts";
import { createApiWorld } from "./api-world.ts";
import { giveTerm, ledgerOf } from "./billing.ts";
import { comeToWork } from "./come-to-work.ts";

/** Prints what money has become of two companies at the edges of days, months and terms, without anything that is random. */
const world = await createApiWorld(Date.parse("2025-01-31T21:30:00Z"));
const minute = 60_000;
const rows = async (sql: string) => (await world.db.read([{ sql, params: [] }]))[0]?.rows ?? [];
const at = async (iso: string) => {
  world.now = Date.parse(iso);
  await world.settle();
  await world.settle();
};
async function order(
  owner: number,
  wish: { kind: "seats"; quantity: number } | { kind: "topup"; persons: number },
) {
  const { billing } = world.as("owner", owner);
  return ask(billing.orders.$post({ json: { wish, expected: null } }, named(world.key())));
}

// 1 February in Moscow and Tehran already, in UTC and California not yet.
const ru = await foundCompany(world, 1, "ru");
await giveTerm(world.deps, ru.organisationId, "ru-3", { quantity: 5 });
const ir = await foundCompany(world, 101, "ir");
await giveTerm(world.deps, ir.organisationId, "ir-6", { quantity: 1 });
await hire(world, ir, 102);
await hire(world, ir, 103);

await at("2025-02-10T08:00:00Z");
await comeToWork(world, 102);
// The last second of the Jalali year in Tehran, 20 March 2025, and the first one of the next.
await at("2025-03-20T20:29:59Z");
await comeToWork(world, 103);
const closedBefore = await rows("select count(*) from month_closes");
await at("2025-03-20T20:30:00Z");
await comeToWork(world, 102);
await order(101, { kind: "topup", persons: 1 });
// 8 April begins in Moscow: BIL K1.
await at("2025-04-07T21:00:00Z");
await order(1, { kind: "seats", quantity: 1 });
const steps = [];
for (const iso of [
  "2025-04-10T20:59:59Z",
  "2025-04-10T21:00:00Z",
  "2025-04-15T20:59:58Z",
  "2025-04-15T20:59:59Z",
  "2025-04-30T20:59:59Z",
  "2025-04-30T21:00:00Z",
]) {
  await at(iso);
  const { plan, seats } = await ask(world.as("owner", 1).billing.balance.$get());
  const [last] = await rows("select state from orders where kind = 'seats'");
  steps.push([iso, last?.[0], seats.active, plan?.lapsed, plan?.endsOn]);
}
world.now += 40 * 24 * 60 * minute;
await world.settle();

console.log(
  JSON.stringify({
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    closedBefore,
    steps,
    orders: await rows(
      "select number, kind, state, total, due_at, json_extract(lines, '$[0].quantity'), json_extract(lines, '$[0].unitPrice') from orders order by currency, number",
    ),
    terms: await rows("select starts_on, ends_on from terms order by 1, 2"),
    closes: await rows(
      "select period, charged, late, credit_after, closed_at from month_closes order by 1",
    ),
    told: await rows(
      "select kind, count(*) from outbox where kind <> 'chat-menu' group by 1 order by 1",
    ),
    ledger: [
      await ledgerOf(world.db, ru.organisationId),
      await ledgerOf(world.db, ir.organisationId),
    ],
  }),
);
await world.close();
