import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type Permission,
  permissions,
  presetPermissions,
  type RolePreset,
  rolePresets,
} from "../../api/core/permissions.ts";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import {
  auditActions,
  codeOf,
  type Company,
  foundCompany,
  hire,
  join,
  ownContact,
} from "./people-company.ts";

const owner = 1;

let world: ApiWorld;
let company: Company;
beforeEach(async () => {
  world = await createApiWorld();
  company = await foundCompany(world, owner, "ru");
  await giveSeats(20);
});
afterEach(() => world.close());

const people = (user = owner) => world.as("owner", user).people;

/** Enough seats for what is no question of seats. */
const giveSeats = (quantity: number) =>
  world.db.write([
    {
      sql: "update seat_grants set quantity = ? where org_id = ?",
      params: [quantity, company.organisationId],
    },
  ]);

type NewRole = Parameters<ReturnType<typeof people>["roles"]["$post"]>[0]["json"];
const create = async (json: NewRole, user = owner): Promise<string> =>
  (await ask(people(user).roles.$post({ json }, named(world.key())))).id;
const roleOf = (id: string, user = owner) => ask(people(user).roles[":id"].$get({ param: { id } }));
type RoleEdit = Parameters<ReturnType<typeof people>["roles"][":id"]["$patch"]>[0]["json"];
const edit = (id: string, json: RoleEdit, user = owner) =>
  ask(people(user).roles[":id"].$patch({ param: { id }, json }, named(world.key())));
const archive = (id: string, version: number, user = owner) =>
  ask(
    people(user).roles[":id"].archive.$post(
      { param: { id }, json: { version } },
      named(world.key()),
    ),
  );
type Change = Parameters<ReturnType<typeof people>["employees"][":id"]["$patch"]>[0]["json"];
const change = (id: string, json: Change, user = owner) =>
  ask(people(user).employees[":id"].$patch({ param: { id }, json }, named(world.key())));
const show = (id: string, user = owner) =>
  ask(people(user).employees[":id"].$get({ param: { id } }));
const ownId = async (user: number) => (await ask(people(user).me.$get())).employee?.id ?? "";
const rightsOf = async (user: number) =>
  (await ask(world.as("staff", user).people.me.$get())).employee?.permissions ?? [];
const inviteBy = async (user: number, json: object) => {
  const { link } = await ask(people(user).invites.$post({ json }, named(world.key())));
  return link.slice(link.indexOf("?start=i_") + "?start=i_".length);
};
const addGroup = async (name: string): Promise<string> =>
  (
    await ask(
      world.as("owner", owner).schedule.groups.$post({ json: { name } }, named(world.key())),
    )
  ).id;
const withRight = (preset: RolePreset, ...rights: readonly Permission[]): Permission[] =>
  permissions.filter(
    (right) => presetPermissions[preset].includes(right) || rights.includes(right),
  );

/** Somebody with a role of the company's own. */
async function hireAs(user: number, name: string, rights: Permission[], groupId = company.groupId) {
  const roleId = await create({ basedOn: "employee", name, permissions: rights });
  const token = await inviteBy(owner, { roleId, groupId });
  return { roleId, employeeId: await join(world, token, user) };
}

const preview = (id: string, query: { rolePreset?: RolePreset; roleId?: string }, user = owner) =>
  ask(people(user).employees[":id"].role.$get({ param: { id }, query }));
const previewRole = (id: string, rights: readonly Permission[]) =>
  ask(
    people().roles[":id"].preview.$get({
      param: { id },
      query: { permissions: rights.join(",") },
    }),
  );

