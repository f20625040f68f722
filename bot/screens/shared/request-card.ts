import type { LeaveCard, RequestView } from "../../../api/requests/schemas.ts";
import { epochDay } from "../../../locales/dates.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { Html, lines, name, plain } from "../../core/html.ts";
import { balanceText, costText } from "./leave-amount.ts";

const skippedShown = 6;
const awayShown = 8;

type Span = Pick<LeaveCard, "unit" | "from" | "to" | "part" | "fromMinute" | "toMinute">;

/** When: «شنبه ۱۴ آذر تا شنبه ۲۱ آذر», «сб, 5 декабря, с 10:00 до 12:30». */
export function spanText(t: Translator, span: Span): Plain {
  const date = t.format.shortDate(span.from);
  if (span.unit === "half_day")
    return t.tp(span.part === "second" ? "requests.span.second" : "requests.span.first", { date });
  if (span.unit === "hour") {
    const [from, to] = [t.format.clock(span.fromMinute ?? 0), t.format.clock(span.toMinute ?? 0)];
    return t.tp("requests.span.hours", { date, from, to });
  }
  return dates(t, span.from, span.to);
}

/** The same for a narrow key: «۱۴ آذر», «5–12 декабря». */
export function shortSpan(t: Translator, { from, to }: Pick<Span, "from" | "to">): Plain {
  const first = t.format.dayMonth(from);
  if (from === to) return first;
  return t.tp("requests.span.range", { from: first, to: t.format.dayMonth(to) });
}

/** What a leave costs and leaves, line by line (P 4.2): for the card before sending and for the details. */
export const costLines = (t: Translator, card: LeaveCard): Html =>
  lines(
    t.th("requests.card.when", { span: spanText(t, card) }),
    t.th("requests.card.cost", { cost: costText(t, card) }),
    ...skippedLines(t, card),
    "",
    t.th("requests.card.balance_now", {
      balance: balanceText(t, card.balanceNow, card.dayMinutes),
    }),
    card.accruesBefore > 0 &&
      t.th("requests.card.accrues", {
        minutes: balanceText(t, card.accruesBefore, card.dayMinutes),
      }),
    card.otherRequests > 0 &&
      t.th("requests.card.others", {
        minutes: balanceText(t, card.otherRequests, card.dayMinutes),
      }),
    t.th("requests.card.balance_after", {
      balance: balanceText(t, card.balanceAfter, card.dayMinutes),
    }),
    card.balanceAfter < 0 && t.th("requests.card.advance"),
    "",
    awayLine(t, card),
    !card.calendarKnown && t.th("requests.card.calendar_unknown"),
  );

function skippedLines(t: Translator, { skipped }: LeaveCard): Html[] {
  if (skipped.length === 0) return [];
  const runs = skippedRuns(t, skipped);
  const shown = runs.slice(0, skippedShown);
  const count = runs.slice(skippedShown).reduce((days, run) => days + run.days, 0);
  return [
    t.th("requests.card.skipped"),
    ...shown.map(({ from, to, reason }) =>
      t.th("requests.card.skipped_day", { date: dates(t, from, to), reason }),
    ),
    ...(count > 0 ? [t.th("requests.card.skipped_more", { count })] : []),
  ];
}

interface SkippedRun {
  from: string;
  to: string;
  reason: Plain;
  days: number;
}

/** Days in a row that are free for the same reason make one line. */
function skippedRuns(t: Translator, skipped: LeaveCard["skipped"]): SkippedRun[] {
  const runs: SkippedRun[] = [];
  for (const { date, reason: why, names } of skipped) {
    const reason = skipReason(t, why, names);
    const last = runs.at(-1);
    if (last?.reason === reason && epochDay(date) === epochDay(last.to) + 1) {
      last.to = date;
      last.days += 1;
    } else runs.push({ from: date, to: date, reason, days: 1 });
  }
  return runs;
}

