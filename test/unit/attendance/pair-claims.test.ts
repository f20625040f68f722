import { describe, expect, it } from "vitest";
import { openUntil } from "../../../api/attendance/rules/next-action.ts";
import { pairPunches } from "../../../api/attendance/rules/pair-punches.ts";
import type { PairRules } from "../../../api/attendance/rules/pair-punches.ts";
import type { ShiftSegment } from "../../../api/attendance/rules/types.ts";
import { codesOf, workday, type WorkdayOptions } from "./workday.ts";

const saturday = "2026-11-21";
const sunday = "2026-11-22";
const range = { from: saturday, to: sunday } as const;
const sixteenHours: PairRules = {
  maxOpenMinutes: 16 * 60,
  autoOutAfterMinutes: null,
  rounding: { minutes: 1, mode: "nearest" },
};

function paired(
  punches: readonly string[],
  options: WorkdayOptions = {},
  rules: Partial<PairRules> = {},
) {
  const ir = workday("ir", options);
  const { sessions, anomalies } = pairPunches(
    punches.map((one) => ir.punch(one)),
    ir.plan(range),
    ir.at("2026-11-23 23:00"),
    () => ({ ...sixteenHours, ...rules }),
  );
  return {
    sessions: sessions.map(({ date, state }) => `${date} ${state}`),
    anomalies: [...anomalies].flatMap(([date, found]) =>
      found.map(({ code }) => `${date} ${code}`),
    ),
    reported: [...anomalies.values()].flat(),
  };
}

const hours = ([from, to]: readonly [number, number]): ShiftSegment[] => [
  { startMinute: from * 60, endMinute: to * 60 },
];

/** A shift of each of two days, hours from midnight. */
const rota = (first: readonly [number, number], second: readonly [number, number]) =>
  ({ kind: "rota", days: { [saturday]: hours(first), [sunday]: hours(second) } }) as const;

describe("a punch in the windows of two shifts", () => {
  // Saturday's window closes at 05:00 of Sunday, Sunday's opens at 20:00 of Saturday.
  const wide: WorkdayOptions = {
    pattern: rota([20, 21], [6, 7]),
    rules: { lateWindowMinutes: 8 * 60, earlyWindowMinutes: 10 * 60 },
  };
  const begun = (time: string) => paired([`${time} in`], wide).sessions[0];
  const ended = (time: string) => paired([`${time} out`], wide).anomalies;

  it("begins the one whose start is nearest, the earlier one when both are as near", () => {
    expect(begun(`${saturday} 22:00`)).toBe(`${saturday} missing`);
    expect(begun(`${sunday} 04:30`)).toBe(`${sunday} missing`);
    expect(begun(`${sunday} 01:00`)).toBe(`${saturday} missing`);
  });

  it("without an IN before it is the OUT of the one whose end is nearest", () => {
    expect(ended(`${sunday} 05:00`)).toEqual([`${sunday} in_missing`]);
    expect(ended(`${saturday} 22:00`)).toEqual([`${saturday} in_missing`]);
    expect(ended(`${sunday} 01:30`)).toEqual([`${saturday} in_missing`]);
  });

  it("is waited for until the window of the nearest start closes", () => {
    const house = workday("ir", wide);
    const until = (time: string) => openUntil(house.at(time), house.plan(range));
    expect(until(`${saturday} 22:00`)).toBe(house.at(`${sunday} 05:00`));
    expect(until(`${sunday} 04:30`)).toBe(house.at(`${sunday} 15:00`));
  });

  it("begins the next shift although the one before might still be on (ATT B1)", () => {
    const overlapping = { pattern: rota([14, 22], [3, 11]) };
    expect(
      paired([`${saturday} 14:00 in`, `${sunday} 01:30 in`, `${sunday} 11:00 out`], overlapping),
    ).toMatchObject({
      sessions: [`${saturday} missing`, `${sunday} closed`],
      anomalies: [`${saturday} out_missing`],
    });
  });
});

