import { describe, expect, it } from "vitest";
import type { ApprovedRequest } from "../../../api/attendance/rules/types.ts";
import { codesOf, linesOf, workday } from "./workday.ts";

const ir = workday("ir");
const ru = workday("ru");
const saturday = "2026-11-21";
const monday = "2026-11-16";

function hours(
  at: (text: string) => number,
  date: string,
  from: string,
  to: string,
  kind: "leave" | "mission" = "leave",
): ApprovedRequest {
  const leaveType = kind === "leave" ? "annual" : null;
  return {
    kind,
    requestId: `${kind} ${from}`,
    leaveType,
    unit: "hour",
    from: at(`${date} ${from}`),
    to: at(`${date} ${to}`),
  };
}

const dayOff: ApprovedRequest = {
  kind: "leave",
  requestId: "day",
  leaveType: "annual",
  unit: "day",
  from: saturday,
  to: "2026-11-28",
};

describe("approved leave in a day", () => {
  it("of a whole day covers it", () => {
    const day = ir.day(saturday, [], { requests: [dayOff] });
    expect(day).toMatchObject({
      status: "leave",
      requestIds: ["day"],
      totals: { leave: 440, absence: 0, deficit: 0 },
    });
    expect(day.lines).toMatchObject([
      {
        kind: "leave",
        leaveType: "annual",
        layer: "credit",
        why: { rule: "approved_leave", requestId: "day" },
      },
    ]);
    expect(ir.day("2026-11-27", [], { requests: [dayOff] })).toMatchObject({
      status: "day_off",
      lines: [],
      requestIds: ["day"],
    });
  });

  it("is not cancelled by punches, the work on it is asked about (ATT F22)", () => {
    const day = ir.day(saturday, ["09:00 in", "12:10 out"], { requests: [dayOff] });
    expect(day.totals).toMatchObject({ leave: 440, surplus: 190, worked: 0, deficit: 0 });
    expect(day.anomalies).toMatchObject([{ code: "worked_on_leave", minutes: 190 }]);
  });

  it("of half a day leaves the other half to be worked (ATT F4)", () => {
    const first: ApprovedRequest = {
      kind: "leave",
      requestId: "half",
      leaveType: "annual",
      unit: "half_day",
      date: saturday,
      part: "first",
      minutes: 220,
    };
    expect(ir.day(saturday, ["11:40 in", "15:20 out"], { requests: [first] }).totals).toMatchObject(
      { leave: 220, worked: 220, late: 0, deficit: 0 },
    );
    const second: ApprovedRequest = { ...first, date: monday, part: "second", minutes: 240 };
    expect(ru.day(monday, ["09:00 in", "13:00 out"], { requests: [second] }).totals).toMatchObject({
      leave: 240,
      worked: 240,
      earlyLeave: 0,
      deficit: 0,
    });
    expect(ru.day(monday, ["09:00 in", "14:00 out"], { requests: [second] }).totals).toMatchObject({
      leave: 240,
      worked: 240,
      deficit: 0,
    });
  });

  it("by the hour moves the expected arrival", () => {
    const requests = [hours(ir.at, saturday, "08:00", "10:00")];
    expect(ir.day(saturday, ["10:05 in", "15:20 out"], { requests }).totals).toMatchObject({
      leave: 120,
      worked: 315,
      late: 0,
      deficitExcused: 5,
    });
    const late = ir.day(saturday, ["10:20 in", "15:20 out"], { requests });
    expect(late.totals).toMatchObject({ leave: 120, worked: 300, late: 20, deficit: 20 });
  });

  it("by the hour in the middle is neither late nor early", () => {
    const requests = [hours(ir.at, saturday, "10:00", "12:30")];
    const day = ir.day(saturday, ["08:00 in", "10:00 out", "12:30 in", "15:20 out"], { requests });
    expect(day.totals).toMatchObject({
      leave: 150,
      worked: 290,
      late: 0,
      earlyLeave: 0,
      deficit: 0,
    });
    const stayed = ir.day(saturday, ["08:00 in", "10:30 out", "12:30 in", "15:20 out"], {
      requests,
    });
    expect(stayed.totals).toMatchObject({ leave: 150, worked: 290, surplus: 30 });
    expect(codesOf(stayed)).toEqual(["worked_on_leave"]);
  });

  it("by the hour does not excuse the rest of an absence (ATT F21)", () => {
    const day = ir.day(saturday, [], { requests: [hours(ir.at, saturday, "08:00", "10:00")] });
    expect(day.status).toBe("absent");
    expect(linesOf(day)).toEqual(["leave 120", "absence_unexplained 320"]);
  });

  it("over lunch does not charge the unpaid hour", () => {
    const requests = [hours(ru.at, monday, "10:00", "17:00")];
    const day = ru.day(monday, ["09:00 in", "10:00 out", "17:00 in", "18:00 out"], { requests });
    expect(day.totals).toMatchObject({ leave: 360, worked: 120, deficit: 0, surplus: 0 });
  });

  it("outside the plan costs nothing", () => {
    const day = ir.day(saturday, ["08:00 in", "15:20 out"], {
      requests: [hours(ir.at, saturday, "15:20", "17:00")],
    });
    expect(day.totals).toMatchObject({ leave: 0, worked: 440 });
    expect(day.requestIds).toEqual(["leave 15:20"]);
  });
});

describe("an approved mission", () => {
  it("counts where nobody punched, presence in it is work", () => {
    const requests = [hours(ir.at, saturday, "08:00", "12:00", "mission")];
    const day = ir.day(saturday, ["09:00 in", "15:20 out"], { requests });
    expect(day.totals).toMatchObject({ mission: 60, worked: 380, deficit: 0, late: 0 });
    const whole: ApprovedRequest = {
      kind: "mission",
      requestId: "m",
      leaveType: null,
      unit: "day",
      from: monday,
      to: monday,
    };
    expect(ru.day(monday, [], { requests: [whole] })).toMatchObject({
      status: "leave",
      totals: { mission: 480, absence: 0 },
    });
  });
});
