import { type Language, translator, type Translator } from "../../locales/index.ts";
import type { CalendarName } from "../core/words.ts";
import { escapeHtml } from "./escape-html.ts";
import { webStyle } from "./web-style.ts";

/** Who reads a page. */
export interface PageReader {
  readonly language: Language;
  readonly calendar: CalendarName | null;
  readonly timeZone: string;
}

/** What every page is made with. */
export interface PageFrame {
  readonly reader: PageReader;
  readonly nonce: string;
  /** Null: nobody is signed in. */
  readonly signedIn: {
    readonly name: string;
    readonly formKey: string;
    readonly mayLog: boolean;
  } | null;
  /** Looks again by itself after so many seconds. */
  readonly refreshS?: number;
}

export const wordsFor = ({ language, calendar, timeZone }: PageReader): Translator =>
  translator(language, {
    calendar: calendar ?? (language === "fa" ? "jalali" : "gregorian"),
    timeZone,
  });

/** @param body markup; whatever comes from people in it has been escaped */
export function webPage(frame: PageFrame, title: string, body: string): string {
  const { reader, nonce, signedIn, refreshS } = frame;
  const t = wordsFor(reader);
  const direction = reader.language === "fa" ? "rtl" : "ltr";
  const refresh = refreshS === undefined ? "" : `<meta http-equiv="refresh" content="${refreshS}">`;
  return `<!doctype html>
<html lang="${reader.language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${refresh}
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${webStyle}</style>
</head>
<body>
${signedIn === null ? "" : header(t, signedIn)}
<main>${body}</main>
</body>
</html>
`;
}

function header(t: Translator, { name, formKey, mayLog }: NonNullable<PageFrame["signedIn"]>) {
  const log = mayLog ? `<a href="/web/log">${escapeHtml(t.tp("security.web.keys.log"))}</a>` : "";
  return `<header><strong><bdi>${escapeHtml(name)}</bdi></strong>
<a href="/web">${escapeHtml(t.tp("security.web.keys.sessions"))}</a>${log}
${formWith("/web/sign-out", formKey, `<button class="plain">${escapeHtml(t.tp("security.web.keys.sign_out"))}</button>`)}
</header>`;
}

/** A form that only a page of this session can send. */
export const formWith = (action: string, formKey: string, inner: string): string =>
  `<form method="post" action="${escapeHtml(action)}"><input type="hidden" name="key" value="${escapeHtml(formKey)}">${inner}</form>`;

export const card = (title: string, ...parts: readonly string[]): string =>
  `<section class="card"><h1>${escapeHtml(title)}</h1>${parts.join("\n")}</section>`;

export const paragraph = (text: string, kind = ""): string =>
  `<p${kind === "" ? "" : ` class="${kind}"`}>${escapeHtml(text)}</p>`;
