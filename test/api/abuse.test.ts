import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createApp } from "../../api/app.ts";
import { networkOf } from "../../api/core/client-address.ts";
import { rates } from "../../api/core/rate-limit.ts";
import { nodeAddress } from "../../api/node-address.ts";
import type { Deps } from "../../api/deps.ts";
import { apiFor, ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld, testConfig } from "../support/api-world.ts";
import { type Company, foundCompany } from "./attendance-company.ts";

let world: ApiWorld;
let company: Company;
beforeEach(async () => {
  world = await createApiWorld();
  company = await foundCompany(world.db);
});
afterEach(() => world.close());

/** Another process on the same database. */
const process = (more: Partial<Deps> = {}) =>
  createApp({ ...world.deps, defer: (work) => void behind.push(work), ...more });
/** What goes on after the answers. */
const behind: Promise<unknown>[] = [];

/** Somebody who is served by two processes in turn. */
function inTurn(bot: "staff" | "owner", user: number) {
  const apps = [process(), process()];
  let call = 0;
  return apiFor(
    {
      fetch: (url, init) => apps[(call += 1) % 2]?.request(url, init) ?? new Response(),
      origin: "http://api",
      keys: testConfig.botKeys,
    },
    bot,
    user,
  );
}

async function codesOf(
  times: number,
  act: () => Promise<unknown>,
): Promise<Record<string, number>> {
  const told: Record<string, number> = {};
  for (let i = 0; i < times; i += 1) {
    const code = await act().then(
      () => "ok",
      (error: { code?: string }) => error.code ?? "fault",
    );
    told[code] = (told[code] ?? 0) + 1;
  }
  return told;
}

describe("over two processes together", () => {
  it("a person makes so many invitations an hour, by whatever kind of link", async () => {
    const api = inTurn("owner", company.owner.telegramUserId);
    const invite = () => ask(api.people.invites.$post({ json: {} }, named(world.key())));
    const { limit } = rates.invites;
    expect(await codesOf(limit + 3, invite)).toEqual({ ok: limit, rate_limited: 3 });
    const link = () => ask(api.lists["join-code"].$post({ json: {} }, named(world.key())));
    expect(await codesOf(1, link)).toEqual({ rate_limited: 1 });
    const account = () =>
      ask(
        api.accounts.employees[":id"]["account-link"].$post(
          { param: { id: company.employee.employeeId }, json: {} },
          named(world.key()),
        ),
      );
    expect(await codesOf(1, account)).toEqual({ rate_limited: 1 });
    const manager = inTurn("owner", company.manager.telegramUserId);
    const theirs = () => ask(manager.people.invites.$post({ json: {} }, named(world.key())));
    expect(await codesOf(1, theirs)).toEqual({ ok: 1 });
    world.now += rates.invites.windowMs;
    expect(await codesOf(1, invite)).toEqual({ ok: 1 });
  });

  it("an organisation's people make so many invitations together", async () => {
    await world.db.write([
      {
        sql: "insert into rate_counters (key, slot, count) values (?, ?, ?)",
        params: [
          `invites-of:${company.orgId}`,
          Math.floor(world.now / rates.invitesOfAll.windowMs) * rates.invitesOfAll.windowMs,
          rates.invitesOfAll.limit - 1,
        ],
      },
    ]);
    for (const [who, code] of [
      [company.manager, "ok"],
      [company.owner, "rate_limited"],
    ] as const) {
      const api = inTurn("owner", who.telegramUserId);
      const invite = () => ask(api.people.invites.$post({ json: {} }, named(world.key())));
      expect(await codesOf(1, invite)).toEqual({ [code]: 1 });
    }
  });

  it("an account tries so many links an hour, of all kinds together", async () => {
    const api = inTurn("staff", 9001);
    const token = "A".repeat(22);
    const contact = { phone: "+989121234567", contactUserId: 9001, forwarded: false, name: "A" };
    const looks = [
      () => ask(api.people.invites.look.$post({ json: { token } }, named(world.key()))),
      () => ask(api.lists["join-code"].look.$post({ json: { code: token } }, named(world.key()))),
      () =>
        ask(api.accounts["account-changes"].look.$post({ json: { token } }, named(world.key()))),
    ];
    const uses = [
      () =>
        ask(api.people.invites.accept.$post({ json: { token, ...contact } }, named(world.key()))),
      () =>
        ask(
          api.lists["join-code"].accept.$post(
            { json: { code: token, ...contact } },
            named(world.key()),
          ),
        ),
      () =>
        ask(
          api.accounts["account-changes"].ask.$post(
            { json: { by: "account", token, ...contact } },
            named(world.key()),
          ),
        ),
    ];
    const all = [...looks, ...uses];
    let turn = 0;
    const any = () => all[(turn += 1) % all.length]?.() ?? Promise.resolve();
    const { limit } = rates.joins;
    expect(await codesOf(limit, any)).toEqual({ not_found: limit });
    expect(await codesOf(6, any)).toEqual({ rate_limited: 6 });
  });

  it("an address gets so many letters an hour, whoever asks for them", async () => {
    const mailer = { send: () => Promise.resolve() };
    const apps = [process({ mailer }), process({ mailer })];
    let call = 0;
    const fetch = (url: string, init: RequestInit) =>
      apps[(call += 1) % 2]?.request(url, init) ?? new Response();
    const prove = (user: number) => {
      const api = apiFor({ fetch, origin: "http://api", keys: testConfig.botKeys }, "owner", user);
      return ask(
        api.security.email.$post({ json: { address: "victim@example.org" } }, named(world.key())),
      );
    };
    await world.db.write(
      Array.from({ length: 12 }, (_, index) => ({
        sql: "insert into persons (id, telegram_user_id, name, created_at) values (?, ?, 'P', 0)",
        params: [`019c0000-0000-7000-8000-00000000${String(1000 + index)}`, 5000 + index],
      })),
    );
    let user = 4999;
    const told = await codesOf(12, () => prove((user += 1)));
    expect(told).toEqual({ ok: rates.letters.limit, rate_limited: 12 - rates.letters.limit });
  });
});

