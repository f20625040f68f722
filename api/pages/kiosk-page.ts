import { type Calendar, type Language, translator } from "../../locales/index.ts";
import { kioskStyle } from "./kiosk-style.ts";

/** A slice of codes as the page takes it; days carry their texts. */
interface PageSlice {
  readonly days: readonly { readonly from: number; readonly date: string }[];
}

export interface KioskFacts<Slice extends PageSlice> {
  readonly organisationName: string;
  readonly workplaceName: string;
  readonly name: string;
  readonly language: Language;
  readonly calendar: Calendar;
  /** Where more codes are asked for. */
  readonly stepsPath: string;
  /** Where number and PIN are taken. */
  readonly punchPath: string;
  readonly scriptPath: string;
  readonly slice: Slice;
}

/** The page of a kiosk: the place, the time and a code that changes; works without the server while its codes last. */
export function kioskPage<Slice extends PageSlice>(facts: KioskFacts<Slice>): string {
  const { language, calendar } = facts;
  const t = wordsOf(language, calendar);
  const other = wordsOf(language === "fa" ? "ru" : "fa", calendar);
  const boot = {
    steps: facts.stepsPath,
    slice: kioskSlice(facts.slice, language, calendar),
    words: {
      digits: language === "fa" ? "۰۱۲۳۴۵۶۷۸۹" : "",
      online: "",
      offline: t.tp("trust.page.offline", { time: "%TIME%" }),
      copied: t.tp("trust.page.copied"),
      exhausted: t.tp("trust.page.exhausted.title"),
      exhaustedText: t.tp("trust.page.exhausted.text"),
      goneTitle: t.tp("trust.page.gone.title"),
      goneText: t.tp("trust.page.gone.text"),
      number: t.tp("trust.page.pin.number"),
      pin: t.tp("trust.page.pin.pin"),
      next: t.tp("trust.page.pin.next"),
      enter: t.tp("trust.page.pin.enter"),
      wait: t.tp("trust.page.pin.wait"),
      failed: t.tp("trust.page.pin.failed"),
    },
    punch: facts.punchPath,
  };
  return page(
    language,
    facts.workplaceName,
    `<main>
<div class="words top">
<p class="company"><bdi>${escape(facts.organisationName)}</bdi> · <bdi>${escape(facts.name)}</bdi></p>
<h1>${escape(facts.workplaceName)}</h1>
<p class="clock" id="clock">&nbsp;</p>
<p class="date" id="date">&nbsp;</p>
</div>
<div class="card" id="card">
<canvas id="qr" role="img" aria-label="${escape(t.tp("trust.page.hint"))}"></canvas>
<div class="bar"><div id="bar"></div></div>
<div class="none"><div><strong id="none-title"></strong><span id="none-text"></span></div></div>
</div>
<div class="words below">
<p class="hint">${escape(t.tp("trust.page.hint"))}</p>
<p class="other" lang="${other.language}" dir="${directionOf(other.language)}">${escape(other.tp("trust.page.hint"))}</p>
<p class="state" id="state"></p>
<button type="button" class="open" id="open">${escape(t.tp("trust.page.pin.open"))}</button>
</div>
</main>
${keypad(t)}
<script type="application/json" id="boot">${JSON.stringify(boot).replaceAll("<", "\\u003c")}</script>
<script src="${escape(facts.scriptPath)}"></script>`,
  );
}

/** Big keys for number and PIN, and what the screen says of a punch. Left to right in both languages, as phones have them. */
const keypad = (t: ReturnType<typeof wordsOf>): string => `<div class="pad" id="pad" hidden>
<div class="sheet">
<p class="asked" id="asked"></p>
<p class="typed" id="typed" dir="ltr" aria-live="polite">&nbsp;</p>
<p class="told" id="told" role="status"></p>
<div class="keys" id="keys" dir="ltr">${["1", "2", "3", "4", "5", "6", "7", "8", "9", "x", "0", "ok"].map((key) => keyOf(t, key)).join("")}</div>
<button type="button" class="cancel" id="cancel">${escape(t.tp("trust.page.pin.cancel"))}</button>
</div>
</div>
<div class="pad" id="done" hidden><div class="sheet"><p class="mark">✓</p><h1 id="done-title"></h1><p class="who" id="done-who"></p><p class="told" id="done-code"></p></div></div>`;

function keyOf(t: ReturnType<typeof wordsOf>, key: string): string {
  const label =
    key === "x"
      ? "⌫"
      : key === "ok"
        ? t.tp("trust.page.pin.next")
        : t.language === "fa"
          ? "۰۱۲۳۴۵۶۷۸۹".charAt(Number(key))
          : key;
  return `<button type="button" data-key="${key}"${key === "ok" ? ' class="ok" id="ok"' : ""}>${escape(label)}</button>`;
}

/** What a screen says of a punch typed at it. */
export function pinToldOf(
  told: {
    readonly name: string;
    readonly direction: "in" | "out";
    readonly at: number;
    readonly timeZone: string;
    readonly code: string | null;
    readonly duplicateOf: number | null;
  },
  { language, calendar }: { readonly language: Language; readonly calendar: Calendar },
) {
  const t = translator(language, { calendar, timeZone: told.timeZone });
  return {
    title: t.tp(`trust.page.pin.${told.duplicateOf === null ? told.direction : "twin"}`),
    who: t.tp("trust.page.pin.at", {
      name: told.name,
      time: t.format.time(told.duplicateOf ?? told.at),
    }),
    code: told.code === null ? "" : t.tp("trust.page.pin.code", { code: told.code }),
  };
}

/** Why number and PIN were not taken. */
export const pinRefusalOf = (
  why: "wrong" | "many" | "failed",
  { language, calendar }: { readonly language: Language; readonly calendar: Calendar },
) => ({ problem: wordsOf(language, calendar).tp(`trust.page.pin.${why}`) });

/** The same slice with the words of its days. */
export const kioskSlice = <Slice extends PageSlice>(
  slice: Slice,
  language: Language,
  calendar: Calendar,
) => {
  const t = wordsOf(language, calendar);
  return {
    ...slice,
    days: slice.days.map(({ from, date }) => ({ from, text: t.format.date(date) })),
  };
};

/** For an address that opens no kiosk, or none any more. */
export function kioskGonePage(language: Language): string {
  const t = wordsOf(language, language === "fa" ? "jalali" : "gregorian");
  const title = t.tp("trust.page.gone.title");
  return page(
    language,
    title,
    `<div class="gone"><div><h1>${escape(title)}</h1>${escape(t.tp("trust.page.gone.text"))}</div></div>`,
  );
}

const wordsOf = (language: Language, calendar: Calendar) =>
  translator(language, { calendar, timeZone: "UTC" });

const directionOf = (language: Language) => (language === "fa" ? "rtl" : "ltr");

const page = (language: Language, title: string, body: string): string => `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="mobile-web-app-capable" content="yes">
<title>${escape(title)}</title>
<style>${kioskStyle}</style>
</head>
<body>
${body}
</body>
</html>
`;

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
