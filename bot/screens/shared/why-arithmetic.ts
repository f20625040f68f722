import type { Html, Translator } from "../../../locales/index.ts";
import { spanText } from "./day-body.ts";
import type { WhyLine } from "./why-numbers.ts";

/** How a line came to its minutes, in words and numbers; nothing is left for the reader to look up. */
export function arithmetic(t: Translator, line: WhyLine): Html[] {
  const { inputs } = line.why;
  return [
    ...(sum(t, line) ?? []),
    ...(inputs["float"] !== undefined && inputs["float"] > 0
      ? [t.th("attendance.formula.float", { float: t.format.duration(inputs["float"]) })]
      : []),
    ...(inputs["earlier"] === undefined ? [] : [tierLine(t, inputs)]),
    ...(inputs["rounding"] === undefined
      ? []
      : [t.th("attendance.formula.rounding", { rounding: t.format.duration(inputs["rounding"]) })]),
  ];
}

type Inputs = WhyLine["why"]["inputs"];

function sum(t: Translator, line: WhyLine): Html[] | null {
  const { from, to, minutes, why } = line;
  const { inputs, formula } = why;
  const total = t.format.duration(minutes);
  const of = (name: string) => t.format.duration(inputs[name] ?? 0);
  if (formula === "due - due without it")
    return [
      t.th("attendance.formula.without", {
        due: of("due"),
        left: t.format.duration((inputs["due"] ?? 0) - (inputs["credited"] ?? 0)),
        total,
      }),
    ];
  if (formula === "due - worked - excused")
    return [
      t.th("attendance.formula.owed", {
        due: of("due"),
        worked: of("worked"),
        excused: of("excused"),
        total,
      }),
    ];
  if (formula === "min(break, presence - after) - taken")
    return [
      t.th("attendance.formula.deduct", {
        break: of("break"),
        presence: of("presence"),
        after: of("after"),
        taken: of("taken"),
        total,
      }),
    ];
  if (inputs["raw"] !== undefined) return graceLines(t, line);
  if (from === undefined || to === undefined) return null;
  return [t.th("attendance.formula.span", { hours: spanText(t, from, to), total })];
}

/** Late or early: how much by the clock, what is allowed, what counts. */
function graceLines(t: Translator, { from, to, minutes, why }: WhyLine): Html[] {
  const { raw = 0, grace = 0, due = raw } = why.inputs;
  const { format } = t;
  const span =
    from === undefined || to === undefined
      ? []
      : [
          t.th("attendance.formula.span", {
            hours: spanText(t, from, to),
            total: format.duration(raw),
          }),
        ];
  if (why.rule === "missing_between") return span;
  const within = due <= grace;
  const key = within ? "attendance.formula.within_grace" : "attendance.formula.beyond_grace";
  return [
    ...span,
    t.th(key, {
      raw: format.duration(due),
      grace: format.duration(grace),
      total: format.duration(minutes),
    }),
  ];
}

const tierLine = (t: Translator, { earlier = 0, bound }: Inputs): Html =>
  bound === undefined
    ? t.th("attendance.formula.last_tier", { earlier: t.format.duration(earlier) })
    : t.th("attendance.formula.tier", { bound: t.format.duration(bound) });
