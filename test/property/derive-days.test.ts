import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { effectivePunches } from "../../api/attendance/rules/effective-punches.ts";
import type {
  ApprovedRequest,
  BreakRule,
  DayResult,
  DaySettings,
  EffectivePunch,
  PunchRow,
  RosterException,
  ShiftRules,
  ShiftSegment,
} from "../../api/attendance/rules/types.ts";
import { addDays } from "../../api/core/calendar/local-date.ts";
import { leaveCost } from "../../api/requests/rules/leave-cost.ts";
import type { RequestSpan } from "../../api/requests/rules/types.ts";
import { workday } from "../unit/attendance/workday.ts";

const from = "2026-11-14";
const to = "2026-11-18";
const minutesInRange = 5 * 1440;

const breakRules = fc.oneof(
  fc.constant<BreakRule[]>([]),
  fc
    .record({
      minutes: fc.integer({ min: 10, max: 90 }),
      afterMinutes: fc.integer({ min: 60, max: 360 }),
    })
    .map(({ minutes, afterMinutes }): BreakRule[] => [
      { mode: "auto_deduct", paid: false, minutes, afterMinutes },
    ]),
  fc
    .integer({ min: 30, max: 60 })
    .map((minutes): BreakRule[] => [
      { mode: "window", paid: false, startMinute: 660, endMinute: 660 + minutes },
    ]),
);

const shifts: fc.Arbitrary<ShiftSegment[]> = fc.oneof(
  fc
    .record({
      start: fc.integer({ min: 300, max: 1320 }),
      length: fc.integer({ min: 60, max: 600 }),
    })
    .map(({ start, length }): ShiftSegment[] => [
      { startMinute: start, endMinute: start + length },
    ]),
  fc.constant<ShiftSegment[]>([{ startMinute: 1320, endMinute: 1800 }]),
  fc.constant<ShiftSegment[]>([
    { startMinute: 480, endMinute: 720 },
    { startMinute: 900, endMinute: 1140 },
  ]),
);

const rules: fc.Arbitrary<Partial<ShiftRules>> = fc.record({
  breaks: breakRules,
  graceLateMinutes: fc.integer({ min: 0, max: 20 }),
  lateMode: fc.constantFrom("whole", "excess"),
  floatMinutes: fc.constantFrom(0, 0, 30),
  overtimeAfter: fc.constantFrom("approval", "automatic", "never"),
  overtimeBufferMinutes: fc.constantFrom(0, 0, 20),
});

const settings: fc.Arbitrary<Partial<DaySettings>> = fc.record({
  rounding: fc.record({
    minutes: fc.constantFrom(1, 1, 5, 15, 30),
    mode: fc.constantFrom("nearest", "up", "down"),
  }),
  overtimeTiers: fc.constantFrom([], [30], [120]),
  restDayWork: fc.constantFrom("automatic", "approval", "never"),
  markWeekend: fc.boolean(),
  nightFromMinute: fc.constantFrom(1320, 1200, 0),
});

/** What the roster says instead of the plan on one of the days. */
const exceptions: fc.Arbitrary<RosterException[]> = fc.option(
  fc
    .record({
      day: fc.integer({ min: 0, max: 4 }),
      segments: fc.constantFrom<ShiftSegment[]>(
        [],
        [{ startMinute: 600, endMinute: 900 }],
        [
          { startMinute: 300, endMinute: 480 },
          { startMinute: 900, endMinute: 1500 },
        ],
        [{ startMinute: 480, endMinute: 1920 }],
      ),
      source: fc.constantFrom("exception", "rota", "copy", "swap"),
    })
    .map(({ day, segments, source }): RosterException[] => [
      {
        id: "x",
        date: addDays(from, day),
        segments,
        source,
        shiftId: null,
        substituteFor: day === 4 ? from : null,
      },
    ]),
  { nil: [] },
);

const cases = fc
  .record({
    daily: shifts,
    rules,
    profile: fc.constantFrom("ir" as const, "ru" as const),
    unassigned: fc.constantFrom(false, false, false, true),
    settings,
    exceptions,
  })
  .map((options) => workday(options.profile, options));

const directions = fc.constantFrom(
  "in",
  "in",
  "out",
  "out",
  "undirected",
  "break_start",
  "break_end",
);
const moments = fc.array(
  fc.tuple(fc.integer({ min: 0, max: minutesInRange * 60 - 1 }), directions),
  { maxLength: 14 },
);

type Case = ReturnType<typeof workday>;

function punchesOf(
  of: Case,
  given: readonly (readonly [number, EffectivePunch["direction"]])[],
): EffectivePunch[] {
  const start = of.at(`${from} 00:00`);
  return given.map(([seconds, direction], index) =>
    of.punch(`${from} 00:00 ${direction}`, { id: `p${index}`, at: start + seconds * 1000 }),
  );
}

