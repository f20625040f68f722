import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../db/client/port.ts";
import { type Company, foundCompany } from "../api/attendance-company.ts";
import { belongingsOf } from "../bot/survival-crawl.ts";
import { type ApiWorld, createApiWorld, testConfig } from "../support/api-world.ts";
import { innards } from "./fuzz-house.ts";
import { change, changed, junk } from "./fuzz-values.ts";
import { type ApiRoute, type JsonSchema, routesOf, sampleOf, send } from "./openapi-routes.ts";

const seed = 20_261_121;
const at20 = { minLength: 20, maxLength: 20 };

let world: ApiWorld;
let routes: ApiRoute[];
let company: Company;
let neighbour: Company;
beforeAll(async () => {
  world = await createApiWorld(undefined, { isQuiet: true });
  routes = await routesOf(world.app);
  company = await foundCompany(world.db);
  neighbour = await foundCompany(world.db, { firstUser: 2001 });
});
afterAll(() => world.close());

const stranger = 9001;

/** Ids of both companies, so that a request may be a right one, and may reach for what is not its own. */
const idsOf = ({ orgId, owner, manager, employee, places }: Company): string[] => [
  orgId,
  owner.employeeId,
  manager.employeeId,
  employee.employeeId,
  owner.personId,
  employee.personId,
  ...places.map((place) => place.id),
];

const id = fc.nat(50).map((index) => {
  const ids = [...idsOf(company), ...idsOf(neighbour), "019c0000-0000-7000-8000-000000000000"];
  return ids[index % ids.length] ?? "";
});

const word = fc.oneof(
  fc.constantFrom(
    "2026-11-25",
    "2026-11-21",
    "1405-08",
    "employee",
    "owner",
    "Night",
    "09121234567",
  ),
  fc.constantFrom("day", "leave", "annual", "abc", "0".repeat(64), "a@b.ru"),
  id,
);

/** Something the schema may take. */
function likely(schema: JsonSchema, depth = 0): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return fc.oneof(...either.map((one) => likely(one, depth)));
  if (schema.contentEncoding === "base64") return fc.base64String({ maxLength: 80 });
  switch (schema.type) {
    case "integer":
    case "number":
      return fc.oneof(fc.nat(600), fc.constant(schema.minimum ?? 0), fc.integer());
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(likely(schema.items ?? {}, depth + 1), { maxLength: depth > 3 ? 1 : 3 });
    case "object": {
      const all = Object.entries(schema.properties ?? {});
      return fc.record(
        Object.fromEntries(all.map(([name, inner]) => [name, likely(inner, depth + 1)])),
        {
          requiredKeys: (schema.required ?? []).filter((name) => all.some(([own]) => own === name)),
        },
      );
    }
    case undefined:
    default:
      return word;
  }
}

interface Shot {
  readonly route: ApiRoute;
  readonly url: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

const headers = fc.oneof(
  { weight: 12, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        "content-type": fc.constantFrom("", "text/plain", "application/json; charset=utf-16", "x"),
        "idempotency-key": fc.constantFrom(
          "",
          "short",
          "k".repeat(121),
          "key with spaces",
          "same-key-of-all",
        ),
        "accept-language": fc.constantFrom("ru", "fa-IR,fa;q=0.9", "*", "\u00ff"),
        "x-telegram-user": fc.constantFrom("0", "-1", "1e3", "abc", "9007199254740993"),
        authorization: fc.constantFrom("Bearer", "Bearer x", "Basic eDp5", ""),
      },
      { requiredKeys: [] },
    ),
  },
);

/** A request to a route: well formed with some fields of one's own, nearly right, or nothing right at all. */
const shotAt = (route: ApiRoute): fc.Arbitrary<Shot> =>
  fc
    .tuple(
      fc.oneof({ weight: 3, arbitrary: wellFormed(route) }, { weight: 2, arbitrary: wild(route) }),
      headers,
    )
    .map(([asked, more]) => ({ route, headers: more, ...asked }));

type Asked = Pick<Shot, "url" | "text">;

function wellFormed(route: ApiRoute): fc.Arbitrary<Asked> {
  const fields = [
    ...route.parameters.map(({ name, schema }) => [name, schema] as const),
    ...Object.entries(route.body?.properties ?? {}),
  ];
  const own = fields.map(([name, schema]) =>
    fc.tuple(fc.constant(name), /^(id|\w+Id)$/.test(name) ? id : fc.oneof(likely(schema), word)),
  );
  const some = own.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...own), { maxLength: 4 });
  return fc.tuple(some, fc.array(change, { maxLength: 1 })).map(([fill, changes]) => {
    const { url, body } = sampleOf(
      route,
      Object.fromEntries(
        fill.map(([name, value]) => [
          name,
          typeof value === "string" ? value.toWellFormed() : value,
        ]),
      ),
    );
    return { url, text: JSON.stringify(changed(body ?? {}, changes)) };
  });
}

