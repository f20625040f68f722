import type { TrueDay } from "./second-calculation.ts";
import { type CalendarDay, type Country, daysOf, type Shift, type Stretch } from "./work-plan.ts";

/** A message of somebody who clocks in or out; instants in ms. */
export interface SentPunch {
  readonly at: number;
  /** When it reaches the product: later after an outage. */
  readonly arrivesAt: number;
  readonly label: "in" | "out";
  /** How often the same update is delivered. */
  readonly times: number;
}

/** A punch that a manager enters afterwards. */
export interface Correction {
  readonly date: string;
  readonly minute: number;
}

export interface Absence {
  readonly kind: "leave" | "overtime";
  readonly date: string;
  /** Nothing: the whole day. */
  readonly span: Stretch | null;
}

/** Three months of one person: what happened, and what the product gets to know of it. */
export interface Story {
  readonly shift: Shift;
  readonly days: readonly TrueDay[];
  readonly punches: readonly SentPunch[];
  readonly corrections: readonly Correction[];
  readonly absences: readonly Absence[];
}

/** A small generator with a seed, so that a story can be told again (mulberry32). */
function dice(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    chance: (percent: number) => next() * 100 < percent,
    /** Whole numbers from `least` to `most`. */
    between: (least: number, most: number) => least + Math.floor(next() * (most - least + 1)),
  };
}
type Dice = ReturnType<typeof dice>;

const minute = 60_000;
const day = 1440;
const isSplit = (segments: readonly Stretch[]) => segments.length > 1;
const isLong = (segments: readonly Stretch[]) => segments.some(({ from, to }) => to - from > 720);

interface Told {
  readonly truth: TrueDay;
  readonly correction?: Correction;
  readonly absences: readonly Absence[];
}

/** @param offset of the zone, minutes east of Greenwich */
export function tellStory(
  country: Country,
  shift: Shift,
  offset: number,
  { seed }: { readonly seed: number },
): Story {
  const luck = dice(seed);
  const told = daysOf(country)
    .slice(0, -1)
    .map((date) => tellDay(luck, shift, date));
  return {
    shift,
    days: told.map(({ truth }) => truth),
    corrections: told.flatMap(({ correction }) => correction ?? []),
    absences: told.flatMap(({ absences }) => absences),
    punches: told.flatMap(({ truth, correction }) => sent(luck, truth, correction, offset)),
  };
}

function tellDay(luck: Dice, shift: Shift, date: CalendarDay): Told {
  const segments = shift.segmentsOn(date);
  const blank = { day: date, presence: [], lostSince: null, leave: [], overtime: [] };
  const [first] = segments;
  const last = segments.at(-1);
  if (first === undefined || last === undefined) {
    const mayCome = shift.name !== "night" && !shift.name.startsWith("guard");
    if (!mayCome || !luck.chance(2)) return { truth: blank, absences: [] };
    const from = luck.between(600, 660);
    const presence = [{ from, to: from + luck.between(120, 330) }];
    return { truth: { ...blank, presence }, absences: [] };
  }
  if (luck.chance(3)) return { truth: blank, absences: [] };
  if (luck.chance(3)) {
    const whole = { kind: "leave", date: date.date, span: null } as const;
    return { truth: { ...blank, leave: segments }, absences: [whole] };
  }
  const simple = shift.float === 0 && !isSplit(segments) && !isLong(segments) && last.to <= day;
  if (simple && luck.chance(5)) return hoursOff(luck, date, first);
  const presence = segments.map((segment) => attended(luck, segment));
  if (simple && luck.chance(12))
    return { truth: { ...blank, presence: withLunch(luck, presence) }, absences: [] };
  if (!isSplit(segments) && !isLong(segments) && luck.chance(5)) return lost(luck, blank, presence);
  return stayed(luck, { ...blank, presence }, last);
}

const attended = (luck: Dice, { from, to }: Stretch): Stretch => ({
  from: from + arrival(luck),
  to: to + departure(luck),
});

function arrival(luck: Dice): number {
  if (luck.chance(70)) return luck.between(-15, 10);
  return luck.chance(65) ? luck.between(11, 50) : luck.between(-59, -16);
}

function departure(luck: Dice): number {
  if (luck.chance(70)) return luck.between(-10, 15);
  return luck.chance(50) ? luck.between(-70, -11) : luck.between(16, 110);
}

function withLunch(luck: Dice, [whole]: readonly Stretch[]): Stretch[] {
  if (whole === undefined) return [];
  const out = luck.between(720, 760);
  const back = out + luck.between(15, 75);
  return [
    { from: whole.from, to: out },
    { from: back, to: whole.to },
  ];
}

/** Some hours of leave at the start or in the middle of the day, kept to the minute or not. */
function hoursOff(luck: Dice, date: CalendarDay, segment: Stretch): Told {
  const size = luck.between(4, 12) * 15;
  const starts = luck.chance(50);
  const from = starts ? segment.from : segment.from + luck.between(8, 14) * 15;
  const span = { from, to: from + size };
  const to = segment.to + departure(luck);
  const back = span.to + luck.between(-12, 14);
  const presence = starts
    ? [{ from: back, to }]
    : [
        { from: segment.from + arrival(luck), to: span.from + luck.between(-9, 12) },
        { from: back, to },
      ];
  return {
    truth: { day: date, presence, lostSince: null, leave: [span], overtime: [] },
    absences: [{ kind: "leave", date: date.date, span }],
  };
}

/** Nobody knows when they left, until a manager enters it, or never. */
function lost(luck: Dice, blank: TrueDay, [whole]: readonly Stretch[]): Told {
  if (whole === undefined) return { truth: blank, absences: [] };
  if (!luck.chance(50)) return { truth: { ...blank, lostSince: whole.from }, absences: [] };
  return {
    truth: { ...blank, presence: [whole] },
    correction: { date: blank.day.date, minute: whole.to },
    absences: [],
  };
}

function stayed(luck: Dice, truth: TrueDay, { to }: Stretch): Told {
  const until = truth.presence.at(-1)?.to ?? to;
  if (until - to < 16 || to > day || !luck.chance(50)) return { truth, absences: [] };
  const span = { from: to, to: Math.min(day, to + luck.between(1, 24) * 5) };
  return {
    truth: { ...truth, overtime: [span] },
    absences: [{ kind: "overtime", date: truth.day.date, span }],
  };
}

/** What the bot receives: seconds are anybody's, some taps come twice, some messages wait for hours. */
function sent(
  luck: Dice,
  { day: date, presence, lostSince }: TrueDay,
  correction: Correction | undefined,
  offset: number,
): SentPunch[] {
  const midnight = date.number * day * minute - offset * minute;
  const tap = (label: SentPunch["label"], at: number): SentPunch[] => {
    const waits = luck.chance(5) ? luck.between(10, 1200) * minute : luck.between(0, 2000);
    const times = luck.chance(8) ? luck.between(2, 3) : 1;
    const first = { label, at, arrivesAt: at + waits, times };
    if (!luck.chance(3)) return [first];
    const again = at + luck.between(3, 55) * 1000;
    return [first, { label, at: again, arrivesAt: again + luck.between(0, 3000), times: 1 }];
  };
  const instant = (of: number) => midnight + of * minute + luck.between(0, 59) * 1000;
  const ins = presence.map(({ from }) => from).concat(lostSince ?? []);
  const outs = correction === undefined ? presence.map(({ to }) => to) : [];
  return [
    ...ins.flatMap((of) => tap("in", instant(of))),
    ...outs.flatMap((of) => tap("out", instant(of))),
  ];
}
