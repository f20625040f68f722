import { datesOf } from "../../core/calendar/local-date.ts";
import { officialDay } from "../../core/calendar/official-days.ts";
import type {
  DateRange,
  LocalDate,
  OfficialCalendar,
  OfficialDayKind,
} from "../../core/calendar/types.ts";

/**
 * What an organisation may say of days. `closed`: nobody works, it is no public holiday. `holiday`: as an official one, with
 * its premiums. `short`: a working day that ends earlier. `work`: worked, whatever the calendar says.
 */
export const declarations = ["closed", "holiday", "work", "short"] as const;
export type Declaration = (typeof declarations)[number];

export interface DeclaredDay {
  readonly date: LocalDate;
  readonly kind: OfficialDayKind;
  readonly shortenedMinutes: number;
}

/** What each declaration makes of a working day, and of a weekly rest day. */
const kinds: Readonly<Record<Declaration, readonly [OfficialDayKind, OfficialDayKind]>> = {
  closed: ["moved_off", "moved_off"],
  holiday: ["holiday", "holiday"],
  work: ["work", "work_moved"],
  short: ["short", "work_moved"],
};

/** A declaration in the calendar's own words, day by day: a weekly rest day that is worked is one made working. */
export function declaredDays(
  { from, to }: DateRange,
  declaration: Declaration,
  shortenedMinutes: number,
  calendar: OfficialCalendar,
): DeclaredDay[] {
  return datesOf({ from, to }).map((date) => {
    const { weeklyRest } = officialDay(calendar, date);
    return {
      date,
      kind: kinds[declaration][weeklyRest ? 1 : 0],
      shortenedMinutes: declaration === "short" ? shortenedMinutes : 0,
    };
  });
}

/** What a stored kind was declared as; null for kinds nobody declares. */
export function declarationOf(kind: string, shortenedMinutes: number): Declaration | null {
  if (kind === "moved_off") return "closed";
  if (kind === "holiday") return "holiday";
  if (kind === "short" || (kind === "work_moved" && shortenedMinutes > 0)) return "short";
  return kind === "work" || kind === "work_moved" ? "work" : null;
}
