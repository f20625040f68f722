import { type Language, translator } from "../../locales/index.ts";
import { escapeHtml } from "./escape-html.ts";
import { pageStyle } from "./page-style.ts";

export type ReturnState = "paid" | "checking" | "not_paid";

export interface ReturnFacts {
  readonly state: ReturnState;
  readonly language: Language;
  readonly timeZone: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: "IRR" | "RUB";
  readonly orderNumber: number;
  readonly receiptRef: string | null;
  /** Where the button leads. */
  readonly backUrl: string;
}

const signs: Readonly<Record<ReturnState | "gone", string>> = {
  paid: "✓",
  checking: "…",
  not_paid: "!",
  gone: "?",
};

/** What a payer sees when the gateway sends them back. */
export function returnPage(facts: ReturnFacts): string {
  const t = wordsOf(facts.language, facts.timeZone);
  const params = {
    sum: t.format.money(facts.amount, facts.currency),
    number: t.format.digits(facts.orderNumber),
  };
  const receipt =
    facts.state === "paid" && facts.receiptRef !== null
      ? t.tp("payments.page.receipt", { ref: t.format.digits(facts.receiptRef) })
      : null;
  return page(facts.language, facts.state, {
    title: t.tp(`payments.page.${facts.state}.title`),
    text: t.tp(`payments.page.${facts.state}.text`, params),
    note: receipt,
    back: t.tp("payments.page.keys.back"),
    backUrl: facts.backUrl,
  });
}

/** For an address that leads to no payment. */
export function gonePage(language: Language, backUrl: string): string {
  const t = wordsOf(language, "UTC");
  return page(language, "gone", {
    title: t.tp("payments.page.gone.title"),
    text: t.tp("payments.page.gone.text"),
    note: null,
    back: t.tp("payments.page.keys.back"),
    backUrl,
  });
}

const wordsOf = (language: Language, timeZone: string) =>
  translator(language, { calendar: language === "fa" ? "jalali" : "gregorian", timeZone });

interface Words {
  readonly title: string;
  readonly text: string;
  readonly note: string | null;
  readonly back: string;
  readonly backUrl: string;
}

function page(language: Language, state: keyof typeof signs, words: Words): string {
  const direction = language === "fa" ? "rtl" : "ltr";
  const note = words.note === null ? "" : `<p class="note">${escapeHtml(words.note)}</p>`;
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(words.title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main class="${state}">
<div class="sign" aria-hidden="true">${signs[state]}</div>
<h1>${escapeHtml(words.title)}</h1>
<p>${escapeHtml(words.text)}</p>
${note}
<a href="${escapeHtml(words.backUrl)}">${escapeHtml(words.back)}</a>
</main>
</body>
</html>
`;
}
