/**
 * A whole number of minor units that arithmetic has not spoilt (BIL P22).
 * @throws {RangeError} for fractions, NaN and what lies beyond 2^53
 */
export function minor(amount: number): number {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole amount: ${amount}`);
  return amount === 0 ? 0 : amount;
}
