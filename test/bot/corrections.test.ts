import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { translator, type TextKey } from "../../locales/index.ts";
import { foundCompany, type Company, type Worker } from "../api/attendance-company.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { words } from "./attendance-words.ts";

const seen = (text: string) =>
  text.replace(/[\u200e\u200f\u2066-\u2069]/g, "").replaceAll("\u00a0", " ");

let world: BotWorld;
let company: Company;

beforeEach(async () => {
  world = await createBotWorld();
});
afterEach(async () => {
  noComplaints();
  await world.close();
});

function noComplaints(): void {
  expect(world.sim.violations()).toEqual([]);
  expect(world.complaints).toEqual([]);
}

const text = (chat: ActorChat) => seen(chat.last().text);
const said = (chat: ActorChat) =>
  chat
    .messages()
    .filter(({ from }) => from === "bot")
    .map((message) => seen(message.text))
    .join("\n");
const labels = (chat: ActorChat) =>
  chat
    .last()
    .buttons.flat()
    .map((button) => seen(button.text));
const dock = (chat: ActorChat) =>
  chat
    .keyboard()
    .flat()
    .map((button) => seen(button.text));
const kinds = async (worker: Worker) => {
  const [rows] = await world.db.read([
    {
      sql: "select kind || ' ' || source from punches where employee_id = ? order by received_at, id",
      params: [worker.employeeId],
    },
  ]);
  return rows?.rows.map(([kind]) => String(kind));
};

