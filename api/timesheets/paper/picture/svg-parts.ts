/** A text for XML. */
const svgText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

export interface TextLook {
  readonly size: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly anchor?: "start" | "middle" | "end";
}

/**
 * A line of text. The picture maker lays lines out from the left whatever they say, so Persian ones are isolated as
 * right-to-left.
 */
export function textElement(
  x: number,
  y: number,
  text: string,
  { size, bold = false, colour = "#1f2933", anchor = "start" }: TextLook,
): string {
  const weight = bold ? ' font-weight="700"' : "";
  const isolated = /[\u0590-\u08ff]/.test(text) ? `\u2067${text}\u2069` : text;
  return `<text x="${x}" y="${y}" font-family="Vazirmatn, Roboto" font-size="${size}"${weight} fill="${colour}" text-anchor="${anchor}">${inFonts(svgText(isolated))}</text>`;
}

/** Cyrillic letters name their font themselves: found as a substitute they would lose their weight. */
const inFonts = (text: string): string =>
  text.replace(/[\u0400-\u052f\u2116]+/g, '<tspan font-family="Roboto">$&</tspan>');

export const boxElement = (
  x: number,
  y: number,
  width: number,
  height: number,
  { fill, stroke = "none", round = 10 }: { fill: string; stroke?: string; round?: number },
): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="${fill}" stroke="${stroke}"/>`;
