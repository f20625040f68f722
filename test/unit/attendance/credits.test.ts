import { describe, expect, it } from "vitest";
import type { ApprovedRequest } from "../../../api/attendance/rules/types.ts";
import { linesOf, workday } from "./workday.ts";

const saturday = "2026-11-21";
const monday = "2026-11-16";
const ir = workday("ir");
const ru = workday("ru");

function away(
  of: typeof ir,
  kind: "leave" | "mission",
  from: string,
  to: string,
  requestId = `${kind} ${from}`,
): ApprovedRequest {
  const leaveType = kind === "leave" ? "annual" : null;
  return { kind, requestId, leaveType, unit: "hour", from: of.at(from), to: of.at(to) };
}

describe("the line of a leave", () => {
  it("says when, what kind, by which request and how it was reckoned", () => {
    const requests = [away(ir, "leave", `${saturday} 08:00`, `${saturday} 10:00`)];
    const day = ir.day(saturday, ["10:00 in", "15:20 out"], { requests });
    expect(day.lines.filter(({ layer }) => layer === "credit")).toEqual([
      {
        layer: "credit",
        kind: "leave",
        minutes: 120,
        from: ir.at(`${saturday} 08:00`),
        to: ir.at(`${saturday} 10:00`),
        leaveType: "annual",
        why: {
          rule: "approved_leave",
          punchIds: [],
          shiftVersionId: "v1",
          inputs: { due: 440, credited: 120 },
          formula: "due - due without it",
          requestId: `leave ${saturday} 08:00`,
        },
      },
    ]);
  });

  it("is left out when it lies in a break that is unpaid anyway", () => {
    const noon = workday("ir", {
      rules: { breaks: [{ mode: "window", paid: false, startMinute: 720, endMinute: 750 }] },
    });
    const requests = [away(noon, "leave", `${saturday} 12:00`, `${saturday} 12:30`)];
    expect(linesOf(noon.day(saturday, ["08:00 in", "15:20 out"], { requests }))).toEqual([
      "normal 240",
      "break_unpaid 30",
      "normal 170",
    ]);
  });

  it("outside the plan is no permit for overtime", () => {
    const requests = [away(ir, "leave", `${saturday} 15:20`, `${saturday} 17:00`)];
    expect(linesOf(ir.day(saturday, ["08:00 in", "17:00 out"], { requests }))).toEqual([
      "normal 440",
      "surplus 100",
    ]);
  });
});

describe("the line of a mission", () => {
  it("says by which request, and has no type of leave", () => {
    const requests = [away(ir, "mission", `${saturday} 08:00`, `${saturday} 10:00`)];
    const day = ir.day(saturday, ["10:00 in", "15:20 out"], { requests });
    const line = day.lines.find(({ kind }) => kind === "mission");
    expect(line).toMatchObject({
      minutes: 120,
      from: ir.at(`${saturday} 08:00`),
      why: {
        rule: "approved_mission",
        requestId: `mission ${saturday} 08:00`,
        inputs: { due: 120, credited: 120 },
      },
    });
    expect(line).not.toHaveProperty("leaveType");
  });

  it("counts only what nobody punched in it", () => {
    const requests = [away(ir, "mission", `${saturday} 08:00`, `${saturday} 10:00`)];
    const day = ir.day(saturday, ["09:00 in", "12:00 out"], { requests });
    expect(linesOf(day)).toEqual(["normal 180", "mission 60", "deficit 200"]);
    const punched = ir.day(saturday, ["08:00 in", "12:00 out"], { requests });
    expect(linesOf(punched)).toEqual(["normal 240", "deficit 200"]);
  });

  it("of the whole day in two parts is worth no more than the day", () => {
    const requests = [
      away(ru, "mission", `${monday} 09:00`, `${monday} 14:00`),
      away(ru, "mission", `${monday} 14:00`, `${monday} 18:00`),
    ];
    expect(linesOf(ru.day(monday, [], { requests }))).toEqual(["mission 300", "mission 180"]);
  });

  it("counts no minute that another mission or leave has excused", () => {
    const requests = [
      away(ir, "mission", `${saturday} 08:00`, `${saturday} 12:00`, "m1"),
      away(ir, "mission", `${saturday} 10:00`, `${saturday} 13:00`, "m2"),
      away(ir, "leave", `${saturday} 09:00`, `${saturday} 10:00`),
    ];
    const day = ir.day(saturday, [], { requests });
    expect(linesOf(day)).toEqual([
      "leave 60",
      "mission 60",
      "mission 120",
      "mission 60",
      "absence_unexplained 140",
    ]);
  });
});
