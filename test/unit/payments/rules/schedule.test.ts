import { describe, expect, it } from "vitest";
import { nextCheck, reviewEndsAt } from "../../../../api/payments/rules/schedule.ts";
import { starsFor } from "../../../../api/payments/rules/stars.ts";

const MINUTE = 60_000;

describe("checks of a payment whose end is unknown (BIL §3.7)", () => {
  it("come at 2, 10 and 30 minutes, 2, 6, 24, 48 and 72 hours, then it is a case", () => {
    const minutes = Array.from({ length: 9 }, (_, checks) => nextCheck(5, checks));
    expect(minutes).toEqual([
      ...[2, 10, 30, 120, 360, 1440, 2880, 4320].map((after) => 5 + after * MINUTE),
      null,
    ]);
    expect(reviewEndsAt(5)).toBe(nextCheck(5, 7));
  });
});

describe("Stars for a sum", () => {
  it("are whole and never worth less", () => {
    expect(starsFor(32_900, 130)).toBe(254);
    expect(starsFor(32_890, 130)).toBe(253);
    expect(starsFor(1, 130)).toBe(1);
  });

  it.each([0, -1, 0.5, Number.NaN, 2 ** 53])("are none for %s", (bad) => {
    expect(() => starsFor(bad, 130)).toThrow(RangeError);
    expect(() => starsFor(130, bad)).toThrow(RangeError);
  });
});
