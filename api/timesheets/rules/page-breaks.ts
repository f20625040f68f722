import { heightOf, margin, pageOf, type Sheet } from "./sheet.ts";

/** What one page holds: some blocks, and perhaps the head, the titles of the table and the foot. */
export interface PagePlan {
  readonly hasHead: boolean;
  readonly hasTitles: boolean;
  /** Blocks `from` up to, not including, `to`. */
  readonly from: number;
  readonly to: number;
  readonly hasFoot: boolean;
}

/** Room for the line under a page, points. */
export const pageLineHeight = 14;

/** Cuts a sheet into pages: no block is parted, the foot is whole, an empty table still has its page. */
export function planPages(sheet: Sheet): readonly PagePlan[] {
  const room = pageOf(sheet).height - 2 * margin - pageLineHeight;
  const titles = heightOf(sheet.titles);
  const foot = heightOf(sheet.foot);
  const pages: PagePlan[] = [];
  let hasHead = true;
  let from = 0;
  let used = heightOf(sheet.head) + titles;
  let at = 0;
  for (; at < sheet.blocks.length; at += 1) {
    const height = sheet.blocks[at]?.height ?? 0;
    if (used + height > room && (at > from || hasHead)) {
      pages.push({ hasHead, hasTitles: at > from, from, to: at, hasFoot: false });
      hasHead = false;
      from = at;
      used = titles;
    }
    used += height;
  }
  if (used + foot <= room || (at === from && hasHead))
    return [...pages, { hasHead, hasTitles: true, from, to: at, hasFoot: true }];
  return [
    ...pages,
    { hasHead, hasTitles: true, from, to: at, hasFoot: false },
    { hasHead: false, hasTitles: false, from: at, to: at, hasFoot: true },
  ];
}
