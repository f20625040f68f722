import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Letter } from "../../api/core/mailer.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { type TextKey, type Translator, translator } from "../../locales/index.ts";
import { type Company, foundCompany, insert } from "../api/attendance-company.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { seen, shown } from "../support/shown-text.ts";

const minute = 60_000;
const text = (chat: ActorChat) => seen(chat.last().text);
const tap = (chat: ActorChat, label: string) =>
  chat.tap((button) => seen(button.text) === seen(label));
/** A key the message had before it was edited: the second of two quick taps. */
const tapOld = (chat: ActorChat, label: string, messageId: number) =>
  chat.tap((button) => seen(button.text) === seen(label), { messageId, stale: true });
const keys = (chat: ActorChat) =>
  chat
    .last()
    .buttons.flat()
    .map((button) => seen(button.text));
const toast = (chat: ActorChat) => seen(chat.toasts().at(-1)?.text ?? "");

function noComplaints(world: BotWorld): void {
  expect(world.sim.violations()).toEqual([]);
  expect(world.complaints).toEqual([]);
}

describe.each([
  ["fa", "ir", "Asia/Tehran", "jalali"],
  ["ru", "ru", "Europe/Moscow", "gregorian"],
] as const)("two-step confirmation in %s", (language, profile, timeZone, calendar) => {
  const t: Translator = translator(language, { calendar, timeZone });
  const key = (name: TextKey) => t.tp(name);
  const says = (name: TextKey) => shown(t, name);
  const letters: Letter[] = [];
  let world: BotWorld;
  let company: Company;
  let staff: ActorChat;
  let owner: ActorChat;

  beforeEach(async () => {
    letters.length = 0;
    world = await createBotWorld({
      now: Date.parse("2026-11-23T06:00:00Z"),
      twoStep: true,
      mailer: { send: async (letter) => void letters.push(letter) },
    });
    company = await foundCompany(world.db, { profile, locationPolicy: "off" });
    // The questions of a shift's start and end have tests of their own.
    await world.db.write([
      insert("attendance_settings", {
        org_id: company.orgId,
        payload: JSON.stringify({ startReminder: false, endQuestion: false }),
        updated_at: 0,
      }),
    ]);
    const { telegramUserId, name } = company.owner;
    const person = world.sim.user({
      id: telegramUserId,
      firstName: name,
      languageCode: language,
    });
    staff = person.in("staff");
    owner = person.in("owner");
    await staff.start();
    await owner.start();
  });
  afterEach(async () => {
    noComplaints(world);
    await world.close();
  });

  /** As somebody types it who writes this language. */
  const digits = (code: string) => (language === "fa" ? t.format.digits(code) : code);
  const code = () => /^\d{6}$/m.exec(letters.at(-1)?.text ?? "")?.[0] ?? "";
  const wrong = () => (code() === "000000" ? "000001" : "000000");

  const askName = async () => {
    await owner.start();
    await tap(owner, key("people.home.keys.workplaces"));
    await tap(owner, key("trust.keys.kiosks"));
    await tap(owner, key("trust.kiosks.keys.add"));
    expect(text(owner)).toMatch(says("trust.kiosks.ask_name"));
  };
  const byDefaultName = async () => {
    await askName();
    await tap(owner, key("trust.kiosks.keys.default_name"));
    await world.settle();
  };
  const setEmail = async (chat: ActorChat, address: string) => {
    await chat.send("/settings");
    await tap(chat, key("security.email.keys.open"));
    await tap(chat, key("security.email.keys.set"));
    await chat.send(address);
    await world.settle();
    await chat.send(digits(code()));
    await world.settle();
    expect(text(chat)).toMatch(says("security.email.is"));
  };

  test("a tapped act waits for the other bot, is refreshed there, and goes on where it was", async () => {
    await byDefaultName();
    expect(text(owner)).toMatch(says("security.two_step.what.device_new"));
    expect(text(owner)).toMatch(says("security.two_step.wait.push"));
    expect(text(staff)).toMatch(says("security.two_step.ask_hint"));
    const waiting = owner.last().id;

    await tap(owner, key("security.two_step.keys.continue"));
    expect(toast(owner)).toMatch(says("security.two_step.not_yet"));
    expect(owner.last().id).toBe(waiting);

    await tap(staff, key("security.two_step.keys.yes"));
    await world.settle();
    expect(text(staff)).toMatch(says("security.two_step.yes_said"));
    // In place: nothing new in the chat.
    expect(owner.last().id).toBe(waiting);
    expect(text(owner)).toMatch(says("security.two_step.approved"));

    await tap(owner, key("security.two_step.keys.continue"));
    expect(text(owner)).toMatch(says("trust.kiosks.made"));
    await world.settle();
    expect(text(owner)).toMatch(says("trust.kiosks.made"));
  });

  test("both phones forget nothing when [Yes] and [Continue] are tapped twice", async () => {
    await byDefaultName();
    const asked = staff.last().id;
    await tap(staff, key("security.two_step.keys.yes"));
    await tapOld(staff, key("security.two_step.keys.yes"), asked);
    await world.settle();
    expect(text(staff)).toMatch(says("security.two_step.yes_said"));
    const waiting = owner.last().id;
    await tap(owner, key("security.two_step.keys.continue"));
    expect(text(owner)).toMatch(says("trust.kiosks.made"));
    await tapOld(owner, key("security.two_step.keys.continue"), waiting);
    await world.settle();
    const [count] = await world.db.read([{ sql: "select count(*) from kiosks", params: [] }]);
    expect(count?.rows[0]?.[0]).toBe(1);
  });

  test("what was typed is kept and typed again by [Continue]", async () => {
    await askName();
    await owner.send("Front door");
    await world.settle();
    expect(text(owner)).toMatch(says("security.two_step.wait.push"));
    await tap(owner, key("security.two_step.keys.continue"));
    expect(toast(owner)).toMatch(says("security.two_step.not_yet"));
    await tap(staff, key("security.two_step.keys.yes"));
    await world.settle();
    await tap(owner, key("security.two_step.keys.continue"));
    expect(text(owner)).toMatch(says("trust.kiosks.made"));
    expect(text(owner)).toContain("Front door");
  });

  test("[No, stop] ends it on both phones and calls the owner", async () => {
    await byDefaultName();
    const waiting = owner.last().id;
    await tap(staff, key("security.two_step.keys.no"));
    await world.settle();
    expect(text(staff)).toMatch(says("security.two_step.denied"));
    const shownThere = owner.messages().find(({ id }) => id === waiting);
    expect(seen(shownThere?.text ?? "")).toMatch(says("security.two_step.denied"));
    expect(text(owner)).toContain("🚨");
    const [count] = await world.db.read([{ sql: "select count(*) from kiosks", params: [] }]);
    expect(count?.rows[0]?.[0]).toBe(0);
  });

  test("[Cancel] closes the question in the other bot without an alarm", async () => {
    await byDefaultName();
    await tap(owner, key("security.two_step.keys.cancel"));
    await world.settle();
    expect(text(staff)).toMatch(says("security.two_step.withdrawn"));
    expect(keys(staff)).toEqual([]);
    expect(text(owner)).not.toContain("🚨");
    await owner.send("123456");
    expect(text(owner)).not.toMatch(says("errors.code_wrong"));
  });

  test("what nobody answers says so on both phones, and can be begun again", async () => {
    await byDefaultName();
    world.now += 11 * minute;
    await world.settle();
    expect(text(staff)).toMatch(says("security.two_step.expired"));
    expect(text(owner)).toMatch(says("security.two_step.expired"));
    await tap(owner, key("security.two_step.keys.retry"));
    await world.settle();
    expect(text(owner)).toMatch(says("security.two_step.wait.push"));
    await tap(staff, key("security.two_step.keys.yes"));
    await world.settle();
    await tap(owner, key("security.two_step.keys.continue"));
    expect(text(owner)).toMatch(says("trust.kiosks.made"));
  });

  test("with the other bot blocked the question comes into the same chat", async () => {
    await staff.block();
    await world.settle();
    await askName();
    await owner.send("Front door");
    await world.settle();
    await tap(owner, key("security.two_step.keys.yes"));
    await world.settle();
    await tap(owner, key("security.two_step.keys.continue"));
    expect(text(owner)).toMatch(says("trust.kiosks.made"));
  });

  test("with an e-mail the code is typed where the act was tried", async () => {
    await setEmail(owner, "owner@example.org");
    await askName();
    await owner.send("Front door");
    await world.settle();
    expect(text(owner)).toMatch(says("security.two_step.wait.email"));
    await owner.send(digits("12"));
    expect(text(owner)).toMatch(says("errors.code_invalid"));
    await owner.send(digits(wrong()));
    expect(text(owner)).toMatch(says("errors.code_wrong"));
    world.now += minute;
    const old = letters.length;
    await tap(owner, key("security.two_step.keys.again"));
    await world.settle();
    expect(letters.length).toBe(old + 1);
    await owner.send(digits(code()));
    await world.settle();
    expect(text(owner)).toMatch(says("security.two_step.wait.email_done"));
    await tap(staff, key("security.two_step.keys.yes"));
    await world.settle();
    await tap(owner, key("security.two_step.keys.continue"));
    expect(text(owner)).toMatch(says("trust.kiosks.made"));
  });

  test("five wrong codes end it", async () => {
    await setEmail(owner, "owner@example.org");
    await byDefaultName();
    await tap(owner, key("security.two_step.keys.enter"));
    for (let time = 0; time < 5; time += 1) await owner.send(digits(wrong()));
    await world.settle();
    expect(
      owner.messages().some((one) => says("security.two_step.denied").test(seen(one.text))),
    ).toBe(true);
    expect(text(staff)).toMatch(says("security.two_step.denied"));
  });

  test("an e-mail is changed by the old rules, and removed", async () => {
    await setEmail(staff, "first@example.org");
    await tap(staff, key("security.email.keys.change"));
    await staff.send("second@example.org");
    await world.settle();
    expect(letters.at(-1)?.to).toBe("second@example.org");
    await staff.send(digits(code()));
    await world.settle();
    expect(text(staff)).toMatch(says("security.two_step.what.email_change"));
    expect(letters.at(-1)?.to).toBe("first@example.org");
    await staff.send(digits(code()));
    await tap(owner, key("security.two_step.keys.yes"));
    await world.settle();
    await tap(staff, key("security.two_step.keys.continue"));
    await world.settle();
    expect(text(staff)).toContain("s…@example.org");

    await tap(staff, key("security.email.keys.remove"));
    await tap(staff, key("security.email.keys.remove_yes"));
    await world.settle();
    await staff.send(digits(code()));
    await tap(owner, key("security.two_step.keys.yes"));
    await world.settle();
    await tap(staff, key("security.two_step.keys.continue"));
    expect(text(staff)).toMatch(says("security.email.none"));
  });

  test("a lost e-mail is asked about, shown to the person and can be stopped", async () => {
    await setEmail(owner, "lost@example.org");
    await tap(owner, key("security.recovery.keys.lost"));
    await tap(owner, key("security.recovery.keys.ask"));
    await world.settle();
    expect(text(staff)).toMatch(says("security.recovery.card_own"));
    await tap(staff, key("security.recovery.keys.stop"));
    await world.settle();
    expect(text(staff)).toMatch(says("security.recovery.states.cancelled"));
  });
});