describe.each(["fa", "ru"] as const)("corrections in %s", (language) => {
  const word = words[language];
  const t = translator(language, {
    calendar: language === "fa" ? "jalali" : "gregorian",
    timeZone: language === "fa" ? "Asia/Tehran" : "Europe/Moscow",
  });
  const label = (key: TextKey, params: Record<string, string | number> = {}) =>
    seen(t.tp(key, params));
  const plainOf = (key: TextKey, params: Record<string, string | number> = {}) =>
    seen(t.tp(key, params).replace(/<[^>]+>/g, ""));
  const chatOf = (person: Worker, bot: "staff" | "owner"): ActorChat =>
    world.sim
      .user({ id: person.telegramUserId, firstName: person.name, languageCode: language })
      .in(bot);
  const tap = (chat: ActorChat, key: TextKey, params: Record<string, string | number> = {}) =>
    chat.tap((button) => seen(button.text) === label(key, params));
  const at = async (time: string) => {
    world.now = word.at(time);
    await world.settle();
  };

  let staff: ActorChat;
  let owner: ActorChat;
  const shift = { start: 480, end: 920 };
  beforeEach(async () => {
    world.now = word.at("00:05:00");
    company = await foundCompany(world.db, { profile: word.profile, shift });
    staff = chatOf(company.employee, "staff");
    owner = chatOf(company.owner, "owner");
    await staff.start();
    await owner.start();
    await world.settle();
  });

  test("the reminder has the real button, and «coming late» tells who decides", async () => {
    await at("08:20:00");
    expect(text(staff)).toContain(t.format.clock(480));
    expect(dock(staff)[0]).toBe(word.in);
    await staff.tapReply(label("corrections.dock.late"));
    await world.settle();
    expect(said(staff)).toContain(plainOf("corrections.late.told"));
    expect(dock(staff)).not.toContain(label("corrections.dock.late"));
    expect(said(owner)).toContain(company.employee.name);
    await staff.tapReply(word.in);
    await world.settle();
    expect(said(staff)).toContain(word.recordedIn);
  });

  test("the question after the end: left at plan end; a second tap is told so (ATT B2)", async () => {
    await at("08:00:00");
    await staff.tapReply(word.in);
    await at("15:45:00");
    const time = t.format.clock(920);
    const question = staff.last().id;
    expect(labels(staff)).toEqual([
      label("corrections.watch.keys.plan_end", { time }),
      label("corrections.watch.keys.still"),
      label("corrections.watch.keys.other"),
    ]);
    await tap(staff, "corrections.watch.keys.plan_end", { time });
    await world.settle();
    expect(said(staff)).toContain(plainOf("corrections.watch.done_recorded", { time }));
    expect(await kinds(company.employee)).toEqual(["in telegram", "out self_declared"]);
    expect(dock(staff)[0]).toBe(word.in);
    expect(question).toBeGreaterThan(0);
  });

  test("another time: what is no time or too early is asked again, and it can be left", async () => {
    await at("08:00:00");
    await staff.tapReply(word.in);
    await at("15:45:00");
    const question = staff.last().id;
    await tap(staff, "corrections.watch.keys.other");
    await staff.send(word.noTime);
    expect(text(staff)).toContain(plainOf("common.input.time_invalid"));
    await staff.send("23:00");
    expect(text(staff)).toContain(plainOf("errors.in_the_future"));
    await staff.send(language === "fa" ? "۱۴:۳۰" : "14:30");
    await world.settle();
    expect(await kinds(company.employee)).toEqual(["in telegram", "out self_declared"]);
    await staff.tapOld(
      question,
      (button) => seen(button.text) === label("corrections.watch.keys.still"),
    );
    expect(staff.toasts().at(-1)?.text).toContain(plainOf("corrections.watch.already"));
    expect(await kinds(company.employee)).toHaveLength(2);
  });

  test("a correction goes from my day to the manager, before and after shown to both (ATT J1)", async () => {
    await at("08:00:00");
    await staff.tapReply(word.in);
    await at("15:30:00");
    await staff.tapReply(word.myDay);
    await tap(staff, "corrections.keys.fix");
    const which = text(staff);
    await tap(staff, "corrections.edit.keys.out");
    await staff.tap(word.back);
    expect(text(staff)).toBe(which);
    await tap(staff, "corrections.edit.keys.out");
    await staff.send(word.noTime);
    expect(text(staff)).toContain(word.badTime);
    await staff.send("23:50");
    expect(text(staff)).toContain(plainOf("errors.in_the_future"));
    await staff.send(language === "fa" ? "۱۵:۲۰" : "15:20");
    await tap(staff, "common.actions.keys.skip");
    expect(text(staff)).toContain(
      plainOf("corrections.after", {
        status: t.tp("attendance.status.complete"),
        worked: t.format.duration(440),
      }),
    );
    const card = staff.last().id;
    await tap(staff, "corrections.edit.keys.save_own");
    await world.settle();
    expect(said(staff)).toContain(plainOf("corrections.edit.sent"));
    expect(card).toBeGreaterThan(0);
    expect(await kinds(company.employee)).toEqual(["in telegram"]);
    const approve = owner
      .messages()
      .flatMap(({ id, buttons }) =>
        buttons.flat().map((button) => ({ id, text: seen(button.text) })),
      )
      .find(({ text: shown }) => shown.includes("✅"));
    await owner.tapOld(approve?.id ?? 0, (button) => seen(button.text).includes("✅"));
    await world.settle();
    expect(await kinds(company.employee)).toEqual(["in telegram", "out correction"]);
  });

  test("a correction can be left at every step without a trace", async () => {
    await at("08:00:00");
    await staff.tapReply(word.in);
    await at("15:30:00");
    await staff.tapReply(word.myDay);
    await tap(staff, "corrections.keys.fix");
    await tap(staff, "corrections.edit.keys.punch", {
      mark: "🟢",
      time: t.format.clock(480),
      direction: t.tp("corrections.kind.in"),
    });
    await staff.send("07:30");
    await staff.tap(word.cancel);
    expect(labels(staff)).toContain(label("corrections.keys.fix"));
    const [rows] = await world.db.read([{ sql: "select count(*) from requests", params: [] }]);
    expect(Number(rows?.rows[0]?.[0])).toBe(0);
  });

  const editAway = async () => {
    await at("08:00:00");
    await staff.tapReply(word.in);
    await at("15:30:00");
    await owner.send("/team");
    await owner.tap((button) => /^[1۱]$/.test(seen(button.text)));
    await tap(owner, "common.actions.keys.edit");
    await tap(owner, "corrections.edit.keys.punch", {
      mark: "🟢",
      time: t.format.clock(480),
      direction: t.tp("corrections.kind.in"),
    });
    await owner.send("09:00");
    await owner.tap(word.forgot);
    await tap(owner, "corrections.edit.keys.save_team");
    await world.settle();
  };

  test("a manager's edit is accepted by a tap; a second one changes nothing", async () => {
    await editAway();
    expect(said(staff)).toContain(word.told);
    const card = staff
      .messages()
      .findLast(({ buttons }) => buttons.flat().some(({ text: shown }) => shown.includes("✋")));
    await staff.tapOld(
      card?.id ?? 0,
      (button) => seen(button.text) === label("corrections.keys.accept"),
    );
    await world.settle();
    expect(said(staff)).toContain(plainOf("corrections.state.accepted"));
    expect(said(owner)).toContain(plainOf("corrections.state.accepted"));
  });

  test("an objection with its reason reaches the manager, who takes the change back", async () => {
    await editAway();
    const card = staff
      .messages()
      .findLast(({ buttons }) => buttons.flat().some(({ text: shown }) => shown.includes("✋")));
    await staff.tapOld(
      card?.id ?? 0,
      (button) => seen(button.text) === label("corrections.keys.object"),
    );
    await staff.send("x");
    expect(text(staff)).toContain(plainOf("corrections.bad_text"));
    await staff.send(word.reason);
    await world.settle();
    expect(said(owner)).toContain(word.reason);
    await owner.send("/menu");
    await tap(owner, "corrections.hub.keys.open");
    expect(text(owner)).toContain("✋");
    await owner.tap((button) => seen(button.text).startsWith("✋"));
    await tap(owner, "corrections.keys.take_back");
    await tap(owner, "corrections.settle.keys.no_note");
    await world.settle();
    expect(said(staff)).toContain(
      plainOf("corrections.settled_taken_back", { name: company.owner.name }),
    );
    expect(await kinds(company.employee)).toEqual(["in telegram", "in manual", "in correction"]);
    await owner.send("/menu");
    await tap(owner, "corrections.hub.keys.open");
    expect(text(owner)).toContain(plainOf("corrections.hub.calm"));
  });

  test("one punch for many: counts, one confirmation, undo", async () => {
    await at("12:00:00");
    await owner.send("/menu");
    await tap(owner, "corrections.hub.keys.open");
    await tap(owner, "corrections.hub.keys.bulk");
    await tap(owner, "corrections.bulk.keys.everybody");
    await owner.tap(word.in);
    const today = word.profile === "ir" ? "1405/8/30" : "20.11.2026";
    await owner.send(today);
    await owner.send(today);
    await owner.send("08:00");
    await tap(owner, "corrections.bulk.reasons.power");
    expect(text(owner)).toContain(
      plainOf("corrections.bulk.counts", { count: 3, people: 3, days: 1 }),
    );
    await tap(owner, "attendance.manual.keys.save");
    await world.settle();
    expect(await kinds(company.employee)).toEqual(["in manual"]);
    expect(said(staff)).toContain(word.told);
    await tap(owner, "common.actions.keys.undo");
    await world.settle();
    expect(await kinds(company.employee)).toEqual(["in manual", "void correction"]);
    expect(said(staff)).toContain(plainOf("corrections.state.taken_back"));
  });

  test("a file: preview, its bad lines as a file, entered once, undone", async () => {
    await at("16:00:00");
    const day = word.profile === "ir" ? "۱۴۰۵/۰۸/۳۰" : "20.11.2026";
    const rows = [
      "name;date;time;direction",
      `${company.employee.name};${day};08:00;in`,
      `${company.employee.name};${day};15:20;out`,
      `Nobody;${day};15:20;out`,
    ].join("\n");
    await owner.send("/menu");
    await tap(owner, "corrections.hub.keys.open");
    await tap(owner, "corrections.hub.keys.import");
    await owner.send("nonsense");
    expect(text(owner)).toContain(plainOf("errors.import_invalid"));
    await owner.sendsDocument({
      name: "device.csv",
      mime: "text/csv",
      bytes: new TextEncoder().encode(rows),
    });
    expect(text(owner)).toContain(plainOf("corrections.import.fresh", { count: 2 }));
    const preview = owner.last().id;
    await tap(owner, "corrections.import.keys.errors");
    expect(new TextDecoder().decode(owner.lastDocument().bytes)).toContain("Nobody");
    await owner.tapOld(
      preview,
      (button) => seen(button.text) === label("corrections.import.keys.enter", { count: 2 }),
    );
    await world.settle();
    await world.settle();
    expect(await kinds(company.employee)).toEqual(["in import", "out import"]);
    expect(said(staff)).toContain(word.told);
    expect(said(owner)).toContain(plainOf("corrections.import.done", { count: 2 }));
    await owner.send("/menu");
    await tap(owner, "corrections.hub.keys.open");
    await tap(owner, "corrections.hub.keys.import");
    await owner.send(rows);
    expect(text(owner)).toContain(plainOf("corrections.import.known", { count: 2 }));
    const done = owner
      .messages()
      .findLast(({ text: shown }) =>
        seen(shown).includes(plainOf("corrections.import.done", { count: 2 })),
      );
    await owner.tapOld(
      done?.id ?? 0,
      (button) => seen(button.text) === label("common.actions.keys.undo"),
    );
    await world.settle();
    expect(await kinds(company.employee)).toHaveLength(4);
  });

  test("/verify shows what a receipt stands for, in both bots, and only to those it concerns", async () => {
    await at("08:00:00");
    await staff.tapReply(word.in);
    await world.settle();
    const receipt = /[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}/.exec(said(staff))?.[0] ?? "";
    for (const chat of [staff, owner]) {
      await chat.send(`/verify ${receipt}`);
      expect(text(chat)).toContain(plainOf("corrections.verify.proven"));
      expect(text(chat)).toContain(plainOf("corrections.verify.state.stands"));
    }
    await staff.send("/verify");
    await staff.send("nonsense");
    expect(text(staff)).toContain(plainOf("corrections.verify.not_found"));
    await staff.send(receipt.toLowerCase());
    expect(text(staff)).toContain(receipt);
    const colleague = chatOf(company.manager, "staff");
    await colleague.start();
    await at("08:10:00");
    await colleague.tapReply(word.in);
    await world.settle();
    const other = /[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}/.exec(said(colleague))?.[0] ?? "";
    await staff.send(`/verify ${other}`);
    expect(text(staff)).toContain(plainOf("corrections.verify.not_found"));
  });

  test("reminders are turned off and moved by a tap", async () => {
    await owner.send("/menu");
    await tap(owner, "corrections.hub.keys.open");
    await tap(owner, "corrections.hub.keys.reminders");
    await tap(owner, "corrections.reminders.keys.off");
    expect(text(owner)).toContain(plainOf("corrections.reminders.no_start"));
    await owner.tap((button) => seen(button.text) === t.format.number(60));
    expect(text(owner)).toContain(plainOf("corrections.reminders.start", { count: 60 }));
    await tap(owner, "corrections.reminders.keys.own_asked");
    expect(text(owner)).toContain(plainOf("corrections.reminders.own_asked"));
  });
});