describe("an OUT that no IN waits for", () => {
  it("misses its IN, whatever the day before was like (ATT B4)", () => {
    expect(
      paired([`${saturday} 08:00 in`, `${saturday} 15:20 out`, `${sunday} 15:20 out`]),
    ).toMatchObject({ sessions: [`${saturday} closed`], anomalies: [`${sunday} in_missing`] });
  });

  it("misses its IN also where the last IN of the day was left open", () => {
    const day = [`${saturday} 00:05 in`, `${saturday} 01:00 out`, `${saturday} 02:00 in`];
    expect(
      paired([...day, `${saturday} 19:00 out`], { unassigned: true }, { maxOpenMinutes: 600 }),
    ).toMatchObject({
      sessions: [`${saturday} closed`, `${saturday} missing`],
      anomalies: [`${saturday} out_missing`, `${saturday} in_missing`],
    });
  });

  it("after an automatic one is one too many, and the only one that is stored", () => {
    const { anomalies, reported } = paired(
      [`${saturday} 08:00 in`, `${saturday} 19:30 out`],
      {},
      { autoOutAfterMinutes: 60, maxOpenMinutes: 600 },
    );
    expect(anomalies).toEqual([`${saturday} double_out`]);
    expect(reported[0]?.punchIds).toEqual([`${saturday} 19:30 out`]);
  });
});

describe("sixteen hours, to the second", () => {
  const free = { unassigned: true };

  it("an undirected punch still ends the session, over midnight too (ATT A16)", () => {
    const night = [`${saturday} 20:00 undirected`, `${sunday} 12:00 undirected`];
    expect(paired(night, free)).toMatchObject({ sessions: [`${saturday} closed`], anomalies: [] });
    const sameDay = [`${saturday} 00:05 undirected`, `${saturday} 16:05 undirected`];
    expect(paired(sameDay, free)).toMatchObject({
      sessions: [`${saturday} closed`],
      anomalies: [],
    });
  });

  it("a break may still begin and end", () => {
    expect(paired([`${saturday} 08:00 in`, `${sunday} 00:00 break_start`], free).anomalies).toEqual(
      [`${saturday} out_missing`],
    );
    expect(
      paired(
        [`${saturday} 08:00 in`, `${saturday} 23:00 break_start`, `${sunday} 00:00 break_end`],
        free,
      ).anomalies,
    ).toEqual([`${saturday} out_missing`]);
  });
});

describe("a break of nobody", () => {
  it("is asked about, on the day it was punched", () => {
    expect(paired([`${saturday} 12:00 break_end`]).anomalies).toEqual([
      `${saturday} break_unmatched`,
    ]);
    expect(paired([`${sunday} 12:00 break_start`]).anomalies).toEqual([
      `${sunday} break_unmatched`,
    ]);
  });
});

describe("an automatic OUT (ATT B6)", () => {
  it("of who came in as a part of the shift ended is that of the next part", () => {
    const split = workday("ir", {
      daily: [
        { startMinute: 480, endMinute: 720 },
        { startMinute: 840, endMinute: 1080 },
      ],
      settings: { autoOutAfterMinutes: 60 },
    });
    const day = split.day(saturday, ["12:00 in"]);
    expect(day.sessions[0]?.out?.at).toBe(split.at(`${saturday} 18:00`));
  });

  it("is not made up for who came in again before it: no minute is counted twice", () => {
    const guard = workday("ir", {
      pattern: { kind: "rota", days: { [saturday]: hours([8, 32]), [sunday]: hours([8, 16]) } },
      settings: { autoOutAfterMinutes: 60 },
    });
    const again = (time: string) =>
      guard
        .days(range, [`${saturday} 08:00 in`, `${sunday} ${time} in`, `${sunday} 16:00 out`])
        .map(({ totals }) => totals.presence);
    expect(again("06:30")).toEqual([0, 570]);
    expect(again("07:59")).toEqual([0, 481]);
    expect(again("08:00")).toEqual([1440, 480]);
  });

  it("carries nothing of the IN's evidence", () => {
    const ir = workday("ir", { settings: { autoOutAfterMinutes: 60 } });
    const entered = ir.punch(`${saturday} 08:00 in`, {
      verdict: "review",
      flags: [{ code: "replayed_point" }],
      bracketed: true,
    });
    const day = ir.day(saturday, [entered]);
    const out = day.sessions[0]?.out;
    expect(out).toMatchObject({ flags: [], bracketed: false, verdict: "not_asked" });
    expect(out?.originalId).toBe(out?.id);
    expect(codesOf(day)).toEqual(["replayed_point", "review_punch", "automatic_out"]);
  });
});
