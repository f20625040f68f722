import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { booksOf, giveCredit, giveTerm } from "../support/billing.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { seen, shown as pattern } from "../support/shown-text.ts";
import { labels, linkOf, payAtGateway, shown, tap } from "./billing-company.ts";
import {
  type Colleague,
  colleague,
  languages,
  type StaffedCompany,
  staffedCompany,
} from "./seats-company.ts";

const day = 86_400_000;
/** Money in words of either language. */
const money = /تومان|ریال|₽|руб|\d{4}|[۰-۹]{4}/u;

let world: BotWorld;
beforeEach(async () => {
  world = await createBotWorld({ now: Date.parse("2026-11-25T06:00:00Z") });
});
afterEach(async () => {
  const complaints = [...world.complaints, ...world.sim.violations()];
  await world.close();
  if (complaints.length > 0) throw new Error(`Complaints: ${JSON.stringify(complaints)}`);
});

const toast = (chat: ActorChat) => seen(chat.toasts().at(-1)?.text ?? "");

describe.each(languages)("a company in debt, in %s", (language) => {
  let company: StaffedCompany;
  let employee: Colleague;
  let manager: Colleague;
  beforeEach(async () => {
    company = await staffedCompany(world, "ir", language);
    employee = await colleague(world, company, "Sara");
    manager = await colleague(world, company, "Reza", "manager");
    const { deps } = world.house;
    await giveTerm(deps, company.organisationId, "ir-1", { quantity: 3 });
    const { credit } = await booksOf(deps, company.organisationId);
    await giveCredit(deps, company.organisationId, -credit - 4);
  });
  const label = (key: Parameters<StaffedCompany["t"]["tp"]>[0]) => seen(company.t.tp(key));
  const clockIn = async () => {
    await employee.staff.send(company.t.tp("common.dock.clock_in"));
    await world.settle();
  };

  test("an employee clocks in as always; their month is hidden without a word of sums, the month before is there", async () => {
    const { t } = company;
    const { staff } = employee;
    await clockIn();
    expect(shown(staff)).toMatch(pattern(t, "attendance.receipt.done_in"));
    expect(staff.keyboard()[0]?.map(({ text }) => seen(text))).toEqual([
      label("common.dock.clock_out"),
    ]);
    for (const key of ["common.dock.my_day", "common.dock.my_month"] as const) {
      await staff.send(t.tp(key));
      expect(shown(staff)).toMatch(pattern(t, "attendance.locked.debt"));
      expect(shown(staff)).toMatch(pattern(t, "attendance.locked.kept"));
      expect(shown(staff)).not.toMatch(money);
      expect(labels(staff)).toEqual([seen(t.format.month("1405-08"))]);
    }
    await tap(staff, seen(t.format.month("1405-08")));
    expect(shown(staff)).not.toMatch(pattern(t, "attendance.locked.debt"));
    expect(shown(staff).toLowerCase()).toContain(seen(t.format.month("1405-08")).toLowerCase());
    await tap(staff, seen(t.format.month("1405-09")));
    expect(shown(staff)).toMatch(pattern(t, "attendance.locked.debt"));
    await tap(staff, seen(t.format.month("1405-08")));
    expect(shown(staff)).not.toMatch(pattern(t, "attendance.locked.debt"));
  });

  test("whoever pays sees the cause, the sum and one key to pay it; then the same key shows the board", async () => {
    const { t, owner } = company;
    await clockIn();
    await owner.send("/start");
    await tap(owner, label("people.home.keys.board"));
    expect(shown(owner)).toMatch(pattern(t, "billing.locks.debt"));
    // Four person-months of the monthly tariff: 13,500 toman each.
    expect(shown(owner)).toContain(seen(t.format.money(540_000, "IRR")));
    expect(labels(owner)).toEqual([
      label("billing.locks.keys.pay"),
      label("common.actions.keys.home"),
    ]);
    await tap(owner, label("common.actions.keys.home"));
    expect(labels(owner)).toContain(label("people.home.keys.board"));
    await tap(owner, label("people.home.keys.people"));
    await tap(owner, "Sara");
    await tap(owner, label("people.person.keys.day"));
    expect(shown(owner)).toMatch(pattern(t, "billing.locks.debt"));
    await tap(owner, label("common.actions.keys.back"));
    expect(shown(owner)).toMatch(pattern(t, "people.person.role"));
    await owner.send("/start");
    await tap(owner, label("people.home.keys.board"));
    await tap(owner, label("billing.locks.keys.pay"));
    expect(shown(owner)).toContain(seen(t.format.money(540_000, "IRR")));
    expect(
      owner
        .last()
        .buttons.flat()
        .some((button) => "url" in button),
    ).toBe(true);
    expect(linkOf(owner, "💳")).toContain(world.gateways.url);
    await payAtGateway(world);
    await tap(owner, "🔄");
    await world.settle();
    await owner.send("/start");
    await tap(owner, label("people.home.keys.board"));
    expect(shown(owner)).toMatch(pattern(t, "attendance.board.title"));
    expect(shown(owner)).toContain("Sara");
    await employee.staff.send(t.tp("common.dock.my_day"));
    expect(shown(employee.staff)).toMatch(pattern(t, "attendance.day.punches"));
    expect(shown(employee.staff)).not.toMatch(pattern(t, "attendance.locked.debt"));
  });

  test("a manager is told whom to ask, never how much; the menu stays as it was", async () => {
    const { t } = company;
    const { owner } = manager;
    await owner.start();
    const before = labels(owner);
    await tap(owner, label("people.home.keys.board"));
    expect(toast(owner)).toContain(label("billing.locks.ask_owner"));
    expect(toast(owner)).not.toMatch(money);
    expect(labels(owner)).toEqual(before);
    await tap(owner, label("people.home.keys.people"));
    await tap(owner, "Sara");
    await tap(owner, label("people.person.keys.day"));
    expect(toast(owner)).toContain(label("billing.locks.ask_owner"));
    expect(shown(owner)).toMatch(pattern(t, "people.person.role"));
  });

  test("leave is asked for as always", async () => {
    await employee.staff.send(company.t.tp("common.dock.leave"));
    expect(shown(employee.staff)).not.toMatch(pattern(company.t, "attendance.locked.debt"));
    expect(labels(employee.staff).length).toBeGreaterThan(1);
  });
});

