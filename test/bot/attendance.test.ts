import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { firstStrong } from "../../bot/core/bidi.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import {
  foundCompany,
  hireLike,
  north,
  shop,
  type Company,
  type Worker,
} from "../api/attendance-company.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { words } from "./attendance-words.ts";

/** What a reader sees, without the marks that only steer its direction. */
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

const text = (chat: ActorChat) => seen(chat.last().text);
const dock = (chat: ActorChat) =>
  chat
    .keyboard()
    .flat()
    .map((button) => button.text);
const labels = (chat: ActorChat) =>
  chat
    .last()
    .buttons.flat()
    .map((button) => seen(button.text));
const received = (chat: ActorChat) => chat.messages().filter(({ from }) => from === "bot");
const punchRows = async () => {
  const [rows] = await world.db.read([
    { sql: "select kind from punches order by at, kind", params: [] },
  ]);
  return rows?.rows.map(([kind]) => kind);
};

const point = (metres: number, accuracy?: number) => {
  const { latitudeE6, longitudeE6 } = north(shop, metres);
  return {
    latitude: latitudeE6 / 1e6,
    longitude: longitudeE6 / 1e6,
    ...(accuracy === undefined ? {} : { accuracy }),
  };
};

function noComplaints(): void {
  expect(world.sim.violations()).toEqual([]);
  expect(world.complaints).toEqual([]);
}

