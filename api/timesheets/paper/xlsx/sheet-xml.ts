import { planPages } from "../../rules/page-breaks.ts";
import type { Cell, Content, Row, Sheet } from "../../rules/sheet.ts";
import type { Styles } from "./styles.ts";
import { columnName, xmlText } from "./xml.ts";

const minutesADay = 1440;
/** Points to the width Excel measures in characters of its default font. */
const columnWidth = (points: number) => ((points * 96) / 72 - 5) / 7;

/**
 * One worksheet as pieces of XML; a block's rows are made when they are asked for. Merged cells are kept until the end,
 * where the format wants them.
 */
export function* sheetXml(sheet: Sheet, styles: Styles): Generator<string> {
  const state: Writing = { sheet, styles, row: 0, merges: [] };
  yield opening(sheet);
  yield rowsXml(state, sheet.head);
  yield rowsXml(state, sheet.titles);
  const above = state.row;
  const ends: number[] = [];
  for (const block of sheet.blocks) {
    yield rowsXml(state, block.rows());
    ends.push(state.row);
  }
  yield rowsXml(state, sheet.foot);
  yield "</sheetData>";
  if (state.merges.length > 0)
    yield `<mergeCells count="${state.merges.length}">${state.merges.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>`;
  yield closing(sheet, breaksOf(sheet, above, ends));
}

interface Writing {
  readonly sheet: Sheet;
  readonly styles: Styles;
  row: number;
  readonly merges: string[];
}

function opening(sheet: Sheet): string {
  const { direction, widths, frozen } = sheet;
  const rows = frozen.titles ? sheet.head.length + sheet.titles.length : 0;
  const pane =
    rows + frozen.columns === 0
      ? ""
      : `<pane${frozen.columns > 0 ? ` xSplit="${frozen.columns}"` : ""}${rows > 0 ? ` ySplit="${rows}"` : ""} topLeftCell="${columnName(frozen.columns)}${rows + 1}" activePane="${rows === 0 ? "topRight" : frozen.columns === 0 ? "bottomLeft" : "bottomRight"}" state="frozen"/>`;
  const columns = widths
    .map(
      (width, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${columnWidth(width).toFixed(2)}" customWidth="1"/>`,
    )
    .join("");
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<sheetViews><sheetView showGridLines="0"${direction === "rtl" ? ' rightToLeft="1"' : ""} workbookViewId="0">${pane}</sheetView></sheetViews>`,
    '<sheetFormatPr defaultRowHeight="12"/>',
    `<cols>${columns}</cols><sheetData>`,
  ].join("");
}

/** Fits the width of the page, as many pages long as it needs; a person's lines are not parted. */
const closing = ({ orientation }: Sheet, breaks: readonly number[]): string =>
  [
    '<printOptions horizontalCentered="1"/>',
    '<pageMargins left="0.28" right="0.28" top="0.28" bottom="0.4" header="0.2" footer="0.2"/>',
    `<pageSetup paperSize="9" orientation="${orientation}" fitToWidth="1" fitToHeight="0"/>`,
    "<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>",
    breaks.length === 0
      ? ""
      : `<rowBreaks count="${breaks.length}" manualBreakCount="${breaks.length}">${breaks.map((row) => `<brk id="${row}" max="16383" man="1"/>`).join("")}</rowBreaks>`,
    "</worksheet>",
  ].join("");

/** Rows after which the page ends, as on paper. @param ends last row of each block */
function breaksOf(sheet: Sheet, above: number, ends: readonly number[]): number[] {
  return planPages(sheet)
    .slice(0, -1)
    .map(({ to }) => (to === 0 ? above : (ends[to - 1] ?? above)));
}

function rowsXml(state: Writing, rows: readonly Row[]): string {
  const covered = rows.map(() => new Map<number, Cell>());
  let xml = "";
  for (const [index, row] of rows.entries()) {
    state.row += 1;
    const cells = new Map<number, Cell | Covered>(
      [...(covered[index] ?? [])].map(([at, by]) => [at, { by }]),
    );
    for (const cell of row.cells) place(state, cell, index, cells, covered);
    const inside = [...cells]
      .toSorted(([a], [b]) => a - b)
      .map(([at, cell]) => cellXml(state, at, cell))
      .join("");
    xml += `<row r="${state.row}" ht="${row.height}" customHeight="1">${inside}</row>`;
  }
  return xml;
}

/** A cell that another one lies over: it only draws the border. */
interface Covered {
  readonly by: Cell;
}

function place(
  state: Writing,
  cell: Cell,
  index: number,
  cells: Map<number, Cell | Covered>,
  covered: readonly Map<number, Cell>[],
): void {
  const { at, across = 1, down = 1 } = cell;
  cells.set(at, cell);
  if (across === 1 && down === 1) return;
  state.merges.push(
    `${columnName(at)}${state.row}:${columnName(at + across - 1)}${state.row + down - 1}`,
  );
  for (let right = 1; right < across; right += 1) cells.set(at + right, { by: cell });
  for (let below = 1; below < down; below += 1)
    for (let right = 0; right < across; right += 1) covered[index + below]?.set(at + right, cell);
}

const nothing: Content = { text: "" };

function cellXml({ sheet, styles, row }: Writing, at: number, cell: Cell | Covered): string {
  const ref = `${columnName(at)}${row}`;
  if ("by" in cell)
    return `<c r="${ref}" s="${styles.of(cell.by.look, nothing, sheet.direction)}"/>`;
  const { content, look } = cell;
  const style = styles.of(look, content, sheet.direction);
  if ("number" in content) return `<c r="${ref}" s="${style}"><v>${content.number}</v></c>`;
  if ("duration" in content)
    return `<c r="${ref}" s="${style}"><v>${content.duration / minutesADay}</v></c>`;
  if (content.text === "") return `<c r="${ref}" s="${style}"/>`;
  return `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(content.text)}</t></is></c>`;
}
