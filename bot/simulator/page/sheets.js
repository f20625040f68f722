import { button, h, icon } from "./dom.js";

/**
 * Sheets that slide over one phone, one at a time: focus moves in, stays in, and comes back; Esc closes.
 * @param host the phone's screen; everything else in it becomes inert meanwhile
 */
export function createSheets(host, words) {
  let open;

  function close() {
    if (!open) return;
    const { veil, before, onClose } = open;
    open = undefined;
    veil.remove();
    for (const child of host.children) child.inert = false;
    if (before?.isConnected) before.focus({ preventScroll: true });
    onClose?.();
  }

  /** @param options `{ title, testid, alert, onClose }`; returns a function that closes it */
  function show(content, { title, testid, alert = false, onClose } = {}) {
    close();
    const heading = h("h2", { id: `${host.dataset.phone}-sheet` }, title);
    const exit = button(icon("close"), close, {
      class: "round",
      "aria-label": words.close,
      testid: "sheet-close",
    });
    const sheet = h(
      "div",
      {
        class: alert ? "sheet alert" : "sheet",
        role: alert ? "alertdialog" : "dialog",
        "aria-modal": "true",
        "aria-labelledby": heading.id,
        testid,
        tabindex: "-1",
      },
      h("div", { class: "sheet-head" }, heading, !alert && exit),
      content,
    );
    const veil = h("div", { class: "veil" }, sheet);
    veil.addEventListener("click", ({ target }) => target === veil && close());
    veil.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close();
    });
    open = { veil, before: document.activeElement, onClose };
    for (const child of host.children) child.inert = true;
    host.append(veil);
    (sheet.querySelector("[data-first]") ?? sheet).focus({ preventScroll: true });
    return close;
  }

  return { show, close, isOpen: () => open !== undefined };
}

/** Short notes at the top of a phone: answers to taps that are not alerts. */
export function createToasts() {
  const element = h("div", { class: "toasts", role: "status", "aria-live": "assertive" });
  function show(text, testid = "toast") {
    const toast = h("p", { class: "toast", testid, dir: "auto" }, text);
    element.append(toast);
    setTimeout(() => toast.remove(), Math.max(2600, text.length * 70));
  }
  return { element, show };
}