const leaves = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 4 }),
    unit: fc.constantFrom("day", "half", "hour", "mission"),
    start: fc.integer({ min: 0, max: 1400 }),
    length: fc.integer({ min: 10, max: 400 }),
  }),
  { maxLength: 2 },
);

function requestsOf(
  of: Case,
  given: { day: number; unit: string; start: number; length: number }[],
): ApprovedRequest[] {
  return given.map(({ day, unit, start, length }, index) => {
    const date = addDays(from, day);
    const base = { requestId: `r${index}`, leaveType: "annual" };
    if (unit === "day") return { ...base, kind: "leave", unit: "day", from: date, to: date };
    if (unit === "half")
      return {
        ...base,
        kind: "leave",
        unit: "half_day",
        date,
        part: start % 2 === 0 ? "first" : "second",
        minutes: 220,
      };
    const midnight = of.at(`${date} 00:00`);
    return {
      ...base,
      kind: unit === "mission" ? "mission" : "leave",
      unit: "hour",
      from: midnight + start * 60_000,
      to: midnight + (start + length) * 60_000,
    };
  });
}

const sum = (results: readonly DayResult[], of: (result: DayResult) => number) =>
  results.reduce((total, result) => total + of(result), 0);
const linesAndTotals = (results: readonly DayResult[]) =>
  JSON.stringify(results.map(({ lines, totals }) => [lines, totals]));
const linesSum = (result: DayResult, layers: readonly string[]) =>
  result.lines
    .filter(({ layer }) => layers.includes(layer))
    .reduce((total, { minutes }) => total + minutes, 0);

/** A rest day that was planned is worked in its plan like any other, only by another name. */
const restDayInPlan = ({ planned, lines, totals }: DayResult) =>
  totals.breakPaid +
  lines
    .filter(({ layer, kind }) => layer === "time" && (kind === "weekend" || kind === "holiday"))
    .filter(({ from: start = 0 }) =>
      planned.segments.some((segment) => segment.start <= start && start < segment.end),
    )
    .reduce((total, { minutes }) => total + minutes, 0);

