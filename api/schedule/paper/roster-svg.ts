import { epochDay, inCalendar, isoWeekday } from "../../../locales/dates.ts";
import { translator, type Translator } from "../../../locales/index.ts";
import type { CalendarName, Language } from "../../core/words.ts";
import { boxElement, textElement } from "../../timesheets/paper/picture/svg-parts.ts";
import type { RosterDay, RosterRow } from "../roster/schemas.ts";

export interface RosterHeader {
  readonly language: Language;
  readonly calendar: CalendarName;
  readonly timeZone: string;
  readonly organisation: string;
  readonly groupName: string | null;
  readonly from: string;
  readonly to: string;
  readonly today: string;
}

const edge = 24;
const nameWidth = 190;
const cellWidth = 46;
const cellHeight = 40;
const headHeight = 104;
const longestName = 22;

/** Colours of a day's cell; hours of each shift have a tint of their own. */
const tints = [
  "#d7f0dd",
  "#d8e9fd",
  "#e4dcfb",
  "#fde6c8",
  "#f9dfe9",
  "#d5f1f0",
  "#f1ecc6",
] as const;
const closed = { off: "#eceff3", holiday: "#f9dfe9", none: "#ffffff", away: "#fff3c4" } as const;

/** Pixels of the drawing for so many dates. */
export const rosterWidth = (dates: number): number => 2 * edge + nameWidth + dates * cellWidth;

/**
 * Who works when, as a table: a row a person, a column a date; from the right in Persian. An SVG text; nothing is measured, so
 * equal rosters give equal bytes.
 */
export function rosterSvg(header: RosterHeader, rows: readonly RosterRow[]): string {
  const t = translator(header.language, header);
  const dates = rows[0]?.days.map(({ date }) => date) ?? [];
  const width = rosterWidth(dates.length);
  const shifts = [
    ...new Set(rows.flatMap(({ days }) => days.flatMap(({ shiftName }) => shiftName ?? []))),
  ];
  const height = headHeight + rows.length * cellHeight + 70;
  const place = placeOf(header, width);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    boxElement(0, 0, width, height, { fill: "#ffffff", round: 0 }),
    title(t, header, place),
    ...dates.flatMap((date, index) => heading(t, header, date, place.cell(index))),
    ...rows.flatMap((row, index) =>
      personRow(t, row, headHeight + index * cellHeight, place, shifts),
    ),
    ...legend(shifts, place, headHeight + rows.length * cellHeight + 36),
    "</svg>",
  ].join("");
}

interface Place {
  /** Left edge of the cell of a date. */
  readonly cell: (index: number) => number;
  /** Where lines begin, and how they are anchored there. */
  readonly start: number;
  readonly step: 1 | -1;
}

/** Persian tables begin at the right; resvg anchors by the left whatever a line says, so it is anchored at its end. */
function placeOf({ language }: RosterHeader, width: number): Place {
  if (language === "fa")
    return {
      cell: (index) => width - edge - nameWidth - (index + 1) * cellWidth,
      start: width - edge,
      step: -1,
    };
  return { cell: (index) => edge + nameWidth + index * cellWidth, start: edge, step: 1 };
}

const anchorOf = ({ step }: Place) => (step === 1 ? ("start" as const) : ("end" as const));

function title(t: Translator, header: RosterHeader, place: Place): string {
  const parts = [
    t.tp("schedule.roster.picture"),
    header.groupName ?? header.organisation,
    `${t.format.dayMonth(header.from)} – ${t.format.dayMonth(header.to)}`,
  ];
  return textElement(place.start, 40, parts.join(" · "), {
    size: 20,
    bold: true,
    anchor: anchorOf(place),
  });
}

function heading(t: Translator, header: RosterHeader, date: string, x: number): string[] {
  const day = epochDay(date);
  const middle = x + cellWidth / 2;
  const colour = date === header.today ? "#1d4f91" : "#5b6775";
  return [
    textElement(middle, 74, t.format.weekdayShort(isoWeekday(day)), {
      size: 12,
      colour,
      anchor: "middle",
    }),
    textElement(middle, 94, t.format.digits(inCalendar(header.calendar, day).day), {
      size: 15,
      bold: date === header.today,
      colour,
      anchor: "middle",
    }),
  ];
}

function personRow(
  t: Translator,
  { employee, days }: RosterRow,
  y: number,
  place: Place,
  shifts: readonly string[],
): string[] {
  const letters = Array.from(employee.name);
  const name =
    letters.length > longestName ? `${letters.slice(0, longestName - 1).join("")}…` : employee.name;
  return [
    textElement(place.start, y + 26, name, { size: 14, anchor: anchorOf(place) }),
    ...days.flatMap((day, index) => cell(t, day, place.cell(index), y, shifts)),
  ];
}

function cell(
  t: Translator,
  day: RosterDay,
  x: number,
  y: number,
  shifts: readonly string[],
): string[] {
  const fill = fillOf(day, shifts);
  const box = boxElement(x + 1, y + 1, cellWidth - 2, cellHeight - 2, { fill, round: 5 });
  const line = (text: string, at: number) =>
    textElement(x + cellWidth / 2, y + at, text, { size: 11, anchor: "middle" });
  const [first] = day.segments;
  const last = day.segments.at(-1);
  if (first !== undefined && last !== undefined)
    return [
      box,
      line(t.format.clock(first.startMinute), 17),
      line(t.format.clock(last.endMinute), 32),
    ];
  if (day.kind === "flexible") return [box, line(t.format.durationShort(day.expectedMinutes), 24)];
  return day.kind === "none" ? [box] : [box, line("–", 24)];
}

function fillOf(day: RosterDay, shifts: readonly string[]): string {
  if (day.away) return closed.away;
  if (day.kind === "work" || day.kind === "flexible")
    return tints[Math.max(0, shifts.indexOf(day.shiftName ?? "")) % tints.length] ?? tints[0];
  return closed[day.kind];
}

/** Which tint is which shift. */
function legend(shifts: readonly string[], place: Place, y: number): string[] {
  const space = 150;
  return shifts.slice(0, 5).flatMap((name, index) => {
    const x = place.start + place.step * index * space;
    const box = place.step === 1 ? x : x - 14;
    const text = place.step === 1 ? x + 20 : x - 20;
    const letters = Array.from(name);
    const shown = letters.length > 16 ? `${letters.slice(0, 15).join("")}…` : name;
    return [
      boxElement(box, y - 11, 14, 14, { fill: tints[index % tints.length] ?? tints[0], round: 3 }),
      textElement(text, y, shown, { size: 13, anchor: anchorOf(place) }),
    ];
  });
}