describe("roles of a company", () => {
  test("a new company has every preset, equal to the code, and only those", async () => {
    const { items } = await ask(people().roles.$get());
    expect(items.map(({ preset }) => preset)).toEqual([...rolePresets]);
    for (const { preset, permissions: rights, takesSeat } of items) {
      expect(rights).toEqual(presetPermissions[preset ?? "employee"]);
      expect(takesSeat).toBe(rights.includes("punch.self"));
    }
  });

  test("one is made from a preset, given by its id, and shown by its name wherever a role is", async () => {
    const { employeeId, roleId } = await hireAs(
      20,
      "Старший смены",
      withRight("employee", "clients.view"),
    );
    expect(await show(employeeId)).toMatchObject({
      rolePreset: null,
      roleId,
      roleName: "Старший смены",
    });
    const { items } = await ask(people().employees.$get({ query: {} }));
    expect(items.find(({ id }) => id === employeeId)?.roleName).toBe("Старший смены");
    expect(await roleOf(roleId)).toMatchObject({ basedOn: "employee", people: 1, invites: 0 });
    const me = await ask(world.as("staff", 20).people.me.$get());
    expect(me.employee).toMatchObject({ rolePreset: null, roleName: "Старший смены" });
    expect(await auditActions(world)).toContain("role.created");
  });

  test("two live roles have two names, however they are written; a name is free again after the archive", async () => {
    const id = await create({ basedOn: "employee", name: "Кассир" });
    expect(await codeOf(create({ basedOn: "employee", name: " КАССИР " }))).toBe("name_taken");
    const other = await create({ basedOn: "employee", name: "Повар" });
    expect(await codeOf(edit(other, { name: "кассир", version: 1 }))).toBe("name_taken");
    expect(await codeOf(archive(id, 1))).toBe("ok");
    expect(await codeOf(edit(other, { name: "Кассир", version: 1 }))).toBe("ok");
    expect(await codeOf(create({ basedOn: "employee", name: "x".repeat(61) }))).toBe(
      "invalid_input",
    );
    expect(await codeOf(create({ basedOn: "employee", name: "\u200b " }))).toBe("invalid_input");
  });

  test("presets never change; another company's roles do not exist", async () => {
    const { items } = await ask(people().roles.$get());
    const manager = items.find(({ preset }) => preset === "manager")?.id ?? "";
    expect(await codeOf(edit(manager, { permissions: [], version: 1 }))).toBe("role_fixed");
    expect(await codeOf(archive(manager, 1))).toBe("role_fixed");
    const other = await foundCompany(world, 9);
    const theirs = await create({ basedOn: "employee", name: "Theirs" }, 9);
    expect(await codeOf(roleOf(theirs))).toBe("not_found");
    expect(await codeOf(edit(theirs, { name: "Mine", version: 1 }))).toBe("not_found");
    expect(await codeOf(archive(theirs, 1))).toBe("not_found");
    const id = await hire(world, company, 20);
    expect(await codeOf(change(id, { roleId: theirs }))).toBe("not_found");
    expect(await codeOf(change(id, { manages: [other.groupId], rolePreset: "manager" }))).toBe(
      "not_found",
    );
    expect(await codeOf(inviteBy(owner, { roleId: theirs }))).toBe("not_found");
  });

  test("a change reaches everybody who has it at once: rights, menus, a message, the log", async () => {
    const { roleId } = await hireAs(20, "Зал", withRight("employee"));
    world.delivered.length = 0;
    await edit(roleId, { permissions: withRight("employee", "clients.view"), version: 1 });
    await world.settle();
    expect(await rightsOf(20)).toContain("clients.view");
    const told = world.delivered.filter(({ chatId }) => chatId === 20);
    expect(told.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["role-changed", "chat-menu"]),
    );
    expect(told.find(({ kind }) => kind === "role-changed")?.payload).toMatchObject({
      roleName: "Зал",
      onlyRights: true,
    });
    const [rows] = await world.db.read([
      { sql: "select before, after from audit where action = 'role.changed'", params: [] },
    ]);
    expect(JSON.parse(String(rows?.rows[0]?.[0])).permissions).not.toContain("clients.view");
    expect(JSON.parse(String(rows?.rows[0]?.[1])).permissions).toContain("clients.view");
  });

  test("it changes only on the version that was seen; of two at once one wins", async () => {
    const id = await create({ basedOn: "employee", name: "Зал" });
    const both = await Promise.all([
      codeOf(edit(id, { permissions: ["punch.self"], version: 1 })),
      codeOf(edit(id, { permissions: ["requests.self"], version: 1 })),
    ]);
    expect(both.toSorted()).toEqual(["ok", "stale"]);
    expect((await roleOf(id)).version).toBe(2);
    expect(await codeOf(edit(id, { name: "Зал", version: 2 }))).toBe("nothing_changes");
  });

  test("one that people or open invitations have stays; who left with it comes back as an employee", async () => {
    const { employeeId, roleId } = await hireAs(20, "Зал", withRight("employee", "clients.view"));
    expect(await codeOf(archive(roleId, 1))).toBe("role_in_use");
    await ask(
      people().employees[":id"].end.$post(
        { param: { id: employeeId }, json: {} },
        named(world.key()),
      ),
    );
    const token = await inviteBy(owner, { roleId });
    expect(await codeOf(archive(roleId, 1))).toBe("role_in_use");
    const { items } = await ask(people().invites.$get());
    const id = items[0]?.id ?? "";
    expect(items[0]).toMatchObject({ roleId, roleName: "Зал", rolePreset: null });
    await ask(people().invites[":id"].$delete({ param: { id }, json: {} }, named(world.key())));
    expect(await codeOf(archive(roleId, 1))).toBe("ok");
    expect(await codeOf(join(world, token, 21))).toBe("invite_expired");
    expect(await codeOf(change(employeeId, { roleId }))).toBe("not_found");
    await ask(
      people().employees[":id"].return.$post(
        { param: { id: employeeId }, json: {} },
        named(world.key()),
      ),
    );
    expect(await show(employeeId)).toMatchObject({ rolePreset: "employee", state: "active" });
  });

  test("who may neither invite nor manage people or roles sees no roles; the rest is for who manages roles", async () => {
    await hire(world, company, 20);
    await hire(world, company, 2, "manager");
    expect(await codeOf(ask(people(20).roles.$get()))).toBe("forbidden");
    expect(await codeOf(ask(people(2).roles.$get()))).toBe("ok");
    expect(await codeOf(create({ basedOn: "employee", name: "x" }, 2))).toBe("forbidden");
    const id = await create({ basedOn: "employee", name: "Зал" });
    expect(await codeOf(edit(id, { name: "y", version: 1 }, 2))).toBe("forbidden");
    expect(await codeOf(archive(id, 1, 2))).toBe("forbidden");
  });
});

