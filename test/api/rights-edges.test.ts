import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Permission } from "../../api/core/permissions.ts";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { codeOf, type Company, foundCompany, hire, join } from "./people-company.ts";

const owner = 1001;
const personnel: Permission[] = [
  "punch.self",
  "requests.self",
  "attendance.view_team",
  "people.invite",
  "people.manage",
];

let world: ApiWorld;
let company: Company;
beforeEach(async () => {
  world = await createApiWorld(undefined, { isQuiet: true });
  company = await foundCompany(world, owner);
});
afterEach(() => world.close());

const key = () => named(world.key());
const as = (user: number) => world.as("owner", user);
const add = (
  json: { name: string; phone?: string; rolePreset?: "manager" | "owner" },
  by = owner,
) => ask(as(by).members.employees.$post({ json }, key()));
const change = (id: string, json: { rolePreset?: "manager" | "employee"; name?: string }) =>
  ask(as(owner).people.employees[":id"].$patch({ param: { id }, json }, key()));
const pause = (id: string, by = owner) =>
  ask(as(by).members.employees[":id"].pause.$post({ param: { id }, json: {} }, key()));
const end = (id: string, by = owner) =>
  ask(as(by).people.employees[":id"].end.$post({ param: { id }, json: {} }, key()));
const idOf = async (user: number) => (await ask(as(user).people.me.$get())).employee?.id ?? "";
const rows = async (sql: string, ...params: (string | number)[]) =>
  (await world.db.read([{ sql, params }]))[0]?.rows ?? [];

/** Somebody who may add and change people of all groups, and is no owner. */
async function personnelOfficer(user: number): Promise<string> {
  const { id } = await ask(
    as(owner).people.roles.$post(
      { json: { basedOn: "employee", name: `Кадры ${user}`, permissions: personnel } },
      key(),
    ),
  );
  const { link } = await ask(
    as(owner).people.invites.$post({ json: { roleId: id, manages: ["*"] } }, key()),
  );
  return join(world, link.split("?start=i_")[1] ?? "", user);
}

describe("an owner", () => {
  test("hears of a role that another owner gave, and of a rename not", async () => {
    await hire(world, company, 1002, "owner");
    const id = await hire(world, company, 1003);
    await change(id, { name: "Renamed" });
    await world.settle();
    const alerts = () => world.delivered.filter(({ kind }) => kind === "security-alert");
    expect(alerts()).toEqual([]);
    await change(id, { rolePreset: "manager" });
    await world.settle();
    expect(alerts().map(({ chatId }) => chatId)).toEqual([1002]);
    const { items } = await ask(as(1002).securityLog.events.$get({ query: { area: "roles" } }));
    expect(items[0]).toMatchObject({
      action: "employee.role_changed",
      isCritical: true,
      before: { rolePreset: "employee" },
      after: { rolePreset: "manager" },
    });
  });

  test("whose access is paused gives the organisation to nobody", async () => {
    await hire(world, company, 1002, "owner");
    const heir = await hire(world, company, 1003);
    const { id } = await ask(
      as(owner).ownership.ownership.$post(
        { json: { employeeId: heir, rolePreset: "employee" } },
        key(),
      ),
    );
    await pause(await idOf(owner), 1002);
    const accepted = ask(
      world
        .as("staff", 1003)
        .ownership.ownership[":id"].accept.$post({ param: { id }, json: {} }, key()),
    );
    expect(await codeOf(accepted)).toBe("transfer_gone");
  });
});

const link = async (id: string, by: number) =>
  (
    await ask(
      as(by).accounts.employees[":id"]["account-link"].$post({ param: { id }, json: {} }, key()),
    )
  ).link.split("start=r_")[1] ?? "";
const come = (token: string, user: number) =>
  codeOf(
    ask(
      world.as("staff", user).accounts["account-changes"].ask.$post(
        {
          json: {
            by: "account",
            token,
            phone: `98912000${user}`,
            contactUserId: user,
            forwarded: false,
            name: "Guest",
          },
        },
        key(),
      ),
    ),
  );

