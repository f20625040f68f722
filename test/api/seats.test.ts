import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { permissions, type RolePreset } from "../../api/core/permissions.ts";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { noticesOf, rows } from "../support/billing-company.ts";
import { booksOf, giveSeats, payOrder } from "../support/billing.ts";
import { annul, day, reinstate, unpaidSeats, workingMorning } from "./locks-company.ts";
import { factsOf, outcome } from "./locks-probes.ts";
import { type Company, foundCompany, hire, invite, join } from "./people-company.ts";

const owner = 1;

let world: ApiWorld;
let company: Company;
beforeEach(async () => {
  world = await createApiWorld(workingMorning);
  company = await foundIn(owner, "ru");
});
afterEach(() => world.close());

/** A company where nobody is asked for their place. */
async function foundIn(user: number, profile: "ir" | "ru"): Promise<Company> {
  const made = await foundCompany(world, user, profile);
  await world.db.write([
    {
      sql: "update organisations set location_policy = 'off' where id = ?",
      params: [made.organisationId],
    },
  ]);
  return made;
}

const billing = (user = owner) => world.as("owner", user).billing;
const people = (user = owner) => world.as("owner", user).people;
const seats = async () => {
  const view = await ask(billing().seats.$get());
  return { active: view.active, needed: view.needed, seated: seatedIn(view.people) };
};
/** Who sits (`1`), who waits (`0`), who needs none (`-`), in the order of hiring. */
const seatedIn = (all: readonly { readonly seated: boolean | null }[]): string =>
  all.map(({ seated }) => (seated === null ? "-" : Number(seated))).join("");

const tryJoin = (token: string, user: number) => outcome(join(world, token, user));
const change = (id: string, rolePreset: RolePreset) =>
  ask(
    people().employees[":id"].$patch({ param: { id }, json: { rolePreset } }, named(world.key())),
  );
const leave = (id: string) =>
  ask(people().employees[":id"].end.$post({ param: { id }, json: {} }, named(world.key())));
const comeBack = (id: string) =>
  ask(people().employees[":id"].return.$post({ param: { id }, json: {} }, named(world.key())));

const prefer = (employeeId: string) =>
  ask(
    billing().seats[":employeeId"].prefer.$post(
      { param: { employeeId }, json: {} },
      named(world.key()),
    ),
  );

let nextMessage = 1;
const punch = (user: number, label: "in" | "out" = "in") =>
  ask(
    world.as("staff", user).attendance.punches.$post(
      {
        json: {
          chatId: user,
          messageId: nextMessage,
          at: world.now,
          label,
          forwarded: false,
          viaBot: false,
          fromOffline: false,
        },
      },
      named(`tg:staff:seats-${nextMessage++}`),
    ),
  );
const today = { param: { date: "today" }, query: {} };
const ownDay = (user: number) => ask(world.as("staff", user).attendance.days[":date"].$get(today));
const dayOf = (employeeId: string, by = owner) =>
  ask(
    world
      .as("owner", by)
      .attendance.days[":date"].$get({ param: { date: "today" }, query: { employeeId } }),
  );
const boardOf = async () => {
  const { people: all } = await ask(world.as("owner", owner).attendance.board.$get({ query: {} }));
  return Object.fromEntries(all.map(({ name, status }) => [name, status]));
};

/** A role of the company's own, as an accountant's or a cashier's. */
const giveRole = async (employeeId: string, rights: readonly string[], keepsTime = true) => {
  const roleId = world.deps.ids();
  await world.db.write([
    {
      sql: "insert into roles (org_id, id, preset, name, permissions) values (?, ?, null, 'own', ?)",
      params: [company.organisationId, roleId, JSON.stringify(rights)],
    },
    {
      sql: "update employees set role_id = ?, keeps_time = ? where org_id = ? and id = ?",
      params: [roleId, Number(keepsTime), company.organisationId, employeeId],
    },
  ]);
};
const namePrimary = (employeeId: string | null) =>
  world.db.write([
    {
      sql: "update billing_accounts set primary_owner_id = ? where org_id = ?",
      params: [employeeId, company.organisationId],
    },
  ]);

