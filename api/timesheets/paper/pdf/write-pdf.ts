import { type PagePlan, pageLineHeight, planPages } from "../../rules/page-breaks.ts";
import {
  type Cell,
  type Content,
  margin,
  pageOf,
  type Row,
  type Sheet,
} from "../../rules/sheet.ts";
import { clockText } from "../../rules/clock-text.ts";
import { digits } from "../../../../locales/digits.ts";
import { type Box, Canvas, type CanvasOptions } from "./canvas.ts";

/**
 * Sheets as one PDF, each from a page of its own. Rows are made page by page; memory holds what is packed. Loads its engine
 * and fonts, so import this file when a paper is needed, not before.
 * @param pause called between pages, to let others have their turn
 */
export async function writePdf(
  sheets: readonly Sheet[],
  options: CanvasOptions,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<Uint8Array> {
  const canvas = await Canvas.open(options);
  const plans = sheets.map(planPages);
  const pages = plans.reduce((sum, { length }) => sum + length, 0);
  let page = 0;
  for (const [index, sheet] of sheets.entries()) {
    for (const plan of plans[index] ?? []) {
      page += 1;
      canvas.page(sheet.orientation);
      drawPage(canvas, sheet, plan);
      drawPageLine(canvas, sheet, sheet.pageLine(page, pages));
      await pause();
    }
  }
  return canvas.finish();
}

function drawPage(canvas: Canvas, sheet: Sheet, plan: PagePlan): void {
  const rows: Row[] = [
    ...(plan.hasHead ? sheet.head : []),
    ...(plan.hasTitles ? sheet.titles : []),
    ...sheet.blocks.slice(plan.from, plan.to).flatMap((block) => block.rows()),
    ...(plan.hasFoot ? sheet.foot : []),
  ];
  const columns = columnsOf(sheet);
  const placed: { readonly cell: Cell; readonly box: Box }[] = [];
  let y = margin;
  for (const [index, row] of rows.entries()) {
    for (const cell of row.cells) {
      const height = rows
        .slice(index, index + (cell.down ?? 1))
        .reduce((sum, under) => sum + under.height, 0);
      placed.push({ cell, box: { ...columns(cell.at, cell.across ?? 1), y, height } });
    }
    y += row.height;
  }
  for (const { cell, box } of placed)
    if (cell.look.fill !== undefined) canvas.fill(box, cell.look.fill);
  canvas.frames(placed.filter(({ cell }) => cell.look.border === "all").map(({ box }) => box));
  for (const { cell, box } of placed) {
    if (cell.look.border === "bottom") canvas.underline(box);
    drawText(canvas, sheet, cell, box);
  }
}

/** Where columns are, in the middle of the page; a right-to-left sheet begins on the right. */
function columnsOf(sheet: Sheet) {
  const { width } = pageOf(sheet);
  const whole = sheet.widths.reduce((sum, one) => sum + one, 0);
  const starts = [0];
  for (const one of sheet.widths) starts.push((starts.at(-1) ?? 0) + one);
  const near = (width - whole) / 2;
  return (at: number, across: number) => {
    const from = starts[at] ?? 0;
    const size = (starts[at + across] ?? whole) - from;
    return {
      x: sheet.direction === "ltr" ? near + from : width - near - from - size,
      width: size,
    };
  };
}

function drawText(canvas: Canvas, sheet: Sheet, { content, look }: Cell, box: Box): void {
  const rightToLeft = sheet.direction === "rtl";
  const [near, far] = rightToLeft ? (["right", "left"] as const) : (["left", "right"] as const);
  canvas.text(box, textOf(content, rightToLeft), {
    size: look.size,
    bold: look.bold === true,
    align: { start: near, centre: "centre" as const, end: far }[look.align],
    vertical: look.vertical,
    wraps: look.wraps === true,
    rightToLeft,
  });
}

/** No time at all is a dash: what is there is seen at once. */
function textOf(content: Content, rightToLeft: boolean): string {
  const language = rightToLeft ? "fa" : "ru";
  if ("text" in content) return digits(language, content.text);
  if ("number" in content) return digits(language, content.number);
  return content.duration === 0 ? "–" : digits(language, clockText(content.duration));
}

function drawPageLine(canvas: Canvas, sheet: Sheet, text: string): void {
  const { width, height } = pageOf(sheet);
  canvas.text(
    {
      x: margin,
      y: height - margin - pageLineHeight + 4,
      width: width - 2 * margin,
      height: pageLineHeight,
    },
    text,
    {
      size: 6.5,
      bold: false,
      align: "centre",
      vertical: "middle",
      wraps: false,
      rightToLeft: sheet.direction === "rtl",
    },
  );
}
