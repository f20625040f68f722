import { describe, expect, it } from "vitest";
import { codesOf, linesOf, workday } from "./workday.ts";

const ir = workday("ir");
const saturday = "2026-11-21";
const sunday = "2026-11-22";

describe("a forgotten OUT", () => {
  it("leaves the day unresolved and uncounted, the next day starts on its own (ATT B1)", () => {
    const [first, second] = ir.days({ from: saturday, to: sunday }, [
      `${saturday} 08:00 in`,
      `${sunday} 08:05 in`,
      `${sunday} 15:20 out`,
    ]);
    expect(first).toMatchObject({
      status: "unresolved",
      totals: { worked: 0, deficit: 0, absence: 0, unresolved: 440 },
    });
    expect(codesOf(first!)).toEqual(["out_missing"]);
    expect(second).toMatchObject({
      status: "complete",
      totals: { worked: 435, deficitExcused: 5 },
    });
  });

  it("is not called forgotten while the late window is open", () => {
    const open = ir.day(saturday, ["08:20 in"], { now: `${saturday} 19:19` });
    expect(open).toMatchObject({ status: "open", lines: [], anomalies: [], late: { minutes: 20 } });
    expect(ir.day(saturday, ["08:00 in"], { now: `${saturday} 19:20` }).status).toBe("unresolved");
    const free = workday("ir", { unassigned: true });
    expect(free.day(saturday, ["08:00 in"], { now: `${saturday} 23:59` }).status).toBe("open");
    expect(free.day(saturday, ["08:00 in"], { now: `${sunday} 00:00` }).status).toBe("unresolved");
  });

  it("keeps what was worked before it", () => {
    const day = ir.day(saturday, ["08:00 in", "12:00 out", "13:00 in"]);
    expect(day).toMatchObject({
      status: "unresolved",
      totals: { worked: 240, unresolved: 200, deficit: 0 },
    });
  });

  it("never earns overtime when closed automatically (ATT B6)", () => {
    const automatic = workday("ir", { rules: { overtimeAfter: "automatic" } });
    const atEnd = automatic.day(saturday, [
      "08:00 in",
      automatic.punch(`${saturday} 15:20 out`, { source: "system" }),
    ]);
    expect(atEnd.totals).toMatchObject({ worked: 440, overtime: 0 });
    expect(codesOf(atEnd)).toEqual(["automatic_out"]);
    const later = automatic.day(saturday, [
      "08:00 in",
      automatic.punch(`${saturday} 17:20 out`, { source: "system" }),
    ]);
    expect(later.totals).toMatchObject({ worked: 440, overtime: 0, surplus: 120 });
    expect(automatic.day(saturday, ["08:00 in", "17:20 out"]).totals.overtime).toBe(120);
  });
});

