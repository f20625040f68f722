import type * as z from "zod";
import type { balanceView, rail } from "../../../api/billing/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { plain } from "../../core/html.ts";

export type Meter = NonNullable<z.infer<typeof balanceView>["meter"]>;
export type Rail = z.infer<typeof rail>;

/** A tariff as people call it: by the length of its term. A code nobody here knows is shown as the operator wrote it. */
export function planName(t: Translator, code: string): Plain {
  if (/(?:^|-)free(?:-|$)/.test(code)) return t.tp("billing.plan_name.free");
  const months = /-(\d{1,2})$/.exec(code)?.[1];
  return months === undefined
    ? plain(code, 40)
    : t.tp("billing.plan_name.term", { count: Number(months) });
}

/** «۱۲ نفرماه», «3 места». The sign is said by the words around it. */
export const unitsText = (t: Translator, meter: Meter | null, count: number): Plain =>
  t.tp(meter === "seat" ? "billing.units.seats" : "billing.units.person_months", {
    count: Math.abs(count),
  });

/** «نفرماهی ۱۱٬۰۰۰ تومان», «399 ₽ за место в месяц». */
export const unitPriceText = (t: Translator, meter: Meter | null, price: Plain): Plain =>
  t.tp(meter === "seat" ? "billing.units.seat_price" : "billing.units.person_price", { price });

/** How many terminals a tariff connects. */
export function devicesText(t: Translator, limit: number | null): Plain {
  if (limit === null) return t.tp("billing.units.any_devices");
  return limit === 0
    ? t.tp("billing.units.no_devices")
    : t.tp("billing.units.devices", { count: limit });
}
