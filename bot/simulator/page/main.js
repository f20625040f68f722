import { createDeveloper } from "./developer.js";
import { createMail } from "./mail.js";
import { createPhone } from "./phone.js";
import { createStore } from "./store.js";

const store = createStore();
const developer = createDeveloper(store);
const phones = ["fa", "ru"].map((language) =>
  createPhone(language, store, { developer: developer.open, share: handOver }),
);
document.querySelector("main").append(...phones.map(({ element }) => element));
document.body.append(developer.element);
document.querySelector(".bar").append(createMail());

/** On a narrow screen one phone is shown at a time. */
function show(language) {
  document.body.dataset.shown = language;
  for (const switcher of document.querySelectorAll("[data-show]")) {
    switcher.setAttribute("aria-pressed", String(switcher.dataset.show === language));
  }
}

/** Somebody opens a link they were sent: on the phone that is theirs, else on the one that speaks their language. */
function handOver(userId, url) {
  const { languageCode } = store.person(userId);
  const phone =
    phones.find((one) => one.userId() === userId) ??
    phones.find(({ language }) => languageCode.startsWith(language)) ??
    phones[0];
  show(phone.language);
  phone.openLinkAs(userId, url);
}

for (const switcher of document.querySelectorAll("[data-show]")) {
  switcher.addEventListener("click", () => show(switcher.dataset.show));
}
show("fa");
store.connect();
