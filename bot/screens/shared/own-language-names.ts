import { languages, type Language, translator } from "../../../locales/index.ts";
import type { Html, Plain } from "../../../locales/text.ts";

const speaker = (language: Language) =>
  translator(language, { calendar: "gregorian", timeZone: "UTC" });

/** A language in its own words, whoever reads. */
export const ownLanguageName = (language: Language): Plain =>
  speaker(language).tp(`common.language.keys.${language}`);

/** The question for a language in every language: a newcomer may know only one. */
export const languageQuestions = (): Html[] =>
  languages.map((language) => speaker(language).th("people.language.title"));
