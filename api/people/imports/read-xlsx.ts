import { unzip } from "./unzip.ts";
import { attribute, tokensOf } from "./xml-tokens.ts";

/** Days from the first day of Excel's count to 1970-01-01; the other count of old Macs begins later. */
const epochDays = 25_569;
const epochDays1904 = 24_107;
const dayMs = 86_400_000;

/**
 * The cells of a workbook's first sheet, as texts; dates as `YYYY-MM-DD`. Reads no more than it is asked for, so that a sheet of
 * a million rows costs no more than its first ones.
 * @returns null for what is no workbook, or is larger unpacked than any list of people
 */
export async function readXlsx(
  bytes: Uint8Array,
  most: { readonly rows: number; readonly columns: number },
): Promise<string[][] | null> {
  const parts = unzip(bytes);
  if (parts === null) return null;
  const workbook = await parts.text("xl/workbook.xml");
  if (workbook === null) return null;
  const sheet = await parts.text(await firstSheet(workbook, parts.text));
  if (sheet === null) return null;
  const strings = sharedStrings((await parts.text("xl/sharedStrings.xml")) ?? "");
  const dates = dateStyles((await parts.text("xl/styles.xml")) ?? "");
  const offset = /date1904\s*=\s*["'](?:1|true)["']/.test(workbook) ? epochDays1904 : epochDays;
  return rowsOf(sheet, { strings, dates, offset }, most);
}

async function firstSheet(
  workbook: string,
  text: (name: string) => Promise<string | null>,
): Promise<string> {
  const usual = "xl/worksheets/sheet1.xml";
  let id: string | null = null;
  for (const token of tokensOf(workbook)) {
    if (token.name !== "sheet" || token.isEnd) continue;
    id = attribute(token.attributes, "id");
    break;
  }
  for (const token of tokensOf((await text("xl/_rels/workbook.xml.rels")) ?? "")) {
    if (token.name !== "Relationship" || attribute(token.attributes, "Id") !== id) continue;
    const target = attribute(token.attributes, "Target") ?? "";
    return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
  }
  return usual;
}

/** Texts that cells name by number; what is spoken aloud beside them (`rPh`) is no text of theirs. */
function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let text: string | null = null;
  let isAloud = false;
  for (const token of tokensOf(xml)) {
    if (token.name === "si") {
      if (token.isEnd && text !== null) strings.push(text);
      if (token.isEmpty) strings.push("");
      text = token.isEnd ? null : "";
    } else if (token.name === "rPh") isAloud = !token.isEnd;
    else if (token.name === "t" && token.isEnd && text !== null && !isAloud) text += token.before;
  }
  return strings;
}

/** Numbers of the looks that show a date. */
function dateStyles(xml: string): ReadonlySet<number> {
  const formats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);
  const styles = new Set<number>();
  let isCells = false;
  let count = 0;
  for (const { name, attributes, isEnd } of tokensOf(xml)) {
    if (name === "numFmt" && isDateFormat(attribute(attributes, "formatCode") ?? ""))
      formats.add(Number(attribute(attributes, "numFmtId")));
    if (name === "cellXfs") isCells = !isEnd;
    if (name !== "xf" || !isCells || isEnd) continue;
    if (formats.has(Number(attribute(attributes, "numFmtId")))) styles.add(count);
    count += 1;
  }
  return styles;
}

const isDateFormat = (code: string): boolean =>
  /[dy]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ""));

interface Looks {
  readonly strings: readonly string[];
  readonly dates: ReadonlySet<number>;
  readonly offset: number;
}

function rowsOf(
  xml: string,
  looks: Looks,
  most: { readonly rows: number; readonly columns: number },
): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell: { column: number; type: string; style: number; value: string } | null = null;
  for (const token of tokensOf(xml)) {
    if (token.name === "row") {
      if (!token.isEnd) row = [];
      if (token.isEnd || token.isEmpty) rows.push(row);
      if (rows.length >= most.rows) break;
    } else if (token.name === "c") {
      if (!token.isEnd)
        cell = {
          column: columnOf(attribute(token.attributes, "r")) ?? row.length,
          type: attribute(token.attributes, "t") ?? "n",
          style: Number(attribute(token.attributes, "s") ?? 0),
          value: "",
        };
      if ((token.isEnd || token.isEmpty) && cell !== null) {
        if (cell.column < most.columns) put(row, cell.column, textOf(cell, looks));
        cell = null;
      }
    } else if (cell !== null && token.isEnd && (token.name === "v" || token.name === "t"))
      cell.value += token.before;
  }
  return rows;
}

function put(row: string[], column: number, text: string): void {
  while (row.length < column) row.push("");
  row[column] = text;
}

function textOf(
  { type, style, value }: { readonly type: string; readonly style: number; readonly value: string },
  { strings, dates, offset }: Looks,
): string {
  if (type === "s") return strings[Number(value)] ?? "";
  if (type === "d") return value.slice(0, 10);
  if (type !== "n" || value === "") return type === "e" ? "" : value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  if (!dates.has(style)) return Number.isInteger(number) ? String(number) : value;
  const date = new Date(Math.floor(number - offset) * dayMs);
  return Number.isNaN(date.getTime()) ? value : date.toISOString().slice(0, 10);
}

/** `AB12` is column 27. */
function columnOf(reference: string | null): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference ?? "")?.[1];
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
