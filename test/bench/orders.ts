import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createClient } from "@libsql/client";
import { loadMemberWithAccess } from "../../api/billing/load-access.ts";
import type { Context } from "../../api/core/context.ts";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { giveTerm } from "../support/billing.ts";
import { payingCompany, type PayingCompany } from "../support/billing-company.ts";

const companies = 40;
/** Of each company and level; more than fifteen a day are refused. */
const ordersEach = 6;
const checks = 500;

export interface OrderRound {
  readonly connections: number;
  readonly orders: number;
  /** Order in, priced, booked, told, order out: the API without a network. */
  readonly perSecond: number;
  /** One durable insert of a row, nothing around it. */
  readonly barePerSecond: number;
  readonly roundTrips: number;
}

export interface OrderFigures {
  readonly rounds: readonly OrderRound[];
  /** Who asks, the balance and every lock: per request. */
  readonly lockCheckTrips: number;
  readonly lockChecksPerSecond: number;
}

/** Orders of seats that work at once, one and eight at a time, beside one bare insert; then the check before every request. */
export async function benchOrders(): Promise<OrderFigures> {
  const folder = await mkdtemp(join(tmpdir(), "hozur-bench-orders-"));
  const world = await createApiWorld();
  try {
    const buyers: PayingCompany[] = [];
    for (let index = 0; index < companies; index++) {
      const buyer = await payingCompany(world, { profile: "ru" });
      await giveTerm(world.deps, buyer.orgId, "ru-3", { quantity: 3 });
      buyers.push(buyer);
    }
    const rounds: OrderRound[] = [];
    for (const connections of [1, 8])
      rounds.push({
        connections,
        ...(await placeOrders(world, buyers, connections)),
        barePerSecond: await insertOrders(join(folder, `bare-${connections}.db`), connections),
      });
    const figures = { rounds, ...(await checkLocks(world, buyers)) };
    print(figures);
    return figures;
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function placeOrders(
  world: ApiWorld,
  buyers: readonly PayingCompany[],
  connections: number,
): Promise<Pick<OrderRound, "orders" | "perSecond" | "roundTrips">> {
  const waiting = Array.from({ length: ordersEach }, () => buyers).flat();
  const orders = waiting.length;
  const trips = world.db.roundTrips;
  const elapsed = await inLanes(connections, waiting, async ({ owner }) => {
    await ask(
      world
        .as("owner", owner.telegramUserId)
        .billing.orders.$post(
          { json: { wish: { kind: "seats", quantity: 1 }, expected: null } },
          named(world.key()),
        ),
    );
  });
  return {
    orders,
    perSecond: (orders * 1000) / elapsed,
    roundTrips: (world.db.roundTrips - trips) / orders,
  };
}

async function insertOrders(path: string, connections: number): Promise<number> {
  const client = createClient({ url: `file:${path}`, concurrency: 1 });
  await client.execute("PRAGMA journal_mode = WAL");
  await client.execute("PRAGMA synchronous = FULL");
  await client.execute("CREATE TABLE orders (id TEXT PRIMARY KEY, org TEXT, total INTEGER) STRICT");
  const orders = Array.from({ length: companies * ordersEach }, () => crypto.randomUUID());
  const elapsed = await inLanes(connections, orders, async (id) => {
    await client.execute({ sql: "INSERT INTO orders VALUES (?, ?, 1)", args: [id, "org"] });
  });
  client.close();
  return (orders.length * 1000) / elapsed;
}

async function checkLocks(world: ApiWorld, buyers: readonly PayingCompany[]) {
  const asking = Array.from({ length: checks }, (_, index) => buyers[index % buyers.length]);
  const trips = world.db.roundTrips;
  const elapsed = await inLanes(1, asking, async (buyer) => {
    const ctx: Context = {
      deps: world.deps,
      requestId: "bench",
      caller: { bot: "owner", telegramUserId: buyer?.owner.telegramUserId ?? 0 },
      command: null,
    };
    await loadMemberWithAccess(ctx);
  });
  const lockCheckTrips = (world.db.roundTrips - trips) / checks;
  if (lockCheckTrips !== 1) {
    console.error(`NOT CORRECT: ${lockCheckTrips} round trips to check the locks`);
    process.exitCode = 1;
  }
  return { lockCheckTrips, lockChecksPerSecond: (checks * 1000) / elapsed };
}

/** @returns ms until all of them are done, so many at a time */
async function inLanes<T>(
  lanes: number,
  list: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<number> {
  const rest = list.values();
  const started = performance.now();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const item of rest) await work(item);
    }),
  );
  return performance.now() - started;
}

function print({ rounds, lockCheckTrips, lockChecksPerSecond }: OrderFigures): void {
  console.log("\norders of seats, placed through the API in this process");
  console.table(
    rounds.map((round) => ({
      connections: round.connections,
      "orders/s": Math.round(round.perSecond),
      "bare insert/s": Math.round(round.barePerSecond),
      "of bare": (round.perSecond / round.barePerSecond).toFixed(2),
      "db trips": round.roundTrips.toFixed(2),
    })),
  );
  console.log(
    `who asks, balance and locks: ${lockCheckTrips} round trip, ${Math.round(lockChecksPerSecond)} checks/s`,
  );
}