/** One day, or a range of days. */
const dates = (t: Translator, from: string, to: string): Plain =>
  from === to
    ? t.format.shortDate(from)
    : t.tp("requests.span.range", {
        from: t.format.shortDate(from),
        to: t.format.shortDate(to),
      });

function skipReason(
  t: Translator,
  reason: LeaveCard["skipped"][number]["reason"],
  names: LeaveCard["skipped"][number]["names"],
): Plain {
  const known = names[0];
  const title = known?.[t.language] ?? known?.fa ?? known?.ru;
  return reason === "holiday" && title !== undefined
    ? t.tp("requests.reasons.holiday_named", { title })
    : t.tp(`requests.reasons.${reason}`);
}

/** Names only: colleagues see that somebody is away, never why. */
function awayLine(t: Translator, { away }: LeaveCard): Html {
  if (away.length === 0) return t.th("requests.card.alone");
  const shown = away.slice(0, awayShown).map((one) => name(one, 40).text);
  const more = away.length > shown.length ? ["…"] : [];
  const comma = t.language === "fa" ? "، " : ", ";
  return t.th("requests.card.away", { names: new Html([...shown, ...more].join(comma)) });
}

/** The state with who decided and when: «✅ تأیید شد — مریم، ۱۴:۰۲». */
function stateLine(t: Translator, request: RequestView, now: number): Html {
  const { state, decidedByName, decidedAt } = request;
  if ((state !== "approved" && state !== "rejected") || decidedByName === null)
    return t.th(`requests.state.${state}`);
  return t.th(`requests.state.${state}_by`, {
    name: plain(decidedByName),
    when: moment(t, decidedAt ?? now, now),
  });
}

/** The clock today, date and clock on other days. */
export const moment = (t: Translator, at: number, now: number): Plain =>
  t.format.localDate(at) === t.format.localDate(now) ? t.format.time(at) : t.format.dateTime(at);

/** A reason as the reader understands it: one of the ready ones in their language, or as it was typed. */
export function reasonLine(t: Translator, { decisionReason }: RequestView): Html | null {
  if (decisionReason === null) return null;
  const key = `requests.decide.reasons.${decisionReason.replace(/^preset:/, "")}`;
  const ready = decisionReason.startsWith("preset:") && t.has(key) ? t.tp(key) : null;
  return t.th("requests.state.reason", { reason: ready ?? plain(decisionReason, 300) });
}

/**
 * One request for either side, in its present state.
 * @param full with the costs and the balance; else what is needed to decide at a glance
 */
export function requestCard(
  t: Translator,
  request: RequestView,
  now: number,
  { full }: { readonly full: boolean },
): Html {
  const { card } = request;
  const kind = t.tp(`requests.kind.${card.unit}`);
  const person = plain(request.employeeName);
  const costs = full ? costLines(t, card) : glance(t, card);
  return lines(
    request.mine
      ? t.th("requests.card.title", { kind })
      : t.th("requests.card.title_of", { name: person, kind }),
    isOver(request) ? t.th("requests.card.when", { span: spanText(t, card) }) : costs,
    request.note !== null && t.th("requests.card.note", { note: plain(request.note, 500) }),
    full && t.th("requests.card.sent_at", { when: moment(t, request.createdAt, now) }),
    "",
    stateLine(t, request, now),
    request.state === "rejected" ? reasonLine(t, request) : null,
  );
}

/** Nothing is taken from the balance: what it would have cost says nothing any more. */
const isOver = ({ state }: RequestView): boolean => state === "rejected" || state === "withdrawn";

const glance = (t: Translator, card: LeaveCard): Html =>
  lines(
    t.th("requests.card.when", { span: spanText(t, card) }),
    t.th("requests.card.cost", { cost: costText(t, card) }),
    t.th("requests.card.balance_after", {
      balance: balanceText(t, card.balanceAfter, card.dayMinutes),
    }),
    awayLine(t, card),
  );
