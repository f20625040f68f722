import { describe, expect, it } from "vitest";
import { codesOf, linesOf, workday } from "./workday.ts";

const saturday = "2026-11-21";
const sunday = "2026-11-22";
const automatic = workday("ir", {
  rules: { overtimeAfter: "automatic" },
  settings: { autoOutAfterMinutes: 120 },
});

describe("a missing OUT, where the rules set one", () => {
  it("is the end of the plan once it is two hours late, never overtime (ATT B6)", () => {
    const before = automatic.day(saturday, ["08:00 in"], { now: `${saturday} 17:19` });
    expect(before).toMatchObject({ status: "open", lines: [] });
    const day = automatic.day(saturday, ["08:00 in"], { now: `${saturday} 17:20` });
    expect(day.status).toBe("complete");
    expect(codesOf(day)).toEqual(["automatic_out"]);
    expect(linesOf(day)).toEqual(["normal 440"]);
    expect(day.totals).toMatchObject({ worked: 440, overtime: 0, surplus: 0, unresolved: 0 });
    expect(day.sessions[0]?.out).toMatchObject({
      at: automatic.at(`${saturday} 15:20`),
      source: "system",
      direction: "out",
      verdict: "not_asked",
    });
  });

  it("names only punches that are stored", () => {
    const day = automatic.day(saturday, ["08:30 in"]);
    expect(new Set(day.lines.flatMap(({ why }) => why.punchIds))).toEqual(
      new Set([`${saturday} 08:30 in`]),
    );
    expect(day.anomalies[0]?.punchIds).toEqual([`${saturday} 08:30 in`]);
    expect(day.totals).toMatchObject({ worked: 410, late: 30, deficit: 30 });
  });

  it("gives way to the real one, however late it arrives", () => {
    const day = automatic.day(saturday, ["08:00 in", "18:00 out"]);
    expect(codesOf(day)).toEqual([]);
    expect(day.totals).toMatchObject({ worked: 600, overtime: 160 });
  });

  it("follows the float that was used, so far as there is one (ATT D3)", () => {
    const floating = workday("ir", {
      rules: { floatMinutes: 30 },
      settings: { autoOutAfterMinutes: 60 },
    });
    const out = (entered: string) => floating.day(saturday, [entered]).sessions[0]?.out?.at;
    expect(out("08:20 in")).toBe(floating.at(`${saturday} 15:40`));
    expect(out("08:45 in")).toBe(floating.at(`${saturday} 15:50`));
    expect(out("07:45 in")).toBe(floating.at(`${saturday} 15:20`));
  });

  it("of a split shift is the end of the part it began in", () => {
    const split = workday("ir", {
      daily: [
        { startMinute: 480, endMinute: 720 },
        { startMinute: 960, endMinute: 1200 },
      ],
      rules: { floatMinutes: 30 },
      settings: { autoOutAfterMinutes: 60 },
    });
    const day = split.day(saturday, ["08:10 in"]);
    expect(day.sessions[0]?.out?.at).toBe(split.at(`${saturday} 12:00`));
    expect(split.day(saturday, ["16:00 in"]).totals.worked).toBe(240);
  });

  it("is set also when the next day has begun (ATT B1)", () => {
    const days = automatic.days({ from: saturday, to: sunday }, [
      `${saturday} 08:00 in`,
      `${sunday} 08:05 in`,
      `${sunday} 15:20 out`,
    ]);
    expect(days.map(({ totals }) => totals.worked)).toEqual([440, 435]);
    expect(days.flatMap(codesOf)).toEqual(["automatic_out"]);
  });

  it("is not made up for who came after the plan, or has none", () => {
    expect(codesOf(automatic.day(saturday, ["16:00 in"]))).toEqual(["out_missing"]);
    expect(codesOf(automatic.day("2026-11-20", ["08:00 in"]))).toEqual(["out_missing"]);
  });

  it("ends a break that was left open (ATT E4)", () => {
    const day = automatic.day(saturday, ["08:00 in", "15:00 break_start"]);
    expect(day.totals).toMatchObject({ worked: 420, breakUnpaid: 20 });
    expect(day.lines.find(({ kind }) => kind === "break_unpaid")?.why.punchIds).toEqual([
      `${saturday} 15:00 break_start`,
    ]);
  });

  it("is not the OUT that a second one is compared with", () => {
    const day = automatic.days({ from: saturday, to: sunday }, [
      `${saturday} 08:00 in`,
      `${sunday} 03:00 out`,
    ]);
    const ids = day.flatMap(({ anomalies }) => anomalies).flatMap(({ punchIds }) => punchIds);
    expect(ids.every((id) => !id.startsWith("automatic"))).toBe(true);
  });
});

describe("a punch that somebody declared (ATT B2)", () => {
  it("ends the day in brackets and counts in full", () => {
    const ir = workday("ir");
    const out = ir.punch(`${saturday} 15:20 out`, { source: "self_declared", bracketed: true });
    const day = ir.day(saturday, ["08:00 in", out]);
    expect(day.totals.worked).toBe(440);
    expect(day.sessions[0]?.out?.bracketed).toBe(true);
  });
});