describe("who needs a seat (AL-3…AL-7, C-9)", () => {
  test("the founder who only manages is free; from the first punch on they take a seat (AL-5)", async () => {
    expect(await seats()).toEqual({ active: 3, needed: 0, seated: "-" });
    await punch(owner);
    expect(await seats()).toEqual({ active: 3, needed: 1, seated: "1" });
  });

  test("a second owner takes a seat, whoever of the two is named as the free one", async () => {
    const second = await hire(world, company, 2, "owner");
    expect(await seats()).toEqual({ active: 3, needed: 1, seated: "-1" });
    await ask(
      billing()["primary-owner"][":employeeId"].$post(
        { param: { employeeId: second }, json: {} },
        named(world.key()),
      ),
    );
    expect((await seats()).needed).toBe(1);
  });

  test("managers and employees take one; who only looks at money or people takes none (AL-4)", async () => {
    await hire(world, company, 2, "manager");
    const accountant = await hire(world, company, 3);
    expect((await seats()).seated).toBe("-11");
    await giveRole(accountant, ["billing.manage", "attendance.view_team", "requests.self"]);
    expect((await seats()).seated).toBe("-1-");
    await giveRole(accountant, ["billing.manage", "payments.take"], false);
    expect((await seats()).seated).toBe("-11");
  });

  test("by every combination of the rights that count, of keeping time and of being the named owner (AL-G)", async () => {
    await giveSeats(world.deps, company.organisationId, 60);
    const deciding = ["punch.self", "bookings.create", "payments.take"] as const;
    const others = permissions.filter((right) => !deciding.some((known) => known === right));
    const cases = Array.from({ length: 32 }, (_, index) => ({
      rights: [
        ...deciding.filter((_right, bit) => (index >> bit) % 2 === 1),
        ...((index >> 3) % 2 === 1 ? others : []),
      ],
      keepsTime: index >= 16,
    }));
    const ids: string[] = [];
    for (const [index, { rights, keepsTime }] of cases.entries()) {
      const id = await hire(world, company, 100 + index);
      await giveRole(id, rights, keepsTime);
      ids.push(id);
    }
    for (const primary of [null, ...ids]) {
      await namePrimary(primary);
      const view = await ask(billing().seats.$get());
      const shown = new Map(view.people.map((each) => [each.employeeId, each.seated !== null]));
      const expected = cases.map(({ rights, keepsTime }, index) => {
        const renders = keepsTime && rights.includes("punch.self");
        const isFreeOwner = ids[index] === primary && rights.length === permissions.length;
        const deals = rights.includes("bookings.create") || rights.includes("payments.take");
        return renders || (deals && !isFreeOwner);
      });
      expect(ids.map((id) => shown.get(id))).toEqual(expected);
      // The count is SQL of its own; the founder, when not named any more, is one more with rights.
      expect(view.needed).toBe(expected.filter(Boolean).length + 1);
    }
  });
});

