import { describe, expect, it } from "vitest";
import type { DayLine } from "../../../api/attendance/rules/types.ts";
import { linesOf, minutesIn, minutesWithin, spansOf } from "../../../api/law/rules/line-spans.ts";

const why = { rule: "inside_plan", punchIds: [], inputs: {}, formula: "" } as const;
const placed = (from: number, to: number): DayLine => ({
  layer: "time",
  kind: "normal",
  minutes: to - from,
  from: from * 60_000,
  to: to * 60_000,
  why,
});
/** A share of a flexible week: minutes that lie nowhere. */
const nowhere: DayLine = { layer: "credit", kind: "leave", minutes: 440, why };

describe("stretches of lines", () => {
  it("are those of lines that know when they were", () => {
    expect(spansOf([placed(0, 60), nowhere])).toEqual([{ from: 0, to: 3_600_000 }]);
    expect(spansOf([{ ...nowhere, from: 0 }])).toEqual([]);
    expect(spansOf([{ ...nowhere, to: 0 }])).toEqual([]);
  });

  it("hold as many minutes as lie in them", () => {
    const spans = [{ from: 30 * 60_000, to: 90 * 60_000 }];
    expect(minutesWithin([placed(0, 60), placed(80, 120), nowhere], spans)).toBe(40);
    expect(minutesIn([placed(0, 60), nowhere])).toBe(500);
  });

  it("are told apart by layer and kind", () => {
    const lines = [placed(0, 60), nowhere, { ...nowhere, kind: "mission" as const }];
    expect(linesOf(lines, "credit", "leave", "normal")).toEqual([nowhere]);
  });
});
