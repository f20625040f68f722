import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";

/**
 * A leave balance as days, hours and minutes: «۲۵ روز و ۴ ساعت و ۵۰ دقیقه», «25 дней 4 ч 50 мин» (ATT F1).
 * @param minutes may be negative
 */
export function balanceText(t: Translator, minutes: number, dayMinutes: number): Plain {
  const size = Math.abs(minutes);
  const sign = minutes < 0 ? -1 : 1;
  const days = Math.floor(size / dayMinutes);
  const rest = size - days * dayMinutes;
  if (days === 0 && size > 0) return t.format.duration(minutes);
  const count = t.tp("common.units.days", { count: sign * days });
  if (rest === 0) return count;
  return t.tp("requests.amount.days_and_time", { days: count, time: t.format.duration(rest) });
}

/** What a leave takes: «۷ روز (۵۱ ساعت و ۲۰ دقیقه)», «2 ч 30 мин». */
export function costText(
  t: Translator,
  cost: {
    readonly unit: "day" | "half_day" | "hour";
    readonly minutesCharged: number;
    readonly chargedDays: number;
  },
): Plain {
  const time = t.format.duration(cost.minutesCharged);
  if (cost.unit !== "day") return time;
  const days = t.tp("common.units.days", { count: cost.chargedDays });
  return t.tp("requests.amount.days_in_time", { days, time });
}
