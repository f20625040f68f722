import type { Block, Sheet } from "../rules/sheet.ts";
import type { T13Row } from "../rules/t13-rows.ts";
import type { Marks } from "../rules/marks.ts";
import { formWord } from "./form-word.ts";
import { t13Foot } from "./t13-foot.ts";
import { type T13Header, t13Head } from "./t13-head.ts";
import { rowLine, t13Lines } from "./t13-lines.ts";
import { t13Titles } from "./t13-titles.ts";

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
    head: t13Head(header),
    titles: t13Titles(),
    blocks: rows.map((row, index): Block => ({
      height: 4 * rowLine,
      rows: () => t13Lines(row(), index + 1, marks),
    })),
    foot: t13Foot(),
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
