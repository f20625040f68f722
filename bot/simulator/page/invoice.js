import { button, h } from "./dom.js";
import { formats, WORDS } from "./words.js";

/** What an invoice says in the chat. */
export function invoiceCard(invoice, language) {
  const { title, description, total, currency } = invoice;
  return h(
    "section",
    { class: "invoice", testid: "invoice", dir: language === "fa" ? "rtl" : "ltr" },
    h("b", { dir: "auto" }, title),
    h("p", { class: "text", dir: "auto" }, description),
    h("p", { class: "total" }, h("bdi", {}, formats(language).money(total, currency))),
  );
}

/** A paid invoice keeps its button, as a receipt. */
export function payLabel({ isPaid, total, currency }, language) {
  const words = WORDS[language];
  return isPaid ? words.receipt : `${words.pay} ${formats(language).money(total, currency)}`;
}

/** A service message: money went, or came back. */
export function moneyLine({ kind, total, currency }, language) {
  const sum = h("bdi", {}, formats(language).money(total, currency));
  return h("p", { class: "money", testid: `money-${kind}` }, `${WORDS[language][kind]}: `, sum);
}

/**
 * The sheet in which a person pays or thinks better of it.
 * @param on `{ pay(email), forward() }`
 */
export function paySheet({ invoice, language, on }) {
  const words = WORDS[language];
  const { money } = formats(language);
  const email = h("input", {
    type: "email",
    required: true,
    dir: "ltr",
    value: "payer@example.org",
    testid: "pay-email",
    autocomplete: "off",
  });
  const form = h(
    "form",
    { class: "pay" },
    h(
      "dl",
      {},
      ...invoice.prices.flatMap(({ label, amount }) =>
        line(label, money(amount, invoice.currency)),
      ),
      ...line(words.total, money(invoice.total, invoice.currency)),
    ),
    invoice.needEmail && h("label", {}, h("span", {}, words.email), email),
    h("p", { class: "hint" }, words.payWhy),
    h(
      "button",
      { type: "submit", class: "primary", testid: "pay-confirm", "data-first": true },
      payLabel(invoice, language),
    ),
    button(words.forward, on.forward, { class: "link", testid: "invoice-forward" }),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    on.pay(invoice.needEmail ? email.value : undefined);
  });
  return form;
}

const line = (label, sum) => [h("dt", { dir: "auto" }, label), h("dd", {}, h("bdi", {}, sum))];
