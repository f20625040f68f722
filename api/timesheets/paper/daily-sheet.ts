import type { DayRecord, PersonMonth, WorkTotals } from "../rules/person-month.ts";
import type { Block, Cell, Content, Look, Row, Sheet } from "../rules/sheet.ts";
import { sumDays } from "../rules/sum-days.ts";
import { lookOf } from "./looks.ts";
import { monthHead, monthPageLine } from "./month-head.ts";
import { timeColumns } from "./month-columns.ts";
import { type MonthHeader, type MonthWords, monthWords } from "./month-words.ts";

const dayWidths = [54, 52, 66, 34, 34];
const widths = [...dayWidths, ...timeColumns.map(() => 40)];
const line = 13;

const title = lookOf({
  size: 6,
  bold: true,
  align: "centre",
  border: "all",
  fill: "EDEDED",
  wraps: true,
});
const person = lookOf({ size: 9, bold: true, vertical: "bottom" });
const figure = lookOf({ size: 6.5, align: "centre", border: "all" });
const off = lookOf({ size: 6.5, align: "centre", border: "all", fill: "F4F4F4" });
const total = lookOf({ size: 6.5, bold: true, align: "centre", border: "all", fill: "EDEDED" });

/** Every day of every person: date, state, in and out, kinds of time; a person begins on a page of their own where they need one. */
export function dailySheet(
  header: MonthHeader,
  people: readonly (() => PersonMonth)[],
  days: number,
): Sheet {
  const words = monthWords(header);
  return {
    name: words.say("timesheets.month.daily_tab"),
    direction: header.language === "fa" ? "rtl" : "ltr",
    orientation: "landscape",
    widths,
    head: monthHead(header, words, "timesheets.month.daily_title", widths.length),
    titles: [titleRow(words)],
    blocks: people.map((make, index): Block => ({
      height: 22 + line * (days + 1),
      rows: () => personRows(make(), index + 1, words),
    })),
    foot: [],
    frozen: { columns: 0, titles: true },
    pageLine: monthPageLine(header, words),
  };
}

function titleRow({ say }: MonthWords): Row {
  const texts = [
    ...(["date", "weekday", "mark", "from", "to"] as const).map((key) =>
      say(`timesheets.month.daily.${key}`),
    ),
    ...timeColumns.map(([, key]) => say(`timesheets.month.columns.${key}`)),
  ];
  return {
    height: 30,
    cells: texts.map((text, at): Cell => ({ at, content: { text }, look: title })),
  };
}

function personRows(month: PersonMonth, number: number, words: MonthWords): Row[] {
  const { say, digits } = words;
  const facts = [
    say("timesheets.month.person", { number: digits(number), name: month.name }),
    ...(month.personnelNumber === null
      ? []
      : [say("timesheets.month.personnel", { number: digits(month.personnelNumber) })]),
    ...[month.unit, month.position].filter((part) => part !== null),
  ];
  return [
    {
      height: 22,
      cells: [{ at: 0, across: widths.length, content: { text: facts.join(" · ") }, look: person }],
    },
    ...month.days.map((day) => dayRow(day, words)),
    {
      height: line,
      cells: [
        {
          at: 0,
          across: dayWidths.length,
          content: { text: say("timesheets.month.total") },
          look: total,
        },
        ...figures(sumDays(month.days).totals, total),
      ],
    },
  ];
}

function dayRow(day: DayRecord, { say, date, weekday, clock }: MonthWords): Row {
  const isOff = day.mark === "rest" || day.mark === "holiday";
  const look = isOff ? off : figure;
  const texts = [
    date(day.date),
    weekday(day.date),
    day.state === "day" ? say(`timesheets.month.marks.${day.mark}`) : "",
    clock(day.from),
    clock(day.to),
  ];
  return {
    height: line,
    cells: [
      ...texts.map((text, at): Cell => ({ at, content: { text }, look })),
      ...figures(day.totals, look),
    ],
  };
}

/** A day without time of a kind stays empty: what is there is seen at once. */
const figures = (totals: WorkTotals, look: Look): Cell[] =>
  timeColumns.map(([key], index): Cell => {
    const content: Content = totals[key] === 0 ? { text: "" } : { duration: totals[key] };
    return { at: dayWidths.length + index, content, look };
  });
