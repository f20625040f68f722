import { localDateOf } from "../../core/calendar/zone.ts";
import type { Instant, LocalDate } from "../../core/calendar/types.ts";
import { comparePunches } from "./effective-punches.ts";
import { floorToMinute } from "./intervals.ts";
import { countedAt } from "./rounding.ts";
import { claim, type PlanWindow, windowsOf } from "./shift-windows.ts";
import type {
  Anomaly,
  AnomalyCode,
  DaySettings,
  EffectivePunch,
  PlannedDay,
  PunchedBreak,
  Rounding,
  Session,
} from "./types.ts";

const MS_PER_MINUTE = 60_000;

/** `open`: still in. `missing`: the OUT never came. */
export type SessionState = "closed" | "open" | "missing";

export interface PairedSession extends Session {
  /** The minutes that count, rounded by the rules of the day (ATT D7); `to` is null without an OUT. */
  from: Instant;
  to: Instant | null;
  rounding: Rounding;
  /** The day the session belongs to: of the shift whose window holds the IN, else the IN's local date. */
  date: LocalDate;
  /** True when a shift's window claims it whole, over midnight too; else it is cut at midnight. */
  rostered: boolean;
  state: SessionState;
}

export interface Pairing {
  sessions: readonly PairedSession[];
  anomalies: ReadonlyMap<LocalDate, readonly Anomaly[]>;
}

/** The settings that pairing needs, by the date of the session. */
export type PairRules = Pick<DaySettings, "maxOpenMinutes" | "autoOutAfterMinutes" | "rounding">;

interface OpenSession {
  in: EffectivePunch;
  date: LocalDate;
  window: PlanWindow | null;
  rules: PairRules;
  /** Until here the person counts as being in. */
  deadline: Instant;
  /** Until here an OUT is taken for this IN: a shift may be longer than `maxOpenMinutes` (24/48). */
  limit: Instant;
  breaks: PunchedBreak[];
  breakStart: EffectivePunch | null;
}

/** What ends a session: its OUT, the next IN, or nothing yet. */
interface Ending {
  given?: EffectivePunch;
  again?: Instant;
  stillIn?: boolean;
}

/**
 * A missing OUT at the end of the plan, when the rules set one and it is this late; never after it, so never overtime (B6).
 * None for somebody who came in again before that: when they had left nobody knows.
 */
function automaticOut(
  session: OpenSession,
  now: Instant,
  again: Instant | undefined,
): EffectivePunch | null {
  const { window, rules, in: entered } = session;
  if (!window || rules.autoOutAfterMinutes === null) return null;
  const due = window.segments.find(({ end }) => end > entered.at);
  if (!due || now < due.end + rules.autoOutAfterMinutes * MS_PER_MINUTE) return null;
  const float = window.segments.length === 1 ? window.rules.floatMinutes : 0;
  const late = Math.max(0, floorToMinute(entered.at) - due.start);
  const at = due.end + Math.min(late, float * MS_PER_MINUTE);
  if (again !== undefined && again < at) return null;
  return {
    ...entered,
    id: `${AUTOMATIC}${entered.id}`,
    at,
    receivedAt: at,
    direction: "out",
    source: "system",
    verdict: "not_asked",
    flags: [],
    bracketed: false,
    originalId: `${AUTOMATIC}${entered.id}`,
  };
}

const AUTOMATIC = "automatic:";

/** Ids of the stored punches of a session: an automatic OUT is none. */
export function punchIdsOf({ in: entered, out }: Session): string[] {
  return out && !out.id.startsWith(AUTOMATIC) ? [entered.id, out.id] : [entered.id];
}

/**
 * Pairs each IN with its OUT. An IN while in is kept as the first one and flagged (B5); an IN of another day ends the old one as
 * `out_missing` (B1); an OUT pairs for at most `maxOpenMinutes`, or the window of a longer shift; undirected punches alternate
 * (A16). Any order in, same result (A12).
 */
