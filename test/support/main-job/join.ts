import { expect } from "vitest";
import type { Translator } from "../../../locales/index.ts";
import { seen, shown } from "../shown-text.ts";
import type { Cast } from "./cast.ts";
import { seesConfirmed } from "../says-yes.ts";
import { expectLanguageQuestion } from "./found-company.ts";
import type { Hand } from "./stage.ts";

/** The owner copies the link that stands under the new company, or makes one for a role. */
export async function invite(
  owner: Hand,
  { t }: Cast,
  role?: "manager" | "employee",
): Promise<string> {
  if (role !== undefined) {
    await owner.start();
    await owner.tap(t.tp("people.home.keys.invite"));
    await owner.sees(shown(t, "people.invite.title"));
    const name = t.tp(`people.roles.${role}`);
    await owner.tap(t.tp("people.invite.keys.make", { role: name }));
    await seesConfirmed(owner, t, shown(t, "people.invite.card", { role: name }));
  }
  await owner.tap(t.tp("people.invite.keys.copy"));
  return owner.link();
}

/** Somebody opens the link, or pastes it into the chat, picks a language and shares the own contact: the keyboard is there, the punch one tap away. */
export async function join(
  staff: Hand,
  link: string,
  cast: Cast,
  how: {
    readonly t: Translator;
    readonly role: "manager" | "employee";
    readonly by: "opening" | "pasting";
  },
): Promise<void> {
  const { t, role, by } = how;
  await (by === "opening" ? staff.openLink(link) : staff.type(link));
  await expectLanguageQuestion(staff, cast);
  await staff.tap(t.tp(`common.language.keys.${t.language}`));
  const name = t.tp(`people.roles.${role}`);
  await staff.sees(shown(t, "people.join.offer", { organisation: cast.company, role: name }));
  await staff.type(cast.employee.phone);
  await staff.sees(shown(t, "people.join.use_button"));
  await staff.press(t.tp("common.dock.share_phone"));
  await staff.sees(shown(t, "people.join.welcome", { organisation: cast.company }));
  const [main] = await staff.dock();
  expect(main).toEqual([seen(t.tp("common.dock.clock_in"))]);
}

/** A link works once. */
export async function findsLinkUsed(staff: Hand, link: string, cast: Cast): Promise<void> {
  const { other: t } = cast;
  await staff.openLink(link);
  await staff.sees(shown(t, "people.join.invite_used"));
}
