import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { firstStrong } from "../../bot/core/bidi.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { foundCompany, type Company, type Worker } from "../api/attendance-company.ts";
import { reshape } from "../api/shift-patterns.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { words } from "./attendance-words.ts";

const seen = (text: string) =>
  text.replace(/[\u200e\u200f\u2066-\u2069]/g, "").replaceAll("\u00a0", " ");

const said = {
  fa: {
    start: "☕️ شروع استراحت",
    end: "▶️ پایان استراحت",
    started: "شروع استراحت ثبت شد",
    ended: "پایان استراحت ثبت شد",
    noon: "ساعت ۱۲:۰۰، شنبه ۳۰ آبان ۱۴۰۵",
    again: "شروع استراحت شما ساعت ۱۲:۰۰ ثبت شده است",
    undone: "شروع استراحت ساعت ۱۲:۰۰ لغو شد",
    unmatched: "این استراحت آغاز یا پایان ندارد",
    onBoard: "☕️ استراحت از ۱۲:۰۰",
    verified: "آغاز استراحت",
    shifts: "🕒 شیفت‌های من",
    week: "شیفت‌های من",
    colleagues: "👥 همکاران",
    here: "manager 1002",
  },
  ru: {
    start: "☕️ Начать перерыв",
    end: "▶️ Закончить перерыв",
    started: "Перерыв начат",
    ended: "Перерыв закончен",
    noon: "12:00, 20 ноября",
    again: "Начало перерыва уже отмечено в 12:00",
    undone: "Начало перерыва в 12:00 отменено",
    unmatched: "У этого перерыва нет начала, конца или прихода",
    onBoard: "☕️ перерыв с 12:00",
    verified: "Начало перерыва",
    shifts: "🕒 Мои смены",
    week: "Мои смены",
    colleagues: "👥 Коллеги",
    here: "manager 1002",
  },
} as const;

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
const rows = (chat: ActorChat) => chat.keyboard().map((row) => row.map((button) => button.text));

describe.each(["fa", "ru"] as const)("a break in %s", (language) => {
  const word = { ...words[language], ...said[language] };
  const other = said[language === "fa" ? "ru" : "fa"];
  let staff: ActorChat;
  const chatOf = (person: Worker, bot: "staff" | "owner") =>
    world.sim
      .user({ id: person.telegramUserId, firstName: person.name, languageCode: language })
      .in(bot);
  const tap = async (label: string, time: string) => {
    world.now = word.at(time);
    await staff.tapReply(label);
    await world.settle();
  };

  beforeEach(async () => {
    world.now = word.at("08:02:00");
    company = await foundCompany(world.db, { profile: word.profile });
    await reshape(world.db, company.orgId, {
      rules: { breaks: [{ mode: "punched", paid: false, minutes: 60 }] },
    });
    staff = chatOf(company.employee, "staff");
    await staff.start();
  });

  test("begins and ends with a button beside the exit, each with its receipt", async () => {
    expect(rows(staff).flat()).not.toContain(word.start);
    await tap(word.in, "08:02:00");
    expect(rows(staff).slice(0, 2)).toEqual([[word.out], [word.start, word.undo]]);
    await tap(word.start, "12:00:00");
    expect(text(staff)).toContain(word.started);
    expect(text(staff)).toContain(word.noon);
    expect(text(staff)).toMatch(/[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}/);
    expect(rows(staff).slice(0, 2)).toEqual([[word.end], [word.out, word.undo]]);
    await tap(word.end, "12:30:00");
    expect(text(staff)).toContain(word.ended);
    expect(rows(staff).slice(0, 2)).toEqual([[word.out], [word.start, word.undo]]);
    const lines = staff.last().text.split("\n");
    expect(
      lines
        .filter((line) => /\p{L}/u.test(line))
        .filter((line) => firstStrong(line) !== (language === "fa" ? "R" : "L")),
    ).toEqual([]);
  });

  test("leaves the exit a tap away", async () => {
    await tap(word.in, "08:02:00");
    await tap(word.start, "12:00:00");
    await tap(word.out, "12:40:00");
    expect(text(staff)).toContain(word.recordedOut);
    expect(rows(staff)[0]).toEqual([word.in]);
    expect(rows(staff).flat()).not.toContain(word.start);
  });

  test("said twice within a minute is one", async () => {
    await tap(word.in, "08:02:00");
    await tap(word.start, "12:00:00");
    world.now = word.at("12:00:20");
    await staff.send(word.start);
    await world.settle();
    expect(text(staff)).toContain(word.again);
    expect(rows(staff)[0]).toEqual([word.end]);
  });

  test("is taken back like a punch", async () => {
    await tap(word.in, "08:02:00");
    await tap(word.start, "12:00:00");
    await tap(word.undo, "12:00:40");
    expect(text(staff)).toContain(word.undone);
    expect(rows(staff).slice(0, 2)).toEqual([[word.out], [word.start]]);
  });

  test("is heard in the words of the other language's keyboard, too", async () => {
    await tap(word.in, "08:02:00");
    world.now = word.at("12:00:00");
    await staff.send(other.start);
    await world.settle();
    expect(text(staff)).toContain(word.started);
  });

  test("without an entry is recorded and explained", async () => {
    await staff.send(word.start);
    await world.settle();
    expect(text(staff)).toContain(word.started);
    expect(text(staff)).toContain(word.unmatched);
    expect(rows(staff)[0]).toEqual([word.in]);
  });

  test("stays on the keyboard wherever it comes back", async () => {
    await tap(word.in, "08:02:00");
    await tap(word.start, "12:00:00");
    world.now = word.at("12:20:00");
    await staff.start();
    expect(rows(staff).slice(0, 2)).toEqual([[word.end], [word.out]]);
  });

  test("has a receipt to verify, and a place on the board", async () => {
    await tap(word.in, "08:02:00");
    await tap(word.start, "12:00:00");
    const [code = ""] = /[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}/.exec(text(staff)) ?? [];
    await staff.send(`/verify ${code}`);
    expect(text(staff)).toContain(word.verified);
    const owner = chatOf(company.owner, "owner");
    await owner.start();
    await owner.send("/board");
    expect(text(owner)).toContain(word.onBoard);
  });

  test("shifts and colleagues are one button away", async () => {
    const manager = chatOf(company.manager, "staff");
    await manager.start();
    await manager.tapReply(word.in);
    await world.settle();
    await staff.tapReply(word.shifts);
    expect(text(staff)).toContain(word.week);
    await staff.tapReply(word.colleagues);
    expect(text(staff)).toContain(`🟢 ${word.here}`);
  });
});
