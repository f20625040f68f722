import { describe, expect, it } from "vitest";
import { pairPunches } from "../../../api/attendance/rules/pair-punches.ts";
import { workday, type WorkdayOptions } from "./workday.ts";

const saturday = "2026-11-21";
const sunday = "2026-11-22";
const range = { from: saturday, to: sunday } as const;
const rules = {
  maxOpenMinutes: 16 * 60,
  autoOutAfterMinutes: null,
  rounding: { minutes: 1, mode: "nearest" },
} as const;

/** Sessions as `date in–out state` and anomalies as `date code`, the way the pairing sees them. */
function paired(punches: readonly string[], now: string, options: WorkdayOptions = {}) {
  const ir = workday("ir", options);
  const { sessions, anomalies } = pairPunches(
    punches.map((one) => ir.punch(one)),
    ir.plan(range),
    ir.at(now),
    () => rules,
  );
  return {
    sessions: sessions.map(({ date, state, rostered }) =>
      [date, state, rostered ? "shift" : "free"].join(" "),
    ),
    anomalies: [...anomalies].flatMap(([date, found]) =>
      found.map(({ code }) => `${date} ${code}`),
    ),
  };
}

const leftAt = (at: string) => paired([`${saturday} 08:00 in`, `${at} out`], `${sunday} 12:00`);

const tappedAt = (at: string) =>
  paired([`${saturday} 08:00 undirected`, `${at} undirected`], `${sunday} 00:01`);

const withBreak = (...punches: string[]) =>
  paired([`${saturday} 08:00 in`, ...punches, `${saturday} 15:20 out`], `${sunday} 12:00`);

describe("the window of a shift (ATT §3: two hours before, four hours after)", () => {
  const early = {
    pattern: { kind: "rota", days: { [sunday]: [{ startMinute: 60, endMinute: 500 }] } },
  } as const;

  it("opens at its first second, for an IN of the evening before too", () => {
    expect(paired([`${saturday} 23:00 in`], `${saturday} 23:30`, early).sessions).toEqual([
      `${sunday} open shift`,
    ]);
    expect(paired([`${saturday} 22:59:59 in`], `${saturday} 23:30`, early).sessions).toEqual([
      `${saturday} open free`,
    ]);
  });

  it("closes after its last second", () => {
    expect(paired([`${saturday} 19:20 in`], `${saturday} 19:21`).sessions).toEqual([
      `${saturday} open shift`,
    ]);
    expect(paired([`${saturday} 19:20:01 in`], `${saturday} 19:21`).sessions).toEqual([
      `${saturday} open free`,
    ]);
  });

  it("lasts four hours for somebody who comes at its end", () => {
    const late = [`${saturday} 19:00 in`];
    expect(paired(late, `${saturday} 22:59:59`).sessions).toEqual([`${saturday} open shift`]);
    expect(paired(late, `${saturday} 23:00`).sessions).toEqual([`${saturday} missing shift`]);
  });
});

describe("a second IN", () => {
  it("is one too many until the window closes, and a new beginning after it (ATT B1, B5)", () => {
    expect(paired([`${saturday} 08:00 in`, `${saturday} 19:20 in`], `${saturday} 19:20`)).toEqual({
      sessions: [`${saturday} missing shift`],
      anomalies: [`${saturday} double_in`, `${saturday} out_missing`],
    });
    expect(
      paired([`${saturday} 08:00 in`, `${saturday} 19:20:01 in`], `${saturday} 19:21`),
    ).toEqual({
      sessions: [`${saturday} missing shift`, `${saturday} open free`],
      anomalies: [`${saturday} out_missing`],
    });
  });
});

describe("an OUT", () => {
  it("is in time until the window closes, and said to be late after it", () => {
    expect(leftAt(`${saturday} 19:20`).anomalies).toEqual([]);
    expect(leftAt(`${saturday} 19:20:01`).anomalies).toEqual([`${saturday} out_after_window`]);
  });

  it("pairs for sixteen hours and not a second longer", () => {
    expect(leftAt(`${sunday} 00:00`)).toEqual({
      sessions: [`${saturday} closed shift`],
      anomalies: [`${saturday} out_after_window`],
    });
    expect(leftAt(`${sunday} 00:00:01`)).toEqual({
      sessions: [`${saturday} missing shift`],
      anomalies: [`${saturday} out_missing`, `${sunday} in_missing`],
    });
  });
});

describe("an undirected punch (ATT A16)", () => {
  it("still ends the session when the window has closed", () => {
    expect(tappedAt(`${saturday} 19:30`)).toEqual({
      sessions: [`${saturday} closed shift`],
      anomalies: [`${saturday} out_after_window`],
    });
  });

  it("begins anew after sixteen hours of one day, too", () => {
    const free = paired(
      [`${saturday} 00:05 undirected`, `${saturday} 16:06 undirected`],
      `${saturday} 16:10`,
      { unassigned: true },
    );
    expect(free).toEqual({
      sessions: [`${saturday} missing free`, `${saturday} open free`],
      anomalies: [`${saturday} out_missing`],
    });
  });

  it("begins anew after sixteen hours", () => {
    expect(tappedAt(`${sunday} 00:00:01`)).toEqual({
      sessions: [`${saturday} missing shift`, `${sunday} open free`],
      anomalies: [`${saturday} out_missing`],
    });
  });
});

describe("a punched break", () => {
  it("has one beginning and one end", () => {
    expect(
      withBreak(`${saturday} 12:00 break_start`, `${saturday} 12:30 break_end`).anomalies,
    ).toEqual([]);
    expect(
      withBreak(`${saturday} 12:00 break_start`, `${saturday} 12:10 break_start`).anomalies,
    ).toEqual([`${saturday} break_unmatched`]);
    expect(withBreak(`${saturday} 12:30 break_end`).anomalies).toEqual([
      `${saturday} break_unmatched`,
    ]);
  });

  it("does not belong to a session that is over", () => {
    const forgotten = (direction: string, ...before: string[]) =>
      paired(
        [`${saturday} 08:00 in`, ...before, `${sunday} 00:00:01 ${direction}`],
        `${sunday} 12:00`,
      ).anomalies;
    expect(forgotten("break_start")).toContain(`${saturday} break_unmatched`);
    expect(forgotten("break_end", `${saturday} 12:00 break_start`)).toContain(
      `${saturday} break_unmatched`,
    );
  });
});
