import type { Row } from "../rules/sheet.ts";
import { lookOf } from "./looks.ts";
import type { MonthHeader, MonthWords } from "./month-words.ts";

const name = lookOf({ size: 9, align: "centre" });
const heading = lookOf({ size: 12, bold: true, align: "centre" });
const facts = lookOf({ size: 7.5, align: "centre" });

/** Organisation, title, and what version of which month it is. @param across columns of the sheet */
export function monthHead(
  header: MonthHeader,
  { say, date, month, digits }: MonthWords,
  title: "timesheets.month.title" | "timesheets.month.daily_title",
  across: number,
): Row[] {
  const state = [
    say("timesheets.month.range", { from: date(header.from), to: date(header.to) }),
    say("timesheets.month.made", { date: date(header.madeOn) }),
    say("timesheets.month.primary", { number: digits(header.revision) }),
    ...(header.isPreliminary ? [say("timesheets.month.open")] : []),
  ];
  const separator = header.language === "fa" ? " ؛ " : " · ";
  const line = (text: string, height: number, look: typeof name): Row => ({
    height,
    cells: [{ at: 0, across, content: { text }, look }],
  });
  return [
    line(header.organisation, 14, name),
    line(say(title, { month: month(header.period) }), 20, heading),
    line(state.join(separator), 13, facts),
    { height: 5, cells: [] },
  ];
}

/** «Страница 1 из 3», and the close it was made from. */
export const monthPageLine =
  ({ snapshotHash }: MonthHeader, { say, digits }: MonthWords) =>
  (page: number, pages: number): string =>
    [
      say("timesheets.month.page", { page: digits(page), pages: digits(pages) }),
      ...(snapshotHash === null
        ? []
        : [say("timesheets.month.hash", { hash: snapshotHash.slice(0, 16) })]),
    ].join(" · ");
