import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { openRemote } from "../../db/client/remote.ts";
import { migrate } from "../../db/migrate.ts";
import { readMigrations } from "../../db/read-migrations.ts";
import { createBotWorld } from "../support/bot-world.ts";
import { seedCrowd } from "../support/crowd.ts";
import { startPrimary } from "../support/sqld.ts";
import { createPunchLoad } from "./punch-load.ts";

const rounds = 4;
const people = 30;

it("loses no acknowledged punch and doubles none when the database server is killed under load", async () => {
  const sqld = await startPrimary();
  const db = openRemote({ url: sqld.url });
  await migrate(db, await readMigrations());
  const world = await createBotWorld({ wrapDatabase: () => db });
  const { users } = await seedCrowd(db, { people, since: world.now - 90 * 86_400_000 });
  const chats = users.map((id) => world.sim.user({ id, firstName: `P${id}` }).in("staff"));
  for (const chat of chats) void chat.start();
  await world.settle();
  const welcomes = messagesIn();
  function messagesIn(): number {
    return chats.reduce((sum, chat) => sum + chat.messages().length, 0);
  }
  const stored = async (): Promise<string[]> => {
    const [keys] = await db.read([{ sql: "select source_key from punches", params: [] }]);
    return (keys?.rows ?? []).map(([key]) => String(key));
  };

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
  expect(messagesIn() - welcomes).toBeGreaterThanOrEqual(telegram.sent().length);
  expect(world.sim.violations()).toEqual([]);
  await world.close();
  await db.close();
  await sqld.stop();
}, 120_000);
