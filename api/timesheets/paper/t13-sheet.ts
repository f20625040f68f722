import type { TextKey } from "../../../locales/index.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { Block, Row, Sheet } from "../rules/sheet.ts";
import type { T13Row } from "../rules/t13-rows.ts";
import type { Marks } from "../rules/marks.ts";
import { formDate, formWord } from "./form-word.ts";
import { lookOf } from "./looks.ts";
import { rowLine, t13Lines } from "./t13-lines.ts";
import { t13Titles } from "./t13-titles.ts";

/** What stands above and under the lines of a timesheet. */
export interface T13Header {
  readonly organisation: string;
  readonly okpo: string;
  /** Structural unit; empty: the whole organisation. */
  readonly unit: string;
  readonly number: string;
  readonly madeOn: LocalDate;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** 1: the first version; later ones are corrective (ATT I5). */
  readonly revision: number;
  /** The month was open when it was made. */
  readonly isPreliminary: boolean;
  /** Of the close it was made from, for whoever compares. */
  readonly snapshotHash: string | null;
}

/** A line, made when it is written. */
export type LazyRow = () => T13Row;

/** Widths of the form's columns, points: number, name, personnel number, 16 days, sums, pay twice, absences twice. */
const widths = [
  20,
  98,
  40,
  ...Array.from({ length: 16 }, () => 18),
  32,
  32,
  27,
  30,
  30,
  27,
  30,
  30,
  22,
  30,
  22,
  30,
];

/**
 * Form T‑13 (ОКУД 0301008, Госкомстат 05.01.2004 № 1): one sheet a unit, four lines a person, header repeated on every page.
 * @param rows in the order of their numbers
 */
export function t13Sheet(header: T13Header, rows: readonly LazyRow[], marks: Marks): Sheet {
  const name = header.unit === "" ? formWord("timesheets.t13.tab") : header.unit;
  return {
    name,
    direction: "ltr",
    orientation: "landscape",
    widths,
    head: headRows(header),
    titles: t13Titles(),
    blocks: rows.map((row, index): Block => ({
      height: 4 * rowLine,
      rows: () => t13Lines(row(), index + 1, marks),
    })),
    foot: footRows(),
    frozen: { columns: 3, titles: false },
    pageLine: (page, pages) =>
      [
        formWord("timesheets.t13.page", { page, pages }),
        ...(header.snapshotHash === null
          ? []
          : [formWord("timesheets.t13.hash", { hash: header.snapshotHash.slice(0, 16) })]),
      ].join(" · "),
  };
}

const small = lookOf({ size: 6.5 });
const smallEnd = lookOf({ size: 6.5, align: "end" });
const caption = lookOf({ size: 5.5, align: "centre", vertical: "top" });
const line = lookOf({ size: 9, border: "bottom", vertical: "bottom" });
const box = lookOf({ size: 7.5, align: "centre", border: "all" });
const boxTitle = lookOf({ size: 6.5, align: "centre", border: "all", wraps: true });
const title = lookOf({ size: 11, bold: true, align: "centre" });
const plainTitle = lookOf({ size: 9, bold: true, align: "centre" });

/** Columns of the four boxes beside the title, and of the code box. */
const boxes = { number: 15, made: 19, from: 22, to: 25 } as const;
const codeBox = { label: 22, at: 27 } as const;