export function pairPunches(
  punches: readonly EffectivePunch[],
  roster: readonly PlannedDay[],
  now: Instant,
  rulesOf: (date: LocalDate) => PairRules,
): Pairing {
  const windows = windowsOf(roster);
  const sessions: PairedSession[] = [];
  const anomalies = new Map<LocalDate, Anomaly[]>();
  let open: OpenSession | null = null;

  function report(date: LocalDate, code: AnomalyCode, at: Instant, ...of: EffectivePunch[]): void {
    const list = anomalies.get(date) ?? [];
    const stored = of.filter(({ id }) => !id.startsWith(AUTOMATIC));
    list.push({ code, at, punchIds: stored.map(({ id }) => id) });
    anomalies.set(date, list);
  }

  function begin(punch: EffectivePunch): OpenSession {
    const window = claim(punch.at, windows, "start");
    const lateWindow = (window?.rules.lateWindowMinutes ?? 0) * MS_PER_MINUTE;
    const date = window ? window.date : localDateOf(punch.at, punch.zone);
    const rules = rulesOf(date);
    const longest = punch.at + rules.maxOpenMinutes * MS_PER_MINUTE;
    return {
      in: punch,
      date,
      window,
      rules,
      deadline: window ? Math.max(window.closes, punch.at + lateWindow) : longest,
      limit: window ? Math.max(window.closes, longest) : longest,
      breaks: [],
      breakStart: null,
    };
  }

  function close(session: OpenSession, { given, again, stillIn }: Ending = {}): void {
    const { date, window, rules, breaks, breakStart } = session;
    const out = given ?? automaticOut(session, now, again);
    const { rounding } = rules;
    if (breakStart) breaks.push({ start: breakStart, end: null });
    sessions.push({
      in: session.in,
      out,
      breaks,
      date,
      from: countedAt(session.in, rounding),
      to: out && countedAt(out, rounding),
      rounding,
      rostered: window !== null,
      state: out ? "closed" : stillIn ? "open" : "missing",
    });
    if (!out && !stillIn) report(date, "out_missing", session.in.at, session.in);
  }

  function enter(punch: EffectivePunch): void {
    const next = begin(punch);
    if (open && open.date === next.date && punch.at <= open.deadline) {
      report(open.date, "double_in", punch.at, open.in, punch);
      return;
    }
    if (open) close(open, { again: punch.at });
    open = next;
  }

  function leave(punch: EffectivePunch): void {
    if (open && punch.at <= open.limit) {
      if (punch.at > open.deadline) report(open.date, "out_after_window", punch.at, open.in, punch);
      close(open, { given: punch });
      open = null;
      return;
    }
    if (open) close(open);
    open = null;
    const date = claim(punch.at, windows, "end")?.date ?? localDateOf(punch.at, punch.zone);
    const before = sessions.findLast((session) => session.date === date);
    if (before?.out) report(date, "double_out", punch.at, before.out, punch);
    else report(date, "in_missing", punch.at, punch);
  }

  function pause(punch: EffectivePunch): void {
    if (open && !open.breakStart && punch.at <= open.limit) open.breakStart = punch;
    else
      report(open?.date ?? localDateOf(punch.at, punch.zone), "break_unmatched", punch.at, punch);
  }

  function resume(punch: EffectivePunch): void {
    if (open?.breakStart && punch.at <= open.limit) {
      open.breaks.push({ start: open.breakStart, end: punch });
      open.breakStart = null;
    } else
      report(open?.date ?? localDateOf(punch.at, punch.zone), "break_unmatched", punch.at, punch);
  }

  /** An undirected punch ends the open session unless it opens the next shift. */
  function closesOpen(punch: EffectivePunch): boolean {
    if (!open || punch.at > open.limit) return false;
    return punch.at <= open.deadline || begin(punch).date === open.date;
  }

  for (const punch of punches.toSorted(comparePunches)) {
    if (punch.direction === "in") enter(punch);
    else if (punch.direction === "out") leave(punch);
    else if (punch.direction === "break_start") pause(punch);
    else if (punch.direction === "break_end") resume(punch);
    else if (closesOpen(punch)) leave(punch);
    else enter(punch);
  }
  const last = open as OpenSession | null;
  if (last) close(last, { stillIn: now < last.deadline });
  return { sessions, anomalies };
}
