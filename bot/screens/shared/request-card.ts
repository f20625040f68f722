import type { RequestCard, RequestView } from "../../../api/requests/schemas.ts";
import { epochDay } from "../../../locales/dates.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { Html, lines, name, plain } from "../../core/html.ts";
import { balanceText, costText } from "./leave-amount.ts";
import { chainLines, whoText } from "./request-chain.ts";
import { moment } from "./moment.ts";
import { requestIcon, requestTitle } from "./request-title.ts";

const skippedShown = 6;
const awayShown = 8;

type Span = Pick<RequestCard, "unit" | "from" | "to" | "part" | "fromMinute" | "toMinute">;

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

/** What a request costs and leaves, line by line (P 4.2): for the card before sending and for the details. */
export const costLines = (t: Translator, card: RequestCard): Html =>
  lines(
    ...factLines(t, card),
    ...skippedLines(t, card),
    ...(card.usesBalance ? balanceLines(t, card) : []),
    ...returnLines(t, card),
    isAbsence(card) && "",
    isAbsence(card) && awayLine(t, card),
    crowdedLine(t, card),
    !card.calendarKnown && t.th("requests.card.calendar_unknown"),
  );

const isAbsence = ({ kind }: RequestCard): boolean => kind === "leave" || kind === "mission";

/** When, how long, where, and what is to be corrected. */
function factLines(t: Translator, card: RequestCard): Html[] {
  const when = t.th("requests.card.when", { span: spanText(t, card) });
  if (card.kind === "correction")
    return [when, ...(card.changes ?? []).map((one) => change(t, one))];
  const cost = card.usesBalance
    ? t.th("requests.card.cost", { cost: costText(t, card) })
    : t.th("requests.card.length", { length: lengthText(t, card) });
  return [
    when,
    cost,
    ...(card.paid ? [] : [t.th("requests.card.unpaid")]),
    ...(card.place === null
      ? []
      : [t.th("requests.card.place", { place: plain(card.place, 120) })]),
    ...(card.kind === "cancel" ? [t.th("requests.card.cancels")] : []),
  ];
}

/** How long it is, when it costs nothing. */
export const lengthText = (t: Translator, card: RequestCard): Plain =>
  card.unit === "day"
    ? t.tp("common.units.days", { count: card.chargedDays })
    : t.format.duration(card.minutesCharged);

function change(t: Translator, one: NonNullable<RequestCard["changes"]>[number]): Html {
  if (one.action === "void") return t.th("requests.card.change_void");
  const time = t.format.time(one.at);
  return t.th(`requests.card.change_${one.action}`, {
    time,
    what: t.tp(`requests.punch.${one.kind}`),
  });
}

function balanceLines(t: Translator, card: RequestCard): (Html | string)[] {
  const amount = (minutes: number) => balanceText(t, minutes, card.dayMinutes);
  return [
    "",
    t.th("requests.card.balance_now", { balance: amount(card.balanceNow) }),
    ...(card.accruesBefore > 0
      ? [t.th("requests.card.accrues", { minutes: amount(card.accruesBefore) })]
      : []),
    ...(card.expiresBefore > 0
      ? [t.th("requests.card.expires", { minutes: amount(card.expiresBefore) })]
      : []),
    ...(card.otherRequests > 0
      ? [t.th("requests.card.others", { minutes: amount(card.otherRequests) })]
      : []),
    t.th("requests.card.balance_after", { balance: amount(card.balanceAfter) }),
    ...(card.balanceAfter < 0 ? [t.th("requests.card.advance")] : []),
  ];
}

/** Days of vacation that an illness gives back (ATT F10). */
function returnLines(t: Translator, { returns }: RequestCard): Html[] {
  const count = returns.reduce((sum, { days }) => sum + days, 0);
  if (count === 0) return [];
  return [t.th("requests.card.returns", { days: t.tp("common.units.days", { count }) })];
}

function crowdedLine(t: Translator, { crowded }: RequestCard): Html | false {
  if (crowded === null || crowded.away < 2) return false;
  const { date, away, of } = crowded;
  return t.th("requests.card.crowded", { date: t.format.shortDate(date), away, of });
}

