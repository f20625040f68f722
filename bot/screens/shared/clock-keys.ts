import type { Translator } from "../../../locales/index.ts";
import type { Key, Route } from "../../core/view.ts";

const perRow = 4;

/** Times of day one can tap, whole hours, four a row in the reader's direction. */
export function clockKeys(
  t: Translator,
  hours: readonly number[],
  go: (minute: number) => Route,
): Key[][] {
  const keys = hours.map((hour): Key => ({ label: t.format.clock(hour * 60), go: go(hour * 60) }));
  return Array.from({ length: Math.ceil(keys.length / perRow) }, (_, row) => {
    const those = keys.slice(row * perRow, (row + 1) * perRow);
    return t.language === "fa" ? those.toReversed() : those;
  });
}
