import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";

/** The clock today, date and clock on other days. */
export const moment = (t: Translator, at: number, now: number): Plain =>
  t.format.localDate(at) === t.format.localDate(now) ? t.format.time(at) : t.format.dateTime(at);
