import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import type { Company } from "../api/attendance-company.ts";
import { belongingsOf } from "../bot/survival-crawl.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { payingCompany } from "../support/billing-company.ts";
import { type ApiRoute, problemOf, routesOf, sampleOf, send } from "./openapi-routes.ts";

let world: ApiWorld;
let routes: ApiRoute[];
let own: Company;
let other: Company;

beforeAll(async () => {
  world = await createApiWorld();
  routes = await routesOf(world.app);
  own = await payingCompany(world, { firstUser: 1001 });
  other = await payingCompany(world, { firstUser: 2001 });
  await furnish(other);
});
afterAll(() => world.close());

/** A request, a punch and an invitation. */
async function furnish({ owner, employee }: Company): Promise<void> {
  const staff = world.as("staff", employee.telegramUserId);
  await ask(
    staff.requests.leave.$post(
      { json: { unit: "day", from: "2026-12-05", to: "2026-12-05" } },
      named("others-leave"),
    ),
  );
  await ask(
    staff.attendance.punches.$post(
      {
        json: {
          chatId: 1,
          messageId: 1,
          at: world.now,
          label: "in",
          forwarded: false,
          viaBot: false,
          fromOffline: false,
        },
      },
      named("others-punch"),
    ),
  );
  const owners = world.as("owner", owner.telegramUserId);
  await ask(owners.people.invites.$post({ json: {} }, named("others-invite")));
}

const ownerOf = (company: Company) =>
  ({ bot: "owner", user: company.owner.telegramUserId }) as const;

/** What somebody without a company may do: look around, found one, join one. */
const openToAll = [
  "GET /v1/people/me",
  "PUT /v1/people/me/language",
  "PUT /v1/people/me/calendar",
  "PUT /v1/people/me/organisation",
  "POST /v1/people/organisations",
  "POST /v1/people/invites/look",
  "POST /v1/people/invites/accept",
];

/** What everybody may do at work. */
const openToEmployees = [
  "GET /v1/periods/person-month",
  "GET /v1/periods/verify/{code}",
  "GET /v1/periods/{period}/mine",
  "GET /v1/periods/{period}/people/{employeeId}",
  "GET /v1/team/colleagues",
  "POST /v1/periods/{period}/mine/answer",
  "POST /v1/periods/{period}/mine/confirm",
  "GET /v1/schedule/my-shift",
  "GET /v1/schedule/roster/mine",
  "GET /v1/schedule/swaps",
  "GET /v1/schedule/swaps/partners",
  "GET /v1/schedule/swaps/partner-days",
  "GET /v1/schedule/swaps/preview",
  "POST /v1/schedule/swaps",
  "GET /v1/schedule/swaps/{id}",
  "POST /v1/schedule/swaps/{id}/answer",
  "POST /v1/schedule/swaps/{id}/withdraw",
  "POST /v1/attendance/punches",
  "POST /v1/attendance/punches/undo",
  "POST /v1/attendance/punches/live",
  "POST /v1/attendance/punches/reason",
  "POST /v1/trust/scans",
  "GET /v1/notify/mine",
  "PATCH /v1/notify/mine",
  "GET /v1/notify/summaries/own",
  "GET /v1/attendance/days/{date}",
  "GET /v1/attendance/months/{period}",
  "GET /v1/attendance/receipts/{code}",
  "GET /v1/corrections/changes",
  "GET /v1/corrections/requests/{id}",
  "POST /v1/corrections/changes/answer",
  "POST /v1/corrections/own/preview",
  "POST /v1/corrections/watches/{date}/answer",
  "POST /v1/corrections/watches/{date}/late",
  "GET /v1/leave/projection",
  "GET /v1/timesheets/pictures/{period}",
  "GET /v1/law/warnings",
  "GET /v1/law/warnings/month",
  "GET /v1/law/calendar",
  "GET /v1/requests/leave/preview",
  "GET /v1/leave/balance",
  "GET /v1/leave/statement",
  "POST /v1/requests/leave",
  "GET /v1/requests",
  "GET /v1/requests/{id}",
  "GET /v1/requests/{id}/files",
  "GET /v1/requests/{id}/files/{file}",
  "GET /v1/requests/absences",
  "GET /v1/requests/preview",
  "GET /v1/requests/types",
  "POST /v1/requests",
  "POST /v1/requests/{id}/files",
  "POST /v1/requests/{id}/withdraw",
];

/** Telegram's own business, and the operator's room, which does not exist for others: they have tests of their own. */
const isElsewhere = ({ path }: ApiRoute) =>
  /^\/v1\/(telegram|payments\/telegram|operator)\//.test(path);

test("the list of routes is what the API publishes", () => {
  expect(routes.length).toBeGreaterThan(45);
  const names = routes.map(({ name }) => name);
  expect([...openToAll, ...openToEmployees].filter((name) => !names.includes(name))).toEqual([]);
});

