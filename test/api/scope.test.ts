import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { presetPermissions, type RolePreset } from "../../api/core/permissions.ts";
import { ask, named } from "../../bot/core/api.ts";
import { askBytes } from "../../bot/core/ask-bytes.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import {
  type Company,
  foundCompany,
  insert,
  north,
  shop,
  type Worker,
} from "./attendance-company.ts";
import { owners, refusalOf, sendPunch, staff } from "./attendance-messages.ts";

const day = "2026-11-21";
const tehran = (time: string) => Date.parse(`${day}T${time}+03:30`);
const minute = 60_000;

let world: ApiWorld;
let company: Company;
let near: Worker & { readonly groupId: string };
let far: Worker & { readonly groupId: string };
/** Leads the group of `near`; is in none. */
let lead: Worker;
let message = 0;

beforeEach(async () => {
  world = await createApiWorld(tehran("08:00:00"));
  company = await foundCompany(world.db, { locationPolicy: "required" });
  near = await hire("Near", 1101, "employee", await group("North"));
  far = await hire("Far", 1102, "employee", await group("South"));
  lead = await hire("Lead", 1103, "manager", null, [near.groupId]);
  for (const worker of [near, far]) await punch(worker, 20);
  world.now = tehran("10:00:00");
});
afterEach(() => world.close());

async function group(name: string): Promise<string> {
  const id = uuidv7();
  const { orgId } = company;
  await world.db.write([
    insert("groups", { org_id: orgId, id, name, created_at: 0 }),
    {
      sql: `insert into shift_assignments (org_id, id, shift_id, group_id, valid_from, created_at)
        select org_id, ?, shift_id, ?, valid_from, 0 from shift_assignments where org_id = ? limit 1`,
      params: [uuidv7(), id, orgId],
    },
  ]);
  return id;
}

async function hire<Group extends string | null>(
  name: string,
  telegramUserId: number,
  preset: RolePreset,
  groupId: Group,
  manages: readonly string[] = [],
): Promise<Worker & { readonly groupId: Group }> {
  const [personId, employeeId, roleId] = [uuidv7(), uuidv7(), uuidv7()];
  const { orgId } = company;
  await world.db.write([
    insert("roles", {
      org_id: orgId,
      id: roleId,
      preset: null,
      name: `Role of ${name}`,
      permissions: JSON.stringify(presetPermissions[preset]),
    }),
    insert("persons", {
      id: personId,
      telegram_user_id: telegramUserId,
      name,
      current_org_id: orgId,
      created_at: 0,
    }),
    insert("employees", {
      org_id: orgId,
      id: employeeId,
      person_id: personId,
      role_id: roleId,
      group_id: groupId,
      manages: JSON.stringify(manages),
      name,
      state: "active",
      started_on: "2026-01-01",
      created_at: 0,
    }),
  ]);
  return { telegramUserId, personId, employeeId, name, groupId };
}

const punch = (who: Worker, metres: number) =>
  sendPunch(world, who, {
    messageId: ++message,
    label: null,
    at: world.now,
    location: { ...north(shop, metres), accuracyM: 10 },
  });

const wish = { unit: "day", from: "2026-12-05", to: "2026-12-05" } as const;
const leave = async (who: Worker): Promise<string> =>
  (await ask(staff(world, who).requests.leave.$post({ json: wish }, named(world.key())))).id;
const inbox = async (who: Worker) =>
  (await ask(owners(world, who).requests.inbox.$get({ query: {} }))).items.map(
    ({ employeeName }) => employeeName,
  );
const decide = (who: Worker, id: string) =>
  ask(
    owners(world, who).requests[":id"].decide.$post(
      { param: { id }, json: { decision: "approve", version: 1 } },
      named(world.key()),
    ),
  );
const board = (who: Worker, query = {}) => ask(owners(world, who).attendance.board.$get({ query }));
const names = (people: readonly { readonly name: string }[]) =>
  people.map(({ name }) => name).toSorted();
