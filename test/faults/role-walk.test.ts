import { readFile } from "node:fs/promises";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Access, opensTo } from "../../api/core/access.ts";
import {
  type Permission,
  permissions,
  presetPermissions,
  type RolePreset,
  rolePresets,
} from "../../api/core/permissions.ts";
import { ask, named } from "../../bot/core/api.ts";
import { type Company, insert } from "../api/attendance-company.ts";
import { belongingsOf } from "../bot/survival-crawl.ts";
import { accessMarkers, accessTable } from "../support/access-table.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { payingCompany } from "../support/billing-company.ts";
import {
  type ApiRoute,
  type Caller,
  problemOf,
  routesOf,
  sampleOf,
  send,
} from "./openapi-routes.ts";

interface Walker {
  readonly who: string;
  readonly user: number;
  /** Code that refuses them everything of the company; null: they work there. */
  readonly refusal: "not_a_member" | "employment_ended" | "access_paused" | null;
  readonly held: ReadonlySet<Permission>;
}

let world: ApiWorld;
let routes: ApiRoute[];
let own: Company;
let other: Company;
/** People in `near` are seen by the limited manager, those in `far` are not. */
let near: string;
let far: string;
const walkers: Walker[] = [];

beforeAll(async () => {
  world = await createApiWorld();
  routes = await routesOf(world.app);
  own = await payingCompany(world, { firstUser: 1001, credit: 500 });
  other = await payingCompany(world, { firstUser: 2001, credit: 500 });
  await furnish(other);
  [near, far] = [await group(), await group()];
  for (const preset of rolePresets.toReversed())
    walkers.push(await hire(preset, presetPermissions[preset], { preset }));
  walkers.unshift(await hire("a role without rights", []));
  for (const [who, refusal, change] of [
    ["who has left", "employment_ended", "state = 'ended', ended_on = '2026-11-20', ended_at = 1"],
    ["who is paused", "access_paused", "paused_at = 1"],
  ] as const) {
    const walker = await hire(who, permissions);
    await world.db.write([{ sql: `update employees set ${change} where name = ?`, params: [who] }]);
    walkers.push({ ...walker, refusal });
  }
  walkers.push({ who: "a stranger", user: 9001, refusal: "not_a_member", held: new Set() });
});
afterAll(() => world.close());

let nextUser = 5001;

async function group(): Promise<string> {
  const id = uuidv7();
  await world.db.write([
    insert("groups", { org_id: own.orgId, id, name: `Group ${id}`, created_at: 0 }),
  ]);
  return id;
}

/** Somebody of the company with a role of these rights. */
async function hire(
  who: string,
  rights: readonly Permission[],
  of: {
    readonly preset?: RolePreset;
    readonly groupId?: string | null;
    readonly manages?: readonly string[];
  } = {},
): Promise<Walker & { readonly employeeId: string }> {
  const [user, newRole, personId, employeeId] = [(nextUser += 1), uuidv7(), uuidv7(), uuidv7()];
  await world.db.write([
    {
      sql: `insert into roles (org_id, id, preset, name, permissions) values (?, ?, ?, ?, ?)
        on conflict (org_id, preset) do nothing`,
      params: [own.orgId, newRole, of.preset ?? null, who, JSON.stringify(rights)],
    },
  ]);
  const [role] = await world.db.read([
    {
      sql: "select id from roles where org_id = ? and (id = ? or preset = ?)",
      params: [own.orgId, newRole, of.preset ?? null],
    },
  ]);
  await world.db.write([
    insert("persons", {
      id: personId,
      telegram_user_id: user,
      name: who,
      current_org_id: own.orgId,
      created_at: 0,
    }),
    insert("employees", {
      org_id: own.orgId,
      id: employeeId,
      person_id: personId,
      role_id: String(role?.rows[0]?.[0]),
      group_id: of.groupId ?? null,
      manages: JSON.stringify(of.manages ?? ["*"]),
      name: who,
      state: "active",
      started_on: "2024-03-20",
      created_at: 0,
    }),
  ]);
  return { who, user, refusal: null, held: new Set(rights), employeeId };
}

/** A request, a punch and an invitation. */
async function furnish({ owner, employee }: Company): Promise<void> {
  await working(employee.telegramUserId);
  const owners = world.as("owner", owner.telegramUserId);
  await ask(owners.people.invites.$post({ json: {} }, named(world.key())));
}

