import { h } from "./dom.js";

const everyMs = 1500;

/** Letters the product sent, newest first: one mailbox for everybody, because this machine has no other. */
export function createMail() {
  const list = h("ol", { testid: "mail-list" });
  const box = h(
    "details",
    { class: "mail", testid: "mail", ontoggle: () => void look() },
    h("summary", { "aria-label": "E-mail" }, "✉️"),
    list,
  );
  let shown = "";

  async function look() {
    if (!box.open) return;
    const text = await (await fetch("/simulator/mail")).text();
    if (text === shown) return;
    shown = text;
    list.replaceChildren(...JSON.parse(text).toReversed().map(letter));
  }

  setInterval(() => void look().catch(() => undefined), everyMs);
  return box;
}

const letter = ({ to, subject, text }) =>
  h(
    "li",
    { testid: "letter", dir: "auto" },
    h("strong", {}, subject),
    h("small", { dir: "ltr" }, to),
    h("pre", { dir: "auto" }, text),
  );
