import { button, h, icon } from "./dom.js";
import { formats, WORDS } from "./words.js";

const SHOWN = 120;

/**
 * The drawer for whoever builds the bots: what went over the wire, and ways to make it go wrong.
 * It speaks the language of the phone it was opened from and acts on that phone's bot.
 */
export function createDeveloper(store) {
  const drawer = h("aside", { class: "developer", hidden: true, testid: "developer-drawer" });
  let phone;
  let opener;
  let held = false;

  function open(from) {
    if (phone === from && !drawer.hidden) return close();
    phone = from;
    opener = document.activeElement;
    drawer.hidden = false;
    document.body.classList.add("with-developer");
    render();
    drawer.querySelector("button")?.focus();
  }

  function close() {
    drawer.hidden = true;
    document.body.classList.remove("with-developer");
    if (opener?.isConnected) opener.focus();
  }

  drawer.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  store.listen((kind) => {
    if (!drawer.hidden && (kind === "log" || kind === "state")) renderLog();
  });

  async function run(act, more) {
    const words = WORDS[phone.language];
    try {
      const { statuses } = await store.developer(act, phone.bot(), more);
      phone.note(`${words.done}${statuses?.length ? `: ${statuses.join(", ")}` : ""}`);
    } catch (error) {
      phone.note(`${words.failed}: ${error.message}`);
    }
  }

  function hold(on) {
    held = on;
    void run(on ? "hold" : "release");
  }

  function render() {
    const words = WORDS[phone.language];
    const fail = (code) => tool(String(code), () => run("failNext", { code }), `dev-fail-${code}`);
    drawer.lang = phone.language;
    drawer.dir = phone.language === "fa" ? "rtl" : "ltr";
    drawer.setAttribute("aria-label", words.developer);
    drawer.replaceChildren(
      h(
        "div",
        { class: "sheet-head" },
        h("h2", {}, `${words.developer} · ${words[phone.bot()]}`),
        button(icon("close"), close, {
          class: "round",
          "aria-label": words.close,
          testid: "developer-close",
        }),
      ),
      h(
        "div",
        { class: "tools" },
        tool(words.redeliver, () => run("redeliver"), "dev-redeliver"),
        tool(words.redeliverTwice, () => run("redeliver", { together: 2 }), "dev-redeliver-twice"),
        tool(words.duplicate, () => run("duplicateNext"), "dev-duplicate"),
        tool(words.payTwice, () => run("nextPayment", { again: 1 }), "dev-pay-twice"),
        tool(words.payLate, () => run("nextPayment", { delay: 15_000 }), "dev-pay-late"),
        tool(words.block, () => phone.act("block"), "dev-block"),
        h(
          "fieldset",
          {},
          h("legend", {}, words.failNext),
          fail(429),
          fail(500),
          fail(403),
          tool(words.reset, () => run("failNext", { how: "reset" }), "dev-fail-reset"),
        ),
        toggle(words.hold, held, hold, "dev-hold"),
        toggle(words.desktop, phone.isDesktop(), phone.setDesktop, "dev-desktop"),
      ),
      h("h3", {}, words.log),
      h("ol", { class: "log", testid: "dev-log", dir: "ltr" }),
    );
    renderLog();
  }

  function renderLog() {
    const log = drawer.querySelector(".log");
    const { time } = formats(phone.language);
    const opened = new Set(
      [...log.querySelectorAll("details[open]")].map(({ dataset }) => dataset.key),
    );
    log.replaceChildren(
      ...store.state.log
        .slice(-SHOWN)
        .toReversed()
        .map((entry) => logEntry(entry, time, opened)),
    );
  }

  return { element: drawer, open };
}

function logEntry(entry, time, opened) {
  const key = `${entry.at}:${entry.bot}:${entry.title}`;
  const details = h(
    "details",
    {
      class: `${entry.direction}${entry.failed ? " failed" : ""}`,
      "data-key": key,
      open: opened.has(key),
    },
    h(
      "summary",
      {},
      h("time", {}, time(entry.at)),
      h("span", { class: "arrow" }, entry.direction === "update" ? "↓" : "↑"),
      h("b", {}, entry.bot),
      entry.title,
    ),
    h("pre", {}, JSON.stringify(entry.body, null, 2)),
  );
  return h("li", {}, details);
}

function tool(label, onclick, testid) {
  return button(label, onclick, { class: "tool", testid });
}

function toggle(label, checked, onchange, testid) {
  const box = h("input", { type: "checkbox", checked, testid });
  box.addEventListener("change", () => onchange(box.checked));
  return h("label", { class: "toggle" }, box, label);
}
