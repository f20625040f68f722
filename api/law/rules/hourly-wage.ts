import type { WageDivisor } from "./packs/types.ts";

/** Hours of a day as a fraction. */
const hoursOf: Readonly<Record<WageDivisor, readonly [number, number]>> = {
  "7.33": [733, 100],
  "22/3": [22, 3],
};

/**
 * Wage of an hour from the wage of a day, whole rials, half up. The two divisors differ by rials in thousands: one is chosen
 * and never mixed with the other (ATT H13).
 */
export function hourlyWage(dailyWage: number, divisor: WageDivisor): number {
  const [hours, of] = hoursOf[divisor];
  return Math.floor((2 * dailyWage * of + hours) / (2 * hours));
}
