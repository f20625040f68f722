import type { CalendarDay, Country, Shift, Stretch } from "./work-plan.ts";

/** What really happened on one day of one person; minutes from local midnight of the date. */
export interface TrueDay {
  readonly day: CalendarDay;
  readonly presence: readonly Stretch[];
  /** Somebody came and nobody knows when they left. */
  readonly lostSince: number | null;
  readonly leave: readonly Stretch[];
  readonly overtime: readonly Stretch[];
}

/** The figures of a month that a wage depends on, minutes. `owed`: what was due and neither worked nor excused. */
export interface Figures {
  expected: number;
  worked: number;
  presence: number;
  normal: number;
  overtime: number;
  surplus: number;
  night: number;
  holiday: number;
  weekend: number;
  unpaidBreak: number;
  leave: number;
  owed: number;
  absence: number;
  unresolved: number;
  late: number;
}

export const noFigures = (): Figures => ({
  expected: 0,
  worked: 0,
  presence: 0,
  normal: 0,
  overtime: 0,
  surplus: 0,
  night: 0,
  holiday: 0,
  weekend: 0,
  unpaidBreak: 0,
  leave: 0,
  owed: 0,
  absence: 0,
  unresolved: 0,
  late: 0,
});

const dayMinutes = 1440;
/** A day's minutes begin three hours early and end when the longest shift and who stays on are gone. */
const early = 180;
const length = early + 36 * 60;

type Minutes = readonly boolean[];

const minutesOf = (stretches: readonly Stretch[]): Minutes =>
  Array.from({ length }, (_, index) =>
    stretches.some(({ from, to }) => from <= index - early && index - early < to),
  );
const count = (minutes: Minutes): number => minutes.filter(Boolean).length;
const both = (a: Minutes, b: Minutes): Minutes => a.map((set, index) => set && b[index] === true);
const without = (a: Minutes, b: Minutes): Minutes =>
  a.map((set, index) => set && b[index] !== true);

/**
 * The second calculation: minute by minute, slow and without cleverness. It is given what happened, not the punches, so it
 * shares nothing with the product but the rules of the shift.
 */
export function reckon(
  country: Country,
  shift: Shift,
  { day, presence, lostSince, leave, overtime }: TrueDay,
  tomorrow: CalendarDay,
): Figures {
  const agreed = shift.segmentsOn(day);
  const came = presence.map(({ from }) => from).concat(lostSince ?? []);
  const segments = floated(shift, agreed, presence, lostSince);
  const plan = minutesOf(segments);
  const here = minutesOf(presence);
  const excused = both(plan, minutesOf(leave));
  const due = without(plan, excused);
  const expected = net(shift, count(minutesOf(agreed)));

  const pause = lunchOf(shift, plan, due, excused, here);
  const working = without(here, pause);
  const inPlan = both(working, due);
  const normal = firstOf(inPlan, net(shift, count(due)));
  const beyond = without(without(working, normal), excused);
  const isPlanned = agreed.length > 0;
  const allowed = both(beyond, minutesOf(overtime));

  const counted = isPlanned ? union(normal, allowed) : working;
  const { night, holiday, weekend } = premiums(country, counted, isPlanned, day, tomorrow);
  const owed = net(shift, count(due)) - count(normal);
  const isAway = came.length === 0;
  return {
    expected,
    worked: count(counted),
    presence: count(here),
    normal: isPlanned ? count(normal) : 0,
    overtime: isPlanned ? count(allowed) : 0,
    surplus: isPlanned ? count(beyond) - count(allowed) + count(both(working, excused)) : 0,
    night,
    holiday,
    weekend,
    unpaidBreak: count(pause),
    leave: expected - net(shift, count(due)),
    owed: lostSince === null && !isAway ? owed : 0,
    absence: lostSince === null && isAway ? owed : 0,
    unresolved: lostSince === null ? 0 : owed,
    late: lateness(segments, due, came, presence),
  };
}

const union = (a: Minutes, b: Minutes): Minutes => a.map((set, index) => set || b[index] === true);

/** What a plan of so many minutes is worth without its lunch. */
function net({ lunch }: Shift, minutes: number): number {
  if (lunch === null) return minutes;
  return minutes - Math.min(lunch.minutes, Math.max(0, minutes - lunch.after));
}

/** Who comes later within the float goes later. */
function floated(
  { float }: Shift,
  agreed: readonly Stretch[],
  presence: readonly Stretch[],
  lostSince: number | null,
): readonly Stretch[] {
  const [only] = agreed;
  if (float === 0 || only === undefined) return agreed;
  const first = presence.find(({ to }) => to > only.from)?.from ?? lostSince;
  const moved = first === null ? 0 : Math.min(float, Math.max(0, first - only.from));
  return [{ from: only.from + moved, to: only.to + moved }];
}

/** Lunch that nobody took by themselves is taken off after the first hours of presence. */
function lunchOf(
  { lunch }: Shift,
  plan: Minutes,
  due: Minutes,
  excused: Minutes,
  here: Minutes,
): Minutes {
  const none = minutesOf([]);
  if (lunch === null) return none;
  const isPlanned = count(plan) > 0;
  const inside = isPlanned ? both(here, plan) : here;
  const present = without(inside, excused);
  const first = inside.indexOf(true);
  const last = inside.lastIndexOf(true);
  const should = isPlanned ? due : inside.map((_, index) => first <= index && index <= last);
  const gaps = should.filter(
    (set, index) => set && first < index && index < last && inside[index] !== true,
  );
  const owed = Math.min(lunch.minutes, Math.max(0, count(present) - lunch.after));
  const extra = Math.max(0, owed - gaps.length);
  let seen = 0;
  const skip = Math.max(0, Math.min(lunch.after, count(present) - extra));
  return present.map((set) => {
    if (!set) return false;
    seen += 1;
    return seen > skip && seen <= skip + extra;
  });
}

function firstOf(minutes: Minutes, most: number): Minutes {
  let seen = 0;
  return minutes.map((set) => {
    if (!set) return false;
    seen += 1;
    return seen <= most;
  });
}

function premiums(
  country: Country,
  counted: Minutes,
  isPlanned: boolean,
  day: CalendarDay,
  tomorrow: CalendarDay,
) {
  let [night, holiday, weekend] = [0, 0, 0];
  counted.forEach((set, index) => {
    if (!set) return;
    const minute = index - early;
    const clock = ((minute % dayMinutes) + dayMinutes) % dayMinutes;
    if (clock >= 22 * 60 || clock < 6 * 60) night += 1;
    const on = isPlanned && minute >= dayMinutes ? tomorrow : day;
    if (on.isHoliday) holiday += 1;
    // Only Iranian law gives something for a planned Friday; unplanned work on a day of rest counts in both countries.
    else if (!isPlanned || (country === "ir" && on.isWeekend)) weekend += 1;
  });
  return { night, holiday, weekend };
}

/** More than ten minutes late is late by all of them, in each part of a split shift. */
function lateness(
  segments: readonly Stretch[],
  due: Minutes,
  came: readonly number[],
  presence: readonly Stretch[],
): number {
  return segments.reduce((sum, { from, to }) => {
    const arrivals = [
      ...presence.filter((one) => one.from < to && one.to > from).map((one) => one.from),
      ...came.filter((minute) => !presence.some((one) => one.from === minute) && minute < to),
    ];
    if (arrivals.length === 0) return sum;
    const first = Math.max(from, Math.min(...arrivals));
    const missed = due.filter(
      (set, index) => set && from <= index - early && index - early < first,
    );
    return missed.length > 10 ? sum + missed.length : sum;
  }, 0);
}
