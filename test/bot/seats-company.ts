import { v7 as uuidv7 } from "uuid";
import type { RolePreset } from "../../api/core/permissions.ts";
import { apiFor, ask, named, type Api } from "../../bot/core/api.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { type Translator, translator } from "../../locales/index.ts";
import { testConfig } from "../support/api-world.ts";
import type { BotWorld } from "../support/bot-world.ts";
import { payingCompany, type PayingCompany, type Profile } from "./billing-company.ts";

export type Language = "fa" | "ru";

export interface Colleague {
  readonly employeeId: string;
  readonly userId: number;
  /** In the staff bot. */
  readonly staff: ActorChat;
  /** In the owner bot. */
  readonly owner: ActorChat;
}

export interface StaffedCompany extends PayingCompany {
  readonly profile: Profile;
  readonly ownerId: number;
  readonly language: Language;
  readonly t: Translator;
}

export const languages = ["fa", "ru"] as const;

let nextUser = 71_000;

/** A company of one country whose people read one language. */
export async function staffedCompany(
  world: BotWorld,
  profile: Profile,
  language: Language,
): Promise<StaffedCompany> {
  const company = await payingCompany(world, profile);
  await world.db.write([
    { sql: "update organisations set language = ?, location_policy = 'off'", params: [language] },
    { sql: "update persons set language = ?", params: [language] },
  ]);
  const timeZone = profile === "ir" ? "Asia/Tehran" : "Europe/Moscow";
  const calendar = language === "fa" ? "jalali" : "gregorian";
  await company.owner.start();
  const [found] = await world.db.read([
    { sql: "select telegram_user_id from persons order by created_at, id limit 1", params: [] },
  ]);
  const ownerId = Number(found?.rows[0]?.[0]);
  return {
    ...company,
    profile,
    ownerId,
    language,
    t: translator(language, { calendar, timeZone }),
  };
}

const apiAs = (world: BotWorld, bot: "staff" | "owner", userId: number): Api =>
  apiFor(
    {
      fetch: (url, init) => world.house.app.request(url, init),
      origin: "http://api",
      keys: testConfig.botKeys,
    },
    bot,
    userId,
  );

/** The token of a fresh invitation of the owner. */
export async function inviteTo(company: StaffedCompany, rolePreset: RolePreset = "employee") {
  const { link } = await ask(
    company.api.people.invites.$post({ json: { rolePreset } }, named(uuidv7())),
  );
  return link.slice(link.indexOf("?start=") + "?start=".length);
}

/** Somebody with a phone who may have an invitation. */
export function somebody(world: BotWorld, { language }: StaffedCompany, firstName: string) {
  const userId = nextUser++;
  const user = world.sim.user({
    id: userId,
    firstName,
    languageCode: language,
    phone: `98912${1_000_000 + userId}`,
  });
  return { userId, staff: user.in("staff"), owner: user.in("owner") };
}

/** Somebody who has joined, with the keyboard of the staff bot. */
export async function colleague(
  world: BotWorld,
  company: StaffedCompany,
  firstName: string,
  rolePreset: RolePreset = "employee",
): Promise<Colleague> {
  const person = somebody(world, company, firstName);
  const start = await inviteTo(company, rolePreset);
  const { employeeId } = await ask(
    apiAs(world, "staff", person.userId).people.invites.accept.$post(
      {
        json: {
          token: start.slice(2),
          phone: `98912${1_000_000 + person.userId}`,
          contactUserId: person.userId,
          forwarded: false,
          name: firstName,
        },
      },
      named(uuidv7()),
    ),
  );
  await world.db.write([
    {
      sql: "update persons set language = ? where telegram_user_id = ?",
      params: [company.language, person.userId],
    },
  ]);
  await person.staff.start();
  await world.settle();
  return { ...person, employeeId };
}
