import type { Instant, LocalDate } from "../../core/calendar/types.ts";
import { addDays, datesOf } from "../../core/calendar/local-date.ts";
import { breaksOf, dueMinutes } from "./breaks.ts";
import { flexibleCredits, leaveLines, missionLines } from "./credit-lines.ts";
import { frameDay, touches } from "./day-frame.ts";
import type { DayFrame } from "./day-frame.ts";
import { debtLines, deviationOf, gapsOf } from "./debt-lines.ts";
import { subtract, totalMinutes } from "./intervals.ts";
import { pairPunches, punchIdsOf } from "./pair-punches.ts";
import type {
  Anomaly,
  AnomalyCode,
  ApprovedRequest,
  DayLine,
  DayResult,
  DayStatus,
  DayTotals,
  DeriveDaysInput,
  EffectivePunch,
  LineKind,
  PlannedDay,
} from "./types.ts";
import { workLines } from "./work-lines.ts";
import { rulesByDate } from "./work-rules.ts";

/** With one of these something about the day is not known. */
/** Beside `normal`, what is worked in the hours of the plan; a rest day's plan holds rest-day work. */
const IN_PLAN: readonly LineKind[] = ["break_paid", "weekend", "holiday"];
const UNKNOWN: readonly AnomalyCode[] = ["out_missing", "in_missing", "double_out"];

/**
 * The one derivation of attendance: punches, plan, calendar and approved requests → lines, anomalies, totals of each day from
 * `from` to `to`. Pure; the order of punches cannot matter; minutes are whole; hours are never invented (product 3.2, 3.5).
 * Throws RangeError when the roster lacks a date of the range.
 */
export function deriveDays(input: DeriveDaysInput): DayResult[] {
  const roster = new Map(input.roster.map((day) => [day.date, day]));
  const ruleOf = rulesByDate(input.rules);
  const { sessions, anomalies } = pairPunches(
    input.punches,
    input.roster,
    input.now,
    (date) => ruleOf(date).settings,
  );
  const sessionsOf = Map.groupBy(sessions, ({ date }) => date);
  return datesOf(input).map((date) => {
    const planned = roster.get(date);
    if (!planned) throw new RangeError(`the roster has no ${date}`);
    const near = [...(sessionsOf.get(addDays(date, -1)) ?? []), ...(sessionsOf.get(date) ?? [])];
    const frame = frameDay(planned, near, input.requests, ruleOf(date));
    return deriveDay(input, frame, anomalies.get(date) ?? [], roster);
  });
}

function deriveDay(
  input: DeriveDaysInput,
  frame: DayFrame,
  pairing: readonly Anomaly[],
  roster: ReadonlyMap<LocalDate, PlannedDay>,
): DayResult {
  const { planned, workRule } = frame;
  const breaks = breaksOf(frame);
  const work = workLines({
    frame,
    breaks: breaks.cuts,
    overtime: input.requests.filter((request) => request.kind === "overtime"),
    official: (date) => roster.get(date)?.official,
  });
  const unknown = pairing.some(({ code }) => UNKNOWN.includes(code));
  const over = isOver(frame, input.now);
  const { credits, owed } = creditsOf(frame, work, input.requests);
  const gaps = gapsOf(frame, frame.presence);
  const missed = frame.attended === frame.presence ? gaps : gapsOf(frame, frame.attended);
  const debt = over ? debtLines(frame, gaps, { owed, excused: sum(credits) }, unknown) : [];
  const lines = [...work, ...credits, ...debt];

  const late = deviationOf(frame, missed, "late");
  const early = over && !unknown ? deviationOf(frame, gaps, "early_leave") : null;
  return {
    date: planned.date,
    zone: planned.zone,
    status: statusOf(frame, input.now, pairing, credits, owed),
    planned,
    sessions: frame.sessions.map(({ in: entered, out, breaks: taken }) => ({
      in: entered,
      out,
      breaks: taken,
    })),
    lines,
    anomalies: [...pairing, ...ownAnomalies(frame, work, breaks.excessMinutes)].toSorted(
      (a, b) => a.at - b.at,
    ),
    late,
    earlyLeave: early,
    totals: totalsOf(frame, lines, late?.minutes ?? 0, early?.minutes ?? 0),
    requestIds: input.requests
      .filter((request) => touches(request, planned))
      .map(({ requestId }) => requestId),
    workRule,
  };
}

/** Approved leave and missions, and what is still due after them. */
function creditsOf(
  frame: DayFrame,
  work: readonly DayLine[],
  requests: readonly ApprovedRequest[],
): { credits: DayLine[]; owed: number } {
  const { planned, segments } = frame;
  // The week of a weekly-flexible shift is balanced as a whole; no day of it owes anything by itself.
  if (planned.weekMinutes !== null) return { credits: flexibleCredits(frame, requests), owed: 0 };
  const leave = leaveLines(frame);
  const due = dueMinutes(planned, subtract(segments, frame.leave));
  const left = Math.max(0, due - workedInPlan(work, frame));
  const mission = missionLines(frame, left);
  return { credits: [...leave, ...mission], owed: left - sum(mission) };
}

function sum(lines: readonly DayLine[]): number {
  return lines.reduce((total, { minutes }) => total + minutes, 0);
}