describe("with all seats taken", () => {
  let manager: number;
  let open: string;
  beforeEach(async () => {
    manager = 2;
    open = await invite(world, owner);
    await hire(world, company, manager, "manager");
    await hire(world, company, 3);
    await hire(world, company, 4);
  });

  test("no invitation is made, and the refusal says the numbers", async () => {
    for (const by of [owner, manager])
      expect(await factsOf(invite(world, by))).toEqual({
        code: "no_free_seat",
        active: 3,
        needed: 3,
        missing: 1,
      });
  });

  test("an older invitation waits: nobody joins, the payers hear of it once, the link works when there is a seat", async () => {
    expect(await tryJoin(open, 5)).toBe("no_free_seat");
    expect(await tryJoin(open, 5)).toBe("no_free_seat");
    expect(await noticesOf(world, company.organisationId, "seat-wanted")).toEqual([
      { chatId: owner, payload: { name: "Person 5", missing: 1 } },
    ]);
    expect((await seats()).seated).toBe("-111");
    await giveSeats(world.deps, company.organisationId, 1);
    expect(await tryJoin(open, 5)).toBe("ok");
    expect((await seats()).seated).toBe("-1111");
    expect(await tryJoin(open, 6)).toBe("invite_used");
  });

  test("every payer hears of it, a manager does not; another person or another day is told again", async () => {
    await giveSeats(world.deps, company.organisationId, 1);
    await hire(world, company, 6, "owner");
    expect(await tryJoin(open, 5)).toBe("no_free_seat");
    const told = async () =>
      (await noticesOf(world, company.organisationId, "seat-wanted"))
        .map(({ chatId, payload }) => `${chatId} ${String(payload["name"])}`)
        .toSorted();
    expect(await told()).toEqual(["1 Person 5", "6 Person 5"]);
    expect(await tryJoin(open, 7)).toBe("no_free_seat");
    world.now += day;
    expect(await tryJoin(open, 5)).toBe("no_free_seat");
    expect(await told()).toEqual([
      "1 Person 5",
      "1 Person 5",
      "1 Person 7",
      "6 Person 5",
      "6 Person 5",
      "6 Person 7",
    ]);
  });

  test("the owner's first punch is recorded, and the owner waits for a seat like anybody", async () => {
    await punch(owner);
    const view = await seats();
    expect([view.active, view.needed]).toEqual([3, 4]);
    // The founder was hired first.
    expect(view.seated).toBe("1110");
    expect(await outcome(ownDay(4))).toBe("seat_lock");
  });

  test("somebody who has left comes back only to a free seat", async () => {
    const [found] = await rows(
      world,
      "select e.id from employees e join persons p on p.id = e.person_id where p.telegram_user_id = 4",
    );
    const id = String(found?.[0]);
    await leave(id);
    const token = await invite(world, owner);
    expect(await tryJoin(token, 5)).toBe("ok");
    expect(await factsOf(comeBack(id))).toMatchObject({ code: "no_free_seat", missing: 1 });
    await giveRole(id, ["requests.self"]);
    expect(await outcome(comeBack(id))).toBe("ok");
    expect((await seats()).needed).toBe(3);
  });

  test("a role that needs a seat goes only to who has one; any other change of role is free", async () => {
    await giveSeats(world.deps, company.organisationId, 1);
    const cashier = await hire(world, company, 5);
    await giveRole(cashier, ["billing.manage"]);
    await hire(world, company, 6);
    expect(await seats()).toEqual({ active: 4, needed: 4, seated: "-111-1" });
    expect(await factsOf(change(cashier, "employee"))).toEqual({
      code: "no_free_seat",
      active: 4,
      needed: 4,
      missing: 1,
    });
    const [found] = await rows(world, "select id from employees where name = 'Person 3'");
    expect(await outcome(change(String(found?.[0]), "manager"))).toBe("ok");
    await giveSeats(world.deps, company.organisationId, 1);
    expect(await outcome(change(cashier, "employee"))).toBe("ok");
    expect((await seats()).seated).toBe("-11111");
  });
});

test("of two who take the last seat at once exactly one joins, and the other's invitation stays open", async () => {
  const tokens = [await invite(world, owner), await invite(world, owner)] as const;
  await hire(world, company, 2);
  await hire(world, company, 3);
  const joined = await Promise.all([tryJoin(tokens[0], 4), tryJoin(tokens[1], 5)]);
  expect(joined.toSorted()).toEqual(["no_free_seat", "ok"]);
  expect(await seats()).toEqual({ active: 3, needed: 3, seated: "-111" });
  const late = joined[0] === "ok" ? { user: 5, token: tokens[1] } : { user: 4, token: tokens[0] };
  expect(await noticesOf(world, company.organisationId, "seat-wanted")).toEqual([
    { chatId: owner, payload: { name: `Person ${late.user}`, missing: 1 } },
  ]);
  await giveSeats(world.deps, company.organisationId, 1);
  expect(await tryJoin(late.token, late.user)).toBe("ok");
});

