import { calendarOf } from "../../../api/core/words.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { stepTarget } from "../../core/dialog.ts";
import { languages } from "../../../locales/index.ts";
import { lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Reply, type Route, to, type View } from "../../core/view.ts";
import { fullName } from "./full-name.ts";
import { languageChosen, languageQuestions, ownLanguageName } from "./own-language-names.ts";
import { readMe } from "./settings-parts.ts";

/** Dialogs that show their question anew when opened with `resume`. */
const resumable = new Set([
  "found",
  "join",
  "come",
  "people-add",
  "people-list",
  "person-access",
  "leave",
  "decide",
  "people",
  "person",
  "workplaces",
  "shifts",
  "groups",
]);

/** Every language in its own words, with a waiting dialog left alone (TG 8.32). */
export const languageScreen: Screen<Api> = {
  name: "language",
  code: "lg",
  commands: ["language"],
  keepsDialog: true,
  open(ctx, [chosen]) {
    const language = languages.find((known) => known === chosen);
    return language === undefined ? languageView(ctx) : choose(ctx, language);
  },
};

/** The question, in both languages: the reader may know only one. */
export function languageView({ t, session }: ScreenContext<Api>): View {
  const questions = session.languageChosen ? [t.th("people.language.title")] : languageQuestions();
  return {
    body: lines(...questions),
    keys: languages.map((language) => [
      { label: ownLanguageName(language), go: to("language", [language]) },
    ]),
  };
}

async function choose(
  ctx: ScreenContext<Api>,
  language: (typeof languages)[number],
): Promise<Reply> {
  await ask(
    ctx.api.people.me.language.$put(
      { json: { language, name: fullName(ctx.user) } },
      named(ctx.idempotencyKey()),
    ),
  );
  const { person } = await readMe(ctx);
  return {
    language,
    calendar: person?.calendar ?? calendarOf[language],
    // Where the next screen comes as a new message, the question must not keep its keys.
    show: { body: languageChosen(language) },
    go: next(ctx),
  };
}

function next({ dialog, session }: ScreenContext<Api>): Route {
  const [waiting] = dialog === undefined ? [""] : stepTarget(dialog.step);
  if (resumable.has(waiting)) return to(waiting, ["resume"]);
  return session.membership === null ? to("home") : to("settings", ["language"]);
}
