import type { Calendar } from "../../../locales/text.ts";

/** What reading a sentence needs to know of its writer. No clock: today is given. */
export interface Here {
  /** Of dates in bare numbers; a named month or a four-digit year tells its own. */
  readonly calendar: Calendar;
  /** Local date, `YYYY-MM-DD`. */
  readonly today: string;
}

/** Kinds people name beside plain leave. `remote`: nothing here answers to it by itself, so it is asked what is meant. */
export type SaidKind =
  | "sick"
  | "unpaid"
  | "marriage"
  | "bereavement"
  | "maternity"
  | "childcare"
  | "hajj"
  | "study"
  | "donor"
  | "mission"
  | "overtime"
  | "correction"
  | "swap"
  | "remote";

/** Codes of what is asked for by days and hours; annual leave when left out. */
export type TypedCode = Exclude<SaidKind, "correction" | "swap" | "remote"> | "study_unpaid";

/** What a sentence says of a leave. Dates are Gregorian `YYYY-MM-DD`, times minutes from midnight. */
export interface KnownLeave {
  readonly unit?: "day" | "half_day" | "hour";
  readonly from?: string;
  /** Last day; only with `day`. */
  readonly to?: string;
  readonly part?: "first" | "second";
  readonly fromMinute?: number;
  /** Over 1440 on the next day. */
  readonly toMinute?: number;
  /** How long, minutes; for hours whose start is open. */
  readonly minutes?: number;
  /** How many days were named, or 1 for one date. */
  readonly days?: number;
  /** Why, in the writer's own words. */
  readonly note?: string;
  /** Where a mission goes, as it was typed. */
  readonly place?: string;
}

/** The one thing to ask next. */
export type Asks = "unit" | "date" | "last_day" | "part" | "start" | "end";

/** Why it is asked, when the sentence said something that does not do. */
export type TypedProblem =
  | "no_such_day"
  | "no_such_hour"
  | "date_order"
  | "hours_order"
  | "weekday_differs"
  | "which_day"
  | "several_days"
  | "days_or_hours"
  | "morning_or_evening"
  | "unclear";

export interface TypedLeave {
  readonly kind: "leave";
  /** Left out: annual leave. */
  readonly type?: TypedCode;
  readonly known: KnownLeave;
  /** Null: nothing is open, the card may be shown. */
  readonly asks: Asks | null;
  readonly problem?: TypedProblem;
  /** The days it may be, for `which_day`. */
  readonly choices?: readonly string[];
  /** Words that were not understood and are not part of the leave. */
  readonly unread?: string;
}

export type TypedRequest =
  | { readonly kind: "none" }
  /** A punch to be put right, on this day if one was said. */
  | { readonly kind: "correction"; readonly date?: string }
  | { readonly kind: "swap" }
  /** A request of a kind that has to be chosen. */
  | { readonly kind: "choose" }
  | TypedLeave;
