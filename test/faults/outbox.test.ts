import { expect, test } from "vitest";
import { createPace } from "../../api/core/pace.ts";
import { tick } from "../../api/operations/tick.ts";
import { actorOf, survive } from "../bot/survival-company.ts";
import { callOf } from "../support/fetch-to.ts";

const [chats, each] = [100, 5];

/** Five hundred messages that are due now, numbered within their chats. */
const notices = (users: readonly number[], now: number) =>
  users.flatMap((user, index) =>
    Array.from({ length: each }, (_, n) => ({
      sql: `insert into outbox (id, dedup_key, bot, person_id, chat_id, kind, payload, subject, state, run_at, created_at)
        values (?, ?, 'staff', 'somebody', ?, 'telegram-call', ?, 'test', 'pending', ?, ?)`,
      params: [
        `id-${n}-${String(index).padStart(3, "0")}`,
        `key-${n}-${index}`,
        user,
        JSON.stringify({ method: "sendMessage", payload: { chat_id: user, text: `n${n}` } }),
        now,
        now,
      ],
    })),
  );

test("500 messages at once go out once each, in order, one at a time per chat, and a restart in the middle loses none (TG 8.54)", async () => {
  const flying = new Map<number, number>();
  const [mostAtOnce, lost] = [{ perChat: 0 }, [] as ((reason: Error) => void)[]];
  let alive = Number.POSITIVE_INFINITY;
  const { world, cell } = await survive({
    async fetch(url, init) {
      const call = callOf(url, init);
      if (!call.url.endsWith("/sendMessage")) return fetch(url, init);
      if ((alive -= 1) < 0) return new Promise((_, reject) => void lost.push(reject));
      const chat = Number(call.body["chat_id"]);
      flying.set(chat, (flying.get(chat) ?? 0) + 1);
      mostAtOnce.perChat = Math.max(mostAtOnce.perChat, flying.get(chat) ?? 0);
      return fetch(url, init).finally(() => flying.set(chat, (flying.get(chat) ?? 0) - 1));
    },
  });
  const users = Array.from({ length: chats }, (_, index) => 5001 + index);
  const people = users.map((user) => actorOf(world, user).in("staff"));
  for (const person of people) void person.start();
  await world.settle();
  const before = people.map((person) => person.messages().length);
  await world.db.write(notices(users, world.now));

  const slept: number[] = [];
  const pace = () =>
    createPace(25, { clock: () => world.now, sleep: (ms) => Promise.resolve(void slept.push(ms)) });
  alive = 200;
  void tick(world.house.deps, { pace: pace() });
  const arrived = () =>
    people.reduce((sum, person, index) => sum + person.messages().length - (before[index] ?? 0), 0);
  const marked = () =>
    cell("select count(*) from outbox where subject = 'test' and state = 'sent'");
  // What is marked too late goes out twice; that is another test's.
  await expect.poll(marked, { timeout: 10_000 }).toBe(200);
  expect(arrived()).toBe(200);

  alive = Number.POSITIVE_INFINITY;
  world.now += 31_000;
  await tick(world.house.deps, { pace: pace() });
  for (const reject of lost) reject(new Error("the process is gone"));
  await world.settle();
  world.now += 600_000;
  await world.settle();

  for (const [index, person] of people.entries())
    expect(
      person
        .messages()
        .slice(before[index])
        .map(({ text }) => text),
    ).toEqual(["n0", "n1", "n2", "n3", "n4"]);
  expect(mostAtOnce.perChat).toBe(1);
  // 25 a second: the last of 300 has to wait for eleven seconds.
  expect(Math.max(...slept)).toBe(11_000);
});

test("several dispatchers at once send each message once", async () => {
  const { world } = await survive();
  const users = Array.from({ length: 30 }, (_, index) => 5001 + index);
  const people = users.map((user) => actorOf(world, user).in("staff"));
  for (const person of people) void person.start();
  await world.settle();
  const before = people.map((person) => person.messages().length);
  await world.db.write(notices(users, world.now));
  await Promise.all(
    Array.from({ length: 4 }, () => tick(world.house.deps, { pace: () => Promise.resolve() })),
  );
  await world.settle();
  world.now += 60_000;
  await world.settle();
  for (const [index, person] of people.entries())
    expect(
      person
        .messages()
        .slice(before[index])
        .map(({ text }) => text)
        .toSorted(),
    ).toEqual(["n0", "n1", "n2", "n3", "n4"]);
});

test("a message that cannot be written holds nobody up and is let go in the end", async () => {
  const { world, cell } = await survive();
  const person = actorOf(world, 5001).in("staff");
  await person.start();
  const before = person.messages().length;
  await world.db.write([
    ...notices([5001], world.now),
    {
      sql: "update outbox set kind = 'punch-receipt', payload = 'null' where dedup_key = 'key-0-0'",
      params: [],
    },
  ]);
  await world.settle();
  expect(
    person
      .messages()
      .slice(before)
      .map(({ text }) => text),
  ).toEqual(["n1", "n2", "n3", "n4"]);
  for (let round = 0; round < 12; round += 1) {
    world.now += 10 * 60_000;
    await world.settle();
  }
  expect(await cell("select state || ' ' || error from outbox where dedup_key = 'key-0-0'")).toBe(
    "dead gave_up",
  );
  expect(world.complaints.filter((line) => line.includes("notice_failed"))).toHaveLength(8);
});

test("a process told to stop ends the round after the messages in hand, and the next one sends the rest once each", async () => {
  const { world, cell } = await survive();
  const users = Array.from({ length: 100 }, (_, index) => 5001 + index);
  const people = users.map((user) => actorOf(world, user).in("staff"));
  for (const person of people) void person.start();
  await world.settle();
  const before = people.map((person) => person.messages().length);
  await world.db.write(notices(users, world.now));
  const arrived = () =>
    people.map((person, index) =>
      person
        .messages()
        .slice(before[index])
        .map(({ text }) => text),
    );

  const ending = new AbortController();
  // The clock of the world stands still: without the signal nobody beyond the first 25 would ever be sent to.
  const pace = createPace(25, { clock: () => world.now, sleep: untilStopped });
  const round = tick(world.house.deps, { pace, stop: ending.signal });
  await world.sim.until(() => arrived().flat().length === 25);
  ending.abort();
  await round;
  await world.sim.idle();
  expect(arrived().flat()).toHaveLength(25);
  await tick(world.house.deps, { stop: ending.signal });
  expect(arrived().flat()).toHaveLength(25);

  await world.settle();
  expect(arrived()).toEqual(users.map(() => ["n0", "n1", "n2", "n3", "n4"]));
  expect(await cell("select max(attempts) from outbox where subject = 'test'")).toBe(1);
});

const untilStopped = (_ms: number, stop?: AbortSignal) =>
  new Promise<void>((resolve) => {
    stop?.addEventListener("abort", () => resolve());
  });
