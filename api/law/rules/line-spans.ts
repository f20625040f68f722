import type { Interval } from "../../attendance/rules/intervals.ts";
import { intersect, totalMinutes } from "../../attendance/rules/intervals.ts";
import type { DayLine } from "../../attendance/rules/types.ts";

/** The stretches of lines that know when they were. */
export const spansOf = (lines: readonly DayLine[]): Interval[] =>
  lines.flatMap(({ from, to }) => (from === undefined || to === undefined ? [] : [{ from, to }]));

export const minutesIn = (lines: readonly DayLine[]): number =>
  lines.reduce((sum, { minutes }) => sum + minutes, 0);

/** Lines of one layer and of these kinds. */
export const linesOf = (
  lines: readonly DayLine[],
  layer: DayLine["layer"],
  ...kinds: readonly DayLine["kind"][]
): DayLine[] => lines.filter((line) => line.layer === layer && kinds.includes(line.kind));

/** Minutes of lines that lie in spans. */
export const minutesWithin = (lines: readonly DayLine[], spans: readonly Interval[]): number =>
  totalMinutes(intersect(spansOf(lines), spans));
