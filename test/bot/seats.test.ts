import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask } from "../../bot/core/api.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { annul, reinstate, unpaidSeats } from "../api/locks-company.ts";
import { giveSeats } from "../support/billing.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { seen, shown as pattern } from "../support/shown-text.ts";
import { labels, shown, tap } from "./billing-company.ts";
import {
  type Colleague,
  colleague,
  inviteTo,
  languages,
  somebody,
  type StaffedCompany,
  staffedCompany,
} from "./seats-company.ts";

let world: BotWorld;
beforeEach(async () => {
  world = await createBotWorld({ now: Date.parse("2026-11-25T06:00:00Z") });
});
afterEach(async () => {
  const complaints = [...world.complaints, ...world.sim.violations()];
  await world.close();
  if (complaints.length > 0) throw new Error(`Complaints: ${JSON.stringify(complaints)}`);
});

describe.each(languages)("seats that are all taken, in %s", (language) => {
  let company: StaffedCompany;
  let owner: ActorChat;
  let people: Colleague[];
  /** Three seats for three months, three people on them. */
  beforeEach(async () => {
    company = await staffedCompany(world, "ru", language);
    ({ owner } = company);
    await giveSeats(world.house.deps, company.organisationId, 0);
    people = [];
    for (const name of ["Anna", "Boris", "Clara"])
      people.push(await colleague(world, company, name));
    await world.settle();
    await owner.send("/start");
  });
  const label = (key: Parameters<StaffedCompany["t"]["tp"]>[0], params = {}) =>
    seen(company.t.tp(key, params));
  const seatsOf = async () => {
    const { active, needed } = await ask(company.api.billing.seats.$get());
    return `${needed}/${active}`;
  };
  const openPerson = async (name: string) => {
    await owner.send("/people");
    await tap(owner, name);
  };
  const nobodyElse = (index: number): Colleague => {
    const person = people[index];
    if (person === undefined) throw new Error("nobody");
    return person;
  };

  test("an invitation without a seat says the numbers and leads to one; then inviting is one tap away", async () => {
    const { t } = company;
    await tap(owner, label("people.home.keys.invite"));
    await tap(owner, label("people.invite.keys.make", { role: label("people.roles.employee") }));
    expect(shown(owner)).toMatch(pattern(t, "billing.locks.no_free_seat", { count: 1 }));
    expect(shown(owner)).toMatch(pattern(t, "people.seat.used", { active: 3, needed: 3 }));
    expect(labels(owner)).toEqual([
      label("people.seat.keys.exactly", { units: label("billing.units.seats", { count: 1 }) }),
      label("people.seat.keys.other"),
      label("common.actions.keys.back"),
    ]);
    await tap(owner, label("common.actions.keys.back"));
    expect(shown(owner)).toMatch(pattern(t, "people.invite.title"));
    await tap(owner, label("people.invite.keys.make", { role: label("people.roles.employee") }));
    await tap(owner, label("people.seat.keys.other"));
    expect(shown(owner)).toMatch(pattern(t, "billing.add.title"));
    await tap(owner, label("billing.units.seats", { count: 1 }));
    // The order's own message comes below the card, which now has the key.
    const card = owner.last().id;
    await tap(owner, label("billing.quote.keys.order"));
    const press = (name: string) => owner.tapOld(card, ({ text }) => seen(text) === name);
    await press(label("people.home.keys.invite"));
    await press(label("people.invite.keys.make", { role: label("people.roles.employee") }));
    const text = seen(owner.messages().find(({ id }) => id === card)?.text ?? "");
    expect(text).toContain("https://t.me/");
    expect(await seatsOf()).toBe("3/4");
  });

  test("who comes with an older invitation is told politely, without sums; with a seat the same button lets them in", async () => {
    const { t } = company;
    await giveSeats(world.house.deps, company.organisationId, 1);
    const start = await inviteTo(company);
    await colleague(world, company, "Dina");
    const { staff } = somebody(world, company, "Egor");
    await staff.start(start);
    await tap(staff, language === "fa" ? "فارسی" : "Русский");
    await staff.shareContact();
    await world.settle();
    expect(shown(staff)).toMatch(pattern(t, "people.join.no_free_seat"));
    expect(shown(staff)).not.toMatch(/\d|[۰-۹]|₽|تومان/u);
    expect(
      staff
        .keyboard()
        .flat()
        .map(({ text }) => seen(text)),
    ).toContain(label("common.dock.share_phone"));
    expect(shown(owner)).toMatch(
      pattern(t, "billing.notices.seat_wanted", { name: "Egor", count: 1 }),
    );
    await tap(owner, label("billing.notices.keys.add_seat"));
    await tap(owner, label("billing.quote.keys.order"));
    await staff.shareContact();
    expect(shown(staff)).toMatch(pattern(t, "people.join.welcome"));
    expect(await seatsOf()).toBe("5/5");
  });

  test("a role that needs a seat says so and its price before it is given", async () => {
    const { t } = company;
    const { employeeId } = nobodyElse(2);
    await world.db.write([
      {
        sql: "insert into roles (org_id, id, preset, name, permissions) values (?, 'accountant', null, 'own', '[]')",
        params: [company.organisationId],
      },
      {
        sql: "update employees set role_id = 'accountant' where id = ?",
        params: [employeeId],
      },
    ]);
    await openPerson("Clara");
    expect(shown(owner)).toMatch(pattern(t, "people.seat.free"));
    await colleague(world, company, "Dina");
    await openPerson("Clara");
    await tap(owner, label("people.person.keys.role"));
    await tap(owner, new RegExp(`^${label("people.roles.employee")}$`, "i"));
    expect(shown(owner)).toMatch(pattern(t, "people.seat.role_lacks"));
    const { quote } = company.api.billing;
    const one = await ask(quote.$get({ query: { kind: "seats", quantity: "1" } }));
    const total = one.kind === "order" ? one.total : 0;
    expect(shown(owner)).toContain(seen(t.format.money(total, "RUB")));
    expect(labels(owner)).toEqual(
      expect.arrayContaining([label("common.actions.keys.cancel"), label("people.seat.keys.add")]),
    );
    expect(labels(owner)).not.toContain(label("common.actions.keys.confirm"));
    await tap(owner, label("people.seat.keys.add"));
    await tap(owner, label("billing.units.seats", { count: 1 }));
    await tap(owner, label("billing.quote.keys.order"));
    await openPerson("Clara");
    await tap(owner, label("people.person.keys.role"));
    await tap(owner, new RegExp(`^${label("people.roles.employee")}$`, "i"));
    expect(shown(owner)).toMatch(pattern(t, "people.seat.role_takes"));
    await tap(owner, label("common.actions.keys.confirm"));
    expect(shown(owner)).toMatch(pattern(t, "people.seat.seated"));
    expect(shown(owner)).toContain(label("billing.people.reason_keeps_time"));
    expect(await seatsOf()).toBe("4/4");
  });

  test("a last seat that went between the question and the answer is told in place, with the way back", async () => {
    const { t } = company;
    await world.db.write([
      {
        sql: "insert into roles (org_id, id, preset, name, permissions) values (?, 'accountant', null, 'own', '[]')",
        params: [company.organisationId],
      },
      {
        sql: "update employees set role_id = 'accountant' where id = ?",
        params: [nobodyElse(2).employeeId],
      },
    ]);
    const start = await inviteTo(company);
    await openPerson("Clara");
    await tap(owner, label("people.person.keys.role"));
    await tap(owner, new RegExp(`^${label("people.roles.manager")}$`, "i"));
    const card = owner.last().id;
    const { staff } = somebody(world, company, "Egor");
    await staff.start(start);
    await tap(staff, language === "fa" ? "فارسی" : "Русский");
    await staff.shareContact();
    await owner.tapOld(
      card,
      (button) => seen(button.text) === label("common.actions.keys.confirm"),
    );
    const text = seen(owner.messages().find(({ id }) => id === card)?.text ?? "");
    expect(text).toMatch(pattern(t, "billing.locks.no_free_seat", { count: 1 }));
    expect(await seatsOf()).toBe("3/3");
  });

  test("who waits for a seat clocks in as always; both sides see why the month is hidden, and the way on", async () => {
    const { t } = company;
    const ground = { deps: world.house.deps };
    const orderId = await unpaidSeats(ground, company.organisationId, 1);
    const dina = await colleague(world, company, "Dina");
    await annul(ground, company.organisationId, orderId);
    await world.settle();

    await dina.staff.send(t.tp("common.dock.clock_in"));
    await world.settle();
    expect(shown(dina.staff)).toMatch(pattern(t, "attendance.receipt.done_in"));
    await dina.staff.send(t.tp("common.dock.my_day"));
    expect(shown(dina.staff)).toMatch(pattern(t, "attendance.locked.no_seat"));
    expect(shown(dina.staff)).not.toMatch(/₽|تومان/u);

    await openPerson("Dina");
    expect(shown(owner)).toMatch(pattern(t, "people.seat.waits"));
    expect(labels(owner)).toEqual(
      expect.arrayContaining([label("people.seat.keys.add"), label("people.seat.keys.give")]),
    );
    await tap(owner, label("people.person.keys.day"));
    expect(shown(owner)).toMatch(pattern(t, "people.seat.days_wait"));
    expect(labels(owner)).toEqual([
      label("billing.locks.keys.seats"),
      label("billing.notices.keys.people"),
      label("common.actions.keys.back"),
    ]);
    await tap(owner, label("common.actions.keys.back"));
    expect(shown(owner)).toMatch(pattern(t, "people.seat.waits"));
    await owner.send("/team");
    expect(shown(owner)).toMatch(pattern(t, "attendance.board.no_seat", { count: 1 }));

    await reinstate(ground, company.organisationId, orderId);
    await world.settle();
    await dina.staff.send(t.tp("common.dock.my_day"));
    expect(shown(dina.staff)).toMatch(pattern(t, "attendance.day.punches"));
    await openPerson("Dina");
    expect(shown(owner)).toMatch(pattern(t, "people.seat.seated"));
    await tap(owner, label("people.person.keys.day"));
    expect(shown(owner)).toMatch(pattern(t, "attendance.day.punches"));
  });

  test("the owner gives a seat to who waits, from the person's card", async () => {
    const ground = { deps: world.house.deps };
    const orderId = await unpaidSeats(ground, company.organisationId, 1);
    const dina = await colleague(world, company, "Dina");
    await annul(ground, company.organisationId, orderId);
    await world.settle();
    await openPerson("Dina");
    await tap(owner, label("people.seat.keys.give"));
    await dina.staff.send(company.t.tp("common.dock.my_day"));
    expect(shown(dina.staff)).not.toMatch(pattern(company.t, "attendance.locked.no_seat"));
    await nobodyElse(2).staff.send(company.t.tp("common.dock.my_day"));
    expect(shown(nobodyElse(2).staff)).toMatch(pattern(company.t, "attendance.locked.no_seat"));
  });
});

describe.each(languages)("where no seats are sold, in %s", (language) => {
  test("nobody hears of them", async () => {
    const company = await staffedCompany(world, "ir", language);
    const { t, owner } = company;
    await colleague(world, company, "Anna");
    await owner.send("/people");
    await tap(owner, "Anna");
    expect(shown(owner)).toMatch(pattern(t, "people.person.role"));
    expect(shown(owner)).not.toContain("🪑");
  });
});

describe.each(languages)("the founder, in %s", (language) => {
  test("is shown as free until they clock in themselves (AL-5)", async () => {
    const company = await staffedCompany(world, "ru", language);
    const { t, owner } = company;
    const name = "Ольга Смирнова";
    await owner.send("/people");
    await tap(owner, name);
    expect(shown(owner)).toMatch(pattern(t, "people.seat.owner_free"));
    const self = world.sim.user({ id: company.ownerId, firstName: "Owner" }).in("staff");
    await self.send(t.tp("common.dock.clock_in"));
    await world.settle();
    await owner.send("/people");
    await tap(owner, name);
    expect(shown(owner)).toMatch(pattern(t, "people.seat.seated"));
  });
});
