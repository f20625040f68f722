import type { Instant, LocalDate, MinuteOfDay } from "../../core/calendar/types.ts";
import type { EffectivePunch } from "./punch-types.ts";
import type { OvertimeMode, PlannedDay, ApprovedRequest } from "./roster-types.ts";

export type LineKind =
  | "normal"
  | "overtime"
  | "surplus"
  | "night"
  | "holiday"
  | "weekend"
  | "shift_premium"
  | "leave"
  | "mission"
  | "break_paid"
  | "break_unpaid"
  | "deficit"
  | "deficit_excused"
  | "absence_unexplained"
  | "unresolved";

/**
 * `time` lines divide the presence: their sum is the span of all sessions.
 * `premium` lines lie over `time` lines (night …). `credit`: planned, not present, excused. `debt`: planned, not present, not excused.
 */
export type LineLayer = "time" | "premium" | "credit" | "debt";

export type RuleName =
  | "inside_plan"
  | "outside_plan"
  | "overtime_approved"
  | "overtime_automatic"
  | "automatic_out"
  | "rest_day"
  | "rest_day_substituted"
  | "overtime_buffer"
  | "weekly_flexible"
  | "week_balance"
  | "free_late"
  | "no_shift"
  | "night_window"
  | "holiday_hours"
  | "weekend_hours"
  | "approved_leave"
  | "approved_mission"
  | "worked_on_leave"
  | "break_auto_deduct"
  | "break_window"
  | "break_punched"
  | "grace_late"
  | "grace_early"
  | "float"
  | "late"
  | "early_leave"
  | "missing_between"
  | "no_punches"
  | "punch_missing";

/** Enough for a screen to explain a number: the rule's name, its inputs, the arithmetic. */
export interface Why {
  rule: RuleName;
  punchIds: readonly string[];
  shiftVersionId?: string;
  /** The row of the organisation's rules that held; left out while it has none. */
  workRuleId?: string;
  requestId?: string;
  /** Named numbers in minutes, as used (`grace: 10`, `planned: 440`). */
  inputs: Readonly<Record<string, number>>;
  /** Names of inputs and operators, e.g. `end - start`. */
  formula: string;
}

export interface DayLine {
  layer: LineLayer;
  kind: LineKind;
  /** Overtime tier, from 1. */
  tier?: number;
  leaveType?: string;
  minutes: number;
  from?: Instant;
  to?: Instant;
  why: Why;
}

export type AnomalyCode =
  | "out_missing"
  | "in_missing"
  | "double_in"
  | "double_out"
  | "short_session"
  | "out_after_window"
  | "break_unmatched"
  | "break_too_long"
  | "worked_on_leave"
  | "field_punch"
  | "review_punch"
  | "impossible_travel"
  | "replayed_point"
  | "automatic_out";

export interface Anomaly {
  code: AnomalyCode;
  at: Instant;
  punchIds: readonly string[];
  /** Minutes the anomaly is about (`worked_on_leave`, `break_too_long`). */
  minutes?: number;
}

/** An IN with its OUT; null while open or when the OUT is missing. */
export interface Session {
  in: EffectivePunch;
  out: EffectivePunch | null;
  breaks: readonly PunchedBreak[];
}

export interface PunchedBreak {
  start: EffectivePunch;
  /** Null: ended by the OUT (ATT E4). */
  end: EffectivePunch | null;
}

/**
 * `upcoming`: before the start. `not_started`: the plan runs, nobody came. `open`: somebody is in.
 * `unresolved`: a punch is missing, uncounted. `day_off`: nothing planned, nothing worked.
 * `flexible`: a working day of a weekly-flexible shift, of which only the week owes something.
 */
export type DayStatus =
  | "upcoming"
  | "not_started"
  | "open"
  | "complete"
  | "unresolved"
  | "leave"
  | "absent"
  | "flexible"
  | "day_off";

/** Lateness or early leaving: `minutes` by the shift's `lateMode`, 0 within grace. */
export interface Deviation {
  minutes: number;
  rawMinutes: number;
  at: Instant;
  why: Why;
}

