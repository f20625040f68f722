import { expect, onTestFinished } from "vitest";
import { apiFor, type Api } from "../../bot/core/api.ts";
import type { Actor, ActorChat } from "../../bot/simulator/actor.ts";
import type { BotKind } from "../../bot/simulator/model.ts";
import { translator } from "../../locales/index.ts";
import { withoutReminders } from "../support/no-reminders.ts";
import { foundCompany, type Company, type Worker } from "../api/attendance-company.ts";
import { testConfig } from "../support/api-world.ts";
import { type BotWorld, type BotWorldOptions, createBotWorld } from "../support/bot-world.ts";

/** What the people of these tests read. */
export const t = translator("fa", { calendar: "jalali", timeZone: "Asia/Tehran" });

export const minute = 60_000;
export const hour = 60 * minute;

export interface Survival {
  readonly world: BotWorld;
  readonly company: Company;
  person(worker: Worker): Actor;
  chat(worker: Worker, bot: BotKind): ActorChat;
  /** The API as this person sees it through a bot. */
  api(bot: BotKind, telegramUserId: number): Api;
  /** Rows of the punch log, oldest first: `in 05:00:00`, UTC. */
  punches(worker?: Worker): Promise<string[]>;
  /** The only cell of a query. */
  cell(sql: string, ...params: (string | number)[]): Promise<unknown>;
}

/**
 * An Iranian company with owner, manager and employee on the whole product, the simulator in Telegram's place. When the
 * test ends nothing may have been sent that Telegram would not take (TG 8.56).
 */
export async function survive(
  options: BotWorldOptions & { readonly company?: Parameters<typeof foundCompany>[1] } = {},
): Promise<Survival> {
  const { company: wishes, ...worldOptions } = options;
  const world = await createBotWorld(worldOptions);
  onTestFinished(async () => {
    await world.close();
    expect(world.sim.violations()).toEqual([]);
  });
  const company = await foundCompany(world.db, wishes);
  await world.db.write([
    { sql: "update persons set language = 'fa', calendar = 'jalali'", params: [] },
  ]);
  await withoutReminders(world.db);
  const cell: Survival["cell"] = async (sql, ...params) => {
    const [found] = await world.db.read([{ sql, params }]);
    return found?.rows[0]?.[0];
  };
  const people = new Map<number, Actor>();
  const person = (worker: Worker): Actor => {
    const known = people.get(worker.telegramUserId) ?? actorOf(world, worker.telegramUserId);
    people.set(worker.telegramUserId, known);
    return known;
  };
  return {
    world,
    company,
    person,
    chat: (worker, bot) => person(worker).in(bot),
    api: (bot, user) => apiOf(world, bot, user),
    cell,
    async punches(worker = company.employee) {
      const [found] = await world.db.read([
        {
          sql: "select kind, at from punches where employee_id = ? order by at, id",
          params: [worker.employeeId],
        },
      ]);
      return (found?.rows ?? []).map(
        ([kind, at]) => `${String(kind)} ${new Date(Number(at)).toISOString().slice(11, 19)}`,
      );
    },
  };
}

export const actorOf = (world: BotWorld, id: number): Actor =>
  world.sim.user({ id, firstName: `P${id}`, languageCode: "fa", phone: `98912${1_000_000 + id}` });

export const apiOf = (world: BotWorld, bot: BotKind, telegramUserId: number): Api =>
  apiFor(
    {
      fetch: (url, init) => world.house.app.request(url, init),
      origin: "http://api",
      keys: testConfig.botKeys,
    },
    bot,
    telegramUserId,
  );

/** Messages of the bot in a chat. */
export const heard = (chat: ActorChat): string[] =>
  chat
    .messages()
    .filter(({ from }) => from === "bot")
    .map(({ text }) => text);

export const clockIn = t.tp("common.dock.clock_in");
export const clockOut = t.tp("common.dock.clock_out");
export const myDay = t.tp("common.dock.my_day");

const wordsOf = (key: "attendance.receipt.done_in" | "attendance.receipt.done_out"): string =>
  t.th(key).text.replace(/<[^>]*>/g, "");

/** Receipts of a direction in what was said. */
export const receipts = (said: readonly string[], direction: "in" | "out"): number =>
  said.filter((text) => text.includes(wordsOf(`attendance.receipt.done_${direction}`))).length;
