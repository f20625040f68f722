import type { TextKey } from "../../../locales/index.ts";
import type { Day, Line } from "./day-data.ts";

/** A number of a day that can be asked about; the name is an argument of a key. */
export const numberNames = [
  "worked",
  "due",
  "late",
  "early",
  "overtime",
  "surplus",
  "night",
  "holiday",
  "weekend",
  "leave",
  "mission",
  "breaks",
  "deficit",
  "excused",
  "absence",
  "unclear",
] as const;
export type NumberName = (typeof numberNames)[number];

export const isNumberName = (text: string | undefined): text is NumberName =>
  numberNames.some((name) => name === text);

/** A number with the lines it is made of; lateness is no line of the day, it only says why like one. */
export interface DayNumber {
  readonly name: NumberName;
  readonly minutes: number;
  readonly parts: readonly WhyLine[];
}

/** All that explains itself. */
export type WhyLine = Pick<Line, "minutes" | "why"> &
  Partial<Pick<Line, "from" | "to" | "tier" | "leaveType">> & { readonly title: TextKey };

const counted = ["normal", "overtime", "break_paid"];
const restDays = ["holiday", "weekend"];

/** The numbers of a day that are not nothing, in the order people ask. */
export function numbersOf(day: Day): DayNumber[] {
  const { totals, late, earlyLeave } = day;
  const of = (name: NumberName, wanted: (line: Line) => boolean): DayNumber => {
    const parts = day.lines.filter(wanted);
    return {
      name,
      minutes: parts.reduce((sum, { minutes }) => sum + minutes, 0),
      parts: parts.map(whyLine),
    };
  };
  const kinds = (name: NumberName, ...wanted: string[]) =>
    of(name, ({ kind }) => wanted.includes(kind));
  const numbers: DayNumber[] = [
    of(
      "worked",
      ({ kind, layer }) => layer === "time" && (counted.includes(kind) || restDays.includes(kind)),
    ),
    { name: "due", minutes: totals.expected, parts: [] },
    deviation("late", late),
    deviation("early", earlyLeave),
    kinds("overtime", "overtime"),
    kinds("surplus", "surplus"),
    kinds("night", "night"),
    kinds("holiday", "holiday"),
    kinds("weekend", "weekend"),
    kinds("leave", "leave"),
    kinds("mission", "mission"),
    kinds("breaks", "break_paid", "break_unpaid"),
    kinds("deficit", "deficit"),
    kinds("excused", "deficit_excused"),
    kinds("absence", "absence_unexplained"),
    kinds("unclear", "unresolved"),
  ];
  return numbers.filter(({ minutes }) => minutes > 0);
}

const whyLine = (line: Line): WhyLine => ({
  ...line,
  title: `attendance.line.${line.kind}` as TextKey,
});

function deviation(name: "late" | "early", of: Day["late"]): DayNumber {
  if (of === null) return { name, minutes: 0, parts: [] };
  const { minutes, why } = of;
  return { name, minutes, parts: [{ minutes, why, title: `attendance.why.number.${name}` }] };
}