export interface DayTotals {
  /** Counted: normal + overtime + holiday + weekend of the `time` layer + paid breaks. */
  worked: number;
  expected: number;
  presence: number;
  normal: number;
  overtime: number;
  /** Overtime of the first tier, and of all tiers after it: `overtime` is their sum. */
  overtimeTier1: number;
  overtimeTier2: number;
  surplus: number;
  night: number;
  holiday: number;
  weekend: number;
  /** Rest-day work for which another day off is given. */
  restDaySubstituted: number;
  breakPaid: number;
  breakUnpaid: number;
  leave: number;
  mission: number;
  deficit: number;
  deficitExcused: number;
  absence: number;
  unresolved: number;
  late: number;
  earlyLeave: number;
}

export interface DayResult {
  date: LocalDate;
  zone: string;
  status: DayStatus;
  planned: PlannedDay;
  sessions: readonly Session[];
  lines: readonly DayLine[];
  anomalies: readonly Anomaly[];
  late: Deviation | null;
  earlyLeave: Deviation | null;
  totals: DayTotals;
  /** Approved leave or missions that touch the date, also on its days off. */
  requestIds: readonly string[];
  /** The settings that the day was reckoned by. */
  workRule: WorkRule;
}

/** How punches are rounded on the copy that is counted; the log keeps them as they are (ATT D7). */
export interface Rounding {
  /** Grid on the local clock; 1: none. */
  minutes: number;
  mode: "nearest" | "up" | "down";
}

/** What a day is reckoned by in an organisation; of its date, so that a later change leaves it alone (ATT D8). */
export interface DaySettings {
  maxOpenMinutes: number;
  /** A session shorter than this is `short_session` (ATT A4). */
  shortSessionSeconds: number;
  nightFromMinute: MinuteOfDay;
  nightToMinute: MinuteOfDay;
  /** Work on a rest day: counted as holiday/weekend, or surplus until approved. */
  restDayWork: OvertimeMode;
  /** Planned hours on the weekly rest day are marked, too (IR art. 62: +40 % for who works Fridays). */
  markWeekend: boolean;
  rounding: Rounding;
  /** Minutes of each overtime tier of a day but the last, which has no end: `[120]` (RU art. 152), `[]` (IR). */
  overtimeTiers: readonly number[];
  /** A missing OUT is set to the end of the plan once it is this late; null: never (ATT B6). */
  autoOutAfterMinutes: number | null;
  /** So many late days of a month are only recorded (ATT D6); null: every one counts. */
  freeLatesPerMonth: number | null;
}

/** Settings from a date on. */
export interface WorkRule {
  /** Null: the law pack's own, nobody entered them. */
  id: string | null;
  validFrom: LocalDate;
  settings: DaySettings;
}

export interface DeriveDaysInput {
  /** The dates wanted, inclusive. Give punches and roster one day wider on both sides. */
  from: LocalDate;
  to: LocalDate;
  punches: readonly EffectivePunch[];
  roster: readonly PlannedDay[];
  requests: readonly ApprovedRequest[];
  now: Instant;
  /** In any order; of those that hold on a date the one that began last counts. At least one must hold on every date. */
  rules: readonly WorkRule[];
}

/**
 * `day_off`: the shift is not worked today. `flexible`: comes at any hour, nothing is due yet. `no_shift`: nobody has given the
 * person one.
 */
export type BoardStatus =
  | "in"
  | "late"
  | "out"
  | "away"
  | "not_yet"
  | "flexible"
  | "day_off"
  | "no_shift";

export interface BoardEntry {
  status: BoardStatus;
  /** Is at work now (`in`, or `late` but came). */
  present: boolean;
  /** Since when; for `not_yet` the start of the shift; null on a day off and without a shift. */
  since: Instant | null;
  lateMinutes: number;
  /** Is at work and on a break since then. */
  onBreakSince?: Instant;
}
