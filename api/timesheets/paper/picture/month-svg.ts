import { calendarDateOf } from "../../../core/calendar/period.ts";
import { weekdayOf } from "../../../core/calendar/local-date.ts";
import { clockText } from "../../rules/clock-text.ts";
import type { DayMark, DayRecord, PersonMonth } from "../../rules/person-month.ts";
import { sumDays } from "../../rules/sum-days.ts";
import { timeColumns } from "../month-columns.ts";
import { type MonthHeader, monthWords, type MonthWords } from "../month-words.ts";
import { boxElement, textElement } from "./svg-parts.ts";

/** Pixels of the drawing; pictures are made twice as wide, for phones. */
const pictureWidth = 960;
const edge = 30;
const gap = 8;
const cellWidth = (pictureWidth - 2 * edge - 6 * gap) / 7;
const cellHeight = 104;
const top = 172;

/** First day of the week: Saturday in Iran, Monday in Russia. */
const firstWeekday = { fa: 6, ru: 1 } as const;

const colours: Readonly<Record<DayMark | "ahead" | "out", readonly [fill: string, ink: string]>> = {
  worked: ["#d7f0dd", "#17603a"],
  mission: ["#e4dcfb", "#4c2f9e"],
  leave: ["#d8e9fd", "#1d4f91"],
  absent: ["#fbd9d7", "#a3231b"],
  unresolved: ["#fde6c8", "#93550b"],
  holiday: ["#f9dfe9", "#96305c"],
  rest: ["#eceff3", "#5b6775"],
  none: ["#ffffff", "#5b6775"],
  ahead: ["#ffffff", "#9aa5b1"],
  out: ["#f7f8fa", "#c3cad3"],
};
/** Time at work is the greener the more there is of it: minutes of the plan, in shares. */
const greens = ["#e8f6ec", "#c9ebd3", "#9fdcb2", "#72c98f"] as const;

/**
 * One person's month as a calendar of coloured days with their hours: weeks begin on Saturday and run from the right in
 * Persian, on Monday and from the left in Russian. An SVG text; nothing is measured, so equal months give equal bytes.
 */
export function monthSvg(header: MonthHeader, month: PersonMonth): string {
  const words = monthWords(header);
  const place = placesOf(header, month.days);
  const weeks = Math.max(...month.days.map((day) => place(day).week)) + 1;
  const below = top + weeks * (cellHeight + gap);
  const totals = totalTexts(month, words);
  const rows = Math.ceil(totals.length / 3);
  const height = below + 34 + rows * 34 + 62;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pictureWidth}" height="${height}" viewBox="0 0 ${pictureWidth} ${height}">`,
    boxElement(0, 0, pictureWidth, height, { fill: "#ffffff", round: 0 }),
    ...titleTexts(header, month, words),
    ...weekdayTexts(header, words),
    ...month.days.map((day) => dayCell(header, day, place(day), words)),
    ...totals.map((text, index) => totalText(header, text, index, below + 30)),
    ...legend(header, words, height - 30),
    "</svg>",
  ].join("");
}

const isPersian = ({ language }: MonthHeader) => language === "fa";

/** Left edge of a column; in Persian the first one is on the right. */
function columnAt(header: MonthHeader, column: number): number {
  const shown = isPersian(header) ? 6 - column : column;
  return edge + shown * (cellWidth + gap);
}

function placesOf(header: MonthHeader, days: readonly DayRecord[]) {
  const first = firstWeekday[header.language];
  const columnOf = ({ date }: DayRecord) => (weekdayOf(date) - first + 7) % 7;
  const offset = days[0] === undefined ? 0 : columnOf(days[0]);
  const numbers = new Map(days.map(({ date }, index) => [date, index]));
  return (day: DayRecord) => ({
    column: columnOf(day),
    week: Math.floor(((numbers.get(day.date) ?? 0) + offset) / 7),
  });
}

