import { button, h, icon } from "./dom.js";
import { createPinMap, nearestPlace } from "./map.js";
import { countryOf } from "./people.js";
import { WORDS } from "./words.js";

const HOMES = {
  fa: { latitude: 35.7008, longitude: 51.3912, accuracy: 12 },
  ru: { latitude: 55.7558, longitude: 37.6173, accuracy: 12 },
};

/** Where the pin stands at first: at a place of the country the person's number is from. */
export function startPin(person, places, language) {
  if (person.pin) return person.pin;
  const home = HOMES[countryOf(person) ?? language];
  const near = nearestPlace(home, places);
  if (!near || near.metres > 60_000) return home;
  // A few steps from the door: inside the fence, yet visibly not the door itself.
  return {
    latitude: near.place.latitude + 0.00015,
    longitude: near.place.longitude + 0.0001,
    accuracy: 12,
  };
}

/**
 * The sheet with the pin.
 * @param asked true when a button of the bot asks for the location: then only the current one can be sent
 * @param on `{ send(point), live(point) }`
 */
export function locationSheet({ language, places, pin, asked, on }) {
  const words = WORDS[language];
  let point = pin;
  const picker = createPinMap(language, places, pin, (moved) => (point = moved));
  return h(
    "div",
    { class: "location" },
    picker,
    h(
      "div",
      { class: "actions" },
      button([icon("pin"), words.sendLocation], () => on.send(point), {
        class: "primary",
        testid: "location-send",
        "data-first": true,
      }),
      !asked &&
        button([icon("live"), words.live], () => on.live(point), { testid: "location-live" }),
    ),
  );
}

/** The strip that shows a running live location and moves or ends it. */
export function liveBar({ language, onMove, onStop }) {
  const words = WORDS[language];
  return h(
    "div",
    { class: "live-bar", testid: "live-bar" },
    icon("live"),
    h("span", {}, words.liveOn),
    button(words.move, onMove, { class: "link", testid: "live-move" }),
    button(words.stop, onStop, { class: "link danger", testid: "live-stop" }),
  );
}

/** Asks before the own number goes to the bot. */
export function contactSheet({ language, person, onShare, onCancel }) {
  const words = WORDS[language];
  return h(
    "div",
    { class: "contact" },
    h(
      "p",
      { class: "card" },
      icon("contact"),
      h("span", {}, h("b", { dir: "auto" }, person.name), h("small", { dir: "ltr" }, person.phone)),
    ),
    h("p", {}, words.shareContactWhy),
    h(
      "div",
      { class: "actions" },
      button(words.share, onShare, {
        class: "primary",
        testid: "contact-share",
        "data-first": true,
      }),
      button(words.cancel, onCancel, { testid: "contact-cancel" }),
    ),
  );
}
