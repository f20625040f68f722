import type { LawProfile, LocalDate } from "../../core/calendar/types.ts";
import type { TaxMode } from "./snapshot.ts";

interface DatedRate {
  readonly from: LocalDate;
  /** Basis points. */
  readonly rateBp: number;
}

/** Standard VAT by the day of sale, newest first (BIL headline 11: 22 % in Russia from 2026; in Iran 10 % from 1403-01-01). */
const standardRates: Readonly<Record<LawProfile, readonly DatedRate[]>> = {
  ru: [
    { from: "2026-01-01", rateBp: 2200 },
    { from: "2019-01-01", rateBp: 2000 },
  ],
  ir: [
    { from: "2024-03-20", rateBp: 1000 },
    { from: "2015-03-21", rateBp: 900 },
  ],
};

/** YooKassa's `vat_code` of a rate: as it is, and as the calculated rate of an advance (BIL §3.2). */
const vatCodes: Readonly<Record<number, readonly [plain: number, calculated: number]>> = {
  0: [2, 2],
  500: [7, 9],
  700: [8, 10],
  1000: [3, 5],
  2000: [4, 6],
  2200: [11, 12],
};
const codeOfNoVat = 1;

/** The standard VAT rate of a day, in basis points. @throws RangeError before the first day known */
export function standardVat(profile: LawProfile, day: LocalDate): number {
  const rate = standardRates[profile].find(({ from }) => from <= day);
  if (!rate) throw new RangeError(`No VAT rate is known for ${day}`);
  return rate.rateBp;
}

/** @param rateBp null without VAT. @throws RangeError when no code stands for the rate */
export function vatCode(rateBp: number | null, calculated = false): number {
  if (rateBp === null) return codeOfNoVat;
  const codes = vatCodes[rateBp];
  if (!codes) throw new RangeError(`No VAT code for ${rateBp}`);
  return codes[calculated ? 1 : 0];
}

export interface Taxed {
  readonly net: number;
  readonly vat: number;
  /** `net + vat`: what is paid. */
  readonly gross: number;
}

/**
 * VAT of a sum, floored (BIL §3.5). `inclusive` takes it out of the sum, `exclusive` adds it.
 * @param total minor units. @param rateBp basis points
 * @throws RangeError when a number is not whole, negative or too large
 */
export function taxOf(total: number, mode: TaxMode, rateBp: number): Taxed {
  if (![total, rateBp].every((value) => Number.isSafeInteger(value) && value >= 0))
    throw new RangeError("Tax is of whole minor units");
  if (mode === "none") return { net: total, vat: 0, gross: total };
  const base = mode === "inclusive" ? 10_000 + rateBp : 10_000;
  const vat = Number((BigInt(total) * BigInt(rateBp)) / BigInt(base));
  const gross = mode === "inclusive" ? total : total + vat;
  if (!Number.isSafeInteger(gross)) throw new RangeError("The sum is too large");
  return { net: gross - vat, vat, gross };
}
