import type { Plain, Translator } from "../../../locales/index.ts";

/** One day with its weekday, or from the first to the last of several. */
export const daysText = (t: Translator, from: string, to: string): Plain =>
  from === to
    ? t.format.shortDate(from)
    : t.tp("law.warnings.range", { from: t.format.dayMonth(from), to: t.format.dayMonth(to) });