describe("every route", () => {
  test.each([
    ["without a key", { authorization: "" }],
    ["with a wrong key", { authorization: "Bearer of-bad-news" }],
    ["with half a key", { authorization: "Bearer owner-key-of-test" }],
    ["with a key and more", { authorization: "Bearer owner-key-of-testss" }],
    ["with another scheme", { authorization: "Basic owner-key-of-tests" }],
    ["for nobody", { "x-telegram-user": "" }],
    ["for no number", { "x-telegram-user": "1001 or 1" }],
    ["for a negative number", { "x-telegram-user": "-1001" }],
    ["for a number beyond all", { "x-telegram-user": "1e400" }],
  ])("%s is 401", async (_, headers) => {
    for (const route of routes) {
      const answer = await send(world.app, route, { ...ownerOf(own), headers }, sampleOf(route));
      expect([route.name, await problemOf(answer)]).toMatchObject([
        route.name,
        { status: 401, code: "unauthenticated" },
      ]);
    }
  });

  test("is closed to a stranger, but for those that are named here (TG 8.31)", async () => {
    const open: string[] = [];
    for (const route of routes) {
      if (isElsewhere(route)) continue;
      const answer = await send(world.app, route, { bot: "staff", user: 9001 }, sampleOf(route));
      if (answer.status !== 403) open.push(route.name);
      else expect((await problemOf(answer)).code).toBe("not_a_member");
      await world.db.write([
        {
          sql: "update persons set current_org_id = null where telegram_user_id = 9001",
          params: [],
        },
      ]);
    }
    expect(open.toSorted()).toEqual(openToAll.toSorted());
  });

  test("is closed to somebody who has left, but for those that are named here (TG 8.50)", async () => {
    const user = other.employee.telegramUserId;
    await world.db.write([
      {
        sql: "update employees set state = 'ended', ended_on = '2026-11-20' where id = ?",
        params: [other.employee.employeeId],
      },
    ]);
    const open: string[] = [];
    for (const route of routes) {
      if (isElsewhere(route)) continue;
      if (route.name === "POST /v1/people/organisations") continue;
      const answer = await send(world.app, route, { bot: "staff", user }, sampleOf(route));
      if (answer.status !== 403) open.push(route.name);
      else expect((await problemOf(answer)).code).toBe("employment_ended");
    }
    const allowed = openToAll.filter((name) => name !== "POST /v1/people/organisations");
    expect(open.toSorted()).toEqual(allowed.toSorted());
  });

  test("that manages is closed to an employee, but for those that are named here (TG 8.49)", async () => {
    const open: string[] = [];
    for (const route of routes) {
      if (isElsewhere(route) || openToAll.includes(route.name)) continue;
      const { telegramUserId: user } = own.employee;
      const answer = await send(world.app, route, { bot: "owner", user }, sampleOf(route));
      if (answer.status !== 403) open.push(route.name);
      else expect((await problemOf(answer)).code).toBe("forbidden");
    }
    expect(open.toSorted()).toEqual(openToEmployees.toSorted());
  });

  test("that changes something has to be named by a key", async () => {
    const commands = routes.filter(({ isCommand }) => isCommand);
    expect(commands.length).toBeGreaterThan(25);
    for (const route of commands)
      for (const key of ["", "short", "with space!", "x".repeat(121), "کلید-فارسی-بلند"]) {
        const headers = { "idempotency-key": key === "کلید-فارسی-بلند" ? "%D9%83-%D9%84" : key };
        const answer = await send(world.app, route, { ...ownerOf(own), headers }, sampleOf(route));
        expect([route.name, key, await problemOf(answer)]).toMatchObject([
          route.name,
          key,
          { status: 400, code: "idempotency_key_missing" },
        ]);
      }
  });

  test("that takes an id answers another company's as one that nobody has", async () => {
    const before = await belongingsOf(world.db, other.orgId);
    const foreign = await idsOf(other);
    expect(Object.keys(foreign).length).toBeGreaterThan(8);
    let asked = 0;
    for (const route of routes) {
      // Telegram's charges are the gateway's names, of no company.
      if (route.path.startsWith("/v1/payments/telegram/")) continue;
      for (const field of idFields(route)) {
        const answerWith = async (id: string) => {
          const mission = { kind: "mission", unit: "day", from: "2026-12-01" };
          const past = { from: "2026-11-19", to: "2026-11-19" };
          const fill = {
            ...(route.path.includes("/corrections/") ? past : {}),
            ...(/^\/v1\/requests(\/preview)?$/.test(route.path) ? mission : {}),
            [field]: id,
            date: "2026-11-20",
            on: "2026-11-21",
            messageId: 1,
          };
          return problemOf(await send(world.app, route, ownerOf(own), sampleOf(route, fill)));
        };
        const unknown = await answerWith(uuidv7());
        expect([route.name, field, unknown]).toMatchObject([
          route.name,
          field,
          { status: 404, code: "not_found" },
        ]);
        for (const [table, id] of Object.entries(foreign)) {
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
    expect(asked).toBeGreaterThan(100);
    expect(await belongingsOf(world.db, other.orgId)).toBe(before);
  });
});

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

/** One id of every table of a company. */
async function idsOf({ orgId, owner }: Company): Promise<Record<string, string>> {
  const [tables] = await world.db.read([
    {
      sql: `select m.name from sqlite_master m
        join pragma_table_info(m.name) o on o.name = 'org_id'
        join pragma_table_info(m.name) i on i.name = 'id' where m.type = 'table'`,
      params: [],
    },
  ]);
  const names = (tables?.rows ?? []).map(([name]) => String(name));
  const rows = await world.db.read(
    names.map((name) => ({
      sql: `select id from "${name}" where org_id = ? limit 1`,
      params: [orgId],
    })),
  );
  const found = names.flatMap((name, index) => {
    const id = rows[index]?.rows[0]?.[0];
    return typeof id === "string" && isUuid.test(id) ? [[name, id] as const] : [];
  });
  return { ...Object.fromEntries(found), organisations: orgId, persons: owner.personId };
}
