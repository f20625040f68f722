import { type Translator, translator } from "../../../locales/index.ts";

/** The same reader, with the clock of another zone: a punch is told in the zone of its workplace. */
export const inZone = (t: Translator, timeZone: string): Translator =>
  t.timeZone === timeZone ? t : translator(t.language, { calendar: t.calendar, timeZone });
