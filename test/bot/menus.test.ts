import { afterEach, beforeEach, expect, test } from "vitest";
import { apiFor, ask, named } from "../../bot/core/api.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { testConfig } from "../support/api-world.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";

let world: BotWorld;
beforeEach(async () => {
  world = await createBotWorld();
});
afterEach(() => world.close());

const api = (bot: "staff" | "owner", userId: number) =>
  apiFor(
    {
      fetch: (url, init) => world.house.app.request(url, init),
      origin: "http://api",
      keys: testConfig.botKeys,
    },
    bot,
    userId,
  );
const commands = (chat: ActorChat) => chat.commands().map(({ command }) => command);
let made = 0;
const name = () => named(`menus-of-tests-${(made += 1)}`);

test("menus follow membership, role and language (TG 8.49, 8.53)", async () => {
  const maryam = world.sim.user({ id: 11, firstName: "مریم", languageCode: "fa" });
  const ivan = world.sim.user({
    id: 12,
    firstName: "Иван",
    languageCode: "ru",
    phone: "+79161234567",
  });
  await maryam.in("owner").start();
  await ivan.in("staff").start();
  await ivan.in("owner").start();
  expect(commands(ivan.in("staff"))).toEqual(["start", "settings"]);

  const owner = api("owner", 11);
  await ask(
    owner.people.organisations.$post(
      { json: { name: "کافه", profile: "ir", personName: "مریم" } },
      name(),
    ),
  );
  const { link } = await ask(
    owner.people.invites.$post({ json: { rolePreset: "manager" } }, name()),
  );
  const token = (new URL(link).searchParams.get("start") ?? "").replace("i_", "");
  const staff = api("staff", 12);
  await ask(staff.people.me.language.$put({ json: { language: "ru", name: "Иван" } }, name()));
  const { employeeId } = await ask(
    staff.people.invites.accept.$post(
      { json: { token, phone: "+79161234567", contactUserId: 12, forwarded: false, name: "Иван" } },
      name(),
    ),
  );
  await world.settle();
  expect(commands(maryam.in("owner"))).toEqual(["menu", "team", "approvals", "people", "settings"]);
  expect(commands(ivan.in("owner"))).toEqual(["menu", "team", "approvals", "settings"]);
  expect(ivan.in("staff").commands()[0]).toEqual({ command: "today", description: "Мой день" });

  const person = { param: { id: employeeId } };
  await ask(
    owner.people.employees[":id"].$patch({ ...person, json: { rolePreset: "employee" } }, name()),
  );
  await ask(staff.people.me.language.$put({ json: { language: "fa", name: "Иван" } }, name()));
  await world.settle();
  expect(commands(ivan.in("owner"))).toEqual(["menu", "settings"]);
  expect(ivan.in("staff").commands()[0]?.description).toBe("امروز من");

  await ask(owner.people.employees[":id"].end.$post({ ...person, json: {} }, name()));
  await world.settle();
  expect(commands(ivan.in("staff"))).toEqual(["start", "settings"]);
  expect(world.sim.violations()).toEqual([]);
});
