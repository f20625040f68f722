import { cellsOf } from "../../attendance/corrections/decode-table.ts";
import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import { readXlsx } from "./read-xlsx.ts";
import type { ListInput } from "./schemas.ts";

/** People of one list. */
const mostPeople = 500;
const mostBytes = 2_000_000;
const mostColumns = 40;
const mostCell = 200;
/** Sheets are full of empty lines that somebody has coloured. */
const mostRows = 5000;

/**
 * The cells of a file or of pasted lines, no more than a list may have.
 * @throws {Refusal} `list_invalid` for what is no table, `list_too_long`
 */
export async function readDraft(ctx: MemberContext, input: ListInput): Promise<string[][]> {
  const table = await tableOf(ctx, input);
  if (table === null) throw new Refusal("list_invalid");
  if (table.filter(isFilled).length > mostPeople + 1)
    throw new Refusal("list_too_long", { most: mostPeople });
  const last = table.findLastIndex(isFilled);
  return table
    .slice(0, last + 1)
    .map((cells) =>
      cells.slice(0, mostColumns).map((cell) => cell.toWellFormed().slice(0, mostCell)),
    );
}

const isFilled = (cells: readonly string[]): boolean => cells.some((cell) => cell.trim() !== "");

async function tableOf(ctx: MemberContext, { content }: ListInput): Promise<string[][] | null> {
  const { profile } = ctx.member.organisation;
  // Persian keyboards have a comma of their own.
  if (content.kind === "text") return cellsOf(content.text.replaceAll("،", ","), profile);
  const binary = atob(content.base64);
  if (binary.length > mostBytes) throw new Refusal("list_too_long", { most: mostPeople });
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    return readXlsx(bytes, { rows: mostRows, columns: mostColumns });
  return isBinary(bytes) ? null : cellsOf(bytes, profile);
}

/** A picture, an old workbook: no text has zeros, unless it is UTF-16 and says so. */
const isBinary = (bytes: Uint8Array): boolean =>
  !(bytes[0] === 0xff && bytes[1] === 0xfe) && bytes.subarray(0, 4096).includes(0);
