import { button, h, icon } from "./dom.js";
import { avatar } from "./people.js";

/** The button that says whose phone this is. */
export function personButton(element, person, words) {
  element.replaceChildren(
    avatar(person?.name ?? "?", person?.id ?? 0),
    h(
      "span",
      { class: "who" },
      h("b", {}, h("bdi", {}, person?.name ?? "—")),
      h("small", {}, h("bdi", {}, person?.note || person?.phone || "")),
    ),
    icon("down"),
  );
  element.setAttribute("aria-label", `${words.people} ${person?.name ?? ""}`);
  element.dataset.person = String(person?.id ?? 0);
}

/** A tab of one bot; `count` unread messages make a badge. */
export function botTab({ kind, label, selected, count, unread, onclick }) {
  const badge =
    count > 0 &&
    h(
      "span",
      { class: "badge", testid: "badge" },
      String(count),
      h("span", { class: "unseen" }, ` ${unread}`),
    );
  return button([label, badge].filter(Boolean), onclick, {
    "aria-current": String(selected),
    testid: `tab-${kind}`,
  });
}

/** The bot's name with what it is doing. */
export function chatHead({ bot, typing, words, onDeveloper }) {
  const state = typing
    ? h("small", { class: "typing", testid: "typing" }, words.typing)
    : h("small", {}, words.bot);
  return [
    avatar(bot?.name ?? "?", bot?.kind === "owner" ? 4 : 2),
    h("div", { class: "who" }, h("b", {}, h("bdi", {}, bot?.name ?? "")), state),
    button(icon("tools"), onDeveloper, {
      class: "round",
      "aria-label": words.developer,
      testid: "developer",
    }),
  ];
}

/** What an empty chat shows: the bot's description. */
export function introduction(description, words) {
  return h(
    "div",
    {},
    description && h("b", {}, words.whatCanIt),
    h("p", { dir: "auto" }, description || words.empty),
  );
}
