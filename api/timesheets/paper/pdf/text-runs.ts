import bidiFactory, { type Bidi } from "bidi-js";

/** A piece of a line that one font draws in one go. */
export interface TextRun {
  readonly font: "persian" | "cyrillic";
  /** As the engine has to be given it: it turns Arabic script round by itself, and nothing else. */
  readonly text: string;
}

/** Its types speak of another module format than its code. */
const bidi = (bidiFactory as unknown as () => Bidi)();
const anyRight = /[\u0590-\u08ff\ufb1d-\ufefc]/;
const marks = /[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const isMark = /[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const cyrillic = /[\u0400-\u052f\u2116]/;
const arabicDigits = /[\u0660-\u066c\u06f0-\u06f9]/;

/**
 * A line in the order it is drawn from left to right. The engine shapes letters, but knows no order of mixed lines: that is
 * done here by the rules of Unicode (UAX #9).
 */
export function textRuns(text: string, rightToLeft: boolean): readonly TextRun[] {
  if (!anyRight.test(text)) return byFont(text.replace(marks, ""));
  const embedding = bidi.getEmbeddingLevels(text, rightToLeft ? "rtl" : "ltr");
  const { levels } = embedding;
  const mirrored = bidi.getMirroredCharactersMap(text, levels);
  const order = bidi.getReorderedIndices(text, embedding);
  const runs: TextRun[] = [];
  let piece: number[] = [];
  const flush = () => {
    if (piece.length > 0) runs.push(...runsOf(text, piece, levels, mirrored));
    piece = [];
  };
  for (const index of order) {
    const before = piece.at(-1);
    if (before !== undefined && levels[before] !== levels[index]) flush();
    piece.push(index);
  }
  flush();
  return runs;
}

/** @param piece indices of one level, as they stand from left to right */
function runsOf(
  text: string,
  piece: readonly number[],
  levels: Uint8Array,
  mirrored: ReadonlyMap<number, string>,
): TextRun[] {
  const isRight = (levels[piece[0] ?? 0] ?? 0) % 2 === 1;
  const shown = piece
    .filter((index) => !isMark.test(text[index] ?? ""))
    .map((index) => mirrored.get(index) ?? text[index] ?? "");
  if (!isRight) return leftRuns(shown.join(""));
  // The engine lays out word by word, from the left; and what has no letter of the script it does not turn round at all.
  const words = shown.toReversed().join("").split(/(\s+)/).toReversed();
  return words
    .filter((word) => word !== "")
    .map((word) => ({
      font: "persian",
      text: anyRight.test(word) ? word : Array.from(word).toReversed().join(""),
    }));
}

/** Digits of the Arabic script are read from the left, but the engine turns them round with their script. */
function leftRuns(text: string): TextRun[] {
  const parts = text.match(/[\u0660-\u066c\u06f0-\u06f9]+|[^\u0660-\u066c\u06f0-\u06f9]+/g) ?? [];
  return parts.flatMap((part): readonly TextRun[] =>
    arabicDigits.test(part)
      ? [{ font: "persian", text: Array.from(part).toReversed().join("") }]
      : byFont(part),
  );
}

/** Cyrillic letters are of another font than all others. */
function byFont(text: string): TextRun[] {
  if (!cyrillic.test(text)) return text === "" ? [] : [{ font: "persian", text }];
  const parts = text.match(/[\u0400-\u052f\u2116]+|[^\u0400-\u052f\u2116]+/g) ?? [];
  return parts.map((part) => ({ font: cyrillic.test(part) ? "cyrillic" : "persian", text: part }));
}