describe("derived days", () => {
  it("do not depend on the order of arrival (ATT A12)", () => {
    fc.assert(
      fc.property(
        cases,
        moments.chain((given) =>
          fc.tuple(
            fc.constant(given),
            fc.shuffledSubarray(
              given.map((_, index) => index),
              { minLength: given.length },
            ),
          ),
        ),
        (of, [given, order]) => {
          const punches = punchesOf(of, given);
          const shuffled = order.map((index) => punches[index]!);
          expect(of.days({ from, to }, shuffled)).toEqual(of.days({ from, to }, punches));
        },
      ),
    );
  });

  it("do not change when rows are delivered again (ATT A1, A2)", () => {
    fc.assert(
      fc.property(cases, moments, (of, given) => {
        const rows = punchesOf(of, given).map(
          ({ bracketed: _bracketed, originalId: _originalId, ...punch }): PunchRow => ({
            ...punch,
            action: "record",
            supersedesId: null,
          }),
        );
        const once = of.days({ from, to }, effectivePunches(rows));
        expect(of.days({ from, to }, effectivePunches([...rows, ...rows]))).toEqual(once);
      }),
    );
  });

  it("put every minute of presence in exactly one line (ATT H14)", () => {
    fc.assert(
      fc.property(cases, moments, leaves, (of, given, away) => {
        const results = of.days({ from, to }, punchesOf(of, given), {
          requests: requestsOf(of, away),
        });
        for (const result of results) {
          const time = result.lines.filter(({ layer }) => layer === "time");
          expect(linesSum(result, ["time"])).toBe(result.totals.presence);
          const inOrder = time.toSorted((a, b) => a.from! - b.from!);
          for (const [index, line] of inOrder.entries()) {
            expect(line.from! >= (inOrder[index - 1]?.to ?? 0)).toBe(true);
            expect(line.to! - line.from!).toBe(line.minutes * 60_000);
          }
        }
      }),
    );
  });

  it("account for every planned minute once the day is over", () => {
    fc.assert(
      fc.property(cases, moments, leaves, (of, given, away) => {
        const results = of.days({ from, to }, punchesOf(of, given), {
          requests: requestsOf(of, away),
        });
        for (const result of results.filter(({ planned }) => planned.segments.length > 0)) {
          const { normal, expected } = result.totals;
          const inPlan = result.planned.restDay ? restDayInPlan(result) : normal;
          expect(inPlan + linesSum(result, ["credit", "debt"])).toBe(expected);
        }
      }),
    );
  });

  it("hold whole minutes, none negative, nothing counted twice", () => {
    fc.assert(
      fc.property(
        cases,
        moments,
        leaves,
        fc.integer({ min: 0, max: minutesInRange }),
        (of, given, away, minute) => {
          const now = `${addDays(from, Math.floor(minute / 1440))} ${Math.floor((minute % 1440) / 60)}:${minute % 60}`;
          const results = of.days({ from, to }, punchesOf(of, given), {
            requests: requestsOf(of, away),
            now,
          });
          for (const { lines, totals } of results) {
            expect(lines.every(({ minutes }) => Number.isInteger(minutes) && minutes > 0)).toBe(
              true,
            );
            expect(
              Object.values(totals).every((value) => Number.isInteger(value) && value >= 0),
            ).toBe(true);
            expect(totals.worked).toBeLessThanOrEqual(totals.presence);
            expect(totals.night).toBeLessThanOrEqual(totals.worked);
            expect(totals.normal).toBeLessThanOrEqual(Math.max(totals.expected, totals.presence));
            expect(totals.normal + totals.leave + totals.mission).toBeLessThanOrEqual(
              Math.max(totals.expected, totals.normal),
            );
          }
        },
      ),
    );
  });

  it("never count a session without its OUT (ATT B1)", () => {
    fc.assert(
      fc.property(
        cases,
        fc.array(fc.integer({ min: 0, max: minutesInRange * 60 - 1 }), { maxLength: 6 }),
        (of, seconds) => {
          const punches = punchesOf(
            of,
            seconds.map((second) => [second, "in"] as const),
          );
          expect(sum(of.days({ from, to }, punches), ({ totals }) => totals.presence)).toBe(0);
        },
      ),
    );
  });

  it("never count less for staying longer", () => {
    fc.assert(
      fc.property(
        cases,
        fc.integer({ min: 0, max: 1200 }),
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 120 }),
        (of, start, length, more) => {
          const worked = (minutes: number) => {
            const punches = punchesOf(of, [
              [(1440 + start) * 60, "in"],
              [(1440 + start + minutes) * 60, "out"],
            ]);
            return sum(of.days({ from, to }, punches), ({ totals }) => totals.worked);
          };
          expect(worked(length + more)).toBeGreaterThanOrEqual(worked(length));
        },
      ),
    );
  });

  it("before a change of the shift stay byte for byte (ATT D8)", () => {
    fc.assert(
      fc.property(moments, rules, (given, changed) => {
        const ir = workday("ir");
        const pattern = {
          kind: "weekly",
          days: {
            6: [{ startMinute: 480, endMinute: 920 }],
            7: [{ startMinute: 480, endMinute: 920 }],
          },
        } as const;
        const first = {
          id: "v1",
          shiftId: "shift",
          validFrom: "2026-01-01",
          validTo: null,
          pattern,
          rules: ir.rules,
        } as const;
        const later = {
          ...first,
          id: "v2",
          validFrom: "2026-11-16",
          pattern: { kind: "weekly", days: { 1: [{ startMinute: 540, endMinute: 980 }] } },
          rules: { ...ir.rules, ...changed },
        } as const;
        const before = workday("ir", { versions: [first] }).days(
          { from, to: "2026-11-15" },
          punchesOf(ir, given),
        );
        const after = workday("ir", { versions: [first, later] }).days(
          { from, to: "2026-11-15" },
          punchesOf(ir, given),
        );
        expect(linesAndTotals(after)).toBe(linesAndTotals(before));
      }),
    );
  });

  it("credit exactly what the leave was charged", () => {
    const spans = fc.oneof(
      fc.constant<RequestSpan>({ unit: "day", from: "2026-11-16", to: "2026-11-16" }),
      fc
        .constantFrom("first" as const, "second" as const)
        .map((part): RequestSpan => ({ unit: "half_day", date: "2026-11-16", part })),
      fc
        .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 600 }))
        .map(([fromMinute, length]): RequestSpan => ({
          unit: "hour",
          date: "2026-11-16",
          fromMinute,
          toMinute: fromMinute + length,
        })),
    );
    fc.assert(
      fc.property(shifts, breakRules, spans, moments, (daily, breaks, span, given) => {
        const of = workday("ir", { daily, rules: { breaks } });
        const type = {
          code: "annual",
          counting: "planned",
          dayCharge: "plan",
          dayMinutes: 440,
          halfDayMinutes: 220,
          usesBalance: true,
        } as const;
        const price = leaveCost(span, of.plan({ from, to }), type);
        const base = { kind: "leave", requestId: "r", leaveType: "annual" } as const;
        const midnight = of.at("2026-11-16 00:00");
        const request: ApprovedRequest =
          span.unit === "hour"
            ? {
                ...base,
                unit: "hour",
                from: midnight + span.fromMinute * 60_000,
                to: midnight + span.toMinute * 60_000,
              }
            : span.unit === "day"
              ? { ...base, ...span }
              : { ...base, ...span, minutes: price.minutes };
        const results = of.days({ from, to }, punchesOf(of, given), { requests: [request] });
        expect(sum(results, ({ totals }) => totals.leave)).toBe(price.minutes);
      }),
    );
  });
});
