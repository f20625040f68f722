import type { PersonMonth } from "../rules/person-month.ts";
import type { Block, Cell, Content, Look, Row, Sheet } from "../rules/sheet.ts";
import { type PersonSums, sumDays } from "../rules/sum-days.ts";
import type { Language } from "../../core/words.ts";
import { lookOf } from "./looks.ts";
import { dayColumns, timeColumns } from "./month-columns.ts";
import { monthHead, monthPageLine } from "./month-head.ts";
import { type MonthHeader, type MonthWords, monthWords } from "./month-words.ts";

const widths = [22, 40, 104, 84, ...dayColumns.map(() => 30), ...timeColumns.map(() => 35)];
const line = 22;

const title = lookOf({
  size: 6.5,
  bold: true,
  align: "centre",
  border: "all",
  fill: "EDEDED",
  wraps: true,
});
const named = lookOf({ size: 7.5, border: "all", wraps: true });
const quiet = lookOf({ size: 6.5, border: "all", wraps: true });
const figure = lookOf({ size: 7, align: "centre", border: "all" });
const total = lookOf({ size: 7, bold: true, align: "centre", border: "all", fill: "EDEDED" });

/** What a whole sheet comes to, gathered while people are read. */
export type MonthTotals = Pick<PersonSums, "totals" | "presentDays" | "payableDays">;

/**
 * کارکرد ماهانه, «Сводка рабочего времени»: one line a person, sums under it, signatures.
 * @param people made when their line is written
 */
export function monthSheet(
  header: MonthHeader,
  people: readonly (() => PersonMonth)[],
  whole: MonthTotals,
): Sheet {
  const words = monthWords(header);
  return {
    name: words.say("timesheets.month.tab"),
    direction: header.language === "fa" ? "rtl" : "ltr",
    orientation: "landscape",
    widths,
    head: monthHead(header, words, "timesheets.month.title", widths.length),
    titles: [titleRow(words)],
    blocks: people.map((person, index): Block => ({
      height: line,
      rows: () => [personRow(person(), index + 1, header.language)],
    })),
    foot: footRows(words, whole),
    frozen: { columns: 3, titles: true },
    pageLine: monthPageLine(header, words),
  };
}

function titleRow({ say }: MonthWords): Row {
  const texts = [
    say("timesheets.month.columns.number"),
    say("timesheets.month.columns.personnel_number"),
    say("timesheets.month.columns.name"),
    say("timesheets.month.columns.unit"),
    ...[...dayColumns, ...timeColumns].map(([, key]) => say(`timesheets.month.columns.${key}`)),
  ];
  return {
    height: 28,
    cells: texts.map((text, at): Cell => ({ at, content: { text }, look: title })),
  };
}

function personRow(person: PersonMonth, number: number, language: Language): Row {
  const of = [person.unit, person.position].filter((part) => part !== null && part !== "");
  const first: readonly (readonly [Content, Look])[] = [
    [{ number }, figure],
    [{ text: person.personnelNumber ?? "" }, figure],
    [{ text: person.name }, named],
    [{ text: of.join(language === "fa" ? "، " : ", ") }, quiet],
  ];
  return {
    height: line,
    cells: [
      ...first.map(([content, look], at): Cell => ({ at, content, look })),
      ...figures(sumDays(person.days), figure),
    ],
  };
}

const figures = (sums: MonthTotals, look: Look): Cell[] =>
  [
    ...dayColumns.map(([key]): Content => ({ number: sums[key] })),
    ...timeColumns.map(([key]): Content => ({ duration: sums.totals[key] })),
  ].map((content, index): Cell => ({ at: 4 + index, content, look }));

function footRows({ say }: MonthWords, whole: MonthTotals): Row[] {
  const sign = lookOf({ size: 8 });
  const note = lookOf({ size: 6.5, wraps: true });
  const places = ["made", "checked", "approved"] as const;
  return [
    {
      height: 16,
      cells: [
        { at: 0, across: 4, content: { text: say("timesheets.month.total") }, look: total },
        ...figures(whole, total),
      ],
    },
    {
      height: 16,
      cells: [
        {
          at: 0,
          across: widths.length,
          content: { text: say("timesheets.month.note") },
          look: note,
        },
      ],
    },
    {
      height: 30,
      cells: places.map((who, index): Cell => ({
        at: [1, 5, 12][index] ?? 0,
        across: [3, 6, 6][index] ?? 1,
        content: { text: `${say(`timesheets.month.sign.${who}`)}: ${"_".repeat(24)}` },
        look: { ...sign, vertical: "bottom" },
      })),
    },
  ];
}
