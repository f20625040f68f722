import { languages, type Language, translator } from "../../../locales/index.ts";
import { LRM, RLM } from "../../core/bidi.ts";
import { Html, type Plain } from "../../../locales/text.ts";

const speaker = (language: Language) =>
  translator(language, { calendar: "gregorian", timeZone: "UTC" });

/** A language in its own words, whoever reads. */
export const ownLanguageName = (language: Language): Plain =>
  speaker(language).tp(`common.language.keys.${language}`);

/** That a language has been chosen, in that language. */
export const languageChosen = (language: Language): Html =>
  speaker(language).th("people.language.changed");

/** The question for a language in every language: a newcomer may know only one. */
export const languageQuestions = (): Html[] =>
  languages.map((language) => {
    const mark = language === "fa" ? RLM : LRM;
    return new Html(mark + speaker(language).th("people.language.title").text);
  });
