import * as z from "zod";
import { positiveAmount } from "./positive-amount.ts";

/** Kopecks → `{ value: "329.00", currency: "RUB" }`, by whole numbers only. @throws {RangeError} */
export function toYookassaMoney(kopecks: number): { value: string; currency: "RUB" } {
  const digits = String(positiveAmount(kopecks)).padStart(3, "0");
  return { value: `${digits.slice(0, -2)}.${digits.slice(-2)}`, currency: "RUB" };
}

/** `{ value: "329.00", currency: "RUB" }` → kopecks; another currency or a third decimal is no answer we know. */
export const yookassaMoney = z
  .object({ value: z.string().regex(/^\d{1,13}(\.\d{1,2})?$/), currency: z.literal("RUB") })
  .transform(({ value }) => {
    const [roubles = "0", decimals = ""] = value.split(".");
    return Number(roubles + decimals.padEnd(2, "0"));
  });
