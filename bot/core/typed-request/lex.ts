import { longestPhrase, type Meaning, meaningOf, normaliseWord } from "./words.ts";

/** A word or a figure of the sentence with what it does there. */
export interface Token extends Meaning {
  /** As it was typed. */
  readonly raw: string;
  /** As it is compared. */
  readonly text: string;
}

const shapes =
  /(?<iso>\d{4}-\d{1,2}-\d{1,2}(?!\d))|(?<clock>\d{1,2}[:٫]\d{2}(?!\d))|(?<written>\d{1,4}[./]\d{1,2}(?:[./]\d{1,4})?(?!\d))|(?<decimal>\d+,\d+)|(?<ordinal>\d{1,2}(?:-?(?:ого|го|ое|ее|е|ام|م))(?![\p{L}\d]))|(?<number>\d+)|(?<word>из-за|[\p{L}\p{M}]+)|(?<dash>[–—−-])|(?<rest>\S)/gu;

interface Piece {
  readonly kind: string;
  readonly text: string;
  readonly raw: string;
}

/** The sentence as tokens; punctuation only ends phrases and is dropped. */
export function lex(sentence: string): Token[] {
  const pieces = sentence.split(/\s+/).flatMap(piecesOf);
  const tokens: Token[] = [];
  for (let at = 0; at < pieces.length;) {
    const [token, length] = tokenAt(pieces, at);
    if (token !== null) tokens.push(token);
    at += length;
  }
  return tokens;
}

function piecesOf(chunk: string): Piece[] {
  const text = normaliseWord(chunk);
  const found = [...text.matchAll(shapes)].map((match): Piece => {
    const [kind = "rest"] = Object.entries(match.groups ?? {}).find(([, part]) => part) ?? [];
    return { kind, text: match[0], raw: match[0] };
  });
  const words = found.filter(({ kind }) => kind === "word");
  // A chunk of one word keeps the writer's own spelling.
  const own = chunk.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, "");
  if (words.length !== 1 || found.some(({ kind }) => /clock|written|number|iso/.test(kind)))
    return found;
  return found.map((piece) => (piece.kind === "word" ? { ...piece, raw: own } : piece));
}

function tokenAt(pieces: readonly Piece[], at: number): readonly [Token | null, number] {
  const piece = pieces[at];
  if (piece === undefined) return [null, 1];
  if (piece.kind !== "word") return [figure(piece), 1];
  for (let length = longestPhrase; length > 0; length -= 1) {
    const run = pieces.slice(at, at + length);
    if (run.length < length || run.some(({ kind }) => kind !== "word")) continue;
    const meaning = meaningOf(run.map(({ text }) => text).join(""));
    if (meaning === undefined) continue;
    return [{ ...meaning, raw: rawOf(run), text: textOf(run) }, length];
  }
  return [{ role: "word", raw: piece.raw, text: piece.text }, 1];
}

const rawOf = (run: readonly Piece[]) => run.map(({ raw }) => raw).join(" ");
const textOf = (run: readonly Piece[]) => run.map(({ text }) => text).join(" ");

function figure({ kind, text, raw }: Piece): Token | null {
  switch (kind) {
    case "iso":
    case "written":
      return { role: "written", raw, text };
    case "clock":
      return { role: "clock", raw, text };
    case "decimal":
      return { role: "number", value: Number(text.replace(",", ".")), raw, text };
    case "ordinal":
      return { role: "ordinal", value: Number.parseInt(text, 10), raw, text };
    case "number":
      return { role: "number", value: Number(text), raw, text };
    case "dash":
      return { role: "to", raw, text: "-" };
    default:
      return null;
  }
}
