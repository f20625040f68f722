import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import { giveSeats } from "../support/billing.ts";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { seen, shown as pattern } from "../support/shown-text.ts";
import { labels, shown, tap } from "./billing-company.ts";
import { colleague, languages, type StaffedCompany, staffedCompany } from "./seats-company.ts";

let world: BotWorld;
beforeEach(async () => {
  world = await createBotWorld({ now: Date.parse("2026-11-25T06:00:00Z") });
});
afterEach(async () => {
  const complaints = [...world.complaints, ...world.sim.violations()];
  await world.close();
  if (complaints.length > 0) throw new Error(`Complaints: ${JSON.stringify(complaints)}`);
});

const whole = (text: string) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`, "u");

describe.each(languages)("roles in chat, in %s", (language) => {
  let company: StaffedCompany;
  let owner: ActorChat;
  beforeEach(async () => {
    company = await staffedCompany(world, "ru", language);
    ({ owner } = company);
    await giveSeats(world.house.deps, company.organisationId, 5);
    await world.settle();
  });
  const label = (key: Parameters<StaffedCompany["t"]["tp"]>[0], params = {}) =>
    seen(company.t.tp(key, params));
  const openRoles = async () => {
    await owner.send("/people");
    await tap(owner, label("people.role.keys.roles"));
  };
  const turn = () => tap(owner, language === "fa" ? "‹" : "›");
  const name = language === "fa" ? "صندوق‌دار" : "Кассир";
  /** From the list of roles to the rights of a new one. */
  const startRole = async () => {
    await openRoles();
    await tap(owner, label("people.role.keys.new"));
    await tap(owner, whole(label("people.roles.employee")));
    await owner.send(name);
  };
  /** Taps what has to be confirmed, and waits: the question may come below. @returns what its card shows then */
  const done = async (key: string) => {
    const { id } = owner.last();
    await tap(owner, key);
    await world.settle();
    return seen(owner.messages().find((message) => message.id === id)?.text ?? "");
  };
  const makeRole = async () => {
    const { id } = await ask(
      company.api.people.roles.$post({ json: { basedOn: "marketer", name } }, named(uuidv7())),
    );
    return id;
  };
  const openPerson = async (person: string) => {
    await owner.send("/people");
    await tap(owner, person);
  };

  test("one is made from a preset: name, rights by groups, what it will be, and then it can be given", async () => {
    const { t } = company;
    await startRole();
    expect(shown(owner)).toMatch(
      pattern(t, "people.role.choose_rights", {
        name,
        group: label("people.right_groups.own"),
        count: 2,
      }),
    );
    expect(labels(owner)).toContain(
      label("people.role.keys.on", { right: label("people.rights.punch_self") }),
    );
    await turn();
    await turn();
    await tap(
      owner,
      label("people.role.keys.off", { right: label("people.rights.payments_take") }),
    );
    expect(labels(owner)).toContain(
      label("people.role.keys.on", { right: label("people.rights.payments_take") }),
    );
    await tap(owner, label("people.role.keys.preview"));
    expect(shown(owner)).toContain(label("people.rights.payments_take"));
    const card = await done(label("people.role.keys.save"));
    expect(card).toMatch(pattern(t, "people.role.people_none"));
    expect(card).toMatch(pattern(t, "people.role.takes_seat"));
    const anna = await colleague(world, company, "Anna");
    await openPerson("Anna");
    await tap(owner, label("people.person.keys.role"));
    await tap(owner, whole(name));
    expect(shown(owner)).toMatch(
      pattern(t, "people.role.gained", { rights: label("people.rights.payments_take") }),
    );
    expect(await done(label("common.actions.keys.confirm"))).toMatch(
      pattern(t, "people.person.role", { role: name }),
    );
    expect(
      anna.staff
        .messages()
        .map(({ text }) => seen(text))
        .join("\n"),
    ).toMatch(
      pattern(t, "people.person.role_told", {
        organisation: company.profile === "ir" ? "کافه نادری" : "Кофейня «Север»",
        role: name,
      }),
    );
    await owner.send("/people");
    expect(labels(owner).some((row) => row.includes(name))).toBe(true);
  });

  test("a wrong or a taken name is asked for again, back and cancel lead out, a second tap makes no second role", async () => {
    const { t } = company;
    await makeRole();
    await startRole();
    await tap(owner, label("people.role.keys.preview"));
    await tap(owner, label("people.role.keys.save"));
    expect(shown(owner)).toMatch(pattern(t, "people.role.name_taken"));
    await owner.send("x".repeat(61));
    expect(shown(owner)).toMatch(pattern(t, "people.role.name_invalid"));
    await owner.send(`${name} 2`);
    await tap(owner, label("common.actions.keys.back"));
    expect(shown(owner)).toMatch(pattern(t, "people.role.ask_name"));
    await owner.send(`${name} 3`);
    await tap(owner, label("people.role.keys.preview"));
    const { id } = owner.last();
    const save = () =>
      owner.tapOld(id, ({ text }) => seen(text) === label("people.role.keys.save"));
    await Promise.all([save(), save()].map((tapped) => tapped.catch(() => undefined)));
    await world.settle();
    const { items } = await ask(company.api.people.roles.$get());
    expect(items.filter(({ preset }) => preset === null)).toHaveLength(2);
    await startRole();
    await tap(owner, label("common.actions.keys.cancel"));
    expect(shown(owner)).toMatch(pattern(t, "people.role.list"));
    expect((await ask(company.api.people.roles.$get())).items).toHaveLength(items.length);
  });

  test("a change says who needs a seat from now on before it is saved; renamed and put away with a question", async () => {
    const { t } = company;
    const roleId = await makeRole();
    const anna = await colleague(world, company, "Anna");
    await ask(
      company.api.people.employees[":id"].$patch(
        { param: { id: anna.employeeId }, json: { roleId } },
        named(uuidv7()),
      ),
    );
    await openRoles();
    await tap(owner, name);
    await tap(owner, whole(label("people.role.keys.edit")));
    await turn();
    await turn();
    await tap(
      owner,
      label("people.role.keys.off", { right: label("people.rights.bookings_create") }),
    );
    await tap(owner, label("people.role.keys.preview"));
    expect(shown(owner)).toMatch(pattern(t, "people.role.seats_change", { before: 0, after: 1 }));
    expect(shown(owner)).toMatch(
      pattern(t, "people.role.seat_person_needs", {
        name: "Anna",
        reasons: label("billing.people.reason_creates_bookings"),
      }),
    );
    expect(await done(label("people.role.keys.save"))).toMatch(
      pattern(t, "people.role.people", { count: 1 }),
    );
    const openCard = async (shownName: string) => {
      await openRoles();
      await tap(owner, shownName);
    };
    await openCard(name);
    await tap(owner, label("people.role.keys.rename"));
    await owner.send(`${name} 7`);
    await world.settle();
    await openCard(`${name} 7`);
    await tap(owner, label("people.role.keys.archive"));
    await done(label("people.role.keys.archive_yes"));
    expect((await ask(company.api.people.roles.$get())).items.some(({ id }) => id === roleId)).toBe(
      true,
    );
    await openPerson("Anna");
    expect(shown(owner)).toContain(label("billing.people.reason_creates_bookings"));
  });

  test("who is to lead groups is asked which, with marks, back and cancel", async () => {
    const { t } = company;
    const kitchen = language === "fa" ? "آشپزخانه" : "Кухня";
    await ask(company.api.schedule.groups.$post({ json: { name: kitchen } }, named(uuidv7())));
    const anna = await colleague(world, company, "Anna");
    const chooseManager = async () => {
      await openPerson("Anna");
      await tap(owner, label("people.person.keys.role"));
      await tap(owner, whole(label("people.roles.manager")));
    };
    await chooseManager();
    expect(shown(owner)).toMatch(
      pattern(t, "people.role.ask_scope", { role: label("people.roles.manager") }),
    );
    await tap(owner, label("people.role.keys.some"));
    await tap(owner, label("people.role.keys.preview"));
    expect(shown(owner)).toMatch(pattern(t, "people.role.nothing_chosen"));
    await tap(owner, label("people.role.keys.off", { right: kitchen }));
    expect(labels(owner)).toContain(label("people.role.keys.on", { right: kitchen }));
    await tap(owner, label("people.role.keys.preview"));
    expect(shown(owner)).toMatch(pattern(t, "people.role.leads", { groups: kitchen }));
    expect(await done(label("common.actions.keys.confirm"))).toMatch(
      pattern(t, "people.role.leads", { groups: kitchen }),
    );
    const person = await ask(
      company.api.people.employees[":id"].$get({ param: { id: anna.employeeId } }),
    );
    expect(person.manages).toHaveLength(1);
    await openPerson("Anna");
    await tap(owner, label("people.person.keys.role"));
    await tap(owner, label("people.role.keys.leads"));
    await tap(owner, label("people.role.keys.everybody"));
    expect(await done(label("common.actions.keys.confirm"))).toMatch(
      pattern(t, "people.role.leads", { groups: label("people.role.leads_all") }),
    );
  });
});
