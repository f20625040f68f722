import papa from "papaparse";
import type { Profile } from "../../core/words.ts";

/** A month of a few hundred people is far below this. */
export const mostBytes = 3_000_000;
export const mostLines = 20_000;

/**
 * The cells of a file or of pasted text, by line. UTF-8 when it is that, UTF-16 when it says so, else what Windows writes in the
 * country: 1251 or 1256. The separator is the one that most lines agree on.
 */
export function cellsOf(content: Uint8Array | string, profile: Profile): string[][] {
  const text = typeof content === "string" ? content : decoded(content, profile);
  const bare = text.replace(/^\ufeff/, "");
  const { data } = papa.parse<string[]>(bare, {
    delimiter: delimiterOf(bare),
    skipEmptyLines: false,
  });
  return data;
}

const linesLookedAt = 50;

/** Devices write two columns and an empty line at the end, which is too little for the parser's own guess. */
function delimiterOf(text: string): string {
  const lines = text.split(/\r?\n/, linesLookedAt).filter((line) => line.trim() !== "");
  const seen = ["\t", ";", "|", ","].map((mark) => ({
    mark,
    lines: lines.filter((line) => line.includes(mark)).length,
  }));
  const most = Math.max(...seen.map((one) => one.lines));
  return seen.find((one) => one.lines === most)?.mark ?? ",";
}

function decoded(bytes: Uint8Array, profile: Profile): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(profile === "ru" ? "windows-1251" : "windows-1256").decode(bytes);
  }
}
