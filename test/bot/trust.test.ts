import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { type Translator, translator } from "../../locales/index.ts";
import {
  type Company,
  foundCompany,
  insert,
  north,
  shop,
  type Worker,
} from "../api/attendance-company.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { seen, shown } from "../support/shown-text.ts";

const minute = 60_000;
const point = (metres: number, accuracy?: number) => {
  const { latitudeE6, longitudeE6 } = north(shop, metres);
  return {
    latitude: latitudeE6 / 1e6,
    longitude: longitudeE6 / 1e6,
    ...(accuracy === undefined ? {} : { accuracy }),
  };
};

const text = (chat: ActorChat) => seen(chat.last().text);
const keys = (chat: ActorChat) =>
  chat
    .last()
    .buttons.flat()
    .map((button) => seen(button.text));
const tap = (chat: ActorChat, label: string) =>
  chat.tap((button) => seen(button.text) === seen(label));
const all = (chat: ActorChat) =>
  chat
    .messages()
    .filter(({ from }) => from === "bot")
    .map((message) => seen(message.text));
const codeOf = async (link: string) => {
  const answer = await fetch(`${link}/steps?after=0`);
  const { codes } = (await answer.json()) as { codes: { url: string }[] };
  return codes[0]?.url ?? "";
};

function noComplaints(world: BotWorld): void {
  expect(world.sim.violations()).toEqual([]);
  expect(world.complaints).toEqual([]);
}

const makeKiosk = async (owner: ActorChat, t: Translator) => {
  await tap(owner, t.tp("people.home.keys.workplaces"));
  await tap(owner, t.tp("trust.keys.kiosks"));
  expect(text(owner)).toMatch(shown(t, "trust.kiosks.empty"));
  await tap(owner, t.tp("trust.kiosks.keys.add"));
  expect(text(owner)).toMatch(shown(t, "trust.kiosks.ask_name"));
  await owner.send("Front door");
  expect(text(owner)).toMatch(shown(t, "trust.kiosks.made"));
  return /http:\/\/[\d.:]+\/kiosk\/[\w-]{32}/.exec(text(owner))?.[0] ?? "";
};

