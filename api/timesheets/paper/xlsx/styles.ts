import type { Content, Look, Sheet } from "../../rules/sheet.ts";
import { xmlText } from "./xml.ts";

type Kind = "text" | "number" | "duration";
type Direction = Sheet["direction"];

const kindOf = (content: Content): Kind =>
  "text" in content ? "text" : "number" in content ? "number" : "duration";

/** Number formats beyond Excel's own begin at 164; no time at all is a dash. In a right-to-left sheet digits are Persian, the values stay numbers. */
const formats = [
  '[h]:mm;-[h]:mm;"–"',
  "[$-3000429]0",
  '[$-3000429][h]:mm;-[$-3000429][h]:mm;"–"',
] as const;
const firstFormat = 164;

function formatOf(kind: Kind, direction: Direction): number {
  if (kind === "text") return 49;
  if (kind === "number") return direction === "rtl" ? firstFormat + 1 : 0;
  return firstFormat + (direction === "rtl" ? 2 : 0);
}

/** Collects the looks that are used and gives each a number: the style sheet of a workbook. */
export class Styles {
  readonly #fonts = new Numbered();
  readonly #fills = new Numbered([
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
  ]);
  readonly #borders = new Numbered(["<border><left/><right/><top/><bottom/><diagonal/></border>"]);
  readonly #cells = new Numbered();
  readonly #known = new Map<Look, Map<string, number>>();

  constructor() {
    this.#fonts.add('<font><sz val="10"/><name val="Arial"/><family val="2"/></font>');
    this.#cells.add('<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>');
  }

  /** The number of a cell's style. Looks are few and kept, so they are known by identity first. */
  of(look: Look, content: Content, direction: Direction): number {
    const name = `${kindOf(content)} ${direction}`;
    const kept = this.#known.get(look) ?? new Map<string, number>();
    this.#known.set(look, kept);
    const known = kept.get(name);
    if (known !== undefined) return known;
    const made = this.#made(look, kindOf(content), direction);
    kept.set(name, made);
    return made;
  }

  #made(look: Look, kind: Kind, direction: Direction): number {
    const family = direction === "rtl" ? "Tahoma" : "Arial";
    const font = this.#fonts.add(
      `<font>${look.bold === true ? "<b/>" : ""}<sz val="${look.size + 1}"/><name val="${family}"/><family val="2"/></font>`,
    );
    const fill =
      look.fill === undefined
        ? 0
        : this.#fills.add(
            `<fill><patternFill patternType="solid"><fgColor rgb="FF${look.fill}"/><bgColor indexed="64"/></patternFill></fill>`,
          );
    const border = this.#borders.add(borderOf(look.border));
    const [near, far] = direction === "rtl" ? ["right", "left"] : ["left", "right"];
    const horizontal = { start: near, centre: "center", end: far }[look.align];
    const vertical = { top: "top", middle: "center", bottom: "bottom" }[look.vertical];
    const fit = look.wraps === true ? ' wrapText="1"' : ' shrinkToFit="1"';
    const order = direction === "rtl" ? 2 : 1;
    return this.#cells.add(
      `<xf numFmtId="${formatOf(kind, direction)}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="${horizontal}" vertical="${vertical}"${fit} readingOrder="${order}"/></xf>`,
    );
  }

  /** `xl/styles.xml`. */
  xml(): string {
    const custom = formats
      .map(
        (code, index) =>
          `<numFmt numFmtId="${firstFormat + index}" formatCode="${xmlText(code)}"/>`,
      )
      .join("");
    return [
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
      `<numFmts count="${formats.length}">${custom}</numFmts>`,
      this.#fonts.xml("fonts"),
      this.#fills.xml("fills"),
      this.#borders.xml("borders"),
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
      this.#cells.xml("cellXfs"),
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
      "</styleSheet>",
    ].join("");
  }
}

function borderOf(border: Look["border"]): string {
  const all = border === "all";
  return `<border>${line("left", all)}${line("right", all)}${line("top", all)}${line("bottom", border !== undefined)}<diagonal/></border>`;
}

const line = (side: string, is: boolean): string =>
  is ? `<${side} style="thin"><color auto="1"/></${side}>` : `<${side}/>`;

/** Elements of a list, each once, known by their place. */
class Numbered {
  readonly #at = new Map<string, number>();

  constructor(first: readonly string[] = []) {
    for (const element of first) this.add(element);
  }

  add(element: string): number {
    const known = this.#at.get(element);
    if (known !== undefined) return known;
    this.#at.set(element, this.#at.size);
    return this.#at.size - 1;
  }

  xml(name: string): string {
    return `<${name} count="${this.#at.size}">${[...this.#at.keys()].join("")}</${name}>`;
  }
}
