import { withoutControls } from "../../../locales/bidi.ts";
import { type TextKey, translator } from "../../../locales/index.ts";

/** The form is Russian, whoever asks for it. */
const { tp, format } = translator("ru", { calendar: "gregorian", timeZone: "UTC" });

/** Words of the form, without marks of direction. */
export const formWord = (key: TextKey, params: Record<string, string | number> = {}): string =>
  withoutControls(tp(key, params)).replace(/[\u2066-\u2069]/g, "");

/** «08.04.2026». */
export const formDate = (day: string): string => format.numericDate(day);
