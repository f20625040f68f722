import type { Instant, LocalDate } from "../../core/calendar/types.ts";
import type { PlannedDay } from "./roster-types.ts";

/** `undirected`: a device that does not say which; pairing alternates (ATT A16). */
export type PunchDirection = SaidDirection | "undirected";

/** What a button says. */
export type SaidDirection = "in" | "out" | "break_start" | "break_end";

/** `system` is an automatic punch: it never produces overtime (ATT B6). */
export type PunchSource =
  | "telegram_text"
  | "telegram_location"
  | "kiosk_qr"
  | "device"
  | "manual"
  | "correction"
  | "self_declared"
  | "import"
  | "system";

/** `record`: a new event. `void`: takes `supersedesId` away. `replace`: puts this event in its place. */
export type PunchAction = "record" | "void" | "replace";

export type FenceVerdict = "inside" | "field" | "review" | "not_asked";

export type PunchFlagCode =
  | "delayed_delivery"
  | "out_of_order"
  | "double_in"
  | "double_out"
  | "break_unmatched"
  | "accuracy_missing"
  | "accuracy_coarse"
  | "impossible_travel"
  | "replayed_point"
  | "shared_point"
  | "account_relinked"
  | "mission_site"
  | "no_workplace"
  /** Stored and not counted: of a device that is ahead of time, or of somebody who did not work here (ATT A15, J10). */
  | "quarantined";

export interface PunchFlag {
  code: PunchFlagCode;
  /** `delayed_delivery`: how late it came. */
  minutes?: number;
}

/** One row of the append-only log, as the rules need it. */
export interface PunchRow {
  id: string;
  action: PunchAction;
  supersedesId: string | null;
  at: Instant;
  receivedAt: Instant;
  direction: PunchDirection;
  source: PunchSource;
  workplaceId: string | null;
  /** IANA zone that decides the local date of an unrostered punch (ATT C9). */
  zone: string;
  verdict: FenceVerdict;
  trust: number;
  flags: readonly PunchFlag[];
}

/** A punch that counts, after voids and replacements. */
export interface EffectivePunch {
  id: string;
  at: Instant;
  receivedAt: Instant;
  direction: PunchDirection;
  source: PunchSource;
  workplaceId: string | null;
  zone: string;
  verdict: FenceVerdict;
  trust: number;
  flags: readonly PunchFlag[];
  /** Came by correction: shown in brackets. */
  bracketed: boolean;
  /** The row this one replaced, first in the chain. */
  originalId: string;
}

export interface Workplace {
  id: string;
  latitudeE6: number;
  longitudeE6: number;
  radiusM: number;
  zone: string;
}

export interface PunchLocation {
  latitudeE6: number;
  longitudeE6: number;
  /** Null when the sender gave none. */
  accuracyM: number | null;
  /** Active live location. */
  live: boolean;
  /** Edits of the live location seen inside the fence so far (ATT K6). */
  liveEditsInside: number;
  /** A picked place, not a position. */
  venue: boolean;
  /** Hash of the six-decimal point, made by the caller; points themselves are never stored. */
  pointHash: string;
}

/** Facts about the message that wants to be a punch. */
export interface PunchMessage {
  /** The message's own date; null when it has none (an inline tap, ATT A6). */
  at: Instant | null;
  receivedAt: Instant;
  /** What the label said; `next` toggles (a location message, a kiosk scan). */
  direction: SaidDirection | "next";
  location: PunchLocation | null;
  /** Scanned the code that this workplace's screen showed then. */
  kioskWorkplaceId?: string;
  forwarded: boolean;
  viaBot: boolean;
  /** Scheduled or automatic message (`is_from_offline`). */
  fromOffline: boolean;
  edited: boolean;
}

export type LocationPolicy = "off" | "required";

export interface SeenPoint {
  date: LocalDate;
  hash: string;
}

export interface AcceptPunchInput {
  message: PunchMessage;
  policy: LocationPolicy;
  workplaces: readonly Workplace[];
  /** An approved mission today: only these fences apply (ATT K9). */
  missionWorkplaceIds?: readonly string[];
  /** Effective punches of the last day or two, any order. */
  recent: readonly EffectivePunch[];
  /** The plan around an entry that is open for longer than `maxOpenMinutes`: its shift may last longer (24/48). */
  roster?: readonly PlannedDay[];
  /** Points of earlier days (ATT K11). */
  seenPoints?: readonly SeenPoint[];
  /** Another account sent the very same point within a minute. */
  pointIsShared?: boolean;
  /** The account came back to this employment within a day. */
  isRelinked?: boolean;
  /** Local date of the message, to count days of `seenPoints`. */
  date: LocalDate;
  settings: PunchSettings;
}

export type PunchRefusal =
  | "forwarded"
  | "via_bot"
  | "scheduled_message"
  | "edited"
  | "venue"
  | "no_time"
  | "future"
  | "location_needed";

export interface RecordedPunch {
  kind: "record";
  at: Instant;
  direction: SaidDirection;
  workplaceId: string | null;
  /** Nearest workplace and the distance to its centre, also when outside. */
  nearestWorkplaceId: string | null;
  verdict: FenceVerdict;
  distanceM: number | null;
  accuracyM: number | null;
  /** 0..100 */
  trust: number;
  flags: readonly PunchFlag[];
}

export type PunchDecision =
  | RecordedPunch
  | { kind: "duplicate"; of: EffectivePunch; direction: SaidDirection; flags: readonly PunchFlag[] }
  | { kind: "refuse"; code: PunchRefusal };

export interface PunchSettings {
  dedupeSeconds: number;
  undoSeconds: number;
  /** An IN older than this is no longer open unless its shift lasts longer, minutes. */
  maxOpenMinutes: number;
  delayedAfterSeconds: number;
  futureToleranceSeconds: number;
  accuracyMaxM: number;
  /** Faster than this between two workplaces is flagged. */
  impossibleSpeedKmh: number;
  /** The same point on this many days is flagged. */
  replayDays: number;
}
