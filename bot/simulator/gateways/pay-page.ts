import { html, raw } from "hono/html";
import { renderSVG } from "uqr";
import { type PayLanguage, payWords } from "./words.ts";

export interface PayView {
  readonly language: PayLanguage;
  /** The gateway it plays, in its own script. */
  readonly brand: string;
  readonly description: string | null;
  /** Ready to read; the second is the same sum in another unit. */
  readonly sum: string;
  readonly sumAlso?: string;
  readonly number: string;
  /** Masked; null where no card is used. */
  readonly card: string | null;
  /** What a QR would say; only for SBP. */
  readonly qr: string | null;
  /** A line instead of buttons, when there is nothing to choose any more. */
  readonly over: "over" | "paid" | "closed" | "closedPaid" | null;
  /** Where the buyer goes when it is over. */
  readonly back: string | null;
}

type Html = ReturnType<typeof html>;

/** What the buttons send as `act`. */
export const payActs = ["pay", "cancel", "decline", "pay_and_close", "close"] as const;
export type PayAct = (typeof payActs)[number];

/** The page a buyer sees, at 390 px first. */
export function payPage(view: PayView): Html {
  const words = payWords[view.language];
  const rows: readonly (readonly [string, string])[] = [
    [words.to, words.merchant],
    ...(view.description === null ? [] : [[words.description, view.description] as const]),
    [words.number, view.number],
    ...(view.card === null ? [] : [[words.card, view.card] as const]),
  ];
  return frame(
    view.language,
    words.title,
    html`<header><span class="mark" aria-hidden="true"></span><b>${view.brand}</b></header>
      <p class="sandbox">${words.sandbox}</p>
      <h1><small>${words.amount}</small>${view.sum}${also(view.sumAlso)}</h1>
      <dl>
        ${rows.map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd><bdi>${value}</bdi></dd>`,
        )}
      </dl>
      ${view.over === null ? choices(view) : ending(view, words[view.over])}`,
  );
}

/** For an address that leads to no payment. */
export function noPaymentPage(language: PayLanguage): Html {
  const words = payWords[language];
  return frame(language, words.title, html`<p class="over">${words.unknown}</p>`);
}

function also(sum: string | undefined): Html | string {
  return sum === undefined ? "" : html`<span class="also">${sum}</span>`;
}

function choices({ language, qr }: PayView): Html {
  const words = payWords[language];
  return html`<form method="post">
    ${qr === null ? "" : scan(language, qr)}
    <button class="main" name="act" value="pay">${qr === null ? words.pay : words.inApp}</button>
    <button name="act" value="cancel">${words.cancel}</button>
    <details>
      <summary>${words.closing}</summary>
      ${aside("pay_and_close", words.payAndClose, words.payAndCloseWhy)}
      ${aside("close", words.close, words.closeWhy)}
      ${aside("decline", words.decline, words.declineWhy)}
    </details>
  </form>`;
}

function scan(language: PayLanguage, qr: string): Html {
  const words = payWords[language];
  return html`<figure>
    ${raw(renderSVG(qr, { border: 2 }))}
    <figcaption><b>${words.scan}</b><br />${words.scanWhy}</figcaption>
  </figure>`;
}

function aside(act: PayAct, label: string, why: string): Html {
  return html`<button name="act" value="${act}"><b>${label}</b><small>${why}</small></button>`;
}

function ending({ language, back }: PayView, line: string): Html {
  const link = html`<a class="main" href="${back ?? ""}">${payWords[language].back}</a>`;
  return html`<p class="over">${line}</p>
    ${back === null ? "" : link}`;
}

function frame(language: PayLanguage, title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="${language}" dir="${language === "fa" ? "rtl" : "ltr"}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/sandbox/pay.css" />
      </head>
      <body>
        <main class="${language}">${content}</main>
      </body>
    </html>`;
}