const move = (who: Worker, groupId: string) =>
  world.db.write([
    {
      sql: "update employees set group_id = ? where id = ?",
      params: [groupId, who.employeeId],
    },
  ]);

describe("a manager of one group", () => {
  test("has a board, a matrix and a summary of these people", async () => {
    const shown = await board(lead);
    expect(names(shown.people)).toEqual(["Lead", "Near"]);
    expect(shown).toMatchObject({ total: 2, groups: [{ name: "North" }] });
    expect(await refusalOf(board(lead, { groupId: far.groupId }))).toBe("not_found");
    const matrix = (query: object) =>
      ask(owners(world, lead).team.matrix[":period"].$get({ param: { period: "current" }, query }));
    expect(await matrix({})).toMatchObject({ total: 2, groups: [{ name: "North" }] });
    expect(await refusalOf(matrix({ groupId: far.groupId }))).toBe("not_found");
    const query = { from: day, to: day };
    const sum = await ask(owners(world, lead).notify.summaries.team.$get({ query }));
    const all = await ask(owners(world, company.owner).notify.summaries.team.$get({ query }));
    expect([sum.people, all.people]).toEqual([2, 6]);
    const pin = (groupName: string) =>
      ask(
        owners(world, lead).team.boards.$post(
          { json: { chatId: -100, group: groupName } },
          named(world.key()),
        ),
      );
    expect(await refusalOf(pin("South"))).toBe("not_found");
    await pin("North");
  });

  test("finds nobody else's card, day, month, picture, balance, roster or receipt", async () => {
    const api = owners(world, lead);
    const { employeeId } = far;
    const query = { employeeId };
    const { code } = await punch(far, 20);
    const looks = {
      card: ask(api.people.employees[":id"].$get({ param: { id: employeeId } })),
      day: ask(api.attendance.days[":date"].$get({ param: { date: day }, query })),
      month: ask(api.attendance.months[":period"].$get({ param: { period: "current" }, query })),
      picture: askBytes(
        api.timesheets.pictures[":period"].$get({ param: { period: "current" }, query }),
      ),
      balance: ask(api.leave.balance.$get({ query })),
      roster: ask(api.schedule.roster.$get({ query: { ...query, from: day, to: day } })),
      warnings: ask(api.law.warnings.month.$get({ query })),
      receipt: ask(api.attendance.receipts[":code"].$get({ param: { code: code ?? "" } })),
      bill: ask(api.periods["person-month"].$get({ query: { ...query, at: String(world.now) } })),
    };
    for (const [what, look] of Object.entries(looks))
      expect([what, await refusalOf(look)]).toEqual([what, "not_found"]);
    const listed = await ask(api.people.employees.$get({ query: {} }));
    expect([names(listed.items), listed.total]).toEqual([["Lead", "Near"], 2]);
    const found = await ask(api.people.employees.$get({ query: { search: "far" } }));
    expect(found).toMatchObject({ items: [], total: 0 });
    const roster = await ask(api.schedule.roster.$get({ query: { from: day, to: day } }));
    expect(names(roster.items.map(({ employee }) => employee))).toEqual(["Lead", "Near"]);
    await ask(api.people.employees[":id"].$get({ param: { id: near.employeeId } }));
  });

  test("corrects these people's punches and no others", async () => {
    const api = owners(world, lead);
    const changes = [{ action: "add", kind: "out", at: tehran("09:00:00") }] as const;
    const edit = (employeeId: string) =>
      ask(
        api.corrections.edits.$post(
          { json: { employeeId, date: day, changes: [...changes], reason: "Forgot" } },
          named(world.key()),
        ),
      );
    expect(await refusalOf(edit(far.employeeId))).toBe("not_found");
    await edit(near.employeeId);
    const bulk = { direction: "in", from: day, to: day, minute: 60, reason: "Power" } as const;
    const everybody = { ...bulk, everybody: true };
    const preview = (json: object) =>
      ask(
        api.corrections.bulk.preview.$post({ json: { ...everybody, ...json } }, named(world.key())),
      );
    expect((await preview({})).names).not.toContain("Far");
    expect(await refusalOf(preview({ groupId: far.groupId }))).toBe("not_found");
    const live = (employeeId: string) =>
      ask(api.trust.handshakes.$post({ json: { employeeId } }, named(world.key())));
    expect(await refusalOf(live(far.employeeId))).toBe("not_found");
  });

  test("sees objections of these people only", async () => {
    const references: string[] = [];
    for (const who of [near, far]) {
      const { reference } = await ask(
        owners(world, company.owner).corrections.edits.$post(
          {
            json: {
              employeeId: who.employeeId,
              date: day,
              changes: [{ action: "add", kind: "out", at: tehran("09:00:00") }],
              reason: "Forgot",
            },
          },
          named(world.key()),
        ),
      );
      references.push(reference);
      const json = { answer: "objected", reference, text: "No" } as const;
      await ask(staff(world, who).corrections.changes.answer.$post({ json }, named(world.key())));
    }
    const open = await ask(owners(world, lead).corrections.objections.$get());
    expect(open.items.map(({ employeeName }) => employeeName)).toEqual(["Near"]);
    const json = {
      reference: references[1] ?? "",
      employeeId: far.employeeId,
      settlement: "kept",
    } as const;
    const settled = owners(world, lead).corrections.changes.settle.$post(
      { json },
      named(world.key()),
    );
    expect(await refusalOf(ask(settled))).toBe("not_found");
  });

  test("is asked about requests of these people only", async () => {
    const [one, other] = [await leave(near), await leave(far)];
    expect(await inbox(lead)).toEqual(["Near"]);
    expect((await inbox(company.owner)).toSorted()).toEqual(["Far", "Near"]);
    await world.settle();
    const cards = world.delivered.filter(({ kind }) => kind === "request-card");
    expect(cards.filter(({ chatId }) => chatId === lead.telegramUserId)).toHaveLength(1);
    const get = (id: string) => ask(owners(world, lead).requests[":id"].$get({ param: { id } }));
    expect(await refusalOf(get(other))).toBe("not_found");
    expect(await refusalOf(decide(lead, other))).toBe("not_found");
    expect((await decide(lead, one)).state).toBe("approved");
    expect((await decide(company.owner, other)).state).toBe("approved");
    const history = await ask(owners(world, lead).requests.history.$get({ query: {} }));
    expect([history.items.map(({ employeeName }) => employeeName), history.total]).toEqual([
      ["Near"],
      1,
    ]);
    const query = { from: "2026-12-01", to: "2026-12-10" };
    const away = await ask(owners(world, lead).requests.absences.$get({ query }));
    expect(away.items.map(({ name }) => name)).toEqual(["Near"]);
  });

  test("decides about anybody when a rule names them", async () => {
    const rule = {
      conditions: {},
      levels: [{ by: "employees", ids: [lead.employeeId], escalateHours: null }],
      inform: [],
    } as const;
    await ask(
      owners(world, company.owner).requests.chains.$post(
        {
          json: {
            ...rule,
            levels: rule.levels.map((level) => ({ ...level, ids: [...level.ids] })),
            inform: [],
          },
        },
        named(world.key()),
      ),
    );
    const id = await leave(far);
    expect(await inbox(lead)).toEqual(["Far"]);
    expect((await decide(lead, id)).state).toBe("approved");
    expect((await ask(owners(world, lead).requests.history.$get({ query: {} }))).total).toBe(1);
  });

  test("takes out these people's month and reads no other file", async () => {
    const api = owners(world, lead);
    const start = (by: Worker, of: object) =>
      ask(
        owners(world, by).timesheets.exports.$post(
          { json: { kind: "csv_ir", format: "csv", period: "current", ...of } },
          named(world.key()),
        ),
      );
    expect((await ask(api.timesheets.choices.$get())).groups).toMatchObject([{ name: "North" }]);
    for (const of of [{ groupId: far.groupId }, { employeeId: far.employeeId }])
      expect(await refusalOf(start(lead, of))).toBe("not_found");
    const mine = await start(lead, {});
    await world.settle();
    const theirs = await start(company.owner, {});
    await world.settle();
    const read = (id: string) =>
      askBytes(api.timesheets.exports[":id"].file.$get({ param: { id } }));
    const text = new TextDecoder().decode(await read(mine.id));
    expect([text.includes("Near"), text.includes("Far")]).toEqual([true, false]);
    expect(await refusalOf(read(theirs.id))).toBe("not_found");
    const { items } = await ask(api.timesheets.exports.$get());
    expect(items.map(({ id }) => id)).toEqual([mine.id]);
  });

  test("gets doubtful punches of these people, and the digest for them", async () => {
    world.now += minute;
    const doubt = await punch(far, 900);
    const doubtful = async (query = {}) =>
      (await ask(owners(world, lead).trust.doubtful.$get({ query }))).items;
    expect(await doubtful()).toEqual([]);
    expect(await refusalOf(doubtful({ employeeId: far.employeeId }))).toBe("not_found");
    const review = owners(world, lead).trust.reviews.$post(
      { json: { punchIds: [doubt.punchId], verdict: "trusted" } },
      named(world.key()),
    );
    expect(await refusalOf(ask(review))).toBe("not_found");
    const digests = async () => {
      world.now = Math.max(world.now, tehran("23:50:00"));
      await world.settle();
      return world.delivered
        .filter(({ kind }) => kind === "doubtful-digest")
        .map(({ chatId }) => chatId);
    };
    const told = await digests();
    expect(told).toContain(company.owner.telegramUserId);
    expect(told).not.toContain(lead.telegramUserId);
  });

  test("sees whoever is moved into the group, and no longer who is moved out", async () => {
    const id = await leave(far);
    expect(await inbox(lead)).toEqual([]);
    await move(far, near.groupId);
    await move(near, far.groupId);
    expect(names((await board(lead)).people)).toEqual(["Far", "Lead"]);
    expect(await inbox(lead)).toEqual(["Far"]);
    expect((await decide(lead, id)).state).toBe("approved");
    const card = owners(world, lead).people.employees[":id"].$get({
      param: { id: near.employeeId },
    });
    expect(await refusalOf(ask(card))).toBe("not_found");
  });
});

test("who leads nobody sees their own group, and only themselves without one", async () => {
  const inGroup = await hire("Peer", 1104, "manager", far.groupId);
  const alone = await hire("Alone", 1105, "manager", null);
  expect(names((await board(inGroup)).people)).toEqual(["Far", "Peer"]);
  expect(names((await board(alone)).people)).toEqual(["Alone"]);
});

test("the right to see everybody needs no groups", async () => {
  const accountant = await hire("Accountant", 1106, "accountant", null);
  expect((await board(accountant)).total).toBe(7);
});

test("a request always has somebody: without anybody in sight of it all who decide are asked", async () => {
  await world.db.write([
    {
      sql: "update employees set manages = '[]', group_id = null where id = ?",
      params: [company.manager.employeeId],
    },
  ]);
  await leave(company.owner);
  expect((await inbox(lead)).length + (await inbox(company.manager)).length).toBe(2);
});

const kiosks = (who: Worker) => ask(owners(world, who).trust.kiosks.$get());

test("screens of kiosks are the business of who manages devices", async () => {
  const support = await hire("Support", 1107, "support", null);
  expect((await kiosks(support)).items).toEqual([]);
  expect(await refusalOf(kiosks(lead))).toBe("forbidden");
});