function titleTexts(
  header: MonthHeader,
  month: PersonMonth,
  { say, month: name }: MonthWords,
): string[] {
  const [x, anchor] = isPersian(header)
    ? ([pictureWidth - edge, "end"] as const)
    : ([edge, "start"] as const);
  const whose = [month.name, month.unit, header.organisation].filter((part) => part !== null);
  const state = header.isPreliminary ? [say("timesheets.month.open")] : [];
  return [
    textElement(x, 58, capital(name(header.period)), { size: 38, bold: true, anchor }),
    textElement(x, 96, shortened(whose.join(" · "), 64), { size: 22, anchor }),
    ...state.map((text) => textElement(x, 126, text, { size: 17, colour: "#93550b", anchor })),
  ];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** No text leaves the picture. */
const shortened = (text: string, most: number): string => {
  const letters = Array.from(text);
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
};

function weekdayTexts(header: MonthHeader, { shortWeekday }: MonthWords): string[] {
  const first = firstWeekday[header.language];
  return Array.from({ length: 7 }, (_, column) =>
    textElement(
      columnAt(header, column) + cellWidth / 2,
      top - 12,
      shortWeekday(((first - 1 + column) % 7) + 1),
      { size: 18, colour: "#5b6775", anchor: "middle" },
    ),
  );
}

function dayCell(
  header: MonthHeader,
  day: DayRecord,
  { column, week }: { readonly column: number; readonly week: number },
  { say, digits, clock }: MonthWords,
): string {
  const x = columnAt(header, column);
  const y = top + week * (cellHeight + gap);
  const [fill, ink] = colours[day.state === "day" ? day.mark : day.state];
  const number = digits(calendarDateOf(day.date, header.calendar).day);
  const [corner, anchor] = isPersian(header)
    ? ([x + cellWidth - 10, "end"] as const)
    : ([x + 10, "start"] as const);
  const middle = x + cellWidth / 2;
  const minutes = day.totals.worked + day.totals.mission;
  const main =
    minutes > 0
      ? digits(clockText(minutes))
      : isNamed(day)
        ? say(`timesheets.month.marks.${day.mark}`)
        : "";
  const times =
    day.from === null && day.to === null
      ? ""
      : `${day.from === null ? "…" : clock(day.from)}–${day.to === null ? "…" : clock(day.to)}`;
  return [
    boxElement(x, y, cellWidth, cellHeight, { fill: heat(day) ?? fill, stroke: "#e1e6ec" }),
    textElement(corner, y + 25, number, { size: 18, colour: ink, anchor }),
    textElement(middle, y + 62, main, {
      size: minutes > 0 ? 26 : 16,
      bold: minutes > 0,
      colour: ink,
      anchor: "middle",
    }),
    // A range is read from the left in Persian, too.
    times === ""
      ? ""
      : textElement(middle, y + 90, `\u2066${times}\u2069`, {
          size: 15,
          colour: ink,
          anchor: "middle",
        }),
  ].join("");
}

const isNamed = ({ state, mark }: DayRecord): boolean =>
  state === "day" && mark !== "none" && mark !== "worked";

function heat({ state, mark, totals }: DayRecord): string | undefined {
  if (state !== "day" || mark !== "worked") return undefined;
  const share = totals.expected === 0 ? 1 : totals.worked / totals.expected;
  return greens[share < 0.5 ? 0 : share < 0.95 ? 1 : share <= 1.05 ? 2 : 3];
}

/** What the month comes to: «کارکرد ۱۷۰:۴۰»; kinds of which there is nothing are left out. */
function totalTexts(month: PersonMonth, { say, digits }: MonthWords): string[] {
  const { totals } = sumDays(month.days);
  return timeColumns
    .filter(([key]) => totals[key] > 0 || key === "worked")
    .map(
      ([key, word]) =>
        `${say(`timesheets.month.columns.${word}`)}: ${digits(clockText(totals[key]))}`,
    );
}

function totalText(header: MonthHeader, text: string, index: number, y: number): string {
  const third = (pictureWidth - 2 * edge) / 3;
  const column = index % 3;
  const [x, anchor] = isPersian(header)
    ? ([pictureWidth - edge - column * third, "end"] as const)
    : ([edge + column * third, "start"] as const);
  return textElement(x, y + Math.floor(index / 3) * 34, text, { size: 20, anchor });
}

const explained = [
  "worked",
  "leave",
  "mission",
  "absent",
  "unresolved",
  "holiday",
  "rest",
] as const;

function legend(header: MonthHeader, { say }: MonthWords, y: number): string[] {
  const step = (pictureWidth - 2 * edge) / explained.length;
  return explained.flatMap((mark, index) => {
    const left = isPersian(header) ? pictureWidth - edge - index * step - 16 : edge + index * step;
    const [x, anchor] = isPersian(header)
      ? ([left - 6, "end"] as const)
      : ([left + 22, "start"] as const);
    return [
      boxElement(left, y - 13, 16, 16, {
        fill: mark === "worked" ? greens[2] : colours[mark][0],
        stroke: "#c3cad3",
        round: 4,
      }),
      textElement(x, y, say(`timesheets.month.marks.${mark}`), {
        size: 14,
        colour: "#5b6775",
        anchor,
      }),
    ];
  });
}