describe("nobody raises anybody above themselves", () => {
  const personnel = withRight(
    "employee",
    "attendance.view_team",
    "attendance.view_all",
    "people.invite",
    "people.manage",
    "roles.manage",
  );

  test("not by giving a role, not by an invitation, not by making a role", async () => {
    await hireAs(30, "Кадры", personnel);
    const id = await hire(world, company, 20);
    expect(await codeOf(change(id, { rolePreset: "owner" }, 30))).toBe("above_yourself");
    expect(await codeOf(change(id, { rolePreset: "manager" }, 30))).toBe("above_yourself");
    expect(await codeOf(inviteBy(30, { rolePreset: "owner" }))).toBe("above_yourself");
    expect(
      await codeOf(create({ basedOn: "employee", name: "x", permissions: ["billing.manage"] }, 30)),
    ).toBe("above_yourself");
    const own = await create({ basedOn: "employee", name: "Помощник", permissions: personnel }, 30);
    expect(await codeOf(change(id, { roleId: own }, 30))).toBe("ok");
    expect(
      await codeOf(edit(own, { permissions: [...personnel, "billing.manage"], version: 1 }, 30)),
    ).toBe("above_yourself");
  });

  test("not by changing, ending or bringing back who holds more", async () => {
    await hireAs(30, "Кадры", personnel);
    const second = await hire(world, company, 2, "owner");
    const end = (user: number) =>
      ask(
        people(user).employees[":id"].end.$post(
          { param: { id: second }, json: {} },
          named(world.key()),
        ),
      );
    expect(await codeOf(change(second, { rolePreset: "employee" }, 30))).toBe("above_yourself");
    expect(await codeOf(change(second, { name: "x" }, 30))).toBe("above_yourself");
    expect(await codeOf(end(30))).toBe("above_yourself");
    await end(owner);
    const back = (user: number) =>
      ask(
        people(user).employees[":id"].return.$post(
          { param: { id: second }, json: {} },
          named(world.key()),
        ),
      );
    expect(await codeOf(back(30))).toBe("above_yourself");
    expect(await codeOf(back(owner))).toBe("ok");
  });

  test("nobody changes their own role or the groups they lead; an owner may step down while another stays", async () => {
    const { employeeId, roleId } = await hireAs(30, "Кадры", personnel);
    expect(await codeOf(change(employeeId, { rolePreset: "employee" }, 30))).toBe("own_role");
    expect(await codeOf(edit(roleId, { permissions: ["punch.self"], version: 1 }, 30))).toBe(
      "own_role",
    );
    expect(await codeOf(change(employeeId, { name: "Вера" }, 30))).toBe("ok");
    const me = await ownId(owner);
    expect(await codeOf(change(me, { rolePreset: "manager" }))).toBe("last_owner");
    await hire(world, company, 2, "owner");
    expect(await codeOf(change(me, { rolePreset: "manager" }))).toBe("ok");
    expect(await show(me, 2)).toMatchObject({ rolePreset: "manager", manages: ["*"] });
    expect(await codeOf(change(me, { rolePreset: "owner" }))).toBe("forbidden");
  });

  test("an invitation is worth what whoever made it may still give", async () => {
    const { employeeId, roleId } = await hireAs(30, "Кадры", personnel);
    const plain = await inviteBy(30, {});
    const same = await inviteBy(30, { roleId });
    expect(await codeOf(join(world, plain, 40))).toBe("ok");
    // A right goes straight out of the table, as nothing of ours would do it: the invitation is weighed when it is used.
    await world.db.write([
      {
        sql: "update employees set role_id = (select id from roles where org_id = ? and preset = 'manager') where id = ?",
        params: [company.organisationId, employeeId],
      },
    ]);
    expect(
      await codeOf(
        ask(
          world
            .as("staff", 41)
            .people.invites.look.$post({ json: { token: same } }, named(world.key())),
        ),
      ),
    ).toBe("invite_expired");
    expect(
      await codeOf(
        ask(
          world
            .as("staff", 41)
            .people.invites.accept.$post({ json: ownContact(same, 41) }, named(world.key())),
        ),
      ),
    ).toBe("invite_expired");
  });

  test("a role that loses a right takes the invitations of its holders along", async () => {
    const { roleId } = await hireAs(30, "Кадры", personnel);
    const token = await inviteBy(30, {});
    await edit(roleId, {
      permissions: personnel.filter((right) => right !== "people.invite"),
      version: 1,
    });
    expect(await codeOf(join(world, token, 40))).toBe("invite_expired");
  });

  test("rights that go while they are being given give nothing", async () => {
    const { roleId } = await hireAs(30, "Кадры", personnel);
    const id = await hire(world, company, 20);
    const helper = await create({ basedOn: "employee", name: "Помощник", permissions: personnel });
    const less = personnel.filter((right) => right !== "people.manage");
    const [taken, given] = await Promise.all([
      codeOf(edit(roleId, { permissions: less, version: 1 })),
      codeOf(change(id, { roleId: helper }, 30)),
    ]);
    expect(taken).toBe("ok");
    expect(["ok", "stale", "forbidden"]).toContain(given);
    const [rows] = await world.db.read([
      {
        sql: "select action from audit where action in ('role.changed', 'employee.role_changed') order by id",
        params: [],
      },
    ]);
    const order = (rows?.rows ?? []).map(([action]) => action);
    // Whoever was first in the log was first in the table: nothing is given after the right has gone.
    if (given === "ok") expect(order).toEqual(["employee.role_changed", "role.changed"]);
    else expect(order).toEqual(["role.changed"]);
  });
});

