import { normaliseText, parseNumber } from "./text-input.ts";

const day = "(?:روز|дн(?:ей|я)?|день|д)";
const hour = "(?:ساعت|час(?:ов|а)?|ч)";
const minute = "(?:دقیقه|мин(?:ут[аы]?)?|м)";
const wordy = new RegExp(
  `^(?:(\\d{1,3})\\s?${day}\\.?)?\\s?(?:و\\s?|и\\s?)?(?:(\\d{1,4})\\s?${hour}\\.?)?\\s?(?:و\\s?|и\\s?)?(?:(\\d{1,2})\\s?${minute}\\.?)?$`,
);
const clock = new RegExp(`^(?:(\\d{1,3})\\s?${day}\\.?\\s?(?:و\\s?|и\\s?)?)?(\\d{1,4}):(\\d{2})$`);

/**
 * An amount of leave as typed: «۱۲ روز و ۳ ساعت», «12 дней 3 часа», «95:20», «-2 روز», «12» (days), «2,5» (days).
 * @param dayMinutes how long a day of leave is
 * @returns minutes, negative after a minus; null when it is no amount
 */
export function parseLeaveAmount(text: string, dayMinutes: number): number | null {
  const typed = normaliseText(text).replace(/^[−–]\s?/, "-");
  const sign = typed.startsWith("-") ? -1 : 1;
  const amount = typed.replace(/^[-+]\s?/, "");
  const days = parseNumber(amount);
  if (days !== null) {
    const minutes = days * dayMinutes;
    return Number.isInteger(minutes) ? sign * minutes || 0 : null;
  }
  const found = clock.exec(amount) ?? wordy.exec(amount);
  if (found === null || amount === "") return null;
  const [whole, hours, minutes] = [1, 2, 3].map((index) => Number(found[index] ?? 0));
  if ((minutes ?? 0) > 59) return null;
  return sign * ((whole ?? 0) * dayMinutes + (hours ?? 0) * 60 + (minutes ?? 0)) || 0;
}