function skippedLines(t: Translator, { skipped }: RequestCard): Html[] {
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
function skippedRuns(t: Translator, skipped: RequestCard["skipped"]): SkippedRun[] {
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
  reason: RequestCard["skipped"][number]["reason"],
  names: RequestCard["skipped"][number]["names"],
): Plain {
  const known = names[0];
  const title = known?.[t.language] ?? known?.fa ?? known?.ru;
  return reason === "holiday" && title !== undefined
    ? t.tp("requests.reasons.holiday_named", { title })
    : t.tp(`requests.reasons.${reason}`);
}

/** Names and days only: colleagues see that somebody is away, never why. */
function awayLine(t: Translator, card: RequestCard): Html {
  const { away } = card;
  if (away.length === 0) return t.th("requests.card.alone");
  const shown = away.slice(0, awayShown).map((one) => awayName(t, card, one));
  const more = away.length > shown.length ? ["…"] : [];
  const comma = t.language === "fa" ? "، " : ", ";
  return t.th("requests.card.away", { names: new Html([...shown, ...more].join(comma)) });
}

/** On several days it matters which of them somebody is away. */
function awayName(t: Translator, { from, to, absent }: RequestCard, who: string): string {
  const named = name(who, 40).text;
  const days = absent.filter((one) => one.name === who);
  const whole = days.some((one) => one.from <= from && to <= one.to);
  if (from === to || whole || days.length === 0) return named;
  const comma = t.language === "fa" ? "، " : ", ";
  const inside = days.map((one) =>
    shortSpan(t, { from: one.from > from ? one.from : from, to: one.to < to ? one.to : to }),
  );
  return t.th("requests.card.absent", { name: new Html(named), dates: inside.join(comma) }).text;
}

/** The state with who decided and when: «✅ تأیید شد — مریم، ۱۴:۰۲». */
function stateLine(t: Translator, request: RequestView, now: number): Html {
  const { state, decidedByName, decidedAt } = request;
  if (state === "pending" || state === "withdrawn") return pendingLine(t, request);
  if (decidedByName === null) return t.th(`requests.state.${state}`);
  return t.th(`requests.state.${state}_by`, {
    name: plain(decidedByName),
    when: moment(t, decidedAt ?? now, now),
  });
}

/** Of a chain with levels: which is asked. */
function pendingLine(t: Translator, { state, steps, stage }: RequestView): Html {
  const asked = steps.filter((step) => step.state !== "skipped");
  const open = asked.findIndex((step) => step.stage === stage);
  const step = asked[open];
  if (state !== "pending" || step === undefined || asked.length < 2)
    return t.th(`requests.state.${state}`);
  return t.th("requests.state.level", {
    stage: open + 1,
    levels: asked.length,
    who: whoText(t, step),
  });
}

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
  const kind = requestTitle(t, card);
  const icon = requestIcon(card);
  const person = plain(request.employeeName);
  const costs = full ? costLines(t, card) : glance(t, card);
  return lines(
    request.mine
      ? t.th("requests.card.title", { icon, kind })
      : t.th("requests.card.title_of", { icon, name: person, kind }),
    isOver(request) ? t.th("requests.card.when", { span: spanText(t, card) }) : costs,
    request.parentId !== null && card.kind !== "cancel" && t.th("requests.card.replaces"),
    request.returned > 0 &&
      t.th("requests.card.returned", {
        minutes: balanceText(t, request.returned, card.dayMinutes),
      }),
    request.note !== null && t.th("requests.card.note", { note: plain(request.note, 500) }),
    request.files > 0 && t.th("requests.card.files", { count: request.files }),
    request.files === 0 && card.paper && !isOver(request) && t.th("requests.card.no_paper"),
    full && t.th("requests.card.sent_at", { when: moment(t, request.createdAt, now) }),
    full && chainLines(t, request, now),
    "",
    stateLine(t, request, now),
    request.state === "rejected" || request.state === "cancelled" ? reasonLine(t, request) : null,
  );
}

/** Nothing is taken from the balance: what it would have cost says nothing any more. */
const isOver = ({ state }: RequestView): boolean =>
  state === "rejected" || state === "withdrawn" || state === "cancelled";

const glance = (t: Translator, card: RequestCard): Html =>
  lines(
    ...factLines(t, card),
    card.usesBalance &&
      t.th("requests.card.balance_after", {
        balance: balanceText(t, card.balanceAfter, card.dayMinutes),
      }),
    ...returnLines(t, card),
    isAbsence(card) && awayLine(t, card),
    crowdedLine(t, card),
  );
