import { createClient, type Client } from "@libsql/client";
import type { ServerPlan } from "./contract.ts";

/** One durable insert of a punch row, with nothing around it: what both limits do. */
export interface OneInsert {
  insert(update: PunchUpdate): Promise<void>;
  count(): Promise<{ storedPunches: number; roundTrips: number }>;
}

export interface PunchUpdate {
  readonly update_id: number;
  readonly message: {
    readonly message_id: number;
    readonly date: number;
    readonly text?: string | undefined;
    readonly from?: { readonly id: number } | undefined;
    readonly chat: { readonly id: number };
  };
}

const table = [
  `CREATE TABLE punches (id TEXT PRIMARY KEY NOT NULL, org_id TEXT NOT NULL, person_id INTEGER NOT NULL, at INTEGER NOT NULL,
    received_at INTEGER NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, update_id INTEGER NOT NULL, chat_id INTEGER NOT NULL) STRICT`,
  "CREATE UNIQUE INDEX punches_update ON punches (update_id)",
  "CREATE INDEX punches_person ON punches (org_id, person_id, at)",
];

/** Opens `@libsql/client` with one connection, `synchronous` FULL on a file, and makes the table. */
export async function openOneInsert({ database }: ServerPlan): Promise<OneInsert> {
  const client = createClient({
    url: "file" in database ? `file:${database.file}` : database.url,
    concurrency: 1,
  });
  if ("file" in database) await useWriteAheadLog(client);
  await client.batch(table, "write");
  let roundTrips = 0;
  return {
    async insert({ update_id: updateId, message }) {
      roundTrips += 1;
      await client.execute({
        sql: "INSERT INTO punches VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        args: [
          crypto.randomUUID(),
          "org-1",
          BigInt(message.from?.id ?? 0),
          BigInt(message.date * 1000),
          BigInt(Date.now()),
          message.text ?? "",
          "telegram",
          BigInt(updateId),
          BigInt(message.chat.id),
        ],
      });
    },
    async count() {
      const counted = await client.execute("SELECT count(*) FROM punches");
      return { storedPunches: Number(counted.rows[0]?.[0]), roundTrips };
    },
  };
}

async function useWriteAheadLog(client: Client): Promise<void> {
  await client.execute("PRAGMA journal_mode = WAL");
  await client.execute("PRAGMA synchronous = FULL");
}

/** The answer of both limits: as long as the product's receipt, with a keyboard of the same size. */
export const receipt = {
  text: "<b>✅ ورود شما ثبت شد</b>\nساعت ۰۸:۰۰، شنبه ۳۰ آبان ۱۴۰۵\nشناسه: <code>A1B2C3</code>",
  options: {
    parse_mode: "HTML" as const,
    reply_markup: {
      is_persistent: true,
      resize_keyboard: true,
      keyboard: [
        [{ text: "🔴 خروج" }],
        [{ text: "↩️ لغو ثبت" }],
        [{ text: "📅 امروز من" }, { text: "🗓 کارکرد ماهانه" }],
        [{ text: "🌴 مرخصی" }, { text: "📝 درخواست‌ها" }, { text: "⚙️ تنظیمات" }],
      ],
    },
  },
};