function wild(route: ApiRoute): fc.Arbitrary<Asked> {
  const some = fc.oneof({ weight: 3, arbitrary: word }, { weight: 1, arbitrary: junk.map(plain) });
  const places = fc.tuple(
    ...route.parameters.map((one) =>
      fc.tuple(fc.constant(one), fc.oneof(likely(one.schema).map(plain), some)),
    ),
  );
  const body = route.body === undefined ? fc.constant({}) : likely(route.body);
  const text = fc.oneof(
    body.map((value) => JSON.stringify(value)),
    fc
      .tuple(body, fc.array(change, { minLength: 1, maxLength: 3 }))
      .map(([value, changes]) => JSON.stringify(changed(value as object, changes))),
    fc
      .tuple(fc.boolean(), junk)
      .map(([raw, value]) => (raw ? plain(value) : JSON.stringify(value))),
  );
  return fc.tuple(places, text).map(([values, said]) => {
    let url = route.path;
    const query = new URLSearchParams();
    for (const [{ name, in: place }, value] of values)
      if (place === "path") url = url.replace(`{${name}}`, () => encode(value) || "-");
      else query.append(name, value);
    return { url: query.size > 0 ? `${url}?${query.toString()}` : url, text: said ?? "" };
  });
}

/** A value as somebody may put it into an address. */
const plain = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "undefined");

const encode = (text: string): string => encodeURIComponent(text.toWellFormed()).slice(0, 400);

/** Gives people back what a valid command of the round before has taken. */
async function mend(db: Database): Promise<void> {
  await db.write([
    { sql: "delete from rate_counters", params: [] },
    ...(["owner", "manager", "employee"] as const).flatMap((preset) =>
      [company, neighbour].map((of) => ({
        sql: `update employees set state = 'active', ended_on = null, paused_at = null, person_id = ?,
          role_id = (select r.id from roles r where r.org_id = employees.org_id and r.preset = ?) where id = ?`,
        params: [of[preset].personId, preset, of[preset].employeeId],
      })),
    ),
  ]);
}

/** Rows of a company by table, without what a refusal may leave: the question to confirm, and the trace of a wrong code. */
async function rowsOf(orgId: string): Promise<unknown> {
  const [tables] = await world.db.read([
    {
      sql: `select m.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and c.name = 'org_id'
        and m.name not in ('outbox', 'confirmations', 'security_events', 'audit_log', 'audit') order by 1`,
      params: [],
    },
  ]);
  counted ??= (tables?.rows ?? [])
    .map(([name]) => `select '${String(name)}', count(*) from "${String(name)}" where org_id = ?`)
    .join(" union all ");
  const [rows] = await world.db.read([
    { sql: counted, params: Array<string>(counted.split("?").length - 1).fill(orgId) },
  ]);
  return rows?.rows;
}
let counted: string | undefined;

async function shoot(
  { route, url, text, headers: more }: Shot,
  bot: "staff" | "owner",
  user: number,
) {
  const answer = await send(world.app, route, { bot, user, headers: more }, { url, text });
  const isText = /json|text|html/.test(answer.headers.get("content-type") ?? "");
  const said = isText ? await answer.text() : "";
  expect([route.name, url, text.slice(0, 500), answer.status < 500, innards.exec(said)]).toEqual([
    route.name,
    url,
    text.slice(0, 500),
    true,
    null,
  ]);
  return answer.status;
}

const runs = (each: (route: ApiRoute) => boolean = () => true) =>
  fc.constantFrom(...routes.filter(each)).chain(shotAt);

describe("every route, sent anything", () => {
  const bot = fc.constantFrom("staff" as const, "owner" as const);

  test.each([
    ["an owner", () => company.owner.telegramUserId, 80],
    ["an employee", () => company.employee.telegramUserId, 45],
    ["the operator", () => testConfig.operators[0] ?? 0, 30],
  ])(
    "answers %s without a fault, and a refusal has written nothing",
    async (_, user, numRuns) => {
      const theirs = await belongingsOf(world.db, neighbour.orgId);
      const isRoom = ({ path }: ApiRoute) =>
        path.startsWith("/v1/operator/") === (user() === testConfig.operators[0]);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(bot, runs(isRoom)), at20), async (round) => {
          await mend(world.db);
          let before = await rowsOf(company.orgId);
          for (const [from, shot] of round) {
            const status = await shoot(shot, from, user());
            const after = await rowsOf(company.orgId);
            if (status >= 400)
              expect([shot.route.name, shot.text, after]).toEqual([
                shot.route.name,
                shot.text,
                before,
              ]);
            before = after;
          }
        }),
        { numRuns, seed, endOnFailure: true },
      );
      await mend(world.db);
      if (user() !== testConfig.operators[0])
        expect(await belongingsOf(world.db, neighbour.orgId)).toBe(theirs);
    },
    120_000,
  );

  test.each([
    ["another company's owner", () => neighbour.owner.telegramUserId],
    ["a stranger", () => stranger],
  ])(
    "gives %s nothing of a company",
    async (_, user) => {
      await mend(world.db);
      const ours = await belongingsOf(world.db, company.orgId);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(bot, runs()), at20), async (round) => {
          await mend(world.db);
          for (const [from, shot] of round) await shoot(shot, from, user());
        }),
        { numRuns: 60, seed, endOnFailure: true },
      );
      await mend(world.db);
      expect(await belongingsOf(world.db, company.orgId)).toBe(ours);
    },
    120_000,
  );
});