test("of many who come at once as many join as there are seats", async () => {
  const tokens: string[] = [];
  for (let n = 0; n < 8; n++) tokens.push(await invite(world, owner));
  const joined = await Promise.all(tokens.map((token, index) => tryJoin(token, 10 + index)));
  expect(joined.filter((code) => code === "ok")).toHaveLength(3);
  expect(new Set(joined)).toEqual(new Set(["ok", "no_free_seat"]));
  expect((await booksOf(world.deps, company.organisationId)).seatsNeeded).toBe(3);
});

describe("when the seats of an order are annulled (C-11)", () => {
  let orderId: string;
  const ids: string[] = [];
  beforeEach(async () => {
    ids.length = 0;
    // Three seats for three months, two more unpaid.
    await giveSeats(world.deps, company.organisationId, 0);
    orderId = await unpaidSeats(world, company.organisationId, 2);
    for (let user = 2; user <= 6; user++) ids.push(await hire(world, company, user));
    for (let user = 2; user <= 6; user++) await punch(user);
  });
  test("who was hired last waits; their punches go on, hidden from them and from the team", async () => {
    const before = { day: await dayOf(ids[4] ?? ""), board: await boardOf() };
    await annul(world, company.organisationId, orderId);
    expect((await seats()).seated).toBe("-11100");
    expect(await outcome(ownDay(4))).toBe("ok");
    expect(await factsOf(ownDay(6))).toMatchObject({ code: "seat_lock", cause: "no_seat", sum: 0 });
    expect(await outcome(dayOf(ids[4] ?? ""))).toBe("seat_lock");
    expect(await outcome(dayOf(ids[1] ?? ""))).toBe("ok");
    const board = await boardOf();
    expect([board["Person 6"], board["Person 5"]]).toEqual(["no_seat", "no_seat"]);
    expect(board["Person 4"]).toBe(before.board["Person 4"]);
    world.now += 60 * 60_000;
    expect(await punch(6, "out")).toMatchObject({ direction: "out", duplicateOf: null });
    await reinstate(world, company.organisationId, orderId);
    const after = await dayOf(ids[4] ?? "");
    expect(after.punches.slice(0, before.day.punches.length)).toEqual(before.day.punches);
    expect(after.punches).toHaveLength(before.day.punches.length + 1);
  });

  test("months that are over stay visible to who waits, and to the team", async () => {
    await annul(world, company.organisationId, orderId);
    world.now = Date.parse("2026-12-02T06:00:00Z");
    const last = { param: { period: "2026-11" }, query: {} };
    const own = world.as("staff", 6).attendance.months[":period"];
    expect(await outcome(ask(own.$get(last)))).toBe("ok");
    const team = world.as("owner", owner).attendance.months[":period"];
    const query = { employeeId: ids[4] };
    expect(await outcome(ask(team.$get({ ...last, query })))).toBe("ok");
    expect(await outcome(ask(team.$get({ param: { period: "2026-12" }, query })))).toBe(
      "seat_lock",
    );
  });

  test("nobody sees a seatless person's day before and after an entered punch, and the entry itself is kept", async () => {
    await annul(world, company.organisationId, orderId);
    const { manual } = world.as("owner", owner).attendance.punches;
    const entry = { employeeId: ids[4] ?? "", date: "2026-11-25", direction: "in" as const };
    const preview = ask(manual.$get({ query: { ...entry, minute: "60" } }));
    expect(await outcome(preview)).toBe("seat_lock");
    const json = { ...entry, minute: 60, reason: "forgot" };
    expect(await outcome(ask(manual.$post({ json }, named(world.key()))))).toBe("ok");
  });

  test("the owner says who sits", async () => {
    await annul(world, company.organisationId, orderId);
    await prefer(ids[4] ?? "");
    expect(await outcome(ownDay(6))).toBe("ok");
    // Of the others who came earlier sits: 2 and 3, no longer 4.
    expect(await Promise.all([2, 3, 4, 5].map((user) => outcome(ownDay(user))))).toEqual([
      "ok",
      "ok",
      "seat_lock",
      "seat_lock",
    ]);
  });

  test("a seat that is left goes to who waits first", async () => {
    await annul(world, company.organisationId, orderId);
    await leave(ids[0] ?? "");
    expect([await outcome(ownDay(5)), await outcome(ownDay(6))]).toEqual(["ok", "seat_lock"]);
  });

  test("roles of people who are here still change, also to fewer rights", async () => {
    await annul(world, company.organisationId, orderId);
    expect(await outcome(change(ids[0] ?? "", "manager"))).toBe("ok");
    expect(await outcome(change(ids[0] ?? "", "employee"))).toBe("ok");
    expect(await outcome(invite(world, owner))).toBe("seat_lock");
  });

  test("paid in the end, everything is back as if nothing had been", async () => {
    const before = { board: await boardOf(), seats: await seats(), day: await dayOf(ids[3] ?? "") };
    await annul(world, company.organisationId, orderId);
    expect(await boardOf()).not.toEqual(before.board);
    await reinstate(world, company.organisationId, orderId);
    await payOrder(world.deps, company.organisationId, orderId);
    expect(await boardOf()).toEqual(before.board);
    expect(await seats()).toEqual(before.seats);
    expect(await dayOf(ids[3] ?? "")).toEqual(before.day);
  });
});