describe("whom somebody leads", () => {
  test("a manager leads everybody unless groups are named, and nobody without leading rights stores any", async () => {
    const second = await addGroup("Кухня");
    const id = await hire(world, company, 20, "manager");
    expect((await show(id)).manages).toEqual(["*"]);
    expect(await codeOf(change(id, { manages: [second] }))).toBe("ok");
    expect((await show(id)).manages).toEqual([second]);
    const sees = (await ask(world.as("staff", 20).people.me.$get())).employee?.sees ?? [];
    expect(sees.toSorted()).toEqual([company.groupId, second].toSorted());
    await change(id, { rolePreset: "employee" });
    expect((await show(id)).manages).toEqual([]);
    expect(await codeOf(change(id, { manages: ["no-group"] }))).toBe("invalid_input");
    const token = await inviteBy(owner, { rolePreset: "manager", manages: [second] });
    expect((await show(await join(world, token, 21))).manages).toEqual([second]);
  });

  test("who leads one group gives nobody another, and moves nobody where they do not see", async () => {
    const second = await addGroup("Кухня");
    const rights = withRight("manager", "people.manage");
    const { employeeId } = await hireAs(30, "Старший", rights);
    const id = await hire(world, company, 20);
    expect(await codeOf(change(id, { rolePreset: "manager", manages: ["*"] }, 30))).toBe(
      "above_yourself",
    );
    expect(await codeOf(change(id, { rolePreset: "manager", manages: [second] }, 30))).toBe(
      "not_found",
    );
    expect(await codeOf(change(id, { groupId: second }, 30))).toBe("not_found");
    expect(await codeOf(change(employeeId, { groupId: second }, 30))).toBe("not_found");
    expect(await codeOf(change(id, { rolePreset: "manager" }, 30))).toBe("ok");
    expect((await show(id)).manages).toEqual([company.groupId]);
    expect(await codeOf(inviteBy(30, { rolePreset: "manager", manages: ["*"] }))).toBe(
      "above_yourself",
    );
  });
});

