import { type TextKey, translator } from "../../../locales/index.ts";
import type { CalendarKind, LocalDate, PeriodKey } from "../../core/calendar/types.ts";
import type { Language } from "../../core/words.ts";
import { weekdayOf } from "../../core/calendar/local-date.ts";

/** What stands above the table of a month, and how the organisation writes. */
export interface MonthHeader {
  readonly language: Language;
  readonly calendar: CalendarKind;
  readonly organisation: string;
  readonly period: PeriodKey;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly madeOn: LocalDate;
  /** 1: the first version. */
  readonly revision: number;
  readonly isPreliminary: boolean;
  readonly snapshotHash: string | null;
}

/** The words of a month's sheets, in the organisation's language and calendar. */
export function monthWords({ language, calendar }: Pick<MonthHeader, "language" | "calendar">) {
  const { tp, format } = translator(language, { calendar, timeZone: "UTC" });
  return {
    say: (key: TextKey, params: Readonly<Record<string, string | number>> = {}): string =>
      tp(key, params),
    date: (day: LocalDate): string => format.numericDate(day),
    month: (period: PeriodKey): string => format.month(period),
    weekday: (day: LocalDate): string => format.weekday(weekdayOf(day)),
    shortWeekday: (iso: number): string => format.weekdayShort(iso),
    clock: (minute: number | null): string => (minute === null ? "" : format.clock(minute)),
    digits: (value: string | number): string => format.digits(value),
  };
}

export type MonthWords = ReturnType<typeof monthWords>;
