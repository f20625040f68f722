import type { DayResult } from "../../attendance/rules/types.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { canonicalJson } from "./canonical-json.ts";
import { addTotals, deltaOf, type TotalsDelta } from "./totals.ts";

export interface DayChange {
  readonly date: LocalDate;
  /** From 1 for each day of a close. */
  readonly number: number;
  readonly delta: TotalsDelta;
  /** `punch:<id>`, `request:<id>`, `roster:<id>`, `calendar`, `month`, `rules`, `employment`. */
  readonly reference: string;
}

/**
 * What has to be added so that a closed month and its adjustments say what the days come out as now (ATT J2). Adding it makes
 * the next comparison find nothing. Pure.
 * @param adjusted adjustments of that close so far
 */
export function compareDays(
  closed: readonly DayResult[],
  adjusted: readonly { readonly date: LocalDate; readonly delta: TotalsDelta }[],
  now: readonly DayResult[],
): DayChange[] {
  const closedOn = new Map(closed.map((day) => [day.date, day]));
  const nowOn = new Map(now.map((day) => [day.date, day]));
  const adjustedOn = Map.groupBy(adjusted, ({ date }) => date);
  const dates = new Set([...closedOn.keys(), ...nowOn.keys(), ...adjustedOn.keys()]);
  return [...dates].toSorted().flatMap((date): DayChange[] => {
    const [before, after] = [closedOn.get(date), nowOn.get(date)];
    const earlier = adjustedOn.get(date) ?? [];
    const known = addTotals([before?.totals ?? {}, ...earlier.map(({ delta }) => delta)]);
    const delta = deltaOf(known, after?.totals ?? {});
    if (delta === null) return [];
    return [{ date, number: earlier.length + 1, delta, reference: causeOf(before, after) }];
  });
}

/** The most telling difference of a day from what was closed. */
function causeOf(before: DayResult | undefined, after: DayResult | undefined): string {
  if (before === undefined || after === undefined) return "employment";
  const punch = otherOf(punchIds(before), punchIds(after));
  if (punch !== null) return `punch:${punch}`;
  const request = otherOf(requestIds(before), requestIds(after));
  if (request !== null) return `request:${request}`;
  const { planned: was } = before;
  const { planned: is } = after;
  if (was.exceptionId !== is.exceptionId)
    return `roster:${is.exceptionId ?? was.exceptionId ?? ""}`;
  if (canonicalJson(was.official) !== canonicalJson(is.official)) return "calendar";
  // Another day of the month or of the week changed what this one owes.
  return canonicalJson(monthLines(before)) === canonicalJson(monthLines(after)) ? "rules" : "month";
}

const monthLines = ({ lines }: DayResult) =>
  lines.filter(({ why }) => why.rule === "free_late" || why.rule === "week_balance");

/** One that is new; else one that is gone. */
function otherOf(before: readonly string[], after: readonly string[]): string | null {
  return (
    after.find((id) => !before.includes(id)) ?? before.find((id) => !after.includes(id)) ?? null
  );
}

const punchIds = ({ sessions, anomalies }: DayResult): string[] => [
  ...sessions.flatMap((session) => [
    session.in.id,
    ...(session.out === null ? [] : [session.out.id]),
  ]),
  ...anomalies.flatMap((anomaly) => anomaly.punchIds),
];

const requestIds = (day: DayResult): string[] => [
  ...day.requestIds,
  ...day.lines.flatMap(({ why }) => why.requestId ?? []),
];