describe("what a role costs is said before", () => {
  test("of one person: rights that come and go, the seat and why", async () => {
    const id = await hire(world, company, 20, "accountant");
    const told = await preview(id, { rolePreset: "front_desk" });
    expect(told.gained).toEqual(presetPermissions.front_desk);
    expect(told.lost).toEqual(presetPermissions.accountant);
    expect(told.seats).toMatchObject({
      needed: 0,
      neededAfter: 1,
      missing: 0,
      people: [
        {
          employeeId: id,
          needs: false,
          needsAfter: true,
          reasons: ["no_rights"],
          reasonsAfter: ["keeps_time", "creates_bookings", "takes_payments"],
        },
      ],
    });
    expect((await show(id)).rolePreset).toBe("accountant");
  });

  test("without a free seat it says how many are missing, and saving is refused", async () => {
    const id = await hire(world, company, 20, "accountant");
    await hire(world, company, 21);
    await giveSeats(1);
    const told = await preview(id, { rolePreset: "employee" });
    expect(told.seats).toMatchObject({ active: 1, needed: 1, neededAfter: 2, missing: 1 });
    expect(await codeOf(change(id, { rolePreset: "employee" }))).toBe("no_free_seat");
  });

  test("of a role: everybody who has it, all or nothing", async () => {
    const quiet: Permission[] = ["clients.view"];
    const { roleId, employeeId } = await hireAs(20, "Маркетинг", quiet);
    const token = await inviteBy(owner, { roleId });
    await join(world, token, 21);
    await giveSeats(1);
    const told = await previewRole(roleId, [...quiet, "bookings.create"]);
    expect(told).toMatchObject({ gained: ["bookings.create"], lost: [], people: 2 });
    expect(told.seats).toMatchObject({ needed: 0, neededAfter: 2, missing: 1 });
    expect(told.seats?.people.map(({ reasonsAfter }) => reasonsAfter)).toEqual([
      ["creates_bookings"],
      ["creates_bookings"],
    ]);
    const save = () =>
      codeOf(edit(roleId, { permissions: [...quiet, "bookings.create"], version: 1 }));
    expect(await save()).toBe("no_free_seat");
    expect((await roleOf(roleId)).permissions).toEqual(quiet);
    await giveSeats(2);
    expect(await save()).toBe("ok");
    const back = await previewRole(roleId, quiet);
    expect(back.seats).toMatchObject({ needed: 2, neededAfter: 0, missing: 0 });
    expect(back.seats?.freeUntil).not.toBeNull();
    const seats = await ask(world.as("owner", owner).billing.seats.$get());
    expect(seats.people.find((person) => person.employeeId === employeeId)).toMatchObject({
      reasons: ["creates_bookings"],
      seated: true,
    });
  });

  test("who does not pay sees no sum, who manages no people sees nothing", async () => {
    const rights = withRight(
      "employee",
      "attendance.view_team",
      "attendance.view_all",
      "people.manage",
      "clients.view",
    );
    await hireAs(30, "Кадры", rights);
    const id = await hire(world, company, 20, "marketer");
    await giveSeats(1);
    const told = await preview(id, { rolePreset: "employee" }, 30);
    expect(told.seats).toMatchObject({ missing: 1, cost: null });
    expect(await codeOf(preview(id, { rolePreset: "employee" }, 20))).toBe("forbidden");
    expect(await codeOf(preview(id, { rolePreset: "owner" }, 30))).toBe("above_yourself");
  });
});
