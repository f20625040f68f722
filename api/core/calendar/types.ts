/** Epoch milliseconds, UTC. */
export type Instant = number;

/** ISO Gregorian label `YYYY-MM-DD` of a day in some zone; calendars matter only at display and period keys. */
export type LocalDate = `${number}-${number}-${number}`;

/** Minutes since local midnight; may pass 1440 for something that ends the next day. */
export type MinuteOfDay = number;

/** ISO weekday: 1 Monday … 7 Sunday. */
export type IsoWeekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The calendar that cuts periods and displays dates. */
export type CalendarKind = "jalali" | "gregorian";

/** `1405-08` (Jalali) or `2026-11` (Gregorian). */
export type PeriodKey = `${number}-${number}`;

export interface CalendarDate {
  year: number;
  month: number;
  day: number;
}

/** First and last day, both inclusive. */
export interface DateRange {
  from: LocalDate;
  to: LocalDate;
}

/** Law pack of an organisation. */
export type LawProfile = "ir" | "ru";

/**
 * What the official calendar says of a day (ATT §4).
 * `moved_off` is a day off moved from a holiday that fell on a weekend: vacation counts it, a `holiday` it does not.
 * `work_moved` is a weekend day declared working. `short` is a working day shortened before a holiday.
 */
export type OfficialDayKind = "work" | "weekend" | "holiday" | "moved_off" | "short" | "work_moved";

/**
 * Where the statement comes from. `fixed`: outside the published years, only holidays fixed by law are known.
 * `predicted`: lunar days not yet announced may shift by a day. `closure`: ad-hoc government closure.
 */
export type OfficialDaySource = "published" | "predicted" | "fixed" | "closure" | "organisation";

export interface DayName {
  fa?: string;
  ru?: string;
}

export interface OfficialDay {
  date: LocalDate;
  kind: OfficialDayKind;
  /** The weekday belongs to the weekly rest, whatever else the day is. */
  weeklyRest: boolean;
  /** Minutes the working day is shorter (RU art. 95); also set on a short `work_moved` day. */
  shortenedMinutes: number;
  names: readonly DayName[];
  /** The day this day off was moved from. */
  movedFrom?: LocalDate;
  source: OfficialDaySource;
  /** False outside the published years: screens must say that the calendar is not known there. */
  known: boolean;
}

/** An organisation's own closure, or its correction of the official table. */
export interface OfficialDayOverride {
  date: LocalDate;
  kind: OfficialDayKind;
  shortenedMinutes?: number;
  name?: DayName;
}

/** The production calendar of a year (RU art. 112): every date is listed, also those the code fixes. */
export interface RussianYear {
  profile: "ru";
  holidays: Readonly<Record<LocalDate, DayName>>;
  /** Day off → the day it was moved from. */
  movedOff: Readonly<Record<LocalDate, LocalDate>>;
  worked: readonly LocalDate[];
  short: readonly LocalDate[];
}

/** The calendar of a Jalali year; a day may be a holiday for more than one reason. */
export interface IranianYear {
  profile: "ir";
  /** Lunar days are computed and may shift. */
  predicted: boolean;
  holidays: Readonly<Record<LocalDate, readonly DayName[]>>;
}

export type OfficialYear = RussianYear | IranianYear;

/** Which official calendar applies to somebody. */
export interface OfficialCalendar {
  profile: LawProfile;
  weekend: readonly IsoWeekday[];
  /** Years brought in after the release, in place of its own. */
  years?: ReadonlyMap<number, OfficialYear>;
  overrides?: readonly OfficialDayOverride[];
}
