import { describe, expect, it } from "vitest";
import { codesOf, linesOf, workday } from "./workday.ts";

const saturday = "2026-11-21";
const sunday = "2026-11-22";
const night = workday("ir", { daily: [{ startMinute: 1320, endMinute: 1800 }] });

describe("night shifts", () => {
  it("belong to the day they start on (ATT C1)", () => {
    const [first, second] = night.days(
      { from: saturday, to: sunday },
      [`${saturday} 21:55 in`, `${sunday} 06:05 out`],
      { now: `${sunday} 12:00` },
    );
    expect(first?.totals).toMatchObject({ worked: 480, night: 480, surplus: 10, deficit: 0 });
    expect(second).toMatchObject({ status: "upcoming", lines: [] });
  });

  it("lose the hour of a fixed unpaid break (ATT C5)", () => {
    const withBreak = workday("ir", {
      daily: [{ startMinute: 1320, endMinute: 1800 }],
      rules: { breaks: [{ mode: "window", paid: false, startMinute: 1560, endMinute: 1620 }] },
    });
    const day = withBreak.day(saturday, ["21:55 in", "+06:05 out"]);
    expect(day.totals).toMatchObject({
      expected: 420,
      worked: 420,
      night: 420,
      breakUnpaid: 60,
      deficit: 0,
    });
  });

  it("do not swallow the evening shift of the next day (ATT C2)", () => {
    const rota = workday("ir", {
      pattern: {
        kind: "rota",
        days: {
          [saturday]: [{ startMinute: 1080, endMinute: 1860 }],
          [sunday]: [{ startMinute: 840, endMinute: 1200 }],
        },
      },
    });
    const [first, second] = rota.days({ from: saturday, to: sunday }, [
      `${saturday} 18:30 in`,
      `${sunday} 07:10 out`,
      `${sunday} 14:00 in`,
      `${sunday} 20:00 out`,
    ]);
    expect(first?.totals).toMatchObject({ late: 30, worked: 750, surplus: 10, deficit: 30 });
    expect(second).toMatchObject({ status: "complete", totals: { worked: 360, deficit: 0 } });
  });

  it("that run into a holiday carry its hours (ATT G9)", () => {
    const before = workday("ir", { daily: [{ startMinute: 1320, endMinute: 1800 }] }).day(
      "2026-12-22",
      ["22:00 in", "+06:00 out"],
    );
    expect(before.totals).toMatchObject({ worked: 480, night: 480, holiday: 360 });
    expect(before.lines.find(({ kind }) => kind === "holiday")).toMatchObject({ layer: "premium" });
  });

  it("keep an OUT after midnight with a day shift it belongs to", () => {
    const ir = workday("ir");
    const days = ir.days({ from: saturday, to: sunday }, [
      `${saturday} 15:00 in`,
      `${sunday} 00:30 out`,
    ]);
    expect(days[0]?.totals).toMatchObject({ worked: 20, surplus: 550, late: 420 });
    expect(linesOf(days[1]!)).toEqual(["absence_unexplained 440"]);
  });

  it("claim the nearest shift when windows overlap", () => {
    const rota = workday("ir", {
      pattern: {
        kind: "rota",
        days: {
          [saturday]: [{ startMinute: 1320, endMinute: 1800 }],
          [sunday]: [{ startMinute: 480, endMinute: 920 }],
        },
      },
    });
    const days = rota.days({ from: saturday, to: sunday }, [
      `${saturday} 22:00 in`,
      `${sunday} 06:00 out`,
      `${sunday} 07:50 in`,
      `${sunday} 15:20 out`,
    ]);
    expect(days.map(({ totals }) => totals.worked)).toEqual([480, 440]);
    expect(days.flatMap(codesOf)).toEqual([]);
  });

  it("are an hour longer when the clock goes back", () => {
    const berlin = workday("ru", {
      zone: "Europe/Berlin",
      daily: [{ startMinute: 1320, endMinute: 1800 }],
      rules: { breaks: [] },
    });
    const day = berlin.day("2026-10-24", ["22:00 in", "+06:00 out"]);
    expect(day.totals).toMatchObject({ expected: 540, worked: 540, deficit: 0 });
  });

  it("belong to the day of their workplace, wherever the person is (ATT C9)", () => {
    const vladivostok = workday("ru", { zone: "Asia/Vladivostok" });
    const day = vladivostok.day("2026-11-16", [
      vladivostok.punch("2026-11-16 09:15 in", { zone: "Europe/Moscow" }),
      "18:00 out",
    ]);
    expect(day.totals).toMatchObject({ late: 15, worked: 465 });
  });
});