describe.each([
  ["fa", "ir", "Asia/Tehran", "jalali"],
  ["ru", "ru", "Europe/Moscow", "gregorian"],
] as const)("trust in %s", (language, profile, timeZone, calendar) => {
  const t = translator(language, { calendar, timeZone });
  const offset = profile === "ir" ? "+03:30" : "+03:00";
  const at = (time: string) => Date.parse(`2026-11-23T${time}${offset}`);
  let world: BotWorld;
  let company: Company;
  let staff: ActorChat;
  let manager: ActorChat;
  let owner: ActorChat;

  beforeEach(async () => {
    world = await createBotWorld({ now: at("08:00:00") });
    company = await foundCompany(world.db, { profile, locationPolicy: "required" });
    // The questions of a shift's start and end have tests of their own.
    await world.db.write([
      insert("attendance_settings", {
        org_id: company.orgId,
        payload: JSON.stringify({ startReminder: false, endQuestion: false }),
        updated_at: 0,
      }),
    ]);
    staff = chatOf(company.employee, "staff");
    manager = chatOf(company.manager, "owner");
    owner = chatOf(company.owner, "owner");
    await staff.start();
    await manager.start();
    await owner.start();
  });
  afterEach(async () => {
    noComplaints(world);
    await world.close();
  });

  const chatOf = (person: Worker, bot: "staff" | "owner"): ActorChat =>
    world.sim
      .user({ id: person.telegramUserId, firstName: person.name, languageCode: language })
      .in(bot);
  const number = t.format.digits(1);

  describe("a kiosk", () => {
    test("is made in chat, scanned with the staff bot, renewed and taken away", async () => {
      const link = await makeKiosk(owner, t);
      await staff.openLink(await codeOf(link));
      await world.settle();
      expect(text(staff)).toMatch(shown(t, "attendance.receipt.done_in"));
      expect(text(staff)).toMatch(shown(t, "attendance.receipt.place"));
      expect(staff.keyboard()[0]?.map((button) => button.text)).toEqual([
        t.tp("common.dock.clock_out"),
      ]);

      await tap(owner, t.tp("common.actions.keys.back"));
      await owner.tap(/Front door/);
      expect(text(owner)).toMatch(shown(t, "trust.kiosks.card"));
      expect(text(owner)).toMatch(shown(t, "trust.kiosks.seen"));
      await tap(owner, t.tp("trust.kiosks.keys.renew"));
      await tap(owner, t.tp("trust.kiosks.keys.renew_yes"));
      expect(text(owner)).toMatch(shown(t, "trust.kiosks.renewed"));
      expect((await fetch(link)).status).toBe(404);
      await tap(owner, t.tp("common.actions.keys.back"));
      await owner.tap(/Front door/);
      await tap(owner, t.tp("trust.kiosks.keys.revoke"));
      await tap(owner, t.tp("trust.kiosks.keys.revoke_yes"));
      expect(text(owner)).toMatch(shown(t, "trust.kiosks.empty"));
    });

    test("whose code is old, used or foreign is explained, and nothing is recorded twice", async () => {
      const url = await codeOf(await makeKiosk(owner, t));
      await staff.openLink(url);
      await world.settle();
      await staff.openLink(url);
      expect(text(staff)).toMatch(shown(t, "errors.kiosk_used"));
      world.now += 5 * minute;
      await staff.openLink(url);
      expect(text(staff)).toMatch(shown(t, "errors.kiosk_expired"));
      await staff.start("k_nonsense");
      expect(text(staff)).toMatch(shown(t, "errors.kiosk_unknown"));
      const [rows] = await world.db.read([{ sql: "select count(*) from punches", params: [] }]);
      expect(rows?.rows[0]?.[0]).toBe(1);
    });

    test("asks again for a name that is none, and is forgotten by cancel", async () => {
      await tap(owner, t.tp("people.home.keys.workplaces"));
      await tap(owner, t.tp("trust.keys.kiosks"));
      await tap(owner, t.tp("trust.kiosks.keys.add"));
      await owner.send("two\nlines");
      expect(text(owner)).toMatch(shown(t, "people.found.name.invalid"));
      await tap(owner, t.tp("common.actions.keys.cancel"));
      expect(text(owner)).toMatch(shown(t, "trust.kiosks.empty"));
    });
  });

  describe("a doubtful punch", () => {
    test("comes with the digest, is believed with one tap, and is gone", async () => {
      await staff.shareLocation(point(900, 10));
      await world.settle();
      await staff.send("Customer");
      world.now = at("19:00:00");
      await world.settle();
      expect(text(manager)).toMatch(shown(t, "trust.doubtful.digest"));
      expect(text(manager)).toContain(company.employee.name);
      expect(text(manager)).toContain("Customer");
      await tap(manager, t.tp("trust.doubtful.keys.trust", { number }));
      expect(text(manager)).toMatch(shown(t, "trust.doubtful.empty"));
      await tap(owner, t.tp("trust.doubtful.keys.all"));
      expect(text(owner)).toMatch(shown(t, "trust.doubtful.empty"));
    });

    test("may be refused after a question, and its person hears of it", async () => {
      await staff.shareLocation(point(900, 10));
      await world.settle();
      await tap(manager, t.tp("trust.keys.doubtful"));
      await tap(manager, t.tp("trust.doubtful.keys.day", { number }));
      await tap(manager, t.tp("trust.doubtful.keys.no", { time: t.format.time(at("08:00:00")) }));
      await tap(manager, t.tp("trust.doubtful.keys.no_yes"));
      expect(text(manager)).toMatch(shown(t, "trust.doubtful.empty"));
      await world.settle();
      expect(all(staff).some((said) => shown(t, "trust.refused.told").test(said))).toBe(true);
    });

    test("is proved by a live location that a manager asks for (ATT K6)", async () => {
      await staff.shareLocation(point(20));
      await world.settle();
      await tap(manager, t.tp("trust.keys.doubtful"));
      await tap(manager, t.tp("trust.doubtful.keys.ask", { number }));
      expect(text(manager)).toMatch(new RegExp(seen(t.tp("trust.doubtful.live.asked"))));
      await world.settle();
      expect(text(staff)).toMatch(shown(t, "trust.live.asked"));
      expect(text(staff)).toMatch(shown(t, "trust.live.by"));
      world.now += minute;
      await staff.startLive(point(20, 12), 900);
      await world.settle();
      expect(text(staff)).toMatch(shown(t, "trust.live.sharing"));
      for (const metres of [22, 24]) {
        world.now += 61_000;
        await staff.moveLive(point(metres, 12));
      }
      await world.settle();
      expect(text(staff)).toMatch(shown(t, "trust.live.confirmed"));
      expect(text(manager)).toMatch(shown(t, "trust.live.result.confirmed"));
      world.now += 61_000;
      await staff.stopLive();
      await world.settle();
      expect(text(staff)).toMatch(shown(t, "trust.live.confirmed"));
      const [rows] = await world.db.read([{ sql: "select count(*) from punches", params: [] }]);
      expect(rows?.rows[0]?.[0]).toBe(1);
    });

    test("of who has gone home can't be asked about", async () => {
      await staff.shareLocation(point(20));
      world.now = at("15:20:00");
      await staff.shareLocation(point(20));
      await world.settle();
      await tap(manager, t.tp("trust.keys.doubtful"));
      await tap(manager, t.tp("trust.doubtful.keys.ask", { number }));
      expect(seen(manager.toasts().at(-1)?.text ?? "")).toMatch(shown(t, "errors.not_at_work"));
    });
  });

  test("the owner decides what is kept and checked, and is asked before points are forgotten", async () => {
    await tap(owner, t.tp("people.home.keys.settings"));
    await tap(owner, t.tp("trust.keys.trust"));
    expect(text(owner)).toMatch(shown(t, "trust.settings.points_off"));
    await tap(owner, t.tp("trust.settings.keys.points_on"));
    await tap(owner, t.tp("trust.settings.keys.yes_on"));
    expect(text(owner)).toMatch(shown(t, "trust.settings.points_on"));
    await staff.shareLocation(point(900, 10));
    await world.settle();
    await tap(owner, t.tp("trust.settings.keys.points_off"));
    expect(text(owner)).toMatch(shown(t, "trust.settings.confirm_points_off"));
    await tap(owner, t.tp("trust.settings.keys.yes_off"));
    const [rows] = await world.db.read([{ sql: "select count(*) from punch_points", params: [] }]);
    expect(rows?.rows[0]?.[0]).toBe(0);
    await tap(owner, t.tp("trust.settings.keys.live_on"));
    expect(text(owner)).toMatch(shown(t, "trust.settings.live_on"));
    await tap(owner, t.tp("trust.settings.keys.spot"));
    await tap(owner, t.tp("trust.settings.keys.percent", { percent: t.format.digits(10) }));
    expect(text(owner)).toMatch(shown(t, "trust.settings.spot_on"));
    await tap(owner, t.tp("trust.settings.keys.digest"));
    await owner.send("25:99");
    expect(text(owner)).toMatch(shown(t, "trust.settings.time_invalid"));
    await owner.send("18:30");
    expect(text(owner)).toContain(seen(t.format.clock(18 * 60 + 30)));
  });

  test("everybody sets quiet hours and sums for themselves, the owner for all", async () => {
    await tap(owner, t.tp("people.home.keys.settings"));
    await tap(owner, t.tp("trust.keys.notify"));
    await tap(owner, t.tp("trust.notify.keys.company"));
    await tap(owner, t.tp("trust.notify.company.keys.quiet"));
    await owner.send("never");
    expect(text(owner)).toMatch(shown(t, "trust.notify.quiet_invalid"));
    await owner.send("21-6");
    expect(text(owner)).toMatch(shown(t, "trust.notify.company.quiet_on"));
    await tap(owner, t.tp("trust.notify.company.keys.weekly"));
    await tap(owner, t.format.weekday(3));
    await owner.send("9:30");
    expect(text(owner)).toContain(seen(t.format.weekday(3)));
    await tap(owner, t.tp("trust.notify.company.keys.monthly"));
    await tap(owner, t.format.clock(9 * 60));
    expect(text(owner)).toMatch(shown(t, "trust.notify.company.monthly_on"));

    await staff.tapReply(t.tp("common.dock.settings"));
    await tap(staff, t.tp("trust.keys.notify"));
    expect(text(staff)).toMatch(shown(t, "trust.notify.quiet_org"));
    await tap(staff, t.tp("trust.notify.keys.weekly_off"));
    expect(text(staff)).toMatch(shown(t, "trust.notify.weekly_off"));
    await tap(staff, t.tp("trust.notify.keys.quiet"));
    await tap(staff, t.tp("trust.notify.keys.quiet_none"));
    expect(text(staff)).toMatch(shown(t, "trust.notify.quiet_none"));
    expect(keys(staff)).not.toContain(seen(t.tp("trust.notify.keys.company")));
  });

  test("a week and a month are summed up for the person and for who leads the team", async () => {
    const choices = {
      startReminder: false,
      endQuestion: false,
      weeklySummary: true,
      weeklySummaryDay: 3,
      monthlySummary: true,
    };
    await world.db.write([
      { sql: "update attendance_settings set payload = ?", params: [JSON.stringify(choices)] },
    ]);
    await staff.shareLocation(point(20, 10));
    world.now = at("15:20:00");
    await staff.shareLocation(point(20, 10));
    await world.settle();
    world.now = Date.parse(`2026-11-25T09:00:00${offset}`);
    await world.settle();
    expect(all(staff).some((said) => shown(t, "trust.summary.week_own").test(said))).toBe(true);
    expect(all(staff).some((said) => shown(t, "trust.summary.balance").test(said))).toBe(true);
    expect(all(manager).some((said) => shown(t, "trust.summary.week_team").test(said))).toBe(true);
    const next = profile === "ir" ? "2026-12-22" : "2026-12-01";
    world.now = Date.parse(`${next}T09:00:00${offset}`);
    await world.settle();
    const month = t.format.month(profile === "ir" ? "1405-09" : "2026-11").toLowerCase();
    expect(
      all(staff).some(
        (said) =>
          shown(t, "trust.summary.month_own").test(said) &&
          said.toLowerCase().includes(seen(month)),
      ),
    ).toBe(true);
  });
});
