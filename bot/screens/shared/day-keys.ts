import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { plain } from "../../core/html.ts";
import type { Key, Route } from "../../core/view.ts";
import type { Day } from "./day-data.ts";

/** As many questions as fit under a day without scrolling for ever. */
const questionsShown = 8;

/** A row to the neighbours, in reading order: in Persian the past is on the right. */
export function turnRow(
  t: Translator,
  previous: { readonly label: string; readonly go: Route } | null,
  middle: Key | null,
  next: { readonly label: string; readonly go: Route } | null,
): Key[] {
  const rightToLeft = t.language === "fa";
  const back: Key[] =
    previous === null
      ? []
      : [{ label: `${rightToLeft ? "›" : "‹"} ${previous.label}` as Plain, go: previous.go }];
  const forward: Key[] =
    next === null
      ? []
      : [{ label: `${next.label} ${rightToLeft ? "‹" : "›"}` as Plain, go: next.go }];
  const row = [...back, ...(middle === null ? [] : [middle]), ...forward];
  return rightToLeft ? row.toReversed() : row;
}

/** «چرا کار عادی ۷:۱۸؟» for every line, one a row. */
export const whyKeys = (t: Translator, day: Day, go: (index: number) => Route): Key[][] =>
  day.lines.slice(0, questionsShown).map((line, index) => [
    {
      label: plain(
        t.tp("attendance.day.keys.why", {
          title: t.tp(`attendance.line.${line.kind}`),
          duration: t.format.durationShort(line.minutes),
        }),
        48,
      ),
      go: go(index),
    },
  ]);

/** The day before and the day after, and today when it is another day. */
export function dayTurns(t: Translator, day: Day, go: (date: string) => Route): Key[] {
  const turn = (date: string | null) =>
    date === null ? null : { label: t.format.dayMonth(date), go: go(date) };
  const today: Key | null =
    day.date === day.today ? null : { label: t.tp("attendance.day.keys.today"), go: go(day.today) };
  return turnRow(t, turn(day.previous), today, turn(day.next));
}