describe("the doors without a sign-in, sent anything", () => {
  const part = fc.oneof(
    fc.constantFrom(
      "kiosk",
      "web",
      "pay",
      "paper",
      "enter",
      "sign-in",
      "wait",
      "log",
      "export",
      "sessions",
    ),
    fc.constantFrom(
      "zarinpal",
      "yookassa",
      "webhook",
      "steps",
      "punch",
      "app",
      "app.js",
      "end",
      "",
      "..",
      "%2e%2e",
    ),
    fc.constantFrom(
      "a".repeat(32),
      "0".repeat(43),
      "019c0000-0000-7000-8000-000000000000",
      "z".repeat(45),
    ),
    fc.string({ unit: "binary", maxLength: 50 }).map((text) => encode(text)),
  );
  const door = fc.constantFrom(
    "/kiosk/:t",
    "/kiosk/:t/steps?after=:t",
    "/kiosk/:t/punch",
    "/paper/:t",
    "/paper/:t.pdf",
    "/pay/zarinpal/:t?Status=OK&Authority=:t",
    "/pay/yookassa/:t",
    "/pay/yookassa/webhook",
    "/web/enter/:t",
    "/web/sign-in",
    "/web/wait",
    "/web/sign-out",
    "/web/sessions/:t/end",
    "/web/log?from=:t&area=:t&before=:t",
    "/web/log/export",
    "/web/:t/:t",
    "/healthz/:t",
    "/:t/:t",
  );
  const shot = fc.record({
    path: fc.tuple(door, part, part, part).map(([path, ...parts]) => {
      let next = 0;
      return path.replace(/:t/g, () =>
        encodeURI(parts[(next += 1) - 1] ?? "x").replaceAll("#", "%23"),
      );
    }),
    method: fc.constantFrom("GET", "GET", "POST", "POST", "PUT", "DELETE", "OPTIONS"),
    type: fc.constantFrom(
      "application/x-www-form-urlencoded",
      "application/json",
      "multipart/form-data",
      "multipart/form-data; boundary=x",
      "",
    ),
    origin: fc.constantFrom(
      "http://hozur.test",
      "http://hozur.test",
      "https://evil.example",
      "null",
      "",
    ),
    cookie: fc.oneof(
      fc.constantFrom(
        "",
        "hozur=",
        `hozur=${"a".repeat(43)}`,
        "__Host-hozur=x; hozur=%ff%",
        "=;=;;",
      ),
      fc.stringMatching(/^[ -~]{0,60}$/),
    ),
    body: fc.oneof(
      fc.webQueryParameters(),
      junk.map((value) => plain(value)),
      fc
        .record({ token: part, initData: fc.webQueryParameters(), key: part, code: part })
        .map((form) => new URLSearchParams(form).toString()),
      fc
        .record({ number: junk, pin: junk, attempt: fc.constant("attempt-1") })
        .map((said) => JSON.stringify(said)),
      fc
        .record({
          type: fc.constant("notification"),
          event: fc.constantFrom("payment.succeeded", "refund.succeeded", "x"),
          object: junk,
        })
        .map((said) => JSON.stringify(said)),
    ),
  });

  test("are answered without a fault, open nothing and write nothing", async () => {
    const ours = await belongingsOf(world.db, company.orgId);
    await fc.assert(
      fc.asyncProperty(fc.array(shot, at20), async (round) => {
        await mend(world.db);
        world.now += 60_000;
        for (const { path, method, type, origin, cookie, body } of round) {
          const answer = await world.app.request(`http://hozur.test${path}`, {
            method,
            headers: Object.fromEntries(
              Object.entries({ "content-type": type, origin, cookie }).filter(
                ([, value]) => value !== "",
              ),
            ),
            ...(method === "GET" ? {} : { body }),
          });
          const said = await answer.text();
          expect([method, path, type, body, answer.status < 500, innards.exec(said)]).toEqual([
            method,
            path,
            type,
            body,
            true,
            null,
          ]);
          expect(answer.headers.get("set-cookie") ?? "").not.toMatch(/hozur=[\w-]{20}/);
        }
      }),
      { numRuns: 150, seed, endOnFailure: true },
    );
    await mend(world.db);
    expect(await belongingsOf(world.db, company.orgId)).toBe(ours);
  }, 120_000);
});