describe("punches that do not match", () => {
  it("an OUT alone asks for the IN and counts nothing (ATT B4)", () => {
    const day = ir.day(saturday, ["15:20 out"]);
    expect(day).toMatchObject({
      status: "unresolved",
      late: null,
      totals: { worked: 0, unresolved: 440 },
    });
    expect(codesOf(day)).toEqual(["in_missing"]);
  });

  it("of two INs the first one counts, the second is asked about (ATT B5)", () => {
    const day = ir.day(saturday, ["08:00 in", "13:00 in", "15:20 out"]);
    expect(day).toMatchObject({ status: "complete", totals: { worked: 440 } });
    expect(day.anomalies).toMatchObject([
      { code: "double_in", punchIds: [`${saturday} 08:00 in`, `${saturday} 13:00 in`] },
    ]);
  });

  it("of two OUTs the first one counts, the rest waits for an answer", () => {
    const day = ir.day(saturday, ["08:00 in", "12:00 out", "15:20 out"]);
    expect(day).toMatchObject({
      status: "unresolved",
      totals: { worked: 240, deficit: 0, unresolved: 200 },
    });
    expect(ir.day(saturday, ["08:00 in", "15:20 out", "15:25 out"])).toMatchObject({
      status: "complete",
      totals: { worked: 440 },
    });
  });

  it("a mis-tap of seconds is a session of nothing, said aloud (ATT A4)", () => {
    const day = ir.day(saturday, ["08:00:00 in", "08:00:30 out"]);
    expect(day.totals.worked).toBe(0);
    expect(codesOf(day)).toEqual(["short_session"]);
  });

  it("undirected punches alternate, an odd one is missing its other half (ATT A16)", () => {
    const four = ir.day(saturday, [
      "08:01 undirected",
      "12:00 undirected",
      "12:40 undirected",
      "15:25 undirected",
    ]);
    expect(four.totals.presence).toBe(239 + 165);
    expect(four.totals).toMatchObject({ worked: 239 + 160, surplus: 5 });
    const three = ir.day(saturday, ["08:01 undirected", "12:00 undirected", "12:40 undirected"]);
    expect(codesOf(three)).toEqual(["out_missing"]);
  });

  it("an undirected punch in the next shift is not the OUT of the last one", () => {
    const evening = [{ startMinute: 840, endMinute: 1320 }];
    const morning = [{ startMinute: 360, endMinute: 840 }];
    const rota = workday("ir", {
      pattern: { kind: "rota", days: { [saturday]: evening, [sunday]: morning } },
    });
    const days = rota.days({ from: saturday, to: sunday }, [
      `${saturday} 14:00 undirected`,
      `${sunday} 05:55 undirected`,
      `${sunday} 14:00 undirected`,
    ]);
    expect(days.map(({ status }) => status)).toEqual(["unresolved", "complete"]);
  });

  it("flags of the place reach the day, the hours stay (ATT K3, K11, K16)", () => {
    const out = ir.punch(`${saturday} 15:20 out`, { verdict: "field" });
    const entered = ir.punch(`${saturday} 08:00 in`, {
      verdict: "review",
      flags: [{ code: "replayed_point" }],
    });
    const day = ir.day(saturday, [entered, out]);
    expect(day.totals.worked).toBe(440);
    expect(codesOf(day)).toEqual(["replayed_point", "review_punch", "field_punch"]);
  });
});

describe("a day in progress", () => {
  it("owes nothing before its end", () => {
    expect(ir.day(saturday, [], { now: `${saturday} 07:00` })).toMatchObject({
      status: "upcoming",
      lines: [],
    });
    expect(ir.day(saturday, [], { now: `${saturday} 09:00` })).toMatchObject({
      status: "not_started",
      lines: [],
    });
    expect(ir.day(saturday, ["08:00 in", "12:00 out"], { now: `${saturday} 12:30` })).toMatchObject(
      { status: "open", totals: { worked: 240, deficit: 0 }, earlyLeave: null },
    );
    const over = ir.day(saturday, ["08:00 in", "12:00 out"], { now: `${saturday} 15:20` });
    expect(over).toMatchObject({ status: "complete", totals: { deficit: 200, earlyLeave: 200 } });
  });

  it("begins with the shift, not a minute before", () => {
    expect(ir.day(saturday, [], { now: `${saturday} 07:59` }).status).toBe("upcoming");
    expect(ir.day(saturday, [], { now: `${saturday} 08:00` }).status).toBe("not_started");
  });

  it("with a mis-tap only is no absence: somebody was there", () => {
    const mistap = ["08:00:00 in", "08:00:30 out"];
    expect(ir.day(saturday, mistap).status).toBe("complete");
    expect(ir.day(saturday, mistap, { now: `${saturday} 09:00` }).status).toBe("open");
    expect(codesOf(ir.day(saturday, ["08:00:00 in", "08:01:00 out"]))).toEqual([]);
  });

  it("is not left early when an OUT is in doubt", () => {
    const day = ir.day(saturday, ["08:00 in", "12:00 out", "15:20 out"]);
    expect(day).toMatchObject({ earlyLeave: null, totals: { earlyLeave: 0 } });
  });

  it("without punches is an absence when it has ended", () => {
    const day = ir.day(saturday, [], { now: `${saturday} 15:20` });
    expect(day.status).toBe("absent");
    expect(linesOf(day)).toEqual(["absence_unexplained 440"]);
  });
});