function workedInPlan(work: readonly DayLine[], { segments, leave }: DayFrame): number {
  const due = subtract(segments, leave);
  const inside = ({ from = 0 }: DayLine) => due.some((part) => part.from <= from && from < part.to);
  const time = work.filter(({ layer }) => layer === "time");
  return sum(
    time.filter((line) => line.kind === "normal" || (IN_PLAN.includes(line.kind) && inside(line))),
  );
}

/** Nothing can be called missing before the plan has ended and everybody is out. */
function isOver({ segments, sessions }: DayFrame, now: Instant): boolean {
  const end = segments.at(-1)?.to;
  return end !== undefined && now >= end && !sessions.some(({ state }) => state === "open");
}

function statusOf(
  frame: DayFrame,
  now: Instant,
  pairing: readonly Anomaly[],
  credits: readonly DayLine[],
  owed: number,
): DayStatus {
  const { planned, segments, sessions, presence } = frame;
  const start = segments[0]?.from;
  const end = segments.at(-1)?.to;
  if (sessions.some(({ state }) => state === "open")) return "open";
  const missing = pairing.some(({ code }) => code === "out_missing" || code === "in_missing");
  if (missing || (owed > 0 && pairing.some(({ code }) => code === "double_out")))
    return "unresolved";
  const excused = sum(credits) > 0;
  if (start === undefined || end === undefined) {
    if (presence.length + sessions.length > 0) return "complete";
    if (excused && sum(credits) === planned.expectedMinutes) return "leave";
    return planned.weekMinutes !== null && planned.expectedMinutes > 0 ? "flexible" : "day_off";
  }
  if (presence.length + sessions.length > 0) return now < end ? "open" : "complete";
  if (owed === 0 && excused) return "leave";
  if (now < start) return "upcoming";
  return now < end ? "not_started" : "absent";
}

function ownAnomalies(frame: DayFrame, work: readonly DayLine[], breakExcess: number): Anomaly[] {
  const { settings } = frame.workRule;
  const found: Anomaly[] = [];
  for (const session of frame.sessions) {
    const { in: entered, out } = session;
    const punchIds = punchIdsOf(session);
    if (out && out.at - entered.at < settings.shortSessionSeconds * 1000)
      found.push({ code: "short_session", at: entered.at, punchIds });
    if (out?.source === "system") found.push({ code: "automatic_out", at: out.at, punchIds });
    found.push(...[entered, ...(out ? [out] : [])].flatMap(punchAnomalies));
  }
  const onLeave = work.filter(({ why }) => why.rule === "worked_on_leave");
  const first = onLeave[0];
  if (first?.from !== undefined) {
    const punchIds = [...new Set(onLeave.flatMap(({ why }) => why.punchIds))];
    found.push({ code: "worked_on_leave", at: first.from, punchIds, minutes: sum(onLeave) });
  }
  const lastBreak = frame.sessions.flatMap(({ breaks }) => breaks).at(-1);
  if (breakExcess > 0 && lastBreak) {
    found.push({
      code: "break_too_long",
      at: lastBreak.start.at,
      punchIds: [lastBreak.start.id],
      minutes: breakExcess,
    });
  }
  return found;
}

function punchAnomalies({ id, at, verdict, flags }: EffectivePunch): Anomaly[] {
  const codes: AnomalyCode[] = flags
    .map(({ code }) => code)
    .filter((code) => code === "impossible_travel" || code === "replayed_point");
  if (verdict === "field") codes.push("field_punch");
  if (verdict === "review") codes.push("review_punch");
  return codes.map((code) => ({ code, at, punchIds: [id] }));
}

function totalsOf(
  frame: DayFrame,
  lines: readonly DayLine[],
  late: number,
  earlyLeave: number,
): DayTotals {
  const of: Record<LineKind, number> = { ...NOTHING };
  let [timeOnRestDays, overtimeTier1, restDaySubstituted] = [0, 0, 0];
  for (const { layer, kind, minutes, tier, why } of lines) {
    of[kind] += minutes;
    if (layer === "time" && (kind === "holiday" || kind === "weekend")) timeOnRestDays += minutes;
    if (tier === 1) overtimeTier1 += minutes;
    if (why.rule === "rest_day_substituted") restDaySubstituted += minutes;
  }
  return {
    worked: of.normal + of.overtime + timeOnRestDays + of.break_paid,
    expected: frame.planned.expectedMinutes,
    presence: totalMinutes(frame.presence),
    normal: of.normal,
    overtime: of.overtime,
    overtimeTier1,
    overtimeTier2: of.overtime - overtimeTier1,
    surplus: of.surplus,
    night: of.night,
    holiday: of.holiday,
    weekend: of.weekend,
    restDaySubstituted,
    breakPaid: of.break_paid,
    breakUnpaid: of.break_unpaid,
    leave: of.leave,
    mission: of.mission,
    deficit: of.deficit,
    deficitExcused: of.deficit_excused,
    absence: of.absence_unexplained,
    unresolved: of.unresolved,
    late,
    earlyLeave,
  };
}

const NOTHING: Readonly<Record<LineKind, number>> = {
  normal: 0,
  overtime: 0,
  surplus: 0,
  night: 0,
  holiday: 0,
  weekend: 0,
  shift_premium: 0,
  leave: 0,
  mission: 0,
  break_paid: 0,
  break_unpaid: 0,
  deficit: 0,
  deficit_excused: 0,
  absence_unexplained: 0,
  unresolved: 0,
};
