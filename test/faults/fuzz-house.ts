import { expect } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { createWriteSoon } from "../../api/core/write-soon.ts";
import type { Log } from "../../api/core/log.ts";
import { createHouse, type House } from "../../api/house.ts";
import type { Database } from "../../db/client/port.ts";
import { type Company, foundCompany } from "../api/attendance-company.ts";
import { testConfig } from "../support/api-world.ts";
import { callOf } from "../support/fetch-to.ts";
import { withoutReminders } from "../support/no-reminders.ts";
import { temporaryDatabase } from "../support/temp-database.ts";

export type Bot = "staff" | "owner";

/** What no answer may show: a stack, a file of ours, a word of the database. */
export const innards = /\bat \w[\w.<>]* \(|\.ts:\d+|node_modules|SQLITE|sqlite_|TypeError/;

export interface FuzzHouse {
  readonly house: House;
  readonly db: Database;
  readonly company: Company;
  /** Another company, of which nobody speaks here. */
  readonly neighbour: Company;
  now: number;
  /** Lines logged as errors. */
  readonly faults: string[];
  /** Everything sent to Telegram since it was last emptied. */
  readonly sent: string[];
  /** Callback data of every key that was ever shown, by bot. */
  readonly keys: Readonly<Record<Bot, Set<string>>>;
  /** Hands one raw body to a bot's door. @returns the status */
  knock(bot: Bot, body: string): Promise<number>;
  /** One update with a number of its own. */
  update(bot: Bot, content: object): Promise<number>;
  /** Nobody is tired of anybody: limits have tests of their own. */
  rest(): Promise<void>;
  /** No fault was logged, and nobody was told how we are made. */
  expectCalm(): void;
  close(): Promise<void>;
}

/** Money that nobody owes is an alarm for people, not a fault of ours. */
const alarms =
  /^(precheckout_failed|payment_unknown|payment_failed|payment_not_stored|refund_unknown)$/;
const secret = "webhook-secret-of-tests";

const settingsOf = (name: Bot, token: string) => ({
  token,
  identity: {
    id: Number(token.split(":")[0]),
    username: testConfig.botNames[name],
    firstName: name,
  },
  secret,
});

/** The whole product without a socket: updates are handed to its doors, and a Telegram that takes everything keeps what it was told. */
export async function createFuzzHouse(): Promise<FuzzHouse> {
  const { db, remove } = await temporaryDatabase();
  const faults: string[] = [];
  const sent: string[] = [];
  const keys = { staff: new Set<string>(), owner: new Set<string>() };
  const log: Log = (level, event) => {
    if (level === "error" && !alarms.test(String(event.event))) faults.push(JSON.stringify(event));
  };
  const deferred = new Set<Promise<unknown>>();
  const soon = createWriteSoon(db, log, 5);
  let messageId = 100;
  let updateId = 1;
  const house = createHouse({
    db,
    log,
    clock: () => fuzz.now,
    ids: () => uuidv7(),
    config: testConfig,
    telegram: {
      apiRoot: "http://telegram.test",
      linkOrigin: testConfig.linkOrigin,
      bots: {
        staff: settingsOf("staff", "700000001:staff-token-of-tests"),
        owner: settingsOf("owner", "700000002:owner-token-of-tests"),
      },
    },
    rails: { zarinpal: null, yookassa: null, receiptEmail: null, telegram: null, stars: null },
    mailer: null,
    writeSoon: soon.writeSoon,
    fetch: (url, init) => {
      const { url: to } = callOf(url, { ...init, body: "{}" });
      const said = typeof init?.body === "string" ? init.body : "";
      sent.push(said);
      for (const [, data] of said.matchAll(/"callback_data":"([^"]+)"/g))
        keys[to.includes("700000001") ? "staff" : "owner"].add(data ?? "");
      const result = { message_id: (messageId += 1), date: 1, chat: { id: 1, type: "private" } };
      return Promise.resolve(
        Response.json({ ok: true, result: to.endsWith("Query") ? true : result }),
      );
    },
    defer(work) {
      const tracked = work.finally(() => deferred.delete(tracked));
      deferred.add(tracked);
    },
  });
  const company = await foundCompany(db);
  const neighbour = await foundCompany(db, { firstUser: 2001 });
  await db.write([{ sql: "update persons set language = 'fa', calendar = 'jalali'", params: [] }]);
  await withoutReminders(db);

  const fuzz: FuzzHouse = {
    house,
    db,
    company,
    neighbour,
    now: Date.parse("2026-11-21T08:00:00Z"),
    faults,
    sent,
    keys,
    async knock(to, body) {
      const headers = {
        "content-type": "application/json",
        "x-telegram-bot-api-secret-token": secret,
      };
      const answer = await house.root.request(`/telegram/${to}`, { method: "POST", headers, body });
      expect(await answer.text()).toBe("");
      return answer.status;
    },
    update: (to, content) =>
      fuzz.knock(to, JSON.stringify({ ...content, update_id: (updateId += 1) })),
    async rest() {
      await Promise.allSettled(deferred);
      await db.write([{ sql: "delete from rate_counters", params: [] }]);
    },
    expectCalm() {
      expect(faults.splice(0)).toEqual([]);
      expect(sent.filter((text) => innards.test(text))).toEqual([]);
      sent.length = 0;
    },
    async close() {
      while (deferred.size > 0) await Promise.allSettled(deferred);
      await soon.flush();
      await remove();
    },
  };
  return fuzz;
}

const person = (id: number) => ({ id, is_bot: false, first_name: `P${id}`, language_code: "fa" });
const chat = (id: number) => ({ id, type: "private", first_name: `P${id}` });

export const message = (from: number, at: number, content: object) => ({
  message: {
    message_id: 7,
    date: Math.floor(at / 1000),
    chat: chat(from),
    from: person(from),
    ...content,
  },
});

export const command = (from: number, at: number, text: string) =>
  message(from, at, {
    text,
    entities: [{ type: "bot_command", offset: 0, length: text.split(" ")[0]?.length ?? 0 }],
  });

export const tap = (from: number, at: number, data: string) => ({
  callback_query: {
    id: "4382bfdwdsb323b2d9",
    from: person(from),
    chat_instance: "1",
    data,
    message: { message_id: 90, date: Math.floor(at / 1000), chat: chat(from), text: "…" },
  },
});

/** Updates as Telegram makes them, one of each kind that the bots hear. */
export const updatesOf = (from: number, at: number): readonly object[] => {
  const date = Math.floor(at / 1000);
  const location = { latitude: 35.7, longitude: 51.4, horizontal_accuracy: 20 };
  const file = { file_id: "BQACAgIAAxkBAAIB", file_unique_id: "AgADBQ", file_size: 900 };
  const group = { id: -1001, type: "supergroup", title: "G" };
  const money = {
    currency: "XTR",
    total_amount: 100,
    invoice_payload: "019c0000-0000-7000-8000-000000000000",
  };
  const charge = { telegram_payment_charge_id: "c1", provider_payment_charge_id: "p1" };
  return [
    command(from, at, "/start"),
    command(from, at, "/start i_AAAAAAAAAAAAAAAAAAAAAA"),
    command(from, at, "/settings"),
    command(from, at, "/team"),
    message(from, at, { text: "شروع کار" }),
    message(from, at, { text: "12:30" }),
    message(from, at, {
      text: "مرخصی فردا",
      reply_to_message: { message_id: 3, date, chat: chat(from) },
    }),
    message(from, at, { location }),
    message(from, at, { location: { ...location, live_period: 900 } }),
    { edited_message: { ...message(from, at, { location }).message, edit_date: date } },
    message(from, at, {
      contact: { phone_number: "989121234567", first_name: "A", user_id: from },
    }),
    message(from, at, { document: { ...file, file_name: "people.csv", mime_type: "text/csv" } }),
    message(from, at, { photo: [{ ...file, width: 90, height: 90 }], caption: "…" }),
    message(from, at, {
      forward_origin: { type: "user", date, sender_user: person(5) },
      text: "in",
    }),
    message(from, at, {
      chat: group,
      text: "/board@hozur_owner_bot",
      entities: [{ type: "bot_command", offset: 0, length: 22 }],
    }),
    message(from, at, { chat: group, migrate_to_chat_id: -1002 }),
    message(from, at, { successful_payment: { ...money, ...charge } }),
    message(from, at, { refunded_payment: { ...money, ...charge } }),
    tap(from, at, "1h"),
    {
      my_chat_member: {
        chat: chat(from),
        from: person(from),
        date,
        old_chat_member: { user: person(700_000_001), status: "kicked", until_date: 0 },
        new_chat_member: { user: person(700_000_001), status: "member" },
      },
    },
    { pre_checkout_query: { id: "1", from: person(from), ...money } },
  ];
};
