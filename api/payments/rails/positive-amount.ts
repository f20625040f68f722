/**
 * A sum that may be sent to a gateway, in minor units.
 * @throws {RangeError} for a mistake of ours: not whole, not above nothing, not exact
 */
export function positiveAmount(amount: number): number {
  if (Number.isSafeInteger(amount) && amount > 0) return amount;
  throw new RangeError("An amount is a positive whole number of minor units");
}
