/**
 * A whole number of minor units that arithmetic has not spoilt (BIL P22).
 * @throws {RangeError} for fractions, NaN and what lies beyond 2^53
 */
export function minor(amount: number): number {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole amount: ${amount}`);
  return amount === 0 ? 0 : amount;
}

/** The largest multiple of `step` that is not above `amount`; both whole and not negative, so no fraction is ever made. */
export function floorTo(amount: number, step: number): number {
  return minor(amount) - (amount % step);
}
