import { setTimeout as pause } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { keepAliveFetch } from "../../api/keep-alive-fetch.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import type { Database } from "../../db/client/port.ts";
import { openRemote } from "../../db/client/remote.ts";
import { migrate } from "../../db/migrate.ts";
import { readMigrations } from "../../db/read-migrations.ts";
import { translator } from "../../locales/index.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { seedCrowd } from "../support/crowd.ts";
import { type SqldPrimary, startPrimary } from "../support/sqld.ts";
import { createPunchLoad } from "./punch-load.ts";

const rounds = 4;
const people = 30;

interface Worked {
  readonly sqld: SqldPrimary;
  readonly db: Database;
  readonly world: BotWorld;
  readonly chats: readonly ActorChat[];
  readonly users: readonly number[];
  /** Names of the messages that have made a punch. */
  stored(): Promise<string[]>;
}

/** The whole product on a server of its own, with people who have opened the bot. */
async function onSqld(count: number, timeoutMs?: number): Promise<Worked> {
  const sqld = await startPrimary();
  onTestFinished(sqld.stop);
  const db = openRemote({
    url: sqld.url,
    fetch: keepAliveFetch(),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  await migrate(db, await readMigrations());
  const world = await createBotWorld({ wrapDatabase: () => db });
  onTestFinished(async () => {
    await world.close();
    await db.close();
    expect(world.sim.violations()).toEqual([]);
  });
  const { users } = await seedCrowd(db, { people: count, since: world.now - 90 * 86_400_000 });
  const chats = users.map((id) => world.sim.user({ id, firstName: `P${id}` }).in("staff"));
  for (const chat of chats) void chat.start();
  await world.settle();
  return {
    sqld,
    db,
    world,
    chats,
    users,
    async stored() {
      const [keys] = await db.read([{ sql: "select source_key from punches", params: [] }]);
      return (keys?.rows ?? []).map(([key]) => String(key));
    },
  };
}

const messagesIn = (chats: readonly ActorChat[]): number =>
  chats.reduce((sum, chat) => sum + chat.messages().length, 0);

it("loses no acknowledged punch and doubles none when the database server is killed under load", async () => {
  const { sqld, db, world, chats, users, stored } = await onSqld(people);
  const welcomes = messagesIn(chats);
  const telegram = createPunchLoad(users, `${world.url}/telegram/staff`, world.now);
  for (let round = 0; round < rounds; round += 1) {
    const load = telegram.run();
    await telegram.moreAcknowledged(people);
    await pause(Math.random() * 200);
    await sqld.crash();
    await pause(Math.random() * 300);
    await sqld.restart();
    await pause(100);
    await load.stop();
    const kept = new Set(await stored());
    expect(telegram.acknowledged().filter((key) => !kept.has(key))).toEqual([]);
  }
  await telegram.repeatUnanswered();
  await world.settle();
  world.now += 31_000;
  await world.settle();

  expect((await stored()).toSorted()).toEqual(telegram.sent().toSorted());
  expect(telegram.sent().length).toBeGreaterThan(rounds * people);
  const [left] = await db.read([
    { sql: "select count(*) from outbox where state <> 'sent'", params: [] },
  ]);
  expect(left?.rows[0]?.[0]).toBe(0);
  expect(messagesIn(chats) - welcomes).toBeGreaterThanOrEqual(telegram.sent().length);
}, 120_000);

it("answers 503 while the database server hangs, and makes each punch once when it goes on", async () => {
  const { sqld, world, chats, stored } = await onSqld(6, 1500);
  const t = translator("fa", { calendar: "jalali", timeZone: "Asia/Tehran" });
  sqld.freeze();
  world.sim.hold();
  for (const chat of chats) void chat.send(t.tp("common.dock.clock_in"));
  const ids = world.sim.updates("staff").slice(-chats.length);
  const answers = ids.map(({ update_id: id }) => world.sim.redeliver("staff", id));
  expect((await Promise.all(answers)).flat()).toEqual(chats.map(() => 503));
  sqld.thaw();
  world.sim.release();
  await world.settle();
  world.now += 31_000;
  await world.settle();
  expect(await stored()).toHaveLength(chats.length);
  // A welcome, the own message, one receipt.
  expect(chats.map((chat) => chat.messages().filter(({ from }) => from === "bot").length)).toEqual(
    chats.map(() => 2),
  );
}, 60_000);
