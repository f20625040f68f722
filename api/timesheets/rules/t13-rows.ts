import { workedCodes } from "../../law/rules/t13-codes.ts";
import type { CodedTime, DayRecord, PersonMonth } from "./person-month.ts";

/** Columns of a half: fifteen days and the sixteenth cell, which is an X in the first half. */
const halfCells = 16;

/** One day's cell: the codes above, the hours below. */
export interface T13Cell {
  /** `x`: there is no such day. `blank`: not of this person, not of this unit, or not come yet. */
  readonly kind: "x" | "blank" | "day";
  readonly codes: readonly CodedTime[];
}

export interface T13Sum {
  readonly days: number;
  readonly minutes: number;
}

/** Absences of one code: columns 10–13. */
export interface T13Absence {
  readonly code: string;
  readonly days: number;
  readonly minutes: number;
}

/** Four lines of the form: codes and hours of the first half, codes and hours of the second. */
export interface T13Row {
  readonly name: string;
  readonly position: string | null;
  readonly personnelNumber: string | null;
  readonly halves: readonly [readonly T13Cell[], readonly T13Cell[]];
  /** Column 5. */
  readonly sums: readonly [T13Sum, T13Sum];
  /** Column 6. */
  readonly month: T13Sum;
  readonly absences: readonly T13Absence[];
}

/** A business trip is an absence with a reason, unless a policy says otherwise (ATT §4.2). */
const workCodes: ReadonlySet<string> = new Set<string>(workedCodes);

/** Neither work nor an absence to be explained: a day off. */
const restCodes: ReadonlySet<string> = new Set(["В", "ОВ", "НВ"]);

const x: T13Cell = { kind: "x", codes: [] };
const blank: T13Cell = { kind: "blank", codes: [] };

/**
 * The lines of one person (ATT §4.2, I1–I8).
 * @param half `first`: only days 1–15 are written, as for an advance
 */
export function t13Row(person: PersonMonth, half: "full" | "first"): T13Row {
  const { days } = person;
  const first = days.slice(0, 15);
  const second = half === "first" ? [] : days.slice(15);
  const sums = [sumOf(first), sumOf(second)] as const;
  return {
    name: person.name,
    position: person.position,
    personnelNumber: person.personnelNumber,
    halves: [
      [...first.map(cellOf), x],
      half === "first"
        ? Array.from({ length: halfCells }, () => blank)
        : Array.from({ length: halfCells }, (_, at) => {
            const day = days[15 + at];
            return day === undefined ? x : cellOf(day);
          }),
    ],
    sums,
    month: { days: sums[0].days + sums[1].days, minutes: sums[0].minutes + sums[1].minutes },
    absences: absencesOf([...first, ...second]),
  };
}

const cellOf = ({ state, codes }: DayRecord): T13Cell =>
  state === "day" ? { kind: "day", codes } : blank;

const own = (days: readonly DayRecord[]) => days.filter(({ state }) => state === "day");

function sumOf(days: readonly DayRecord[]): T13Sum {
  let worked = 0;
  let minutes = 0;
  for (const { codes } of own(days)) {
    const work = codes.filter(({ code }) => workCodes.has(code));
    if (work.length > 0) worked += 1;
    minutes += work.reduce((sum, entry) => sum + (entry.minutes ?? 0), 0);
  }
  return { days: worked, minutes };
}

/** By code, in the order in which they first occur. */
function absencesOf(days: readonly DayRecord[]): T13Absence[] {
  const found = new Map<string, { days: number; minutes: number }>();
  for (const { codes } of own(days)) {
    for (const { code, minutes } of codes) {
      if (workCodes.has(code) || restCodes.has(code)) continue;
      const sum = found.get(code) ?? { days: 0, minutes: 0 };
      sum.days += 1;
      sum.minutes += minutes ?? 0;
      found.set(code, sum);
    }
  }
  return [...found].map(([code, sum]) => ({ code, ...sum }));
}
