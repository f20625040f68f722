import { ask, named } from "../../bot/core/api.ts";
import { ApiProblem } from "../../bot/core/front-desk.ts";
import type { Letter, Mailer } from "../../api/core/mailer.ts";
import type { BotName } from "../../api/core/words.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { type Company, foundCompany } from "./people-company.ts";

export interface Scene {
  readonly world: ApiWorld;
  readonly company: Company;
  readonly workplaceId: string;
  /** Letters sent so far. */
  readonly letters: Letter[];
}

/** A company in which nobody says yes by themselves. */
export async function twoStepScene(options: { readonly now?: number } = {}): Promise<Scene> {
  const letters: Letter[] = [];
  const mailer: Mailer = { send: async (letter) => void letters.push(letter) };
  const world = await createApiWorld(options.now, { twoStep: true, mailer });
  const company = await foundCompany(world, 71);
  const { items } = await ask(world.as("owner", 71).schedule.workplaces.$get());
  return { world, company, workplaceId: items[0]?.id ?? "", letters };
}

/** The code of the newest letter. */
export const newestCode = ({ letters }: Pick<Scene, "letters">): string =>
  /^\d{6}$/m.exec(letters.at(-1)?.text ?? "")?.[0] ?? "";

export const wrongCode = (right: string): string => (right === "000000" ? "000001" : "000000");

/** A sensitive act that can be done often: a screen for the workplace. */
export const makeKiosk = (
  { world, workplaceId }: Pick<Scene, "world" | "workplaceId">,
  { by = 71, bot = "owner", name = "Door", key = world.key() }: Act = {},
) => ask(world.as(bot, by).trust.kiosks.$post({ json: { workplaceId, name } }, named(key)));

export interface Act {
  readonly by?: number;
  readonly bot?: BotName;
  readonly name?: string;
  readonly key?: string;
}

/** The problem a call ends with. */
export async function problemOf(call: Promise<unknown>): Promise<ApiProblem> {
  const ended: unknown = await call.then(
    (value) => new Error(`no problem: ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (ended instanceof ApiProblem) return ended;
  throw ended;
}

export interface Asked {
  readonly id: string;
  readonly channels: string;
  readonly bot: BotName;
}

/** What was asked instead of doing it. */
export async function askedBy(call: Promise<unknown>): Promise<Asked> {
  const problem = await problemOf(call);
  if (problem.code !== "confirmation_needed") throw problem;
  return problem.details as unknown as Asked;
}

export const answer = (
  { world }: Pick<Scene, "world">,
  { id, bot }: Pick<Asked, "id" | "bot">,
  said: "yes" | "no" = "yes",
  by = 71,
) =>
  ask(
    world
      .as(bot, by)
      .security.confirmations[":id"].answer.$post(
        { param: { id }, json: { answer: said } },
        named(world.key()),
      ),
  );

export const enter = ({ world }: Pick<Scene, "world">, id: string, code: string, by = 71) =>
  ask(
    world
      .as("owner", by)
      .security.confirmations[":id"].code.$post(
        { param: { id }, json: { code } },
        named(world.key()),
      ),
  );

export const again = ({ world }: Pick<Scene, "world">, id: string, by = 71) =>
  ask(
    world
      .as("owner", by)
      .security.confirmations[":id"].again.$post({ param: { id }, json: {} }, named(world.key())),
  );

export const look = ({ world }: Pick<Scene, "world">, id: string, by = 71) =>
  ask(world.as("owner", by).security.confirmations[":id"].$get({ param: { id } }));

/** Runs the act, says yes to what is asked, and runs it again. */
export async function confirming<T>(scene: Scene, act: () => Promise<T>, by = 71): Promise<T> {
  const asked = await askedBy(act());
  await answer(scene, asked, "yes", by);
  if (asked.channels.includes("email")) {
    await scene.world.settle();
    await enter(scene, asked.id, newestCode(scene), by);
  }
  return act();
}

/** Sets the e-mail of somebody who has none. */
export async function setEmail(scene: Scene, address: string, by = 71): Promise<void> {
  const { world } = scene;
  const api = world.as("owner", by).security;
  const proof = await ask(api.email.$post({ json: { address } }, named(world.key())));
  await world.settle();
  await enter(scene, proof.id, newestCode(scene), by);
  await ask(api.email[":id"].save.$post({ param: { id: proof.id }, json: {} }, named(world.key())));
}

export const actionsLogged = async ({ world }: Pick<Scene, "world">): Promise<string[]> => {
  const [found] = await world.db.read([
    {
      sql: "select action from audit where action like 'confirmation.%' or action like 'email.%' or action like 'recovery.%' order by at, id",
      params: [],
    },
  ]);
  return (found?.rows ?? []).map(([action]) => String(action));
};
