import { escapeHtml } from "../../../locales/escape.ts";
import type { DocumentSnapshot } from "../rules/snapshot.ts";
import { pageStyle } from "./page-style.ts";
import { type BankBlock, type Paper, paperOf } from "./paper.ts";
import type { Party } from "./parties.ts";

export interface PageLinks {
  /** Where the same paper is as PDF. */
  readonly pdfUrl: string;
  /** Where the order can be paid online. */
  readonly payUrl?: string | undefined;
}

/**
 * The paper as a page to read and print: no script, nothing loaded from elsewhere, every text escaped. Links other than
 * `https:`, `http:` and paths are left out.
 * @param number of the paper, as it was given when it was issued
 */
export function renderPage(
  snapshot: DocumentSnapshot,
  number: number | string,
  links: PageLinks,
): string {
  const paper = paperOf(snapshot, number);
  const direction = paper.language === "fa" ? "rtl" : "ltr";
  const title = text(paper.title.replace(/[\u2066-\u2069]/g, ""));
  return `<!doctype html>
<html lang="${paper.language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${pageStyle}</style>
</head>
<body>
${keys(paper, links)}
<main>
${paper.bank ? bank(paper.bank) : ""}
<h1>${text(paper.title)}</h1>
<p class="facts">${paper.facts.map((fact) => `<span>${text(fact)}</span>`).join(" ")}</p>
${paper.parties.map(paper.language === "fa" ? box : sentence).join("\n")}
${table(paper)}
<table class="totals">${paper.totals
    .map(
      ({ label, value, isMain }) =>
        `<tr${isMain ? ' class="main"' : ""}><th>${text(label)}</th><td>${text(value)}</td></tr>`,
    )
    .join("")}</table>
<p>${text(paper.count)}<br><b>${text(paper.inWords)}</b></p>
${paper.bank ? `<p>${text(paper.bank.purpose)}</p>` : ""}
<p class="quiet">${text(paper.closing)}</p>
<div class="signatures">${paper.signatures
    .map(
      ({ role, name, stamp }) =>
        `<div><b>${text(role)}</b><p><span></span>${text(name)}</p><small>${text(stamp)}</small></div>`,
    )
    .join("")}</div>
</main>
</body>
</html>
`;
}

/** Text of the paper inside its page. */
const text = (content: string): string => escapeHtml(content).replaceAll("'", "&#39;");

function keys({ keys: words }: Paper, { pdfUrl, payUrl }: PageLinks): string {
  return `<nav>${link(payUrl, words.pay, "pay")}${link(pdfUrl, words.pdf, "pdf")}</nav>`;
}

/** A link that goes where it says: to the web or to a path here. */
function link(url: string | undefined, label: string, name: string): string {
  if (url === undefined || !/^(?:https?:\/\/|\/(?!\/))/.test(url)) return "";
  return `<a class="${name}" href="${text(url)}">${text(label)}</a>`;
}

function bank({ labels, qr, ...block }: BankBlock): string {
  const drawing = qr
    ? `<figure><svg viewBox="0 0 ${qr.drawing.size} ${qr.drawing.size}" role="img" aria-label="${text(qr.caption)}"><path d="${qr.drawing.path}"/></svg><figcaption>${text(qr.caption)}</figcaption></figure>`
    : "";
  return `<section class="bank"><table>
<tr><td rowspan="2"><b>${text(block.bankName)}</b><small>${text(labels.bank)}</small></td><th>${text(labels.bic)}</th><td>${text(block.bic)}</td></tr>
<tr><th>${text(labels.account)}</th><td>${text(block.correspondentAccount)}</td></tr>
<tr><td>${block.ids.map((id) => `<span>${text(id)}</span>`).join(" ")}</td><th rowspan="2">${text(labels.account)}</th><td rowspan="2">${text(block.account)}</td></tr>
<tr><td><b>${text(block.payee)}</b><small>${text(labels.payee)}</small></td></tr>
</table>${drawing}</section>`;
}

const sentence = ({ heading, line }: Party): string =>
  `<p class="party"><span>${text(heading)}:</span><b>${text(line)}</b></p>`;

function box({ heading, name, fields }: Party): string {
  const items = fields.map(
    ({ label, value, isLong }) =>
      `<span${isLong ? ' class="long"' : ""}>${text(label)}: ${text(value)}</span>`,
  );
  return `<section class="box"><h2>${text(heading)}</h2><div><b class="long">${text(name)}</b>${items.join("")}</div></section>`;
}

function table({ columns, rows, titleAt }: Paper): string {
  const head = columns.map(({ label }) => `<th scope="col">${text(label)}</th>`).join("");
  const body = rows.map(({ cells, details }) => {
    const shown = columns.map(({ align }, index) => {
      const more = index === titleAt && details !== null ? `<small>${text(details)}</small>` : "";
      return `<td class="${align}">${text(cells[index] ?? "")}${more}</td>`;
    });
    return `<tr>${shown.join("")}</tr>`;
  });
  return `<div class="scroll"><table class="lines"><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}
