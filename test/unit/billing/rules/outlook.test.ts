import { describe, expect, it } from "vitest";
import { outlook } from "../../../../api/billing/rules/outlook.ts";

const month = {
  credit: 30,
  activeSoFar: 7,
  dayOfMonth: 10,
  monthLength: 30,
  lastMonths: [10, 10, 10, 90],
};

const at = (credit: number, activeSoFar = 7) =>
  outlook({ ...month, credit, activeSoFar, lastMonths: [] });

describe("what the month will cost (product §5.9)", () => {
  it("is what is counted, and those of the last three months who may still come", () => {
    expect(outlook(month)).toEqual({
      sure: 7,
      forecast: 9,
      creditAfter: 21,
      enoughForMonths: 3,
      isShort: false,
    });
    expect(outlook({ ...month, dayOfMonth: 1, activeSoFar: 0 }).forecast).toBe(10);
    expect(outlook({ ...month, dayOfMonth: 28 }).forecast).toBe(8);
  });

  it("is what is counted on the last day, without a past, or with more people than ever", () => {
    expect(outlook({ ...month, dayOfMonth: 30 }).forecast).toBe(7);
    expect(outlook({ ...month, dayOfMonth: 31 }).forecast).toBe(7);
    expect(outlook({ ...month, lastMonths: [] }).forecast).toBe(7);
    expect(outlook({ ...month, activeSoFar: 12 }).forecast).toBe(12);
  });

  it("says for how many months the credit is enough, and when it is not for this one", () => {
    expect(at(13).enoughForMonths).toBe(1);
    expect(at(14).enoughForMonths).toBe(2);
    expect(at(-5)).toMatchObject({ enoughForMonths: 0, creditAfter: -12, isShort: true });
    expect(at(6).isShort).toBe(true);
    expect(at(7)).toMatchObject({ isShort: false, creditAfter: 0 });
    expect(at(9, 0).enoughForMonths).toBeNull();
  });

  it("goes by the mean of fewer months when there are no more", () => {
    expect(outlook({ ...month, dayOfMonth: 15, lastMonths: [11, 4] }).forecast).toBe(8);
    expect(outlook({ ...month, dayOfMonth: 15, lastMonths: [15] }).forecast).toBe(11);
  });
});
