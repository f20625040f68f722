import { expect, it } from "vitest";
import { isUnderReview } from "../../../../api/billing/rules/under-review.ts";

const HOUR = 3_600_000;

it("money counts as paid for locks for 72 hours of review, and not at all without one (BIL §3.7)", () => {
  expect(isUnderReview(null, 5)).toBe(false);
  expect(isUnderReview(5, 5)).toBe(true);
  expect(isUnderReview(5, 4 + 72 * HOUR)).toBe(true);
  expect(isUnderReview(5, 5 + 72 * HOUR)).toBe(false);
});
