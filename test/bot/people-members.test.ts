import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { translator, type TextKey } from "../../locales/index.ts";
import { withoutReminders } from "../support/no-reminders.ts";

const seen = (text: string) =>
  text.replace(/[\u200e\u200f\u2066-\u2069]/g, "").replaceAll("\u00a0", " ");

let world: BotWorld;
beforeEach(async () => {
  world = await createBotWorld();
});
afterEach(async () => {
  const complaints = [...world.complaints, ...world.sim.violations()];
  await world.close();
  if (complaints.length > 0) throw new Error(`Complaints: ${JSON.stringify(complaints)}`);
});

const last = (chat: ActorChat) => seen(chat.last().text);
const buttons = (chat: ActorChat) =>
  chat
    .last()
    .buttons.flat()
    .map(({ text }) => seen(text));

describe.each(["fa", "ru"] as const)("people who are written down, in %s", (language) => {
  const t = translator(language, {
    calendar: language === "fa" ? "jalali" : "gregorian",
    timeZone: language === "fa" ? "Asia/Tehran" : "Europe/Moscow",
  });
  const key = (name: TextKey, params?: Record<string, string | number>) => t.tp(name, params);
  const person = (id: number, firstName = `Person ${id}`) =>
    world.sim.user({ id, firstName, languageCode: language, phone: `98912000${id}` });

  /** A company without a place: nobody is asked for a location. */
  async function company(): Promise<ActorChat> {
    const owner = person(1001, "Sara").in("owner");
    await owner.start();
    await owner.tap(language === "fa" ? "فارسی" : "Русский");
    await owner.tap(key("people.keys.found"));
    await owner.send("Kafe");
    await owner.tap(key(`people.found.profile.keys.${language === "fa" ? "ir" : "ru"}`));
    await owner.tap(key("people.found.place.keys.skip"));
    await owner.send("8:30-17");
    await owner.tap(key("people.found.group.default"));
    await withoutReminders(world.db);
    return owner;
  }

  async function openAdd(owner: ActorChat): Promise<void> {
    await owner.send("/people");
    await owner.tap(key("members.add.keys.open"));
  }

  async function addOne(owner: ActorChat, name: string, phone?: string): Promise<void> {
    await openAdd(owner);
    await owner.tap(key("members.add.keys.one"));
    await owner.send(name);
    if (phone === undefined) await owner.tap(key("members.add.keys.skip"));
    else await owner.send(phone);
    await owner.send("101");
    await owner.tap(key("people.found.group.default"));
    await owner.tap(key("members.add.keys.save"));
  }

  test("an owner adds somebody without Telegram, sets a PIN, pauses and gives access back", async () => {
    const owner = await company();
    await openAdd(owner);
    await owner.tap(key("members.add.keys.one"));
    await owner.send("Reza");
    await owner.send("not a phone");
    expect(last(owner)).toContain(seen(key("errors.phone_invalid")));
    await owner.send("09123456789");
    await owner.tap(key("common.actions.keys.back"));
    await owner.tap(key("members.add.keys.skip"));
    await owner.send("101");
    await owner.tap(key("people.found.group.default"));
    expect(last(owner)).toContain("Reza");
    await owner.tap(key("members.add.keys.save"));
    await owner.tap(key("members.add.keys.card"));
    await owner.tap(key("members.access.keys.open"));
    expect(last(owner)).toContain(seen(key("members.access.no_telegram")));
    await owner.tap(key("members.access.keys.pin"));
    await owner.send("1111");
    expect(last(owner)).toContain(seen(key("errors.pin_weak")));
    await owner.tap(key("members.access.keys.pin_new"));
    expect(last(owner)).toMatch(/PIN: \d{5}|رمز: \d{5}/);
    await owner.tap(key("common.actions.keys.back"));
    await owner.tap(key("members.access.keys.pause"));
    await owner.tap(key("members.access.keys.pause_yes"));
    expect(buttons(owner)).toContain(seen(key("members.access.keys.resume")));
    await owner.tap(key("members.access.keys.resume"));
    await owner.tap(key("members.access.keys.history"));
    expect(last(owner)).toContain(seen(key("members.history.what.employee_paused")));
  });

  test("cancel on every step of the dialog leaves nothing behind", async () => {
    const owner = await company();
    const answers = [
      () => owner.send("Reza"),
      () => owner.send("09123456789"),
      () => owner.send("7"),
    ];
    for (let given = 0; given <= answers.length; given += 1) {
      await openAdd(owner);
      await owner.tap(key("members.add.keys.one"));
      for (const answer of answers.slice(0, given)) await answer();
      await owner.tap(key("common.actions.keys.cancel"));
      expect(buttons(owner)).toContain(seen(key("members.add.keys.one")));
    }
    const [rows] = await world.db.read([
      {
        sql: "select (select count(*) from employees), (select count(*) from dialogs)",
        params: [],
      },
    ]);
    expect(rows?.rows).toEqual([[1, 0]]);
  });

  test("a list is shown with its errors, taken in by one tap, and its people come by one link", async () => {
    const owner = await company();
    await openAdd(owner);
    await owner.tap(key("members.add.keys.list"));
    await owner.send("09123456789");
    expect(last(owner)).toContain(seen(key("errors.list_invalid")));
    await owner.send("Ali Rezaei, 989120002002\nMina, 12\nNader");
    expect(last(owner)).toContain("Ali Rezaei");
    await owner.tap(key("members.list.keys.errors"));
    expect(owner.lastDocument().name).toBe("errors.csv");
    await owner.tap(key("members.list.keys.apply", { count: t.format.number(2) }));
    await openAdd(owner);
    await owner.tap(key("members.add.keys.join_link"));
    await owner.tap(key("members.link.keys.make"));
    const link = /https:\/\/t\.me\/\S+/.exec(owner.last().text)?.[0] ?? "";
    expect(link).toMatch(/start=o_[\w-]{22}$/);

    const staff = person(2002).in("staff");
    await staff.openLink(link);
    await staff.tap(language === "fa" ? "فارسی" : "Русский");
    await staff.tapReply(key("common.dock.share_phone"));
    expect(last(staff)).toContain("Ali Rezaei");
    const stranger = person(2003).in("staff");
    await stranger.openLink(link);
    await stranger.tap(language === "fa" ? "فارسی" : "Русский");
    await stranger.tapReply(key("common.dock.share_phone"));
    expect(last(stranger)).toContain(seen(key("errors.not_on_list")));
    await world.settle();
    expect(last(owner)).toContain("Ali Rezaei");
  });

  test("another account asks, the owner says yes, and the old one is nobody here", async () => {
    const owner = await company();
    await addOne(owner, "Reza", "989120002010");
    await openAdd(owner);
    await owner.tap(key("members.add.keys.join_link"));
    await owner.tap(key("members.link.keys.make"));
    const link = /https:\/\/t\.me\/\S+/.exec(owner.last().text)?.[0] ?? "";
    const come = async (id: number) => {
      const staff = person(id).in("staff");
      await staff.openLink(link);
      await staff.tap(language === "fa" ? "فارسی" : "Русский");
      await staff.shareContact(undefined, { phone: "989120002010" });
      return staff;
    };
    const old = await come(2010);
    expect(last(old)).toContain("Reza");
    const fresh = await come(2011);
    expect(buttons(fresh)).toContain(seen(key("members.come.keys.ask")));
    await fresh.tap(key("members.come.keys.ask"));
    await fresh.shareContact(undefined, { phone: "989120002010" });
    await world.settle();
    await owner.tap(key("members.account.keys.approve"));
    await world.settle();
    const [rows] = await world.db.read([
      {
        sql: `select p.telegram_user_id from employees e join persons p on p.id = e.person_id where e.name = 'Reza'`,
        params: [],
      },
    ]);
    expect(rows?.rows).toEqual([[2011]]);
    expect(last(old)).toContain(
      seen(t.tp("members.account.told.moved_away", { organisation: "Kafe" })),
    );
  });

  test("the company is handed over: offered, accepted, told", async () => {
    const owner = await company();
    await addOne(owner, "Reza", "989120002020");
    await openAdd(owner);
    await owner.tap(key("members.add.keys.join_link"));
    await owner.tap(key("members.link.keys.make"));
    const link = /https:\/\/t\.me\/\S+/.exec(owner.last().text)?.[0] ?? "";
    const staff = person(2020).in("staff");
    await staff.openLink(link);
    await staff.tap(language === "fa" ? "فارسی" : "Русский");
    await staff.tapReply(key("common.dock.share_phone"));
    await world.settle();
    await owner.tap(key("people.joined.keys.card"));
    await owner.tap(key("members.access.keys.open"));
    await owner.tap(key("members.access.keys.own"));
    await owner.tap(key("people.roles.manager"));
    await owner.tap(key("members.own.keys.offer"));
    await world.settle();
    await staff.tap(key("members.own.keys.accept"));
    await world.settle();
    const [rows] = await world.db.read([
      {
        sql: `select e.name, r.preset from employees e join roles r on r.org_id = e.org_id and r.id = e.role_id order by e.name`,
        params: [],
      },
    ]);
    expect(rows?.rows).toEqual([
      ["Reza", "owner"],
      ["Sara", "manager"],
    ]);
  });

  test("one's own data is listed, taken as a file, and its deletion asked of the owner", async () => {
    const owner = await company();
    await owner.send("/settings");
    await owner.tap(key("members.data.keys.open"));
    expect(last(owner)).toContain("Kafe");
    await owner.tap(key("members.data.keys.file"));
    expect(owner.lastDocument().name).toBe("my-data.json");
    await owner.send("/settings");
    await owner.tap(key("members.data.keys.open"));
    await owner.tap(key("members.data.keys.ask"));
    expect(last(owner)).toContain(seen(key("members.data.keep.punches")));
    await owner.tap(key("members.data.keys.yes"));
    await owner.send("/org");
    expect(last(owner)).toContain("Kafe");
  });
});
