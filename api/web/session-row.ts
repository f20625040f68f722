import type { Cell, Statement } from "../../db/client/port.ts";
import { base64url } from "../core/sign.ts";
import type { BotName, CalendarName, Language } from "../core/words.ts";
import { sha256 } from "../core/gatekeeper.ts";
import type { SessionTimes } from "./rules/session-life.ts";

/** A browser, and whose it is. */
export interface Session extends SessionTimes {
  readonly id: string;
  readonly bot: BotName;
  readonly method: "init_data" | "link";
  readonly device: string;
  readonly address: string | null;
  readonly createdAt: number;
  readonly confirmationId: string | null;
  readonly personId: string;
  readonly telegramUserId: number;
  readonly language: Language | null;
  readonly calendar: CalendarName | null;
  readonly orgId: string | null;
}

const columns = `s.id, s.bot, s.method, s.state, s.device, s.address, s.created_at, s.seen_at, s.expires_at, s.confirmation_id,
  p.id, p.telegram_user_id, p.language, p.calendar, p.current_org_id`;

export const sessionByToken = (tokenHash: string): Statement => ({
  sql: `select ${columns} from web_sessions s join persons p on p.id = s.person_id where s.token_hash = ?`,
  params: [tokenHash],
});

/** Browsers of a person that may still be let in, newest first. */
export const sessionsOf = (telegramUserId: number): Statement => ({
  sql: `select ${columns} from web_sessions s join persons p on p.id = s.person_id
    where p.telegram_user_id = ? and s.state <> 'ended' order by s.created_at desc limit 50`,
  params: [telegramUserId],
});

export const sessionOf = (row: readonly Cell[]): Session => ({
  id: String(row[0]),
  bot: row[1] as BotName,
  method: row[2] as Session["method"],
  state: row[3] as Session["state"],
  device: String(row[4]),
  address: row[5] as string | null,
  createdAt: Number(row[6]),
  seenAt: Number(row[7]),
  expiresAt: Number(row[8]),
  confirmationId: row[9] as string | null,
  personId: String(row[10]),
  telegramUserId: Number(row[11]),
  language: row[12] as Language | null,
  calendar: row[13] as CalendarName | null,
  orgId: row[14] as string | null,
});

/** 32 random bytes; the database keeps only what `hashOf` makes of them. */
export const newToken = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

export const hashOf = (token: string): Promise<string> => sha256(`web ${token}`);

export const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text);
