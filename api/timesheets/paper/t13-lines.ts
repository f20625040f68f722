import { hoursText } from "../rules/clock-text.ts";
import type { Cell, Content, Row } from "../rules/sheet.ts";
import { type Marks, markOf } from "../rules/marks.ts";
import type { T13Absence, T13Cell, T13Row, T13Sum } from "../rules/t13-rows.ts";
import { lookOf } from "./looks.ts";

/** Height of one of a person's four lines, points. */
export const rowLine = 11.5;

const centred = lookOf({ size: 6.5, align: "centre", border: "all" });
const named = lookOf({ size: 7, border: "all", wraps: true });

/** Columns of the form, by what is in them. */
const at = { days: 3, half: 19, month: 20, pay: 21, absence: 27 } as const;

/** A person's four lines: codes over hours of each half, sums, places for pay, absences by code. */
export function t13Lines(row: T13Row, number: number, marks: Marks): Row[] {
  const absences = absenceCells(row.absences, marks);
  const half = (index: 0 | 1) => {
    const cells = row.halves[index];
    const sum = row.sums[index];
    return [
      cells.map((cell, day) => put(at.days + day, { text: codesText(cell, marks) })),
      cells.map((cell, day) => put(at.days + day, hoursContent(cell))),
      [put(at.half, daysContent(sum))],
      [put(at.half, sumContent(sum))],
    ] as const;
  };
  const [first, second] = [half(0), half(1)];
  const lines: readonly (readonly Cell[])[] = [
    [
      ...personCells(row, number),
      ...first[0],
      ...first[2],
      put(at.month, daysContent(row.month), 2),
    ],
    [...first[1], ...first[3]],
    [...second[0], ...second[2], put(at.month, sumContent(row.month), 2)],
    [...second[1], ...second[3]],
  ];
  return lines.map((cells, index) => ({
    height: rowLine,
    cells: [...cells, ...payCells(), ...(absences[index] ?? [])],
  }));
}

const put = (column: number, content: Content, down = 1): Cell => ({
  at: column,
  down,
  content,
  look: centred,
});

const personCells = (row: T13Row, number: number): Cell[] => [
  { at: 0, down: 4, content: { number }, look: centred },
  {
    at: 1,
    down: 4,
    content: { text: row.position === null ? row.name : `${row.name}, ${row.position}` },
    look: named,
  },
  { at: 2, down: 4, content: { text: row.personnelNumber ?? "" }, look: centred },
];

/** «Я/С» over «8/2» (ATT §4.2). */
const codesText = ({ kind, codes }: T13Cell, marks: Marks): string =>
  kind === "x" ? "X" : codes.map(({ code }) => markOf(code, marks)).join("/");

/** Hours under the codes; blank under what is counted in days. */
function hoursContent({ kind, codes }: T13Cell): Content {
  if (kind === "x") return { text: "X" };
  const timed = codes.filter(({ minutes }) => minutes !== null);
  const [only] = timed;
  if (only === undefined) return { text: "" };
  if (codes.length === 1) return timeContent(only.minutes ?? 0);
  return {
    text: codes.map(({ minutes }) => (minutes === null ? "" : hoursText(minutes))).join("/"),
  };
}

/** Whole hours are a number to reckon with. */
const timeContent = (minutes: number): Content =>
  minutes % 60 === 0 ? { number: minutes / 60 } : { text: hoursText(minutes) };

const daysContent = ({ days }: T13Sum): Content => ({ number: days });
const sumContent = ({ minutes }: T13Sum): Content => timeContent(minutes);

/** Kinds of pay and accounts are the accountant's to fill in. */
const payCells = (): Cell[] =>
  Array.from({ length: 6 }, (_, index) => put(at.pay + index, { text: "" }));

/** Two codes a line; should there be more than eight, the last place holds the rest. */
function absenceCells(absences: readonly T13Absence[], marks: Marks): Cell[][] {
  const places = 8;
  const rest = absences.slice(places - 1);
  const shown = absences.length > places ? absences.slice(0, places - 1) : absences;
  const entries = shown.map(({ code, ...sum }) => [markOf(code, marks), amount(sum)] as const);
  if (absences.length > places)
    entries.push([
      rest.map(({ code }) => markOf(code, marks)).join("/"),
      rest.map((sum) => amount(sum)).join("/"),
    ]);
  return Array.from({ length: 4 }, (_, line) =>
    [0, 4].flatMap((skip, side) => {
      const [code, days] = entries[line + skip] ?? ["", ""];
      return [
        put(at.absence + side * 2, { text: code }),
        put(at.absence + side * 2 + 1, { text: days }),
      ];
    }),
  );
}

/** «7», or «1 (2)» when only hours of a day were missed. */
const amount = ({ days, minutes }: Omit<T13Absence, "code">): string =>
  minutes === 0 ? String(days) : `${days} (${hoursText(minutes)})`;