test("after the tariff's end nobody joins, and who is here clocks in and sees their own month (AT-19)", async () => {
  const token = await invite(world, owner);
  const employee = await hire(world, company, 2);
  const manager = await hire(world, company, 3, "manager");
  world.now = Date.parse("2026-12-26T06:00:00Z");
  const fresh = await outcome(invite(world, owner));
  expect(fresh).toBe("plan_lock");
  // The invitation is older than it lives; its own end is told first.
  expect(await tryJoin(token, 4)).toBe("invite_expired");
  expect(await punch(2)).toMatchObject({ direction: "in" });
  expect(await outcome(ownDay(2))).toBe("ok");
  expect(await outcome(dayOf(employee, 3))).toBe("plan_lock");
  expect(await outcome(change(manager, "employee"))).toBe("ok");
});

test("an invitation that is still open when the tariff ends waits for the renewal", async () => {
  world.now = Date.parse("2026-12-22T06:00:00Z");
  const token = await invite(world, owner);
  world.now = Date.parse("2026-12-25T06:00:00Z");
  expect(await tryJoin(token, 4)).toBe("plan_lock");
  await giveSeats(world.deps, company.organisationId, 2);
  expect(await tryJoin(token, 4)).toBe("ok");
});

test("where people are charged when they are active, nobody needs a seat to join, return or clock in", async () => {
  company = await foundIn(20, "ir");
  const users = Array.from({ length: 6 }, (_, index) => 21 + index);
  for (const user of users) await hire(world, company, user);
  await punch(20);
  for (const user of users) expect(await punch(user)).toMatchObject({ direction: "in" });
  expect(await outcome(ownDay(26))).toBe("ok");
  const view = await ask(billing(20).seats.$get());
  expect([view.active, seatedIn(view.people)]).toEqual([0, "1111111"]);
  const { people: all } = await ask(world.as("owner", 20).attendance.board.$get({ query: {} }));
  expect(all.filter(({ status }) => status === "no_seat")).toEqual([]);
});
