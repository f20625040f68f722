import { describe, expect, it } from "vitest";
import { countedAt } from "../../../api/attendance/rules/rounding.ts";
import type { Rounding } from "../../../api/attendance/rules/types.ts";
import { linesOf, workday } from "./workday.ts";

const saturday = "2026-11-21";
const ir = workday("ir");

function rounded(time: string, rounding: Rounding): string {
  const punch = ir.punch(`${saturday} ${time} in`);
  const minutes = (countedAt(punch, rounding) - ir.at(`${saturday} 00:00`)) / 60_000;
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

describe("rounding", () => {
  it("to the nearest quarter takes 08:07 back and 08:08 on (ATT D7)", () => {
    const nearest = { minutes: 15, mode: "nearest" } as const;
    expect(rounded("08:07:59", nearest)).toBe("08:00");
    expect(rounded("08:08", nearest)).toBe("08:15");
    expect(rounded("08:15", nearest)).toBe("08:15");
    expect(rounded("23:55", nearest)).toBe("24:00");
  });

  it("goes up or down a grid of the local clock, also where the zone is half an hour off", () => {
    expect(rounded("08:01", { minutes: 60, mode: "up" })).toBe("09:00");
    expect(rounded("08:59", { minutes: 60, mode: "down" })).toBe("08:00");
    expect(rounded("08:30", { minutes: 60, mode: "nearest" })).toBe("09:00");
    expect(rounded("08:00", { minutes: 60, mode: "up" })).toBe("08:00");
  });

  it("of one minute is the minute itself", () => {
    expect(rounded("08:10:59", { minutes: 1, mode: "up" })).toBe("08:10");
  });

  it("is made on a copy: punches keep their time, another grid starts from it again (ATT D7)", () => {
    const punches = ["08:08 in", "15:22 out"];
    const worked = (rounding: Rounding) => {
      const day = workday("ir", { settings: { rounding } }).day(saturday, punches);
      expect(day.sessions[0]?.in.at).toBe(ir.at(`${saturday} 08:08`));
      expect(day.sessions[0]?.out?.at).toBe(ir.at(`${saturday} 15:22`));
      return day.totals.presence;
    };
    expect(worked({ minutes: 15, mode: "nearest" })).toBe(420);
    expect(worked({ minutes: 5, mode: "nearest" })).toBe(430);
    expect(worked({ minutes: 10, mode: "up" })).toBe(440);
    expect(worked({ minutes: 10, mode: "down" })).toBe(440);
    expect(worked({ minutes: 1, mode: "nearest" })).toBe(434);
  });

  it("decides what is late, and a line says so", () => {
    const quarter = workday("ir", { settings: { rounding: { minutes: 15, mode: "nearest" } } });
    const day = quarter.day(saturday, ["08:11 in", "15:20 out"]);
    expect(day.late).toMatchObject({ minutes: 15, rawMinutes: 15 });
    expect(day.lines[0]?.why.inputs).toMatchObject({ rounding: 15, minutes: 420 });
    expect(linesOf(day)).toEqual(["normal 420", "deficit 15", "deficit_excused 5"]);
  });

  it("of breaks is the same", () => {
    const quarter = workday("ir", {
      rules: { breaks: [{ mode: "punched", paid: false, minutes: 30 }] },
      settings: { rounding: { minutes: 15, mode: "nearest" } },
    });
    const day = quarter.day(saturday, [
      "08:00 in",
      "12:03 break_start",
      "12:31 break_end",
      "15:45 out",
    ]);
    expect(day.totals).toMatchObject({ breakUnpaid: 30, presence: 465 });
  });

  it("that leaves nothing of a session counts nothing of it", () => {
    const quarter = workday("ir", { settings: { rounding: { minutes: 15, mode: "nearest" } } });
    const day = quarter.day(saturday, ["08:01 in", "08:05 out", "09:00 in", "15:20 out"]);
    expect(day.totals).toMatchObject({ presence: 375, worked: 375 });
  });
});
