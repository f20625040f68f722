import type { RosterWarning } from "../../../api/schedule/changes/schemas.ts";
import type { SwapView } from "../../../api/schedule/swap/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Html, Plain } from "../../../locales/text.ts";
import { lines, plain } from "../../core/html.ts";
import { type Segment, segmentsText } from "./segments.ts";

interface SwapDays {
  readonly date: string;
  readonly otherDate: string | null;
  readonly segments: readonly Segment[];
  readonly otherSegments: readonly Segment[];
}

/** Who would work what: a line for each day that changes hands. */
export function swapDays(
  t: Translator,
  { date, otherDate, segments, otherSegments }: SwapDays,
  from: string,
  to: string,
): Html {
  const day = (name: string, when: string, hours: readonly Segment[], giver: string) =>
    t.th("schedule.swap.takes", {
      name: plain(name, 40),
      giver: plain(giver, 40),
      date: t.format.date(when),
      hours: segmentsText(t, hours),
    });
  return lines(
    day(to, date, segments, from),
    otherDate === null
      ? t.th("schedule.swap.for_nothing")
      : day(from, otherDate, otherSegments, to),
  );
}

/** What the law would say, whose and with its article. */
export const warningLines = (t: Translator, warnings: readonly RosterWarning[]): Html[] =>
  warnings.slice(0, 6).map((warning) => {
    const key = `schedule.law.${warning.code}`;
    const amount = (value: number): Plain =>
      warning.unit === "minutes" ? t.format.duration(value) : t.format.number(value);
    const { article } = warning;
    return t.th(article === "" ? "schedule.swap.warning_plain" : "schedule.swap.warning", {
      name: plain(warning.name, 40),
      what: t.has(key) ? t.tp(key) : warning.code,
      amount: amount(warning.amount),
      limit: amount(warning.limit),
      ...(article === "" ? {} : { article: t.format.digits(article) }),
    });
  });

/** A swap as everybody who may see it reads it. */
function swapCard(t: Translator, swap: Omit<SwapView, "warnings">): Html {
  return lines(
    t.th(`schedule.swap.state.${swap.state}`),
    "",
    swapDays(t, swap, swap.from.name, swap.to.name),
    swap.note !== null && t.th("schedule.swap.note", { note: plain(swap.note, 300) }),
    swap.reason !== null && t.th("schedule.swap.reason", { reason: plain(swap.reason, 300) }),
    swap.decidedByName !== null &&
      (swap.state === "approved" || swap.state === "rejected") &&
      t.th("schedule.swap.by", { name: plain(swap.decidedByName, 40) }),
  );
}

/** The same with the law's word while it is open. */
export const swapBody = (t: Translator, swap: SwapView): Html =>
  lines(
    swapCard(t, swap),
    swap.warnings.length > 0 && lines("", t.th("schedule.swap.law")),
    ...warningLines(t, swap.warnings),
  );
