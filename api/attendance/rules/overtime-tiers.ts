import type { DayLine } from "./types.ts";

const MS_PER_MINUTE = 60_000;

/**
 * Divides the overtime of a day into tiers in the order it was worked: with `[120]` its first two hours are tier 1, the rest tier 2
 * (RU art. 152); with `[]` all of it is tier 1 (IR art. 59). @param lines by time
 */
export function tiered(lines: readonly DayLine[], tiers: readonly number[]): DayLine[] {
  let done = 0;
  return lines.flatMap((line) => {
    if (line.kind !== "overtime") return [line];
    const parts = divided(line, done, tiers);
    done += line.minutes;
    return parts;
  });
}

/** @param done minutes of overtime before this line */
function divided(line: DayLine, done: number, tiers: readonly number[]): DayLine[] {
  const parts: DayLine[] = [];
  let start = done;
  const end = done + line.minutes;
  let bound = 0;
  for (const [index, length] of [...tiers, Infinity].entries()) {
    bound += length;
    const minutes = Math.min(end, bound) - start;
    if (minutes <= 0) continue;
    const from = (line.from ?? 0) + (start - done) * MS_PER_MINUTE;
    const inputs =
      tiers.length === 0
        ? { ...line.why.inputs, minutes }
        : { ...line.why.inputs, minutes, earlier: start, ...(bound < Infinity ? { bound } : {}) };
    parts.push({
      ...line,
      tier: index + 1,
      minutes,
      from,
      to: from + minutes * MS_PER_MINUTE,
      why: { ...line.why, inputs },
    });
    start += minutes;
  }
  return parts;
}