describe("a link to another account", () => {
  test("is worth nothing when whoever made it has left, or was raised above", async () => {
    const officer = await personnelOfficer(1002);
    const { employeeId } = await add({ name: "No Telegram" });
    const raised = await link(employeeId, 1002);
    await change(employeeId, { rolePreset: "manager" });
    expect(await come(raised, 4001)).toBe("invite_expired");
    await change(employeeId, { rolePreset: "employee" });
    const left = await link(employeeId, 1002);
    await end(officer);
    expect(await come(left, 4002)).toBe("invite_expired");
    expect(await come(await link(employeeId, owner), 4003)).toBe("ok");
  });

  test("leaves no phone in the log, and nothing more goes to the account before", async () => {
    const id = await hire(world, company, 1005);
    const token = await link(id, owner);
    expect(await come(token, 4005)).toBe("ok");
    await world.settle();
    const [[personId]] = (await rows("select person_id from employees where id = ?", id)) as [
      [string],
    ];
    const waiting = ["later", company.organisationId, "k", "staff", personId, 1005, "x"];
    await world.db.write([
      {
        sql: `insert into outbox (id, org_id, dedup_key, bot, person_id, chat_id, kind, payload, subject, state, run_at, created_at)
          values (?, ?, ?, ?, ?, ?, 'role-changed', '{"organisationName":"Secret"}', ?, 'pending', 9e15, 0)`,
        params: waiting,
      },
    ]);
    const [[changeId]] = (await rows(
      "select id from account_changes where employee_id = ? and state = 'asked'",
      id,
    )) as [[string]];
    await ask(
      as(owner).accounts["account-changes"][":id"].approve.$post(
        { param: { id: changeId }, json: {} },
        key(),
      ),
    );
    expect(await rows("select chat_id, state from outbox where id = 'later'")).toEqual([
      [4005, "pending"],
    ]);
    const logged = await rows(
      "select after from security_events union all select after from audit",
    );
    expect(JSON.stringify(logged)).not.toContain("989120004005");
  });
});

describe("personal data", () => {
  test("that is deleted is in no question of a second confirmation either", async () => {
    const id = await hire(world, company, 1006);
    const [[personId]] = (await rows("select person_id from employees where id = ?", id)) as [
      [string],
    ];
    await world.db.write([
      {
        sql: `insert into confirmations (org_id, id, person_id, action, fingerprint, facts, origin, state, created_at, expires_at)
          values (?, 'c1', ?, 'email.verify', 'f', '{"email":"me@example.org"}', 'bot:owner', 'used', 0, 0)`,
        params: [company.organisationId, personId],
      },
    ]);
    await end(id);
    await ask(as(owner).data.employees[":id"].erase.$post({ param: { id }, json: {} }, key()));
    expect(await rows("select facts from confirmations where id = 'c1'")).toEqual([]);
  });
});

test("thirty acts at one moment are all in the log", async () => {
  const ids = await Promise.all(
    Array.from({ length: 30 }, (_, index) => add({ name: `Person ${index}` })),
  );
  const codes = await Promise.all(ids.map(({ employeeId }) => codeOf(pause(employeeId))));
  expect(new Set(codes)).toEqual(new Set(["ok"]));
});

describe("with nobody saying yes by themselves", () => {
  let strict: ApiWorld;
  beforeEach(async () => {
    strict = await createApiWorld(undefined, {
      twoStep: true,
      open: async () => ({ db: world.db, remove: async () => undefined }),
    });
  });
  afterEach(() => strict.close());
  const api = () => strict.as("owner", owner);

  test("whoever comes with rights over others is confirmed, however they come", async () => {
    for (const rolePreset of ["manager", "owner"] as const)
      expect(
        await codeOf(
          ask(api().members.employees.$post({ json: { name: "X", rolePreset } }, key())),
        ),
      ).toBe("confirmation_needed");
    expect(await codeOf(ask(api().members.employees.$post({ json: { name: "X" } }, key())))).toBe(
      "ok",
    );
    const list = async (content: string) => {
      const { id, count } = await ask(
        api().lists.lists.$post(
          {
            json: {
              name: "people.csv",
              content: { kind: "base64", base64: Buffer.from(content).toString("base64") },
            },
          },
          key(),
        ),
      );
      expect(count).toBe(1);
      return codeOf(
        ask(api().lists.lists[":id"].apply.$post({ param: { id }, json: { count } }, key())),
      );
    };
    expect(await list("نام,موبایل,نقش\nرضا احمدی,09125551112,مدیر\n")).toBe("confirmation_needed");
    expect(await list("نام,موبایل,نقش\nرضا احمدی,09125551112,کارمند\n")).toBe("ok");
  });

  test("an owner is neither paused nor brought back without a second confirmation", async () => {
    const other = await hire(world, company, 1002, "owner");
    const param = { id: other };
    expect(
      await codeOf(ask(api().members.employees[":id"].pause.$post({ param, json: {} }, key()))),
    ).toBe("confirmation_needed");
    await end(other);
    expect(
      await codeOf(ask(api().people.employees[":id"].return.$post({ param, json: {} }, key()))),
    ).toBe("confirmation_needed");
  });
});
