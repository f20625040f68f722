import { button, h, icon } from "./dom.js";
import { WORDS } from "./words.js";

/**
 * What lies under the messages: start or unblock, or the input with its buttons and the reply keyboard.
 * @param on `{ start, send, attach, reply }`
 */
export function createComposer(language, on) {
  const words = WORDS[language];
  const element = h("footer", { class: "composer" });
  const input = h("textarea", {
    class: "input",
    rows: "1",
    maxlength: "4096",
    "aria-label": words.message,
    placeholder: words.message,
    testid: "input",
    enterkeyhint: "send",
  });
  const keyboard = h("div", {
    class: "reply-keyboard",
    dir: "ltr",
    role: "group",
    "aria-label": words.buttons,
    testid: "reply-keyboard",
  });
  const menu = h("ul", { class: "command-menu", hidden: true });
  const commands = button(icon("menu"), () => toggleMenu(menu.hidden), {
    class: "round",
    "aria-label": words.commands,
    "aria-expanded": "false",
    testid: "commands",
  });
  const toggle = button(icon("keyboard"), () => setKeyboard(keyboard.hidden), {
    class: "round",
    testid: "keyboard-toggle",
  });
  const attach = button(icon("attach"), on.attach, {
    class: "round",
    "aria-label": words.attach,
    testid: "attach",
  });
  const send = h(
    "button",
    { type: "submit", class: "round primary", "aria-label": words.send, testid: "send" },
    icon("send"),
  );
  const form = h(
    "form",
    { class: "line" },
    commands,
    h("div", { class: "field" }, input, toggle),
    attach,
    send,
  );
  let shownKeyboard;
  let mode = "";

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === "") return;
    input.value = "";
    grow();
    on.send(text);
  });
  input.addEventListener("input", grow);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || menu.hidden) return;
    event.stopPropagation();
    toggleMenu(false);
    commands.focus();
  });

  function grow() {
    input.toggleAttribute("dir", false);
    if (input.value !== "") input.dir = "auto";
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight, 132)}px`;
  }

  function toggleMenu(open) {
    menu.hidden = !open;
    commands.setAttribute("aria-expanded", String(open));
    if (open) menu.querySelector("button")?.focus();
  }

  function setKeyboard(open) {
    keyboard.hidden = !open;
    toggle.setAttribute("aria-label", open ? words.keyboardHide : words.keyboardShow);
    toggle.setAttribute("aria-expanded", String(open));
    toggle.replaceChildren(icon(open ? "down" : "keyboard"));
  }

  function showCommands(list) {
    const rows = list.map(({ command, description }) =>
      h(
        "li",
        {},
        button(
          [h("span", { dir: "auto" }, description), h("code", { dir: "ltr" }, `/${command}`)],
          () => {
            toggleMenu(false);
            input.focus();
            on.send(`/${command}`);
          },
          { testid: `command-${command}` },
        ),
      ),
    );
    menu.replaceChildren(
      ...(rows.length > 0 ? rows : [h("li", { class: "none" }, words.noCommands)]),
    );
  }

  function showKeyboard(current) {
    const json = JSON.stringify(current);
    if (json === shownKeyboard) return;
    const before = shownKeyboard === undefined ? undefined : JSON.parse(shownKeyboard);
    shownKeyboard = json;
    toggle.hidden = current === null;
    input.placeholder = current?.markup.input_field_placeholder ?? words.message;
    if (!current) {
      keyboard.hidden = true;
      keyboard.replaceChildren();
      return;
    }
    const focused = [...keyboard.querySelectorAll("button")].indexOf(document.activeElement);
    keyboard.replaceChildren(
      ...current.markup.keyboard.map((row) => h("div", { class: "row" }, ...row.map(replyButton))),
    );
    if (focused >= 0) keyboard.querySelectorAll("button")[focused]?.focus();
    if (before?.messageId !== current.messageId) setKeyboard(true);
    else if (current.used && current.markup.one_time_keyboard) setKeyboard(false);
  }

  function replyButton(key) {
    const mark = key.request_location ? icon("pin") : key.request_contact && icon("contact");
    return button(
      [mark, h("span", { dir: "auto" }, key.text)].filter(Boolean),
      () => on.reply(key),
      {
        class: "key",
        testid: "reply-button",
        "data-style": key.style,
      },
    );
  }

  function show(chat) {
    const wanted = chat.blocked ? "blocked" : chat.started ? "open" : "new";
    if (wanted !== mode) {
      mode = wanted;
      shownKeyboard = undefined;
      if (mode === "blocked")
        element.replaceChildren(bigButton(words.unblock, on.start, "unblock"));
      if (mode === "new") element.replaceChildren(bigButton(words.start, on.start, "start"));
      if (mode === "open") element.replaceChildren(menu, form, keyboard);
    }
    showCommands(chat.commands);
    showKeyboard(chat.keyboard);
  }

  return {
    element,
    show,
    reset: () => ((mode = ""), (shownKeyboard = undefined), toggleMenu(false)),
    focus: () => input.focus(),
  };
}

function bigButton(label, onclick, testid) {
  return button(label, onclick, { class: "big", testid });
}