describe.each(languages)("a tariff that is over, in %s", (language) => {
  test("staff keep everything; the team is closed until it is renewed, with the way there", async () => {
    const company = await staffedCompany(world, "ru", language);
    const { t, owner } = company;
    const label = (key: Parameters<typeof t.tp>[0]) => seen(t.tp(key));
    const employee = await colleague(world, company, "Sara");
    world.now += 35 * day;
    await employee.staff.send(t.tp("common.dock.clock_in"));
    await world.settle();
    expect(shown(employee.staff)).toMatch(pattern(t, "attendance.receipt.done_in"));
    await employee.staff.send(t.tp("common.dock.my_day"));
    expect(shown(employee.staff)).toMatch(pattern(t, "attendance.day.punches"));
    await owner.send("/start");
    await tap(owner, label("people.home.keys.board"));
    expect(shown(owner)).toMatch(pattern(t, "billing.locks.plan_lapsed"));
    await tap(owner, label("common.actions.keys.home"));
    await tap(owner, label("people.home.keys.invite"));
    await tap(owner, new RegExp(label("people.roles.employee"), "i"));
    expect(shown(owner)).toMatch(pattern(t, "billing.locks.plan_lapsed"));
    await tap(owner, label("common.actions.keys.back"));
    expect(shown(owner)).toMatch(pattern(t, "people.invite.title"));
    await giveTerm(world.house.deps, company.organisationId, "ru-1", { quantity: 3 });
    await world.settle();
    await owner.send("/start");
    await tap(owner, label("people.home.keys.invite"));
    await tap(owner, new RegExp(label("people.roles.employee"), "i"));
    expect(shown(owner)).toContain("https://t.me/");
    await owner.send("/team");
    expect(shown(owner)).toContain("Sara");
  });
});
