import { expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { type Language, translator } from "../../locales/index.ts";
import { survive } from "./survival-company.ts";

const wordsOf = (language: Language) =>
  translator(language, {
    calendar: language === "fa" ? "jalali" : "gregorian",
    timeZone: "Asia/Tehran",
  });

async function atWork(language: Language) {
  const parts = await survive();
  const { world, company, chat, api } = parts;
  await world.db.write([
    {
      sql: "update persons set language = ?, calendar = ?",
      params: [language, language === "fa" ? "jalali" : "gregorian"],
    },
  ]);
  const owner = chat(company.owner, "owner");
  await owner.start();
  const own = api("owner", company.owner.telegramUserId);
  let commands = 0;
  const rename = (name: string) =>
    ask(
      own.people.organisation.$patch({ json: { name } }, named(`rename-name-${(commands += 1)}`)),
    );
  const t = wordsOf(language);
  return { ...parts, owner, rename, t, screen: () => shown(owner) };
}

const shown = (chat: ActorChat) => {
  const menu = chat.messages().findLast(({ buttons }) => buttons.length > 0);
  return {
    text: menu?.text ?? "",
    keys: menu?.buttons.flat().map(({ text }) => text) ?? [],
  };
};

const tap = async (chat: ActorChat, label: string): Promise<void> => {
  await chat.tap(label);
};

test.each(["fa", "ru"] as const)(
  "an owner reads, filters, verifies and takes out the security log (%s)",
  async (language) => {
    const { owner, rename, t, screen, world } = await atWork(language);
    await owner.send("/security");
    expect(screen().text).toContain(t.tp("security.log.empty"));
    for (const name of ["Alef", "Be"]) await rename(name);
    await owner.send("/security");
    const changed = t.tp("security.log.actions.organisation_changed");
    expect(screen().keys.filter((key) => key.includes(changed))).toHaveLength(2);

    await tap(owner, screen().keys.find((key) => key.includes(changed)) ?? "");
    expect(screen().text).toContain(t.tp("people.roles.owner"));
    expect(screen().text).toContain(t.tp("security.log.origins.owner"));
    expect(screen().text).toContain("Be");

    await tap(owner, t.tp("common.actions.keys.back"));
    await tap(owner, t.tp("security.log.keys.filter"));
    const area = t.tp("security.log.areas.export").toLowerCase();
    await tap(owner, screen().keys.find((key) => key.toLowerCase() === area) ?? "");
    await tap(owner, t.tp("common.actions.keys.back"));
    expect(screen().text).toContain(t.tp("security.log.none_here"));

    await owner.send("/security");
    await tap(owner, t.tp("security.log.keys.verify"));
    expect(screen().text).toContain(t.tp("security.log.verify.whole"));
    const code = /[0-9a-f]{16}/.exec(screen().text)?.[0] ?? "";
    await tap(owner, t.tp("security.log.keys.noted"));
    await owner.send("no code");
    await owner.send(language === "fa" ? `۲ ${code}` : `2 ${code}`);
    expect(screen().text).toContain(t.tp("security.log.verify.known"));
    await tap(owner, t.tp("security.log.keys.noted"));
    await owner.send(`1 ${code}`);
    expect(screen().text).toContain(t.tp("security.log.verify.unknown"));

    await owner.send("/security");
    await tap(owner, t.tp("security.log.keys.export"));
    await tap(owner, t.tp("security.log.keys.yes"));
    await world.settle();
    const file = world.sim.calls({ method: "sendDocument" }).at(-1);
    expect(JSON.stringify(file)).toContain("security-log-");
    await owner.send("/security");
    expect(
      screen().keys.some((key) => key.includes(t.tp("security.log.actions.security_exported"))),
    ).toBe(true);
    expect(world.complaints).toEqual([]);
  },
);

test("a manager is told that the log is not theirs", async () => {
  const { chat, company, t } = await atWork("fa");
  const manager = chat(company.manager, "owner");
  await manager.start();
  await manager.send("/security");
  expect(shown(manager).keys).not.toContain(t.tp("security.log.keys.verify"));
});

test.each(["fa", "ru"] as const)(
  "the way into the pages is a link of both bots (%s)",
  async (language) => {
    const { chat, company, t, world } = await atWork(language);
    for (const bot of ["staff", "owner"] as const) {
      const there = chat(company.owner, bot);
      await there.start();
      await there.send("/web");
      expect(shown(there).text).toContain(t.tp("security.web.sessions.empty"));
      await tap(there, t.tp("security.web.keys.open"));
      const { text } = shown(there);
      const link = /http:\/\/\S+\/web\/enter\/[\w-]{43}/.exec(text)?.[0] ?? "";
      expect((await fetch(link)).status).toBe(200);
    }
    expect(world.complaints).toEqual([]);
  },
);