const told = async (app: ReturnType<typeof createApp>, path: string, times: number) => {
  const statuses: Record<number, number> = {};
  for (let i = 0; i < times; i += 1) {
    const { status } = await app.request(path);
    await Promise.all(behind.splice(0));
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
  return statuses;
};

describe("doors without a sign-in", () => {
  it.each([
    ["/web/enter/x", rates.doors.limit],
    [`/paper/${"z".repeat(45)}`, rates.doors.limit],
    ["/kiosk/x", rates.sharedDoors.limit],
    ["/pay/zarinpal/x", rates.sharedDoors.limit],
  ])("hold back one address at %s, also in another process", async (path, limit) => {
    let address = "203.0.113.7";
    const app = process({ clientAddress: () => address });
    const first = await told(app, path, limit + 5);
    expect(first[429]).toBe(5);
    const other = await told(process({ clientAddress: () => address }), path, limit + 5);
    expect(other[429]).toBeGreaterThanOrEqual(limit - limit / 10);
    address = "203.0.113.8";
    expect((await told(app, path, 1))[429]).toBeUndefined();
    address = "203.0.113.7";
    world.now += 60_000;
    expect((await told(app, path, 1))[429]).toBeUndefined();
  });

  it("where nobody knows addresses hold back only what the path opens", async () => {
    const app = process();
    expect((await told(app, "/kiosk/x", rates.sharedDoors.limit + 1))[429]).toBe(1);
    expect((await told(app, "/kiosk/y", 1))[429]).toBeUndefined();
    expect((await told(app, "/web", rates.doors.limit + 1))[429]).toBeUndefined();
  });

  it("let a tablet ask for its codes all day", async () => {
    const app = process({ clientAddress: () => "203.0.113.7" });
    for (let hour = 0; hour < 3; hour += 1) {
      expect((await told(app, "/kiosk/x/steps?after=1", 120))[429]).toBeUndefined();
      world.now += 60_000;
    }
  });
});

const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });
const passed = (text: string) => new Headers({ "x-forwarded-for": text });

describe("the address of a caller", () => {
  it("of IPv6 is the network a connection gets", () => {
    expect(networkOf("203.0.113.7")).toBe("203.0.113.7");
    expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0::/64");
    expect(networkOf("2001:0DB8:0:0:1:2:3:4")).toBe("2001:db8:0:0::/64");
    expect(networkOf("::1")).toBe("0:0:0:0::/64");
  });

  it("on Node is the other end of the connection, unless that is inside", () => {
    const address = nodeAddress(0);
    expect(address(passed("1.2.3.4"), from("203.0.113.7"))).toBe("203.0.113.7");
    expect(address(new Headers(), from("::ffff:203.0.113.7"))).toBe("203.0.113.7");
    for (const inside of ["127.0.0.1", "::1", "10.0.0.1", "172.20.0.2", "fd00::1"])
      expect(address(passed("1.2.3.4"), from(inside))).toBeNull();
    expect(address(new Headers(), undefined)).toBeNull();
  });

  it("behind proxies of ours is what the last of them saw, never what a client wrote", () => {
    expect(nodeAddress(1)(passed("6.6.6.6, 203.0.113.7"), from("10.0.0.1"))).toBe("203.0.113.7");
    expect(nodeAddress(2)(passed("6.6.6.6, 203.0.113.7, 10.0.0.2"), from("10.0.0.1"))).toBe(
      "203.0.113.7",
    );
    expect(nodeAddress(2)(passed("203.0.113.7"), from("10.0.0.1"))).toBeNull();
    expect(nodeAddress(1)(passed("nonsense"), from("10.0.0.1"))).toBeNull();
  });
});

it("no log line says what somebody typed or what opens something", async () => {
  const paths: unknown[] = [];
  const app = process({ log: (_, event) => void paths.push(event["path"]) });
  const headers = {
    authorization: `Bearer ${testConfig.botKeys.staff}`,
    "x-telegram-user": String(company.employee.telegramUserId),
  };
  const secret = "Anna-Petrova-0912-secret-secret-";
  for (const path of [
    `/v1/attendance/receipts/${secret}`,
    `/v1/periods/verify/${secret}`,
    `/web/enter/${secret}`,
    `/kiosk/${secret}/steps`,
    `/paper/${secret}.pdf`,
  ])
    await app.request(path, { headers });
  expect(paths).toHaveLength(5);
  expect(paths.join(" ")).not.toContain("Anna");
});