function headRows(header: T13Header): Row[] {
  const text = (key: TextKey, params?: Record<string, string | number>) => ({
    text: formWord(key, params),
  });
  const date = (day: LocalDate) => ({ text: formDate(day) });
  const version =
    header.revision > 1
      ? formWord("timesheets.t13.corrective", { number: header.revision - 1 })
      : formWord("timesheets.t13.primary");
  const state = [version, ...(header.isPreliminary ? [formWord("timesheets.t13.open")] : [])];
  return [
    {
      height: 9,
      cells: [{ at: 19, across: 12, content: text("timesheets.t13.form"), look: smallEnd }],
    },
    {
      height: 9,
      cells: [{ at: 19, across: 12, content: text("timesheets.t13.approved"), look: smallEnd }],
    },
    {
      height: 11,
      cells: [{ at: codeBox.at, across: 4, content: text("timesheets.t13.code"), look: box }],
    },
    {
      height: 12,
      cells: [
        { at: codeBox.label, across: 5, content: text("timesheets.t13.okud"), look: smallEnd },
        { at: codeBox.at, across: 4, content: { text: "0301008" }, look: box },
      ],
    },
    {
      height: 14,
      cells: [
        { at: 0, across: 22, content: { text: header.organisation }, look: line },
        { at: codeBox.label, across: 5, content: text("timesheets.t13.okpo"), look: smallEnd },
        { at: codeBox.at, across: 4, content: { text: header.okpo }, look: box },
      ],
    },
    {
      height: 8,
      cells: [
        { at: 0, across: 22, content: text("timesheets.t13.organisation_name"), look: caption },
      ],
    },
    { height: 14, cells: [{ at: 0, across: 22, content: { text: header.unit }, look: line }] },
    {
      height: 12,
      cells: [{ at: 0, across: 22, content: text("timesheets.t13.unit"), look: caption }],
    },
    {
      height: 10,
      cells: [
        {
          at: boxes.number,
          across: 4,
          down: 2,
          content: text("timesheets.t13.number"),
          look: boxTitle,
        },
        {
          at: boxes.made,
          across: 3,
          down: 2,
          content: text("timesheets.t13.made"),
          look: boxTitle,
        },
        { at: boxes.from, across: 6, content: text("timesheets.t13.period"), look: boxTitle },
      ],
    },
    {
      height: 10,
      cells: [
        { at: boxes.from, across: 3, content: text("timesheets.t13.from"), look: boxTitle },
        { at: boxes.to, across: 3, content: text("timesheets.t13.to"), look: boxTitle },
      ],
    },
    {
      height: 14,
      cells: [
        { at: 1, across: 14, content: text("timesheets.t13.title"), look: title },
        { at: boxes.number, across: 4, content: { text: header.number }, look: box },
        { at: boxes.made, across: 3, content: date(header.madeOn), look: box },
        { at: boxes.from, across: 3, content: date(header.from), look: box },
        { at: boxes.to, across: 3, content: date(header.to), look: box },
      ],
    },
    {
      height: 13,
      cells: [{ at: 1, across: 14, content: text("timesheets.t13.subtitle"), look: plainTitle }],
    },
    {
      height: 13,
      cells: [
        {
          at: 1,
          across: 14,
          content: { text: state.join(", ") },
          look: lookOf({ size: 8, align: "centre" }),
        },
      ],
    },
  ];
}

/** A line to write on, and what belongs there. */
const place = (at: number, across: number, under: TextKey) => ({
  blank: { at, across, content: { text: "" }, look: blankLine },
  name: { at, across, content: { text: formWord(under) }, look: caption },
});
const blankLine = lookOf({ size: 7, border: "bottom" });

/** Three people sign; the whole stays on one page. */
function footRows(): Row[] {
  return [
    { height: 8, cells: [] },
    ...person("timesheets.t13.sign.responsible"),
    ...person("timesheets.t13.sign.head"),
    ...person("timesheets.t13.sign.staff"),
  ];
}

const person = (who: TextKey): Row[] => {
  const places = [
    place(4, 6, "timesheets.t13.sign.position"),
    place(11, 5, "timesheets.t13.sign.signature"),
    place(17, 6, "timesheets.t13.sign.name"),
  ];
  return [
    {
      height: 16,
      cells: [
        {
          at: 0,
          across: 4,
          content: { text: formWord(who) },
          look: { ...small, vertical: "bottom" },
        },
        ...places.map(({ blank }) => blank),
        {
          at: 24,
          across: 7,
          content: { text: formWord("timesheets.t13.sign.date") },
          look: { ...small, vertical: "bottom" },
        },
      ],
    },
    { height: 8, cells: places.map(({ name }) => name) },
  ];
};
