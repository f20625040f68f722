import type { TextKey } from "../../../locales/index.ts";
import type { Cell, Row } from "../rules/sheet.ts";
import { formWord } from "./form-word.ts";
import { lookOf } from "./looks.ts";

const title = lookOf({ size: 6, align: "centre", border: "all", wraps: true });
const day = lookOf({ size: 7, align: "centre", border: "all" });
const number = lookOf({ size: 6, align: "centre", border: "all", fill: "F0F0F0" });

/** Numbers of the columns: 7–9 come twice. */
const numbers = [
  "1",
  "2",
  "3",
  "4",
  "5",
  "6",
  "7",
  "8",
  "9",
  "7",
  "8",
  "9",
  "10",
  "11",
  "12",
  "13",
];

/** The head of the table: what the columns are, the days, the numbers of the columns. */
export function t13Titles(): Row[] {
  return [
    {
      height: 20,
      cells: [
        cell(0, "timesheets.t13.columns.number", 1, 4),
        cell(1, "timesheets.t13.columns.name", 1, 4),
        cell(2, "timesheets.t13.columns.personnel_number", 1, 4),
        cell(3, "timesheets.t13.columns.marks", 16, 2),
        cell(19, "timesheets.t13.columns.worked", 2),
        cell(21, "timesheets.t13.columns.pay", 6, 2),
        cell(27, "timesheets.t13.columns.absences", 4, 2),
      ],
    },
    {
      height: 24,
      cells: [cell(19, "timesheets.t13.columns.half"), cell(20, "timesheets.t13.columns.month")],
    },
    {
      height: 13,
      cells: [
        ...days(1),
        cell(19, "timesheets.t13.columns.days", 2),
        ...pay(21),
        ...pay(24),
        ...absence(27),
        ...absence(29),
      ],
    },
    { height: 13, cells: [...days(16), cell(19, "timesheets.t13.columns.hours", 2)] },
    {
      height: 9,
      cells: numbers.map((text, index): Cell => {
        const [at, across] = index < 3 ? [index, 1] : index === 3 ? [3, 16] : [index + 15, 1];
        return { at, across, content: { text }, look: number };
      }),
    },
  ];
}

const cell = (at: number, key: TextKey, across = 1, down = 1): Cell => ({
  at,
  across,
  down,
  content: { text: formWord(key) },
  look: title,
});

const days = (from: number): Cell[] =>
  Array.from({ length: 16 }, (_, index) => ({
    at: 3 + index,
    content: { text: from + index === 16 && from === 1 ? "X" : String(from + index) },
    look: day,
  }));

const pay = (at: number): Cell[] => [
  cell(at, "timesheets.t13.columns.pay_code", 1, 2),
  cell(at + 1, "timesheets.t13.columns.account", 1, 2),
  cell(at + 2, "timesheets.t13.columns.days_hours", 1, 2),
];

const absence = (at: number): Cell[] => [
  cell(at, "timesheets.t13.columns.code", 1, 2),
  cell(at + 1, "timesheets.t13.columns.days_hours", 1, 2),
];
