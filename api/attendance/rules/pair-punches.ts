import { localDateOf } from "../../core/calendar/zone.ts";
import type { Instant, LocalDate } from "../../core/calendar/types.ts";
import { comparePunches } from "./effective-punches.ts";
import type {
  Anomaly,
  AnomalyCode,
  EffectivePunch,
  PlannedDay,
  PunchedBreak,
  Session,
} from "./types.ts";

const MS_PER_MINUTE = 60_000;

/** `open`: still in. `missing`: the OUT never came. */
export type SessionState = "closed" | "open" | "missing";

export interface PairedSession extends Session {
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

interface OpenSession {
  in: EffectivePunch;
  date: LocalDate;
  rostered: boolean;
  /** Until here the person counts as being in. */
  deadline: Instant;
  breaks: PunchedBreak[];
  breakStart: EffectivePunch | null;
}

interface PlanWindow {
  day: PlannedDay;
  start: Instant;
  end: Instant;
  opens: Instant;
  closes: Instant;
}

function windowsOf(roster: readonly PlannedDay[]): PlanWindow[] {
  return roster.flatMap((day) => {
    const first = day.segments[0];
    const last = day.segments.at(-1);
    if (!first || !last || !day.rules) return [];
    return {
      day,
      start: first.start,
      end: last.end,
      opens: first.start - day.rules.earlyWindowMinutes * MS_PER_MINUTE,
      closes: last.end + day.rules.lateWindowMinutes * MS_PER_MINUTE,
    };
  });
}

/** The shift a punch belongs to: of the windows that hold it the one whose start (or end) is nearest. */
function claim(
  at: Instant,
  windows: readonly PlanWindow[],
  edge: "start" | "end",
): PlanWindow | null {
  let best: PlanWindow | null = null;
  for (const window of windows) {
    if (at < window.opens || at > window.closes) continue;
    if (!best || Math.abs(at - window[edge]) < Math.abs(at - best[edge])) best = window;
  }
  return best;
}

/**
 * Pairs each IN with its OUT. An IN while in is kept as the first one and flagged (B5); an IN of another day ends the old one as
 * `out_missing` (B1); an OUT pairs for at most `maxOpenMinutes`; undirected punches alternate (A16). Any order in, same result (A12).
 */
export function pairPunches(
  punches: readonly EffectivePunch[],
  roster: readonly PlannedDay[],
  now: Instant,
  maxOpenMinutes: number,
): Pairing {
  const windows = windowsOf(roster);
  const maxOpen = maxOpenMinutes * MS_PER_MINUTE;
  const sessions: PairedSession[] = [];
  const anomalies = new Map<LocalDate, Anomaly[]>();
  let open: OpenSession | null = null;

  function report(date: LocalDate, code: AnomalyCode, at: Instant, ...of: EffectivePunch[]): void {
    const list = anomalies.get(date) ?? [];
    list.push({ code, at, punchIds: of.map((punch) => punch.id) });
    anomalies.set(date, list);
  }

  function begin(punch: EffectivePunch): OpenSession {
    const window = claim(punch.at, windows, "start");
    const lateWindow = (window?.day.rules?.lateWindowMinutes ?? 0) * MS_PER_MINUTE;
    return {
      in: punch,
      date: window ? window.day.date : localDateOf(punch.at, punch.zone),
      rostered: window !== null,
      deadline: window ? Math.max(window.closes, punch.at + lateWindow) : punch.at + maxOpen,
      breaks: [],
      breakStart: null,
    };
  }

  function close(session: OpenSession, out: EffectivePunch | null, state: SessionState): void {
    const { date, rostered, breaks, breakStart } = session;
    if (breakStart) breaks.push({ start: breakStart, end: null });
    sessions.push({ in: session.in, out, breaks, date, rostered, state });
    if (state === "missing") report(date, "out_missing", session.in.at, session.in);
  }

  function enter(punch: EffectivePunch): void {
    const next = begin(punch);
    if (open && open.date === next.date && punch.at <= open.deadline) {
      report(open.date, "double_in", punch.at, open.in, punch);
      return;
    }
    if (open) close(open, null, "missing");
    open = next;
  }

  function leave(punch: EffectivePunch): void {
    if (open && punch.at - open.in.at <= maxOpen) {
      if (punch.at > open.deadline) report(open.date, "out_after_window", punch.at, open.in, punch);
      close(open, punch, "closed");
      open = null;
      return;
    }
    if (open) close(open, null, "missing");
    open = null;
    const date = claim(punch.at, windows, "end")?.day.date ?? localDateOf(punch.at, punch.zone);
    const before = sessions.findLast(
      (session) => session.date === date && session.state === "closed",
    );
    if (before?.out) report(date, "double_out", punch.at, before.out, punch);
    else report(date, "in_missing", punch.at, punch);
  }

  function pause(punch: EffectivePunch): void {
    if (open && !open.breakStart && punch.at - open.in.at <= maxOpen) open.breakStart = punch;
    else
      report(open?.date ?? localDateOf(punch.at, punch.zone), "break_unmatched", punch.at, punch);
  }

  function resume(punch: EffectivePunch): void {
    if (open?.breakStart && punch.at - open.in.at <= maxOpen) {
      open.breaks.push({ start: open.breakStart, end: punch });
      open.breakStart = null;
    } else
      report(open?.date ?? localDateOf(punch.at, punch.zone), "break_unmatched", punch.at, punch);
  }

  /** An undirected punch ends the open session unless it opens the next shift. */
  function closesOpen(punch: EffectivePunch): boolean {
    if (!open || punch.at - open.in.at > maxOpen) return false;
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
  if (last) close(last, null, now < last.deadline ? "open" : "missing");
  return { sessions, anomalies };
}
