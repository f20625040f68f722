import PDFDocument from "pdfkit";
import { paperFonts } from "#paper-fonts";
import { type TextRun, textRuns } from "./text-runs.ts";

interface FontUse {
  readonly size: number;
  readonly bold: boolean;
}

interface Line {
  readonly runs: readonly (TextRun & { readonly width: number })[];
  readonly width: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface CanvasOptions {
  readonly title: string;
  readonly language: "fa" | "ru";
  readonly madeAt: number;
}

/** Height of a capital letter as a share of the size, in both fonts. */
const capital = 0.71;
const smallest = 3.5;
/** Lines whose widths are remembered. */
const kept = 4000;

/**
 * Pages to draw boxes and lines of text on. Finished pages are packed at once; only their bytes stay. Positions are points
 * from the upper left corner.
 */
export class Canvas {
  readonly #document: PDFDocument;
  readonly #done: Promise<Uint8Array>;
  readonly #measured = new Map<string, Line>();

  private constructor(
    { title, language, madeAt }: CanvasOptions,
    fonts: Awaited<ReturnType<typeof paperFonts>>,
  ) {
    const document = new PDFDocument({
      size: "A4",
      layout: "portrait",
      margin: 0,
      autoFirstPage: false,
      font: null,
      lang: language,
      info: {
        Title: title,
        Producer: "Hozur",
        Creator: "Hozur",
        CreationDate: new Date(madeAt),
      },
    });
    this.#document = document;
    this.#done = bytesOf(document);
    for (const [name, pair] of [
      ["persian", fonts.vazirmatn],
      ["cyrillic", fonts.roboto],
    ] as const) {
      document.registerFont(name, pair.regular);
      document.registerFont(`${name}-bold`, pair.bold);
    }
  }

  /** @throws when a font file cannot be read */
  static async open(options: CanvasOptions): Promise<Canvas> {
    return new Canvas(options, await paperFonts());
  }

  page(layout: "landscape" | "portrait"): void {
    this.#document.addPage({ size: "A4", layout, margin: 0 });
  }

  fill({ x, y, width, height }: Box, colour: string): void {
    this.#document.rect(x, y, width, height).fill(`#${colour}`);
  }

  /** Frames, each once: lines that two boxes share are drawn over each other. */
  frames(boxes: readonly Box[]): void {
    if (boxes.length === 0) return;
    this.#document.lineWidth(0.4).strokeColor("#333333");
    for (const { x, y, width, height } of boxes) this.#document.rect(x, y, width, height);
    this.#document.stroke();
  }

  underline({ x, y, width, height }: Box): void {
    this.#document.lineWidth(0.4).strokeColor("#333333");
    this.#document
      .moveTo(x, y + height)
      .lineTo(x + width, y + height)
      .stroke();
  }

  /** One line or some, inside a box; what does not fit is written smaller. */
  text(
    box: Box,
    text: string,
    how: FontUse & {
      readonly align: "left" | "centre" | "right";
      readonly vertical: "top" | "middle" | "bottom";
      readonly wraps: boolean;
      readonly rightToLeft: boolean;
    },
  ): void {
    if (text === "") return;
    const pad = Math.min(2, box.width / 10);
    const room = box.width - 2 * pad;
    const { lines, size } = this.#fit(text, room, box.height, how);
    const leading = size * lineHeight;
    const tall = leading * (lines.length - 1) + size * capital;
    const above = {
      top: size * 0.3,
      middle: (box.height - tall) / 2,
      bottom: box.height - tall - size * 0.3,
    }[how.vertical];
    const font = { size, bold: how.bold };
    for (const [index, line] of lines.entries()) {
      const { runs, width } = this.#runs(line, how.rightToLeft, font);
      const spare = room - width;
      let x = box.x + pad + { left: 0, centre: spare / 2, right: spare }[how.align];
      const y = box.y + above + size * capital + index * leading;
      for (const run of runs) {
        this.#use(run, font);
        this.#document
          .fillColor("#111111")
          .text(run.text, x, y, { lineBreak: false, baseline: "alphabetic" });
        x += run.width;
      }
    }
  }

  /** The finished document. */
  finish(): Promise<Uint8Array> {
    this.#document.end();
    return this.#done;
  }

  /** Runs of a line with their widths. The same few texts come again and again, so what was measured is kept for a while. */
  #runs(text: string, rightToLeft: boolean, font: FontUse): Line {
    const name = `${font.bold ? "b" : ""}${font.size}${rightToLeft ? "r" : "l"} ${text}`;
    const known = this.#measured.get(name);
    if (known !== undefined) return known;
    if (this.#measured.size >= kept) this.#measured.clear();
    const runs = textRuns(text, rightToLeft).map((run) => ({
      ...run,
      width: this.#use(run, font).widthOfString(run.text),
    }));
    const line = { runs, width: runs.reduce((sum, { width }) => sum + width, 0) };
    this.#measured.set(name, line);
    return line;
  }

  #fit(
    text: string,
    width: number,
    height: number,
    how: FontUse & { readonly wraps: boolean; readonly rightToLeft: boolean },
  ): { lines: readonly string[]; size: number } {
    for (let { size } = how; ; size -= 0.5) {
      const font = { size, bold: how.bold };
      const measure = (line: string) => this.#runs(line, how.rightToLeft, font).width;
      const lines = how.wraps ? wrapped(text, width, measure) : [text];
      const isWide = lines.some((line) => measure(line) > width);
      const isTall = size * (lineHeight * (lines.length - 1) + 1) > height;
      if ((!isWide && !isTall) || size <= smallest) return { lines, size };
    }
  }

  #use({ font }: TextRun, { size, bold }: FontUse): PDFDocument {
    return this.#document.font(bold ? `${font}-bold` : font, size);
  }
}

const lineHeight = 1.25;

/** Words fill lines; a word longer than a line is written smaller, by the caller. */
function wrapped(text: string, width: number, measure: (line: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const line = lines.at(-1);
    const longer = line === undefined ? word : `${line} ${word}`;
    if (line !== undefined && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function bytesOf(document: PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    document.on("data", (chunk) => void chunks.push(chunk));
    document.on("error", reject);
    document.on("end", () => {
      const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const chunk of chunks) {
        whole.set(chunk, at);
        at += chunk.length;
      }
      resolve(whole);
    });
  });
}
