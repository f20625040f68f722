import type { Shift } from "../../../api/schedule/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Html, Plain } from "../../../locales/text.ts";
import { lines } from "../../core/html.ts";
import { type Segment, segmentsText } from "./segments.ts";

export type ShiftVersion = NonNullable<Shift["current"]>;
export type Pattern = ShiftVersion["pattern"];
export type Rules = ShiftVersion["rules"];

/** ISO weekdays as a week runs where the reader's calendar is used. */
export const weekOf = (t: Translator): readonly (1 | 2 | 3 | 4 | 5 | 6 | 7)[] =>
  t.calendar === "jalali" ? [6, 7, 1, 2, 3, 4, 5] : [1, 2, 3, 4, 5, 6, 7];

/** When a shift is worked, in a line or a few. */
export function patternText(t: Translator, pattern: Pattern): Html {
  switch (pattern.kind) {
    case "workdays":
      return t.th("schedule.pattern.workdays", { hours: segmentsText(t, pattern.segments) });
    case "weekly":
      return lines(
        t.th("schedule.pattern.weekly"),
        ...weekOf(t).map((weekday) =>
          t.th("schedule.pattern.weekday", {
            day: t.format.weekday(weekday),
            hours: segmentsText(t, pattern.days[weekday] ?? []),
          }),
        ),
      );
    case "rotating":
      return lines(
        t.th("schedule.pattern.rotating", {
          count: pattern.cycle.length,
          date: t.format.date(pattern.anchor),
        }),
        ...runs(pattern.cycle).map(({ days, segments }) =>
          t.th("schedule.pattern.run", { count: days, hours: segmentsText(t, segments) }),
        ),
      );
    case "rota":
      return t.th("schedule.pattern.rota");
    case "weekly_flexible":
    default:
      return t.th("schedule.pattern.weekly_flexible", {
        hours: t.format.duration(pattern.weekMinutes),
      });
  }
}

/** The same in a few words, for keys and lists. */
export function shortPattern(
  t: Translator,
  { pattern, startMinute, endMinute }: ShiftVersion,
): Plain {
  if (startMinute === null || endMinute === null)
    return pattern.kind === "weekly_flexible"
      ? t.tp("schedule.pattern.short_week", { hours: t.format.duration(pattern.weekMinutes) })
      : t.tp("schedule.pattern.short_rota");
  if (pattern.kind === "workdays") return segmentsText(t, pattern.segments);
  if (pattern.kind === "weekly") return t.tp("schedule.pattern.short_weekly");
  return t.tp("schedule.pattern.short_rotating", {
    count: pattern.kind === "rotating" ? pattern.cycle.length : 0,
  });
}

interface Run {
  readonly days: number;
  readonly segments: readonly Segment[];
}

/** Equal days in a row as one line. */
function runs(cycle: readonly (readonly Segment[])[]): Run[] {
  const found: Run[] = [];
  for (const segments of cycle) {
    const last = found.at(-1);
    if (last !== undefined && JSON.stringify(last.segments) === JSON.stringify(segments))
      found[found.length - 1] = { ...last, days: last.days + 1 };
    else found.push({ days: 1, segments });
  }
  return found;
}

/** What a person is told of their own shift: hours with the break, or the pattern. */
export function versionText(t: Translator, version: ShiftVersion): Html {
  const { pattern, breakMinutes } = version;
  return lines(
    patternText(t, pattern),
    breakMinutes > 0 &&
      t.th("schedule.pattern.break", { minutes: t.format.duration(breakMinutes) }),
  );
}

/** Rules that say something, a line each. */
export function rulesText(t: Translator, rules: Rules): Html {
  const minutes = (value: number) => t.format.duration(value);
  return lines(
    rules.graceLateMinutes > 0 &&
      t.th("schedule.shifts.grace", { minutes: minutes(rules.graceLateMinutes) }),
    rules.floatMinutes > 0 &&
      t.th("schedule.rules.float_line", { minutes: minutes(rules.floatMinutes) }),
    rules.worksOnHolidays && t.th("schedule.rules.holidays_line"),
    rules.overtimeAfter !== "approval" &&
      t.th("schedule.rules.overtime_line", {
        mode: t.tp(`schedule.rules.mode.${rules.overtimeAfter}`),
      }),
  );
}
