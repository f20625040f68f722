import type { Translator } from "../../locales/index.ts";
import type { Plain } from "../../locales/text.ts";
import { explain } from "./explain.ts";
import type { Key, Route } from "./view.ts";

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** 1 for the first. */
  readonly page: number;
  readonly pages: number;
}

/** How many rows a phone shows without scrolling. */
const rowsPerPage = 6;

/** The items of a page; a page beyond the end is the last one, so a list that shrank stays readable. */
export function pageOf<Item>(
  items: readonly Item[],
  page: number,
  size: number = rowsPerPage,
): Page<Item> {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const shown = Math.min(Math.max(1, Math.trunc(page) || 1), pages);
  return { items: items.slice((shown - 1) * size, shown * size), page: shown, pages };
}

/** The row under a list, «‹ 2/7 ›», in reading order; empty when everything fits on one page. */
export function pagingKeys(
  t: Translator,
  { page, pages }: { readonly page: number; readonly pages: number },
  go: (page: number) => Route,
): Key[][] {
  if (pages <= 1) return [];
  const [back, forward] = t.language === "fa" ? ["›", "‹"] : ["‹", "›"];
  const row = [
    arrow(page > 1 ? back : undefined, go(page - 1)),
    {
      label: `${t.format.digits(page)}/${t.format.digits(pages)}` as Plain,
      go: explain("common.paging.hint"),
    },
    arrow(page < pages ? forward : undefined, go(page + 1)),
  ];
  return [t.language === "fa" ? row.toReversed() : row];
}

function arrow(text: string | undefined, go: Route): Key {
  return text === undefined
    ? { label: "·" as Plain, go: explain("common.paging.end") }
    : { label: text as Plain, go };
}
