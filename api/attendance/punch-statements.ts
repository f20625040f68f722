import type { SqlValue, Statement } from "../../db/client/port.ts";
import type { BotName } from "../core/words.ts";
import type { FenceVerdict, PunchFlag } from "./rules/types.ts";

export type StoredKind = "in" | "out" | "break_start" | "break_end" | "undirected" | "void";
export type StoredSource =
  | "telegram"
  | "kiosk"
  | "device"
  | "manual"
  | "correction"
  | "self_declared"
  | "import"
  | "system"
  | "seed";

export interface NewPunch {
  readonly orgId: string;
  readonly id: string;
  readonly employeeId: string;
  readonly at: number;
  readonly receivedAt: number;
  readonly kind: StoredKind;
  readonly source: StoredSource;
  readonly sourceKey: string;
  readonly timeZone: string;
  readonly workplaceId: string | null;
  readonly verdict: FenceVerdict;
  readonly distanceM: number | null;
  readonly accuracyM: number | null;
  readonly pointHash: string | null;
  readonly trust: number;
  readonly flags: readonly PunchFlag[];
  readonly reason: string | null;
  readonly supersedesId: string | null;
  readonly recordedBy: string | null;
  /** What it came from: `request:<id>`, `import:<id>`, `bulk:<id>`, `watch:<date>`. */
  readonly reference?: string | null;
  /** From `sealed`; every punch has one. */
  readonly receipt?: string | null;
}

const insert = `insert into punches (org_id, id, employee_id, at, received_at, kind, source, source_key, time_zone,
    workplace_id, verdict, distance_m, accuracy_m, point_hash, trust, flags, reason, supersedes_id, recorded_by,
    receipt, reference)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** A new row of the punch log. @throws {DatabaseError} `unique` on `punches.source_key`: the message has already made one */
export const punchInsert = (punch: NewPunch): Statement => ({
  sql: insert,
  params: [
    punch.orgId,
    punch.id,
    punch.employeeId,
    punch.at,
    punch.receivedAt,
    punch.kind,
    punch.source,
    punch.sourceKey,
    punch.timeZone,
    punch.workplaceId,
    punch.verdict,
    punch.distanceM,
    punch.accuracyM,
    punch.pointHash,
    punch.trust,
    JSON.stringify(punch.flags),
    punch.reason,
    punch.supersedesId,
    punch.recordedBy,
    punch.receipt ?? null,
    punch.reference ?? null,
  ] satisfies SqlValue[],
});

const insertMany = `insert into punches (org_id, id, employee_id, at, received_at, kind, source, source_key, time_zone,
    workplace_id, verdict, distance_m, accuracy_m, point_hash, trust, flags, reason, supersedes_id, recorded_by,
    receipt, reference)
  select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8,
    value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15, value ->> 16,
    value ->> 17, value ->> 18, value ->> 19, value ->> 20
  from json_each(?) where true on conflict (source_key) do nothing`;

/** Many rows in one statement; those whose source key is there already are left out. */
export const punchesInsert = (punches: readonly NewPunch[]): Statement => ({
  sql: insertMany,
  params: [JSON.stringify(punches.map((punch) => punchInsert(punch).params))],
});

/** What a punch that has no place and no doubts says of itself. */
export const withoutPlace = {
  workplaceId: null,
  verdict: "not_asked",
  distanceM: null,
  accuracyM: null,
  pointHash: null,
  flags: [],
} as const;

/** How long the reason of a field punch may be typed, ms. */
const reasonWaitsMs = 60 * 60_000;

/** The next text of this person is the reason of this punch, whatever was asked before. */
export const askReason = (
  bot: BotName,
  telegramUserId: number,
  punchId: string,
  now: number,
): Statement => ({
  sql: `insert into dialogs (bot, telegram_user_id, step, draft, screen_message_id, version, expires_at)
      values (?, ?, 'punch-reason', ?, null, 1, ?)
    on conflict (bot, telegram_user_id) do update set step = excluded.step, draft = excluded.draft,
      screen_message_id = null, version = dialogs.version + 1, expires_at = excluded.expires_at`,
  params: [bot, telegramUserId, JSON.stringify({ punchId }), now + reasonWaitsMs],
});

/** The question belongs to an earlier punch. */
export const forgetReason = (bot: BotName, telegramUserId: number): Statement => ({
  sql: "delete from dialogs where bot = ? and telegram_user_id = ? and step = 'punch-reason'",
  params: [bot, telegramUserId],
});

const evidence = `insert into punch_evidence (org_id, id, punch_id, at, kind, source_key, text, verdict, distance_m)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** What became known about a punch later. @throws {DatabaseError} `unique` on `punch_evidence.source_key` */
export const evidenceInsert = (row: {
  readonly orgId: string;
  readonly id: string;
  readonly punchId: string;
  readonly at: number;
  readonly kind: "reason" | "live";
  readonly sourceKey: string;
  readonly text: string | null;
  readonly verdict: "inside" | "review" | "field" | null;
  readonly distanceM: number | null;
}): Statement => ({
  sql: evidence,
  params: [
    row.orgId,
    row.id,
    row.punchId,
    row.at,
    row.kind,
    row.sourceKey,
    row.text,
    row.verdict,
    row.distanceM,
  ],
});
