import { createComposer } from "./composer.js";
import { button, h } from "./dom.js";
import { liveBar } from "./location.js";
import { createMessageList } from "./messages.js";
import { botTab, chatHead, introduction, personButton } from "./phone-head.js";
import { createPhoneSheets } from "./phone-sheets.js";
import { remembered } from "./remembered.js";
import { createSheets, createToasts } from "./sheets.js";
import { WORDS } from "./words.js";

const DIRECTION = { fa: "rtl", ru: "ltr" };

/**
 * One phone: a person, two chats, and everything that can be done in them.
 * @param page `{ developer(handle), share(userId, url) }`
 */
export function createPhone(language, store, page) {
  const words = WORDS[language];
  const memory = remembered(language);
  const phone = h("section", {
    class: "phone",
    "data-phone": language,
    lang: language,
    dir: DIRECTION[language],
    "aria-label": words.phone,
  });
  const toasts = createToasts();
  const sheets = createPhoneSheets({
    language,
    words,
    store,
    memory,
    act,
    sheets: createSheets(phone, words),
    onPerson: switched,
    onShare: page.share,
    onLink: openUrl,
  });
  const person = () => store.person(memory.userId());
  const chat = () => store.chat(memory.bot(), memory.userId());
  const bot = () => store.state.bots.find(({ kind }) => kind === memory.bot());
  let desktop = false;
  let typingTimer;

  /** Does something on the server; a refusal becomes a toast. */
  async function act(name, args) {
    try {
      return await store.act(name, memory.userId(), memory.bot(), args);
    } catch (error) {
      toasts.show(error.message);
      return {};
    }
  }

  const list = createMessageList(language, () => store.state.places, {
    command: sendText,
    link: followLink,
    copy,
    tap,
  });
  const composer = createComposer(language, {
    start: () => act("start"),
    send: sendText,
    attach: sheets.attach,
    reply,
  });
  const tabs = h("nav", { class: "tabs", "aria-label": words.chats });
  const who = button("", sheets.people, { class: "person-button", testid: "person" });
  const head = h("header", { class: "head" });
  const extra = h("div", { class: "extra" });
  const intro = h("div", { class: "intro" });
  phone.append(
    h("div", { class: "top" }, who, tabs),
    head,
    toasts.element,
    extra,
    h("div", { class: "screen" }, intro, list.element),
    composer.element,
  );

  function sendText(text) {
    void act("send", { text });
  }

  async function copy(text) {
    await navigator.clipboard?.writeText(text).catch(() => undefined);
    phone.dataset.clipboard = text;
    toasts.show(words.copied);
  }

  /** Opens a chat with a bot of ours; says whether the link was one. */
  function followLink(url) {
    const target = /^(?:https?:\/\/)?t\.me\/(\w+)(?:\?|$)/i.exec(url)?.[1]?.toLowerCase();
    const isBot = store.state.bots.some(({ username }) => username.toLowerCase() === target);
    if (isBot) void act("openLink", { url }).then(({ opened }) => opened && switchBot(opened));
    return isBot;
  }

  function openUrl(url) {
    const shared =
      /^https:\/\/t\.me\/share\/url\?/.test(url) && new URL(url).searchParams.get("url");
    if (shared) sheets.share(shared);
    else if (!followLink(url)) window.open(url, "_blank", "noopener");
  }

  async function tap(message, key, element) {
    if (key.copy_text) return copy(key.copy_text.text);
    if (key.url) return openUrl(key.url);
    if (key.pay) return sheets.pay(message);
    element.dataset.busy = "true";
    return act("tap", { messageId: message.id, text: key.text, data: key.callback_data });
  }

  function reply(key) {
    if (key.request_contact) sheets.contact(() => act("tapReply", { text: key.text }));
    else if (key.request_location && !desktop) sheets.location({ asked: key });
    else void act("tapReply", { text: key.text, client: desktop ? "desktop" : "phone" });
  }

  function switchBot(kind) {
    memory.setBot(kind);
    switched();
  }

  function switched() {
    composer.reset();
    renderAll();
  }

  function renderTop() {
    personButton(who, person(), words);
    const focused = phone.contains(document.activeElement) && document.activeElement.dataset.testid;
    tabs.replaceChildren(
      ...store.state.bots.map(({ kind }) => {
        const selected = memory.bot() === kind;
        const count = selected ? 0 : memory.unread(store.chat(kind, memory.userId()));
        const onclick = () => switchBot(kind);
        return botTab({ kind, label: words[kind], selected, count, unread: words.unread, onclick });
      }),
    );
    if (focused) tabs.querySelector(`[data-testid="${focused}"]`)?.focus();
  }

  function onDeveloper() {
    page.developer(handle);
  }

  function moveLive() {
    sheets.location({ moving: true });
  }

  function renderHead(current) {
    const typing = current.typing > 0 && current.messages.at(-1)?.from !== "bot";
    clearTimeout(typingTimer);
    if (typing)
      typingTimer = setTimeout(() => renderHead({ ...current, typing: 0 }), current.typing);
    head.replaceChildren(...chatHead({ bot: bot(), typing, words, onDeveloper }));
  }

  function renderExtra(current) {
    const live = current.messages.findLast(
      ({ from, location }) => from === "me" && location?.live_period,
    );
    const bar = live && liveBar({ language, onMove: moveLive, onStop: () => act("stopLive") });
    const offline =
      !store.state.online && h("p", { class: "offline", role: "status" }, words.offline);
    extra.replaceChildren(...[bar, offline].filter(Boolean));
  }

  function renderAll() {
    if (!person()) memory.chooseFirst(store.state.people, store.state.bots);
    const current = chat();
    if (current) memory.markSeen(current);
    renderTop();
    if (!current) return;
    renderHead(current);
    renderExtra(current);
    const isEmpty = current.messages.length === 0;
    intro.hidden = !isEmpty;
    list.element.hidden = isEmpty;
    if (isEmpty) intro.replaceChildren(introduction(current.description, words));
    list.show(current);
    composer.show(current);
    phone.dataset.ready = "true";
  }

  function showToast({ text, alert, url, messageId }) {
    const busy = list.element.querySelectorAll(`[data-message-id="${messageId}"] [data-busy]`);
    for (const key of busy) delete key.dataset.busy;
    if (url) followLink(url);
    if (text && alert) sheets.alert(bot()?.name, text);
    else if (text) toasts.show(text);
  }

  store.listen((kind, data) => {
    const mine = data?.userId === memory.userId();
    const here = mine && data?.bot === memory.bot();
    if (kind === "state" || kind === "online" || (kind === "chat" && here)) renderAll();
    else if (kind === "people" || (kind === "chat" && mine)) renderTop();
    else if (kind === "toast" && here) showToast(data);
  });

  const handle = {
    element: phone,
    language,
    bot: memory.bot,
    userId: memory.userId,
    act,
    openLinkAs(userId, url) {
      memory.setUser(userId);
      switched();
      followLink(url);
    },
    note: toasts.show,
    isDesktop: () => desktop,
    setDesktop: (on) => {
      desktop = on;
    },
  };
  return handle;
}