async function working(user: number): Promise<void> {
  const staff = world.as("staff", user);
  const day = { unit: "day", from: "2026-12-05", to: "2026-12-05" } as const;
  await ask(staff.requests.leave.$post({ json: day }, named(world.key())));
  const message = { chatId: 1, messageId: user, at: world.now, label: "in" } as const;
  const plain = { forwarded: false, viaBot: false, fromOffline: false };
  await ask(staff.attendance.punches.$post({ json: { ...message, ...plain } }, named(world.key())));
}

type Verdict = "open" | "forbidden" | "not_found" | NonNullable<Walker["refusal"]>;

const looksLikeNothing = (access: Access): boolean =>
  access === "operator" || (typeof access === "object" && "unseen" in access);

/** What the table says. */
function expected({ access }: ApiRoute, { refusal, held }: Walker): Verdict {
  if (access === "public") return "open";
  if (access === "former" && refusal !== "not_a_member") return "open";
  if (refusal === null && opensTo(access, held)) return "open";
  if (looksLikeNothing(access)) return "not_found";
  return refusal ?? "forbidden";
}

/** What the API answers. An id that nobody has may be not found to whom the route is open. */
async function answered(route: ApiRoute, { user }: Walker): Promise<string> {
  const answer = await send(
    world.app,
    route,
    { bot: "owner", user },
    sampleOf(route, roleFor(route)),
  );
  if (answer.status >= 500) return `${answer.status}: ${await answer.text()}`;
  if (answer.status === 429) return "rate_limited";
  if (looksLikeNothing(route.access) && answer.status === 404) return "not_found";
  if (answer.status !== 403) return "open";
  const { code } = await problemOf(answer);
  return code === "confirmation_needed" ? "open" : code;
}

/** One of two names is needed. */
const roleFor = ({ path }: ApiRoute) => (path.endsWith("/role") ? { rolePreset: "employee" } : {});

/** Telegram's own business: both bots have it for everybody, it has tests of its own. */
const isWalked = ({ access }: ApiRoute): boolean => access !== undefined && access !== "bot";

test("the table in ARCHITECTURE.md is what the routes say: `npm run docs:access` writes it", async () => {
  const text = await readFile(new URL("../../ARCHITECTURE.md", import.meta.url), "utf8");
  const [begin, end] = accessMarkers;
  const written = text.slice(text.indexOf(begin) + begin.length, text.indexOf(end));
  expect(plain(written)).toBe(plain(accessTable(routes)));
});

/** Without what the formatter aligns. */
const plain = (table: string): string =>
  table.trim().replaceAll(/ +/g, " ").replaceAll(/-{3,}/g, "---");

describe("every route", () => {
  test("says whom it answers", () => {
    expect(routes.length).toBeGreaterThan(250);
    expect(routes.filter(({ access }) => access === undefined).map(({ name }) => name)).toEqual([]);
  });

  test("answers every role, strangers, who has left and who is paused as the table says (TG 8.31, 8.49, 8.50)", async () => {
    const wrong: unknown[] = [];
    let asked = 0;
    for (const walker of walkers)
      for (const route of routes.filter(isWalked)) {
        asked += 1;
        world.now += 1000;
        const [said, met] = [expected(route, walker), await answered(route, walker)];
        const isUnknownId = looksLikeNothing(route.access) && met === "not_found";
        if (met !== said && !(said === "open" && isUnknownId))
          wrong.push([walker.who, route.name, { said, met }]);
        if (route.access === "public") await atHome(walker);
      }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(2500);
  }, 120_000);

  test("answers another tenant's ids as ids that nobody has, and writes nothing", async () => {
    const before = await belongingsOf(world.db, other.orgId);
    const foreign = await idsOf(other);
    expect(Object.keys(foreign).length).toBeGreaterThan(8);
    const caller = { bot: "owner", user: own.owner.telegramUserId } as const;
    const asked = await asUnknown(caller, foreign, () => true);
    expect(asked).toBeGreaterThan(100);
    expect(await belongingsOf(world.db, other.orgId)).toBe(before);
  }, 120_000);

  test("answers ids outside the scope as ids that nobody has, and writes nothing", async () => {
    const { user, held } = await hire("manager of one group", limited, {
      groupId: near,
      manages: [near],
    });
    const away = await hire("out of sight", presetPermissions.employee, { groupId: far });
    await hire("in sight", presetPermissions.employee, { groupId: near });
    await working(away.user);
    const outside = { ...(await idsAbout(away.employeeId)), groups: far };
    expect(Object.keys(outside).length).toBeGreaterThan(3);
    const before = await belongingsOf(world.db, own.orgId);
    const asked = await asUnknown({ bot: "owner", user }, outside, ({ access }) =>
      opensTo(access, held),
    );
    expect(asked).toBeGreaterThan(50);
    expect(await belongingsOf(world.db, own.orgId)).toBe(before);
  }, 120_000);
});

