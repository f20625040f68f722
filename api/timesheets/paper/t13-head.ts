import type { TextKey } from "../../../locales/index.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { Row } from "../rules/sheet.ts";
import { formDate, formWord } from "./form-word.ts";
import { lookOf } from "./looks.ts";

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

const text = (key: TextKey) => ({ text: formWord(key) });
const date = (day: LocalDate) => ({ text: formDate(day) });

/** Form, organisation, unit, number, period, version. */
export function t13Head(header: T13Header): Row[] {
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
