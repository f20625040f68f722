import type { Letter } from "../../core/mailer.ts";
import type { Translator } from "../../../locales/index.ts";
import { escapeHtml } from "../../../locales/escape.ts";

export interface LetterParts {
  readonly subject: string;
  /** Stands alone on its line, in plain digits that can be copied. */
  readonly code?: string;
  readonly lines: readonly (string | null)[];
}

/** The same words plain and as HTML; a Persian letter reads right to left, its code left to right. */
export function letterOf(t: Translator, { subject, code, lines }: LetterParts): Omit<Letter, "to"> {
  const said = lines.filter((line) => line !== null).map(plainly);
  const sign = plainly(t.tp("security.mail.sign"));
  const direction = t.language === "fa" ? "rtl" : "ltr";
  const paragraphs = said.map((line) => `<p style="margin:0 0 12px">${escapeHtml(line)}</p>`);
  const shown =
    code === undefined
      ? ""
      : `<p dir="ltr" style="margin:0 0 16px;font:700 28px/1.3 monospace;letter-spacing:4px">${code}</p>`;
  return {
    subject: plainly(subject),
    text: [...(code === undefined ? [] : [code, ""]), ...said, "", sign, ""].join("\n"),
    html: `<!doctype html><html lang="${t.language}" dir="${direction}"><head><meta charset="utf-8"></head>
<body dir="${direction}" style="margin:0;padding:24px;font:16px/1.7 Tahoma,Arial,sans-serif;color:#1a1a1a">
${shown}${paragraphs.join("\n")}
<p style="margin:16px 0 0;color:#666">${escapeHtml(sign)}</p></body></html>`,
  };
}

/** Mail programs show isolates as boxes now and then, so letters do without. */
const plainly = (text: string): string => text.replace(/[\u2066-\u2069\u200e\u200f]/g, "");
