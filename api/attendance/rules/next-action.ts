import type { Instant } from "../../core/calendar/types.ts";
import { claim, windowsOf } from "./shift-windows.ts";
import type { EffectivePunch, PlannedDay } from "./types.ts";

export interface LastPunch {
  readonly direction: "in" | "out";
  readonly at: Instant;
  /** A break has begun since, and has not ended. */
  readonly onBreak?: boolean;
  /** Until when the exit is waited for where the shift of the entry lasts longer than usual (24/48). */
  readonly openUntil?: Instant;
}

/** What the buttons do next: the main one, and that of the break where the shift has one to be punched. */
export interface NextAction {
  readonly nextDirection: "in" | "out";
  /** Null: nobody who is out has a break, and in most shifts nobody punches it. */
  readonly nextBreak: "start" | "end" | null;
}

/** An entry older than this is forgotten, not open, unless its shift lasts longer, ms (ATT §8: 16 h). */
export const maxOpenMs = 16 * 60 * 60_000;

const isOpen = (last: LastPunch | null, now: Instant): last is LastPunch =>
  last !== null &&
  last.direction === "in" &&
  (now - last.at < maxOpenMs || now < (last.openUntil ?? 0));

/** What the main button does next: leave after an open entry, else come. */
export const nextDirection = (last: LastPunch | null, now: Instant): "in" | "out" =>
  isOpen(last, now) ? "out" : "in";

/** @param takesBreaks the shift has a break that is punched; one that has begun can be ended in any */
export function nextAction(last: LastPunch | null, takesBreaks: boolean, now: Instant): NextAction {
  if (!isOpen(last, now)) return { nextDirection: "in", nextBreak: null };
  const nextBreak = last.onBreak === true ? "end" : takesBreaks ? "start" : null;
  return { nextDirection: "out", nextBreak };
}

/** Until when an exit is taken for an entry of that instant by the shift it belongs to; undefined outside every shift. */
export const openUntil = (entered: Instant, roster: readonly PlannedDay[]): Instant | undefined =>
  claim(entered, windowsOf(roster), "start")?.closes;

type Said = Pick<EffectivePunch, "direction" | "at">;

/** The last entry or exit of some punches, by time, with the break after it. @param roster around an entry that may be long ago */
export function lastOf(punches: readonly Said[], roster: readonly PlannedDay[]): LastPunch | null {
  const sorted = punches.toSorted((a, b) => a.at - b.at);
  const index = sorted.findLastIndex(({ direction }) => direction === "in" || direction === "out");
  const last = sorted[index];
  if (last === undefined) return null;
  const until = last.direction === "in" ? openUntil(last.at, roster) : undefined;
  return {
    direction: last.direction === "out" ? "out" : "in",
    at: last.at,
    onBreak: sorted
      .slice(index + 1)
      .reduce((on, { direction }) => isBreakOn(direction) ?? on, false),
    ...(until === undefined ? {} : { openUntil: until }),
  };
}

function isBreakOn(direction: Said["direction"]): boolean | null {
  if (direction === "break_start") return true;
  return direction === "break_end" ? false : null;
}
