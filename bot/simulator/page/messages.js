import { button, h, icon } from "./dom.js";
import { renderText } from "./entities.js";
import { invoiceCard, moneyLine, payLabel } from "./invoice.js";
import { smallMap } from "./map.js";
import { formats, WORDS } from "./words.js";

const LONG_TEXT = 900;

/**
 * The list of bubbles of one phone, renewed message by message so that focus and scrolling survive.
 * @param on `{ command, link, copy, tap }`
 */
export function createMessageList(language, places, on) {
  const words = WORDS[language];
  const format = formats(language);
  const list = h("div", {
    class: "messages",
    role: "log",
    "aria-live": "polite",
    "aria-label": words.messages,
    tabindex: "0",
    testid: "messages",
  });
  /** id → { element, json } of what is shown. */
  let shown = new Map();
  let shownChat = "";
  /** True while the newest message is in view: then it stays there whatever grows or shrinks. */
  let atEnd = true;
  const toEnd = () => {
    list.scrollTop = list.scrollHeight;
  };
  let height = 0;
  list.addEventListener("scroll", () => {
    // A keyboard that has just opened is no wish to read older messages.
    if (list.clientHeight === height)
      atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  });
  new ResizeObserver(() => {
    height = list.clientHeight;
    if (atEnd) toEnd();
  }).observe(list);

  function show(chat) {
    const next = new Map();
    const nodes = [];
    const fresh = shownChat !== `${chat.bot}:${chat.userId}`;
    if (fresh) {
      shown = new Map();
      quietly();
    }
    shownChat = `${chat.bot}:${chat.userId}`;
    let day = "";
    for (const message of chat.messages) {
      const label = format.day(message.date);
      if (label !== day) nodes.push(h("p", { class: "day" }, h("span", {}, label)));
      day = label;
      const item = bubbleFor(message, fresh);
      next.set(message.id, item);
      nodes.push(item.element);
    }
    const grew = [...next.keys()].some((id) => !shown.has(id));
    shown = next;
    replaceNodes(list, nodes);
    if (fresh || (grew && chat.messages.at(-1)?.from === "me")) atEnd = true;
    if (atEnd) toEnd();
  }

  /** Opening another chat is not news: a screen reader must not read all of it. */
  function quietly() {
    list.setAttribute("aria-live", "off");
    setTimeout(() => list.setAttribute("aria-live", "polite"), 400);
  }

  function bubbleFor(message, fresh) {
    const json = JSON.stringify(message);
    const known = shown.get(message.id);
    if (known?.json === json) return known;
    const element = renderMessage(message, known === undefined && !fresh);
    // Reading one's own words back would drown the answers.
    if (message.from === "me") element.setAttribute("aria-live", "off");
    if (known) {
      element.classList.add("flash");
      keepFocus(known.element, element);
    }
    return { element, json };
  }

  function renderMessage(message, isNew) {
    const body = h("div", { class: "bubble" });
    if (message.forwarded) body.append(h("p", { class: "forwarded" }, words.forwarded));
    body.append(
      ...[
        attachment(message),
        message.invoice && invoiceCard(message.invoice, language),
        message.money && moneyLine(message.money, language),
        textBlock(message),
      ].filter(Boolean),
    );
    body.append(meta(message));
    if (message.reaction) body.append(h("span", { class: "reaction" }, message.reaction));
    const rows = message.buttons.map((row) => inlineRow(row, message));
    return h(
      "article",
      {
        class: `message from-${message.from}${message.money ? " service" : ""}${isNew ? " new" : ""}`,
        testid: "message",
        "data-message-id": message.id,
        "data-from": message.from,
        "data-edits": message.edits,
      },
      body,
      rows.length > 0 && h("div", { class: "inline-keyboard", dir: "ltr" }, ...rows),
    );
  }

  function textBlock({ text, entities }) {
    if (!text) return undefined;
    const block = h("div", { class: "text", dir: "auto" }, ...renderText(text, entities, on));
    if (text.length < LONG_TEXT) return block;
    block.classList.add("long");
    const toggle = button(
      words.more,
      () => {
        const open = block.classList.toggle("open");
        toggle.textContent = open ? words.less : words.more;
        toggle.setAttribute("aria-expanded", String(open));
      },
      { class: "link more", "aria-expanded": "false" },
    );
    return h("div", {}, block, toggle);
  }

  function attachment({ location, contact, file, venue }) {
    if (location) {
      const live = location.live_period !== undefined;
      const title = venue?.title ?? (live ? words.liveLocation : words.location);
      const accuracy = location.horizontal_accuracy;
      return h(
        "figure",
        { class: "place" },
        smallMap(location, places()),
        h(
          "figcaption",
          {},
          icon(live ? "live" : "pin"),
          title,
          accuracy !== undefined && ` ±${format.distance(accuracy)}`,
        ),
      );
    }
    if (contact) {
      return h(
        "p",
        { class: "card" },
        icon("contact"),
        h("span", {}, contact.first_name, h("small", { dir: "ltr" }, contact.phone_number)),
      );
    }
    if (!file) return undefined;
    const address = `/simulator/files/${file.id}`;
    if (file.kind === "photo") {
      const image = h("img", { class: "photo", src: address, alt: words.photo });
      // A picture grows when it has come: the newest message stays in view.
      image.addEventListener("load", () => atEnd && toEnd());
      return h("a", { href: address, target: "_blank", testid: "photo" }, image);
    }
    const size = file.size === undefined ? "" : `${format.number(file.size / 1024)} KB`;
    return h(
      "a",
      {
        class: "card",
        href: address,
        download: file.name,
        testid: "document",
        "aria-label": `${words.download} ${file.name}`,
      },
      icon("file"),
      h("span", {}, h("bdi", {}, file.name), h("small", {}, size)),
    );
  }

  function meta({ date, from, edits }) {
    return h(
      "p",
      { class: "meta" },
      edits > 0 && h("span", {}, words.edited),
      h("time", { datetime: new Date(date).toISOString() }, format.time(date)),
      from === "me" && h("span", { class: "ticks", "aria-hidden": "true" }, "✓✓"),
    );
  }

  function inlineRow(row, message) {
    return h("div", { class: "row" }, ...row.map((key) => inlineButton(key, message)));
  }

  function inlineButton(key, message) {
    const mark = key.url ? "link" : key.copy_text ? "copy" : undefined;
    const press = ({ currentTarget }) => on.tap(message, key, currentTarget);
    const text = key.pay ? payLabel(message.invoice, language) : key.text;
    // As in Telegram, what has no letters runs from left to right: «‹» is not turned into «›».
    const dir = /\p{L}/u.test(text) ? "auto" : "ltr";
    return button([h("span", { dir }, text), mark && icon(mark)], press, {
      disabled: key.pay && message.invoice?.isPaid,
      class: "key",
      testid: "inline-button",
      "data-style": key.style,
      "data-callback": key.callback_data,
    });
  }

  return { element: list, show };
}

/** Brings the children in line without touching those already in place. */
function replaceNodes(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of Array.from(parent.childNodes)) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.childNodes[index] !== node)
      parent.insertBefore(node, parent.childNodes[index] ?? null);
  });
}

/** A screen edited under a keyboard user keeps the focus on the button in the same place. */
function keepFocus(before, after) {
  const index = [...before.querySelectorAll("button")].indexOf(document.activeElement);
  if (index < 0) return;
  queueMicrotask(() => {
    const buttons = after.querySelectorAll("button");
    (buttons[index] ?? buttons[0])?.focus({ preventScroll: true });
  });
}
