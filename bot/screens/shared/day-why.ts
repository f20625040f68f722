import type { Html, TextKey, Translator } from "../../../locales/index.ts";
import { html, lines } from "../../core/html.ts";
import { receiptNumber } from "../notices/receipt-number.ts";
import { capital } from "./capital.ts";
import { punchLine, spanText } from "./day-body.ts";
import type { Day, Line } from "./day-data.ts";
import { inZone } from "./in-zone.ts";

const formulas: Readonly<Record<string, TextKey>> = {
  "to - from": "attendance.formula.span",
  "end - start": "attendance.formula.span",
  "due - due without it": "attendance.formula.without",
  "due - worked - excused": "attendance.formula.owed",
  "presence in the window": "attendance.formula.window",
  "min(break, presence - after) - taken": "attendance.formula.deduct",
};

/** Why a line is what it is: the rule, its punches, its numbers, the arithmetic, the version of the shift. */
export function whyBody(reader: Translator, day: Day, index: number): Html {
  const t = inZone(reader, day.zone);
  const line = day.lines[index];
  if (line === undefined) return t.th("attendance.why.gone");
  const { why, from, to } = line;
  const events = day.punches.filter(({ id }) => why.punchIds.includes(id));
  const formula = formulas[why.formula];
  return lines(
    t.th("attendance.why.title", {
      title: capital(t.tp(`attendance.line.${line.kind}`)),
      duration: t.format.duration(line.minutes),
    }),
    html`${t.format.date(day.date)}`,
    from !== undefined &&
      to !== undefined &&
      t.th("attendance.why.span", { hours: spanText(t, from, to) }),
    "",
    t.th(`attendance.rule.${why.rule}`),
    ...(events.length > 0
      ? [t.th("attendance.why.events"), ...events.map((punch) => punchLine(t, punch))]
      : []),
    ...inputLines(t, line),
    formula !== undefined && t.th("attendance.why.formula", { text: capital(t.tp(formula)) }),
    why.requestId !== undefined &&
      t.th("attendance.why.request", { id: receiptNumber(why.requestId) }),
    why.shiftVersionId !== undefined &&
      t.th("attendance.why.version", { id: receiptNumber(why.shiftVersionId) }),
  );
}

function inputLines(t: Translator, { why }: Line): Html[] {
  const inputs = Object.entries(why.inputs).flatMap(([name, minutes]) => {
    const key = `attendance.input.${name}`;
    if (!t.has(key)) return [];
    return [
      t.th("attendance.why.input", {
        title: capital(t.tp(key)),
        duration: t.format.duration(minutes),
      }),
    ];
  });
  return inputs.length === 0 ? [] : [t.th("attendance.why.inputs"), ...inputs];
}
