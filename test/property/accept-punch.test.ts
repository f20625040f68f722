import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acceptPunch } from "../../api/attendance/rules/accept-punch.ts";
import { DEFAULT_PUNCH_SETTINGS } from "../../api/attendance/rules/defaults.ts";
import { effectivePunches } from "../../api/attendance/rules/effective-punches.ts";
import { matchFence } from "../../api/attendance/rules/fence.ts";
import type {
  EffectivePunch,
  PlannedDay,
  PunchRow,
  Workplace,
} from "../../api/attendance/rules/types.ts";
import { workday } from "../unit/attendance/workday.ts";

const ir = workday("ir");
const start = ir.at("2026-11-21 06:00");

function row(id: string, minute: number): PunchRow {
  const {
    bracketed: _bracketed,
    originalId: _originalId,
    ...punch
  } = ir.punch("2026-11-21 06:00 in", { id, at: start + minute * 60_000 });
  return { ...punch, action: "record", supersedesId: null };
}

function toggle(at: number, recent: EffectivePunch[], roster: PlannedDay[] = []) {
  return acceptPunch({
    message: {
      at,
      receivedAt: at,
      direction: "next",
      location: null,
      forwarded: false,
      viaBot: false,
      fromOffline: false,
      edited: false,
    },
    policy: "off",
    workplaces: [],
    recent,
    roster,
    date: "2026-11-21",
    settings: DEFAULT_PUNCH_SETTINGS,
  });
}

describe("accepted punches", () => {
  it("alternate when toggled, taps within a minute are one", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 15 }), (gaps) => {
        let at = start;
        const punches: EffectivePunch[] = [];
        for (const [index, seconds] of gaps.entries()) {
          at += seconds * 1000;
          const decision = toggle(at, punches);
          const last = punches.at(-1);
          if (last && at - last.at <= 60_000) {
            expect(decision).toMatchObject({ kind: "duplicate", of: last });
            continue;
          }
          expect(decision).toMatchObject({
            kind: "record",
            direction: last?.direction === "in" ? "out" : "in",
          });
          if (decision.kind === "record") {
            punches.push(
              ir.punch("2026-11-21 06:00 in", {
                id: `p${String(index).padStart(2, "0")}`,
                at,
                direction: decision.direction,
              }),
            );
          }
        }
      }),
    );
  });

  it("toggle to the exit until sixteen hours or the window of their shift are over", () => {
    const hours = fc.record({
      start: fc.integer({ min: 0, max: 1439 }),
      length: fc.integer({ min: 60, max: 1440 }),
      after: fc.integer({ min: 1, max: 34 * 60 }),
      planned: fc.boolean(),
    });
    fc.assert(
      fc.property(hours, ({ start: minute, length, after, planned }) => {
        const shift = workday("ir", {
          pattern: {
            kind: "rotating",
            anchor: "2026-11-21",
            cycle: [[{ startMinute: minute, endMinute: minute + length }], [], []],
          },
          rules: { worksOnHolidays: true },
        });
        const roster = planned ? shift.plan({ from: "2026-11-20", to: "2026-11-23" }) : [];
        const entry = ir.punch("2026-11-21 06:00 in", {
          id: "p1",
          at: ir.at("2026-11-21 00:00") + minute * 60_000,
        });
        const taken = planned ? Math.max(16 * 60, length + 240) : 16 * 60;
        const decision = toggle(entry.at + after * 60_000, [entry], roster);
        if (after > 1) expect(decision).toMatchObject({ direction: after < taken ? "out" : "in" });
      }),
    );
  });

  it("find the same fence in any order of workplaces", () => {
    const places = fc.array(
      fc.tuple(fc.integer({ min: -20_000, max: 20_000 }), fc.integer({ min: 30, max: 3000 })),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(places, fc.option(fc.integer({ min: 1, max: 1500 })), (given, accuracyM) => {
        const workplaces = given.map(([offset, radiusM], index): Workplace => ({
          id: `w${index}`,
          latitudeE6: 35_700_000 + offset,
          longitudeE6: 51_400_000,
          radiusM,
          zone: "Asia/Tehran",
        }));
        const location = {
          latitudeE6: 35_700_000,
          longitudeE6: 51_400_000,
          accuracyM,
          live: false,
          liveEditsInside: 0,
          venue: false,
          pointHash: "h",
        };
        expect(matchFence(location, workplaces.toReversed(), 100)).toEqual(
          matchFence(location, workplaces, 100),
        );
      }),
    );
  });
});

describe("effective punches", () => {
  const logs = fc
    .array(
      fc.record({
        action: fc.constantFrom("void" as const, "replace" as const),
        target: fc.nat(9),
        minute: fc.nat(600),
      }),
      { maxLength: 10 },
    )
    .map((rows) => {
      const log: PunchRow[] = [row("p0", 0), row("p1", 60)];
      for (const [index, { action, target, minute }] of rows.entries()) {
        log.push({
          ...row(`p${index + 2}`, minute),
          receivedAt: start + (index + 2) * 60_000,
          action,
          supersedesId: log[target % log.length]!.id,
        });
      }
      return log;
    });

  it("are the same in any order and after delivery again", () => {
    fc.assert(
      fc.property(logs, (log) => {
        const once = effectivePunches(log);
        expect(effectivePunches(log.toReversed())).toEqual(once);
        expect(effectivePunches([...log, ...log])).toEqual(once);
      }),
    );
  });

  it("hold at most one event of each original", () => {
    fc.assert(
      fc.property(logs, (log) => {
        const verbs = log.filter(({ action }) => action !== "void");
        const targeted = new Set(log.map(({ supersedesId }) => supersedesId));
        const result = effectivePunches(log);
        expect(result.length).toBeLessThanOrEqual(verbs.length);
        expect(
          log
            .filter(({ id, action }) => action === "record" && !targeted.has(id))
            .every(({ id }) => result.some((punch) => punch.id === id)),
        ).toBe(true);
      }),
    );
  });
});
