import { describe, expect, it } from "vitest";
import { overlappingRequest } from "../../../api/requests/rules/overlap.ts";
import type { ExistingRequest, RequestSpan } from "../../../api/requests/rules/types.ts";
import { workday } from "../attendance/workday.ts";

const date = "2026-11-21";
const day: RequestSpan = { unit: "day", from: "2026-11-20", to: "2026-11-22" };
const morning: RequestSpan = { unit: "half_day", date, part: "first" };
const afternoon: RequestSpan = { unit: "half_day", date, part: "second" };
const hours = (
  fromMinute: number,
  toMinute: number,
  on: "2026-11-21" | "2026-11-22" = date,
): RequestSpan => ({ unit: "hour", date: on, fromMinute, toMinute });

function request(
  id: string,
  span: RequestSpan,
  over: Partial<ExistingRequest> = {},
): ExistingRequest {
  return { id, kind: "leave", state: "approved", span, ...over };
}

const clash = (span: RequestSpan, ...requests: ExistingRequest[]) =>
  overlappingRequest(span, requests)?.id ?? null;

describe("overlapping requests", () => {
  it("are found and the first one is named (ATT F11)", () => {
    const later = request("later", hours(600, 660, "2026-11-22"));
    expect(clash(day, later, request("first", morning))).toBe("first");
    expect(clash(day, later)).toBe("later");
  });

  it("are leave and missions, waiting or approved", () => {
    expect(clash(day, request("m", morning, { kind: "mission", state: "pending" }))).toBe("m");
    expect(clash(day, request("o", morning, { kind: "overtime" }))).toBeNull();
    for (const state of ["rejected", "cancelled", "withdrawn"] as const) {
      expect(clash(day, request("r", morning, { state }))).toBeNull();
    }
  });

  it("do not include neighbours that only touch", () => {
    expect(
      clash(hours(600, 660), request("a", hours(540, 600)), request("b", hours(660, 720))),
    ).toBeNull();
    expect(clash(morning, request("a", afternoon))).toBeNull();
    expect(
      clash({ unit: "day", from: "2026-11-23", to: "2026-11-23" }, request("a", day)),
    ).toBeNull();
  });

  it("reach over midnight", () => {
    expect(clash(hours(0, 60, "2026-11-22"), request("night", hours(1380, 1500)))).toBe("night");
  });

  it("part a half day where the shift parts it", () => {
    const plan = workday("ir").plan({ from: date, to: date });
    const taken = [request("h", hours(690, 720))];
    expect(overlappingRequest(afternoon, taken)).toBeNull();
    expect(overlappingRequest(afternoon, taken, plan)?.id).toBe("h");
    const odd = workday("ir", { daily: [{ startMinute: 480, endMinute: 921 }] }).plan({
      from: date,
      to: date,
    });
    const minuteAfter = [request("h", hours(700, 701))];
    expect(overlappingRequest(morning, minuteAfter, odd)).toBeNull();
    expect(overlappingRequest(afternoon, minuteAfter, odd)?.id).toBe("h");
    const night = workday("ir", { daily: [{ startMinute: 1320, endMinute: 1800 }] }).plan({
      from: date,
      to: date,
    });
    const late = [request("late", hours(120, 180, "2026-11-22"))];
    expect(overlappingRequest(afternoon, late, night)?.id).toBe("late");
    expect(overlappingRequest(morning, late, night)).toBeNull();
  });
});