/** Everything that is about people, without seeing them all. */
const limited: readonly Permission[] = [...presetPermissions.manager, "people.manage"];

/** Founding and joining a company opens it: back to the one that is walked. */
const atHome = ({ user, refusal }: Walker) =>
  world.db.write([
    {
      sql: "update persons set current_org_id = ? where telegram_user_id = ?",
      params: [refusal === "not_a_member" ? null : own.orgId, user],
    },
  ]);

/** Asks with each id in each place for one; they have to answer as one nobody has. @returns how many were asked */
async function asUnknown(
  caller: Caller,
  ids: Readonly<Record<string, string>>,
  isAsked: (route: ApiRoute) => boolean,
): Promise<number> {
  let asked = 0;
  for (const route of routes.filter((one) => isWalked(one) && isAsked(one))) {
    for (const field of idFields(route)) {
      const answerWith = async (id: string) => {
        world.now += 1000;
        const mission = { kind: "mission", unit: "day", from: "2026-12-01" };
        const past = { from: "2026-11-19", to: "2026-11-19" };
        const fill = {
          ...(field === "roleId" ? {} : roleFor(route)),
          ...(route.path.includes("/corrections/") ? past : {}),
          ...(/^\/v1\/requests(\/preview)?$/.test(route.path) ? mission : {}),
          [field]: id,
          date: "2026-11-20",
          on: "2026-11-21",
          messageId: 1,
        };
        return refusalOf(await send(world.app, route, caller, sampleOf(route, fill)));
      };
      const unknown = await answerWith(uuidv7());
      // What narrows a list that is taken out is asked about before it is looked up.
      if (unknown.code === "confirmation_needed") continue;
      expect([route.name, field, unknown]).toMatchObject([
        route.name,
        field,
        route.method === "GET" && "total" in unknown
          ? { total: 0 }
          : { status: 404, code: "not_found" },
      ]);
      for (const [table, id] of Object.entries(ids)) {
        asked += 1;
        expect([route.name, field, table, await answerWith(id)]).toEqual([
          route.name,
          field,
          table,
          unknown,
        ]);
      }
    }
  }
  return asked;
}

/** A refusal; of a list that is narrowed by an id what is in it. */
const refusalOf = async (answer: Response): Promise<Record<string, unknown>> =>
  answer.ok ? ((await answer.json()) as Record<string, unknown>) : problemOf(answer);

/** Path parameters and fields that name something of a company. */
function idFields(route: ApiRoute): string[] {
  const all = [
    ...route.parameters.map(({ name }) => name),
    ...Object.keys(route.body?.properties ?? {}),
  ];
  return all.filter(
    (name) =>
      /^(id|\w+Id)$/.test(name) &&
      !["chatId", "messageId", "updateId", "screenMessageId", "contactUserId"].includes(name),
  );
}

/** Facts of the ledger are named, not numbered: no route takes such a name. */
const isUuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** One id of every table that has the columns. */
async function idsWhere(
  column: "org_id" | "employee_id",
  value: string,
): Promise<Record<string, string>> {
  const [tables] = await world.db.read([
    {
      sql: `select m.name from sqlite_master m
        join pragma_table_info(m.name) o on o.name = ?
        join pragma_table_info(m.name) i on i.name = 'id' where m.type = 'table'`,
      params: [column],
    },
  ]);
  const names = (tables?.rows ?? []).map(([name]) => String(name));
  const rows = await world.db.read(
    names.map((name) => ({
      sql: `select id from "${name}" where ${column} = ? limit 1`,
      params: [value],
    })),
  );
  const found = names.flatMap((name, index) => {
    const id = rows[index]?.rows[0]?.[0];
    return typeof id === "string" && isUuid.test(id) ? [[name, id] as const] : [];
  });
  return Object.fromEntries(found);
}

const idsOf = async ({ orgId, owner }: Company) => ({
  ...(await idsWhere("org_id", orgId)),
  organisations: orgId,
  persons: owner.personId,
});

const idsAbout = async (employeeId: string) => ({
  ...(await idsWhere("employee_id", employeeId)),
  employees: employeeId,
});
