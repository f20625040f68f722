import type { Translator } from "../../../locales/index.ts";
import type { Html, Plain } from "../../../locales/text.ts";
import { lines } from "../../core/html.ts";
import { hoursText } from "../shared/hours.ts";

export interface ShiftHours {
  readonly startMinute: number;
  readonly endMinute: number;
  readonly breakMinutes: number;
}

export interface ShiftFacts {
  readonly id: string;
  readonly name: string;
  readonly current: (ShiftHours & { readonly graceLate: number }) | null;
  readonly next: (ShiftHours & { readonly validFrom: string }) | null;
  readonly groups: readonly { readonly name: string }[];
}

/** Hours with their break. */
function shiftHoursText(t: Translator, shift: ShiftHours): Plain {
  const hours = hoursText(t, shift);
  if (shift.breakMinutes === 0) return hours;
  return t.tp("schedule.with_break", { hours, minutes: t.format.duration(shift.breakMinutes) });
}

/** What a shift says now and next, and who works it. */
export function shiftCard(t: Translator, { name, current, next, groups }: ShiftFacts): Html {
  const names = groups.map((group) => group.name).join(t.language === "fa" ? "، " : ", ");
  return lines(
    t.th("schedule.shifts.card", {
      name,
      hours: current === null ? t.tp("schedule.shifts.not_yet") : shiftHoursText(t, current),
    }),
    current !== null &&
      current.graceLate > 0 &&
      t.th("schedule.shifts.grace", { minutes: t.format.duration(current.graceLate) }),
    next !== null &&
      t.th("schedule.shifts.next", {
        date: t.format.date(next.validFrom),
        hours: shiftHoursText(t, next),
      }),
    groups.length === 0
      ? t.th("schedule.shifts.no_groups")
      : t.th("schedule.shifts.groups", { names }),
  );
}
