import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import type { Key, Route } from "../../core/view.ts";
import type { Day } from "./day-data.ts";
import { numbersOf } from "./why-numbers.ts";

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

/** «❓ چرا؟»: the way to how every number of the day came about; none when there are no numbers. */
export const whyKeys = (t: Translator, day: Day, go: Route): Key[][] =>
  numbersOf(day).length === 0 ? [] : [[{ label: t.tp("attendance.why.keys.why"), go }]];

/** The day before and the day after, and today when it is another day. */
export function dayTurns(t: Translator, day: Day, go: (date: string) => Route): Key[] {
  const turn = (date: string | null) =>
    date === null ? null : { label: t.format.dayMonth(date), go: go(date) };
  const today: Key | null =
    day.date === day.today ? null : { label: t.tp("attendance.day.keys.today"), go: go(day.today) };
  return turnRow(t, turn(day.previous), today, turn(day.next));
}
