import type { DayFrame } from "./day-frame.ts";
import type { Interval } from "./intervals.ts";
import { punchIdsOf } from "./pair-punches.ts";
import type { RuleName, Why } from "./types.ts";

/** Why a line is what it is, with the versions of the shift and of the organisation's rules that held on the day. */
export function whyOf(
  { planned: { shiftVersionId }, workRule }: DayFrame,
  rule: RuleName,
  given: Pick<Why, "punchIds" | "inputs" | "formula">,
): Why {
  const why: Why = { rule, ...given };
  if (shiftVersionId !== null) why.shiftVersionId = shiftVersionId;
  if (workRule.id !== null) why.workRuleId = workRule.id;
  return why;
}

/** The same for a stretch of presence: names the punches of the sessions it lies in. */
export function presenceWhy(
  frame: DayFrame,
  part: Interval,
  rule: RuleName,
  inputs: Why["inputs"],
): Why {
  const { rounding } = frame.workRule.settings;
  const pieces = frame.pieces.filter(({ from, to }) => from < part.to && to > part.from);
  return whyOf(frame, rule, {
    punchIds: pieces.flatMap(({ session }) => punchIdsOf(session)),
    inputs: rounding.minutes > 1 ? { ...inputs, rounding: rounding.minutes } : inputs,
    formula: "to - from",
  });
}
