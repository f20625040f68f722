import { button, h, icon } from "./dom.js";
import { WORDS } from "./words.js";

const COLOURS = 7;

/** The phone's language that goes with a number: +98 is Iran, +7 is Russia. */
export function countryOf({ phone }) {
  if (/^\+?98/.test(phone)) return "fa";
  return /^\+?7/.test(phone) ? "ru" : undefined;
}

/** A round picture with the first letter, coloured by id as in Telegram. */
export function avatar(name, id) {
  const letter = [...name.trim()][0] ?? "?";
  return h(
    "span",
    {
      class: `avatar colour-${Number(BigInt(Math.abs(id)) % BigInt(COLOURS))}`,
      "aria-hidden": "true",
    },
    letter,
  );
}

/** The sheet that says whose phone this is, with a form for a new person. */
export function peopleSheet({ language, people, current, onChoose, onAdd }) {
  const words = WORDS[language];
  const own = (person) => (person.languageCode.startsWith(language) ? 0 : 1);
  const list = people
    .toSorted((a, b) => own(a) - own(b))
    .map((person) =>
      h(
        "li",
        {},
        button(
          [
            avatar(person.name, person.id),
            h(
              "span",
              { class: "who" },
              h("b", {}, h("bdi", {}, person.name)),
              h("small", {}, h("bdi", {}, person.note || person.phone)),
            ),
            h("span", { class: "tag" }, person.languageCode),
          ],
          () => onChoose(person.id),
          {
            class: "person",
            testid: `person-${person.id}`,
            "aria-pressed": String(person.id === current),
            "data-first": person.id === current,
          },
        ),
      ),
    );
  return h(
    "div",
    {},
    h("ul", { class: "people", testid: "people" }, ...list),
    newPerson(words, language, onAdd),
  );
}

function newPerson(words, language, onAdd) {
  const name = h("input", {
    name: "firstName",
    required: true,
    maxlength: "64",
    dir: "auto",
    testid: "person-name",
    autocomplete: "off",
  });
  const spoken = h(
    "select",
    { name: "languageCode", testid: "person-language" },
    ...["fa", "ru", "en"].map((code) =>
      h("option", { value: code, selected: code === language }, code),
    ),
  );
  const form = h(
    "form",
    { class: "new-person" },
    h("label", {}, h("span", {}, words.name), name),
    h("label", {}, h("span", {}, words.language), spoken),
    h(
      "button",
      { type: "submit", class: "primary", testid: "person-add" },
      icon("plus"),
      words.addPerson,
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onAdd({ firstName: name.value, languageCode: spoken.value });
  });
  return form;
}
