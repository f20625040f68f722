import { expect } from "vitest";
import { shown } from "../shown-text.ts";
import type { Cast } from "./cast.ts";
import type { Hand, Stage } from "./stage.ts";

/** A stranger becomes the owner of a company with a workplace, a shift, a group: the five steps, with every way back. */
export async function foundCompany(stage: Stage, owner: Hand, cast: Cast): Promise<void> {
  const { t } = cast;
  await chooseLanguage(owner, cast.owner.languageCode, cast);
  await owner.sees(shown(t, "people.start.owner"));

  await owner.tap(t.tp("people.keys.found"));
  await owner.sees(shown(t, "people.found.name.ask"));
  await owner.tap(t.tp("common.actions.keys.cancel"));
  await owner.sees(shown(t, "people.start.owner"));

  await owner.tap(t.tp("people.keys.found"));
  await owner.sees(shown(t, "people.found.name.ask"));
  await owner.type(`${cast.company}!`);
  await owner.sees(shown(t, "people.found.profile.ask", { organisation: `${cast.company}!` }));
  await owner.tap(t.tp("common.actions.keys.back"));
  await owner.sees(shown(t, "people.found.name.ask"));
  await owner.type(cast.company);
  await owner.sees(shown(t, "people.found.profile.ask", { organisation: cast.company }));
  await owner.tap(t.tp(`people.found.profile.keys.${cast.profile}`));
  await owner.sees(shown(t, "people.found.place.ask"));

  await stage.restart?.();
  await owner.sendPlace(cast.shop);
  await owner.sees(shown(t, "people.found.radius.ask"));
  await owner.type("5");
  await owner.sees(shown(t, "people.found.radius.invalid"));
  await owner.tap(t.format.digits(150));
  await owner.sees(shown(t, "people.found.place_name.ask"));
  await owner.type(cast.place);
  await owner.sees(shown(t, "people.found.hours.ask"));
  await owner.type(cast.hours.wrong);
  await owner.sees(shown(t, "people.found.hours.invalid"));
  await owner.type(cast.hours.typed);
  await owner.sees(shown(t, "people.found.group.ask"));
  await owner.tap(t.tp("people.found.group.default"));
  const card = await owner.sees(shown(t, "people.found.created", { organisation: cast.company }));
  expect(card).toMatch(
    shown(t, "people.found.place_line", { place: cast.place, radius: t.format.distance(150) }),
  );
  expect(card).toMatch(shown(t, "people.found.now_invite"));
}

/** A newcomer is asked in every language and answers in their own. */
async function chooseLanguage(
  hand: Hand,
  language: "fa" | "ru",
  { t, other }: Cast,
): Promise<void> {
  await hand.start();
  await expectLanguageQuestion(hand, { t, other });
  await hand.tap(t.tp(`common.language.keys.${language}`));
}

export async function expectLanguageQuestion(
  hand: Hand,
  { t, other }: Pick<Cast, "t" | "other">,
): Promise<void> {
  const question = await hand.sees(shown(t, "people.language.title"));
  expect(question).toMatch(shown(other, "people.language.title"));
  expect((await hand.keys()).flat()).toEqual(["فارسی", "Русский"]);
}
