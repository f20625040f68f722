import { button, h, icon } from "./dom.js";
import { paySheet } from "./invoice.js";
import { contactSheet, locationSheet, startPin } from "./location.js";
import { metresBetween } from "./map.js";
import { peopleSheet } from "./people.js";

/** Metres around the pin in which places are offered: a city, not another country. */
const REACH = 100_000;

/**
 * The sheets of one phone: attach, contact, scan, location, people, share, pay, alert.
 * @param parts `{ language, words, store, memory, sheets, act, onPerson, onShare, onLink }`
 */
export function createPhoneSheets(parts) {
  const { language, words, store, memory, sheets, act, onPerson } = parts;
  const person = () => store.person(memory.userId());

  function attach() {
    const content = h(
      "div",
      { class: "choices" },
      choice("pin", words.location, () => location({}), "attach-location"),
      choice("contact", words.contact, () => contact(() => act("shareContact")), "attach-contact"),
      choice("scan", words.scan, scan, "attach-scan"),
    );
    sheets.show(content, { title: words.attach, testid: "attach-sheet" });
  }

  /** The camera of a phone that has none: what a code says is pasted. */
  function scan() {
    const link = h("input", {
      name: "link",
      required: true,
      dir: "ltr",
      testid: "scan-link",
      autocomplete: "off",
      "data-first": true,
    });
    const form = h(
      "form",
      { class: "new-person" },
      h("p", { dir: "auto" }, words.scanWhy),
      h("label", {}, h("span", {}, words.scanLink), link),
      h(
        "button",
        { type: "submit", class: "primary", testid: "scan-open" },
        icon("link"),
        words.scanOpen,
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      sheets.close();
      parts.onLink(link.value.trim());
    });
    sheets.show(form, { title: words.scan, testid: "scan-sheet" });
  }

  function contact(send) {
    const onShare = () => {
      sheets.close();
      void send();
    };
    const content = contactSheet({ language, person: person(), onShare, onCancel: sheets.close });
    sheets.show(content, { title: words.shareContact, testid: "contact-sheet" });
  }

  /** @param request `{ asked }` = the reply button that wants it, `{ moving }` = a live one is moved */
  function location({ asked, moving = false }) {
    const send = async (point) => {
      sheets.close();
      await act("movePin", point);
      if (moving) return act("moveLive", point);
      return asked ? act("tapReply", { text: asked.text }) : act("shareLocation", point);
    };
    const live = async (point) => {
      sheets.close();
      await act("movePin", point);
      await act("startLive", point);
    };
    const pin = startPin(person(), store.state.places, language);
    const near = store.state.places.filter((place) => metresBetween(pin, place) < REACH);
    const places = near.length > 0 ? near : store.state.places;
    const content = locationSheet({
      language,
      places,
      pin,
      asked: asked !== undefined || moving,
      on: { send, live },
    });
    sheets.show(content, { title: words.pin, testid: "location-sheet" });
  }

  function people() {
    const choose = (id) => {
      memory.setUser(id);
      sheets.close();
      onPerson();
    };
    const content = peopleSheet({
      language,
      people: store.state.people,
      current: memory.userId(),
      onChoose: choose,
      onAdd: (someone) => void store.addPerson(someone).then(choose),
    });
    sheets.show(content, { title: words.people, testid: "people-sheet" });
  }

  /** Telegram's «send to…»: here whoever gets the link opens it at once. */
  function share(url) {
    const give = (id) => {
      sheets.close();
      parts.onShare(id, url);
    };
    const content = peopleSheet({
      language,
      people: store.state.people.filter(({ id }) => id !== memory.userId()),
      onChoose: give,
      onAdd: (someone) => void store.addPerson(someone).then(give),
    });
    sheets.show(content, { title: words.shareWith, testid: "share-sheet" });
  }

  function pay(message) {
    const on = {
      pay: (email) => {
        sheets.close();
        void act("pay", { messageId: message.id, email });
      },
      forward: () => forward(message),
    };
    const content = paySheet({ invoice: message.invoice, language, on });
    sheets.show(content, { title: message.invoice.title, testid: "pay-sheet" });
  }

  /** The copy lands in the chat of whoever gets it with the same bot. */
  function forward(message) {
    const give = (to) => {
      sheets.close();
      void act("forwardInvoice", { messageId: message.id, to });
    };
    const content = peopleSheet({
      language,
      people: store.state.people.filter(({ id }) => id !== memory.userId()),
      onChoose: give,
      onAdd: (someone) => void store.addPerson(someone).then(give),
    });
    sheets.show(content, { title: words.forward, testid: "forward-sheet" });
  }

  function alert(title, text) {
    const content = h(
      "div",
      {},
      h("p", { class: "alert-text", dir: "auto" }, text),
      button(words.ok, sheets.close, { class: "primary", testid: "alert-ok", "data-first": true }),
    );
    sheets.show(content, { title, testid: "alert", alert: true });
  }

  return { attach, contact, scan, location, people, share, pay, alert };
}

function choice(name, label, onclick, testid) {
  return button([icon(name), label], onclick, { class: "choice", testid });
}