describe.each(["fa", "ru"] as const)("attendance in %s", (language) => {
  const word = words[language];
  const chatOf = (person: Worker, bot: "staff" | "owner"): ActorChat =>
    world.sim
      .user({ id: person.telegramUserId, firstName: person.name, languageCode: language })
      .in(bot);

  describe("by labels", () => {
    let staff: ActorChat;
    let owner: ActorChat;
    beforeEach(async () => {
      world.now = word.at("08:02:00");
      company = await foundCompany(world.db, { profile: word.profile });
      staff = chatOf(company.employee, "staff");
      owner = chatOf(company.owner, "owner");
      await staff.start();
    });

    test("a tap is one receipt with the time, a number and the next button", async () => {
      await staff.tapReply(word.in);
      await world.settle();
      expect(text(staff)).toContain(word.recordedIn);
      expect(text(staff)).toContain(word.when);
      expect(text(staff)).toMatch(/[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/);
      expect(dock(staff).slice(0, 2)).toEqual([word.out, word.undo]);
      expect(await punchRows()).toEqual(["in"]);
    });

    test("the same update again, also twice at once, says nothing more (TG 8.1, 8.2)", async () => {
      await staff.tapReply(word.in);
      await world.settle();
      const before = received(staff).length;
      await world.sim.redeliver("staff");
      await world.sim.redeliver("staff", undefined, { together: 2 });
      await world.settle();
      expect(received(staff)).toHaveLength(before);
      expect(await punchRows()).toEqual(["in"]);
    });

    test("a receipt that Telegram fails to take comes later, once (TG 8.3)", async () => {
      const before = received(staff).length;
      world.sim.failNext({ method: "sendMessage", code: 500 });
      await staff.tapReply(word.in);
      world.now += 60_000;
      await world.settle();
      await world.settle();
      expect(received(staff)).toHaveLength(before + 1);
      expect(text(staff)).toContain(word.recordedIn);
    });

    test("a message that comes late counts when it was sent (ATT A5)", async () => {
      world.now = word.at("09:40:00");
      await staff.send(word.in, { at: word.at("08:02:00") });
      await world.settle();
      expect(text(staff)).toContain(word.when);
      expect(text(staff)).toContain(word.late);
      expect(dock(staff)).not.toContain(word.undo);
    });

    test("a second tap within the minute is told to be the same (ATT A3)", async () => {
      await staff.tapReply(word.in);
      await world.settle();
      world.now += 20_000;
      await staff.send(word.in);
      await world.settle();
      expect(text(staff)).toContain(word.again);
      expect(dock(staff)[0]).toBe(word.out);
    });

    test("a keyboard in the other language still works (TG 8.32)", async () => {
      await staff.send(words[language === "fa" ? "ru" : "fa"].in);
      await world.settle();
      expect(text(staff)).toContain(word.recordedIn);
      expect(dock(staff)[0]).toBe(word.out);
    });

    test("every line of every screen runs in its reader's direction (TG 8.35)", async () => {
      await staff.tapReply(word.in);
      await staff.tapReply(word.myDay);
      await staff.tapReply(word.myMonth);
      await owner.send("/team");
      await world.settle();
      const wrong = [...received(staff), ...received(owner)]
        .flatMap((message) => message.text.split("\n"))
        .filter((line) => /\p{L}/u.test(line))
        .filter((line) => firstStrong(line) !== (language === "fa" ? "R" : "L"));
      expect(wrong).toEqual([]);
    });

    test("undo takes it back within two minutes, and not after", async () => {
      await staff.tapReply(word.in);
      await world.settle();
      world.now += 100_000;
      await staff.tapReply(word.undo);
      await world.settle();
      expect(text(staff)).toContain(word.undone);
      expect(dock(staff)[0]).toBe(word.in);
      expect(dock(staff)).not.toContain(word.undo);
      await staff.tapReply(word.in);
      await world.settle();
      world.now += 121_000;
      await staff.send(word.undo);
      await world.settle();
      expect(text(staff)).toContain(word.tooLate);
      expect(dock(staff)[0]).toBe(word.out);
    });

    test("forwarded, scheduled and edited messages are no punches (ATT A7–A9)", async () => {
      await staff.send(word.in, { forwardedFrom: "hidden" });
      expect(text(staff)).toContain(word.forwarded);
      await staff.send(word.in, { isFromOffline: true });
      expect(text(staff)).toContain(word.scheduled);
      const said = await staff.send("?");
      await staff.edit(said.id, word.in);
      await world.settle();
      expect(await punchRows()).toEqual([]);
    });

    test("a stranger and somebody who has left are told why, once (TG 8.50)", async () => {
      const stranger = world.sim
        .user({ id: 999_001, firstName: "X", languageCode: language })
        .in("staff");
      await stranger.send(word.in);
      expect(text(stranger)).toContain(word.stranger);
      await world.db.write([
        {
          sql: "update employees set state = 'ended', ended_on = '2026-11-19' where id = ?",
          params: [company.employee.employeeId],
        },
      ]);
      await staff.send(word.in);
      expect(text(staff)).toContain(word.ended);
      const before = received(staff).length;
      await world.sim.redeliver("staff");
      expect(received(staff)).toHaveLength(before);
      expect(dock(staff)).toEqual([]);
    });

    test("the day shows its lines and why; the month leads to the day", async () => {
      await staff.tapReply(word.in);
      await staff.tapReply(word.myDay);
      expect(text(staff)).toContain(word.notCountedYet);
      world.now = word.at("15:20:00");
      await staff.send(word.out);
      world.now = word.at("18:30:00");
      await staff.tapReply(word.myDay);
      expect(text(staff)).toContain(word.worked);
      await staff.tap(word.why);
      await staff.tap((button) => word.whyWorked.test(seen(button.text)));
      expect(text(staff)).toContain(word.whyText);
      await staff.tap(word.back);
      await staff.tap(word.back);
      expect(text(staff)).toContain(word.worked);
      await staff.tapReply(word.myMonth);
      expect(text(staff)).toContain(word.month);
      expect(staff.last().text.length).toBeLessThan(4096);
      const today = language === "fa" ? "۳۰" : "20";
      await staff.tap((button) => seen(button.text) === today);
      expect(text(staff)).toContain(word.worked);
    });

    test("the board shows who is where; a missing exit is entered with a reason and both are told (J)", async () => {
      await staff.tapReply(word.in);
      await world.settle();
      await owner.start();
      world.now = word.at("09:30:00");
      await owner.send("/team");
      expect(text(owner)).toContain(word.present);
      expect(text(owner)).toContain(word.absent);
      await owner.tap(word.refresh);
      world.now = word.at("23:30:00");
      await owner.tap((button) => /^[1۱]$/.test(seen(button.text)));
      await owner.tap(word.enter);
      await owner.tap(word.out);
      await owner.send(word.noTime);
      expect(text(owner)).toContain(word.badTime);
      await owner.send(word.typedLate);
      expect(text(owner)).toContain(word.notYet);
      await owner.send(word.typed);
      await owner.tap(word.forgot);
      expect(text(owner)).toContain(word.before);
      expect(text(owner)).toContain(word.after);
      await owner.tap(word.save);
      await world.settle();
      expect(
        owner
          .messages()
          .map((message) => seen(message.text))
          .join("\n"),
      ).toContain(word.forgot);
      const told = received(staff).find((message) => seen(message.text).includes(word.told));
      expect(seen(told?.text ?? "")).toContain(word.forgot);
      expect(dock(staff)[0]).toBe(word.in);
      expect(await punchRows()).toEqual(["in", "out"]);
    });

    test("a board of two hundred, names of every kind among them, is paged and whole (TG 8.34, 8.38)", async () => {
      const names = ['<b>Ali & "Co"</b>', "\u202eevil\u202d\u2066", "آ".repeat(300), "👩‍🔧👩‍🔧"];
      await world.db.write(
        Array.from({ length: 200 }, (_, index) =>
          hireLike(company.employee, index, names[index] ?? `Person ${index}`),
        ).flat(),
      );
      await owner.start();
      await owner.send("/team");
      expect(text(owner)).toContain('<b>Ali & "Co"</b>');
      const pages = new Set([text(owner)]);
      for (let page = 2; page <= 6; page++) {
        await owner.tap((button) =>
          new RegExp(language === "fa" ? "^‹$" : "^›$").test(seen(button.text)),
        );
        pages.add(text(owner));
      }
      expect(pages.size).toBe(6);
      for (const page of pages) expect(page.length).toBeLessThan(4096);
      expect([...pages].join("\n").match(/^[\d۰-۹]+\. /gm)).toHaveLength(203);
    });

    test("every step of a missing punch goes back, and is left without a trace", async () => {
      await owner.start();
      await owner.send("/team");
      await owner.tap((button) => /^[1۱]$/.test(seen(button.text)));
      await owner.tap(word.enter);
      const which = text(owner);
      await owner.tap(word.in);
      await owner.tap(word.back);
      expect(text(owner)).toBe(which);
      await owner.tap(word.in);
      const when = text(owner);
      await owner.send(language === "fa" ? "۷:۵۰" : "7:50");
      await owner.tap(word.back);
      expect(text(owner)).toBe(when);
      await owner.send("7:50");
      await owner.send(word.reason);
      expect(text(owner)).toContain(word.reason);
      await owner.tap(word.cancel);
      expect(labels(owner)).toContain(seen(word.enter));
      await world.settle();
      expect(await punchRows()).toEqual([]);
    });
  });

  describe("with the place", () => {
    let staff: ActorChat;
    beforeEach(async () => {
      world.now = word.at("08:02:00");
      company = await foundCompany(world.db, {
        profile: word.profile,
        locationPolicy: "required",
      });
      staff = chatOf(company.employee, "staff");
      await staff.start();
    });

    test("inside the fence is in (TG 8.22)", async () => {
      await staff.shareLocation(point(30, 15));
      await world.settle();
      expect(text(staff)).toContain(word.recordedIn);
      expect(text(staff)).toContain("Shop");
      expect(dock(staff)[0]).toBe(word.out);
    });

    test("outside is recorded, and the next words are its reason (TG 8.23)", async () => {
      await staff.shareLocation(point(400, 15));
      await world.settle();
      expect(text(staff)).toContain(word.outside);
      expect(text(staff)).toContain(word.askReason);
      await staff.send(word.reason);
      expect(text(staff)).toContain(word.reasonSaved);
      await staff.tapReply(word.myDay);
      expect(text(staff)).toContain(word.reason);
    });

    test("a picked place, a forwarded point and the label of a desktop are explained (TG 8.24, 8.25, 8.28)", async () => {
      await staff.shareVenue(point(10), "Cafe", "Street");
      expect(text(staff)).toContain(word.venue);
      await staff.shareLocation(point(10, 15), { forwardedFrom: "hidden" });
      expect(text(staff)).toContain(word.forwarded);
      await staff.tapReply(word.in, "desktop");
      expect(text(staff)).toContain(word.phone);
      expect(dock(staff)[0]).toBe(word.in);
      await world.settle();
      expect(await punchRows()).toEqual([]);
    });

    test("a live location is one punch and no more words (TG 8.27)", async () => {
      await staff.startLive(point(20, 15), 900);
      await world.settle();
      const before = received(staff).length;
      for (let minute = 1; minute <= 3; minute++) {
        world.now += 61_000;
        await staff.moveLive(point(20 + minute, 15));
      }
      await staff.stopLive();
      await world.settle();
      expect(received(staff)).toHaveLength(before);
      expect(await punchRows()).toEqual(["in"]);
    });
  });
});
