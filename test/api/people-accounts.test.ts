import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import {
  auditActions,
  codeOf,
  type Company,
  foundCompany,
  hire,
  invite,
  ownContact,
} from "./people-company.ts";

const contact = (user: number, phone: string) => ({
  phone,
  contactUserId: user,
  forwarded: false,
  name: `TG ${user}`,
});

describe("accounts, ownership and personal data", () => {
  let world: ApiWorld;
  let company: Company;
  beforeAll(async () => {
    world = await createApiWorld();
    company = await foundCompany(world, 401);
  });
  afterAll(() => world.close());

  const owner = () => world.as("owner", company.owner);
  const link = async (id: string) => {
    const made = await ask(
      owner().accounts.employees[":id"]["account-link"].$post(
        { param: { id }, json: {} },
        named(world.key()),
      ),
    );
    return made.link.split("start=r_")[1] ?? "";
  };
  const askBy = (
    by: "account" | "invite" | "join_code",
    token: string,
    user: number,
    phone: string,
  ) =>
    ask(
      world
        .as("staff", user)
        .accounts["account-changes"].ask.$post(
          { json: { by, token, ...contact(user, phone) } },
          named(world.key()),
        ),
    );
  const lastChange = async () => {
    const [rows] = await world.db.read([
      {
        sql: "select id from account_changes order by created_at desc, id desc limit 1",
        params: [],
      },
    ]);
    return String(rows?.rows[0]?.[0]);
  };
  const decide = (id: string, what: "approve" | "reject", by = company.owner) =>
    ask(
      world
        .as("owner", by)
        .accounts["account-changes"][":id"][what].$post(
          { param: { id }, json: {} },
          named(world.key()),
        ),
    );
  const me = async (user: number) => (await ask(world.as("staff", user).people.me.$get())).employee;

  test("the owner's link binds who had no account at once, one time", async () => {
    const { employeeId } = await ask(
      owner().members.employees.$post({ json: { name: "بی‌تلگرام" } }, named(world.key())),
    );
    const token = await link(employeeId);
    expect(await askBy("account", token, 4001, "989120004001")).toMatchObject({ state: "bound" });
    expect((await me(4001))?.id).toBe(employeeId);
    expect(await codeOf(askBy("account", token, 4002, "989120004002"))).toBe("invite_used");
  });

  test("another account takes over after the owner's yes; history and number of employees stay", async () => {
    const id = await hire(world, company, 410);
    const token = await link(id);
    expect(await askBy("account", token, 4101, "989120004101")).toMatchObject({ state: "asked" });
    expect(await me(4101)).toBeNull();
    await world.settle();
    expect(world.delivered.filter(({ kind }) => kind === "account-asked")).toHaveLength(1);
    const change = await lastChange();
    expect(
      await ask(owner().accounts["account-changes"][":id"].$get({ param: { id: change } })),
    ).toMatchObject({ state: "asked", new: { name: "TG 4101", phone: "+989120004101" } });
    await decide(change, "approve");
    expect((await me(4101))?.id).toBe(id);
    expect(await me(410)).toBeNull();
    await world.settle();
    expect(
      world.delivered.filter(({ kind }) => kind === "account-told").map(({ chatId }) => chatId),
    ).toEqual(expect.arrayContaining([410, 4101]));
    expect(await codeOf(decide(change, "approve"))).toBe("already_decided");
    expect(await auditActions(world)).toContain("employee.account_changed");
  });

  test("the same phone in a second account asks, and makes no second employee", async () => {
    await hire(world, company, 420);
    const { phone } = ownContact("", 420);
    const token = await invite(world, company.owner);
    const json = { ...ownContact(token, 4201), phone };
    expect(
      await codeOf(
        ask(world.as("staff", 4201).people.invites.accept.$post({ json }, named(world.key()))),
      ),
    ).toBe("phone_taken");
    expect(await askBy("invite", token, 4201, phone)).toMatchObject({ state: "asked" });
    expect(await codeOf(askBy("invite", token, 4201, phone))).toBe("already_asked");
    await decide(await lastChange(), "reject");
    expect(await me(4201)).toBeNull();
    expect(await me(420)).not.toBeNull();
  });

  test("an account that is somebody here already, a strange phone, and other eyes get nothing", async () => {
    const id = await hire(world, company, 430);
    await hire(world, company, 431);
    const token = await link(id);
    expect(await codeOf(askBy("account", token, 431, "98912000431"))).toBe("already_member");
    expect(
      await codeOf(askBy("invite", await invite(world, company.owner), 4302, "989129998877")),
    ).toBe("not_on_list");
    await askBy("account", token, 4303, "989120004303");
    const change = await lastChange();
    expect(await codeOf(decide(change, "approve", 431))).toBe("forbidden");
    const other = await foundCompany(world, 499);
    expect(await codeOf(decide(change, "approve", other.owner))).toBe("not_found");
    world.now += 73 * 60 * 60_000;
    expect(await codeOf(decide(change, "approve"))).toBe("already_decided");
  });

  test("without the second confirmation no account is replaced", async () => {
    const strict = await createApiWorld(undefined, { twoStep: true });
    try {
      const firm = await foundCompany(strict, 441);
      const { employeeId } = await ask(
        strict
          .as("owner", 441)
          .members.employees.$post({ json: { name: "X" } }, named(strict.key())),
      );
      expect(firm.owner).toBe(441);
      await ask(
        strict
          .as("owner", 441)
          .people.employees[":id"].end.$post(
            { param: { id: employeeId }, json: {} },
            named(strict.key()),
          ),
      );
      expect(
        await codeOf(
          ask(
            strict
              .as("owner", 441)
              .data.employees[":id"].erase.$post(
                { param: { id: employeeId }, json: {} },
                named(strict.key()),
              ),
          ),
        ),
      ).toBe("confirmation_needed");
      const [rows] = await strict.db.read([
        { sql: "select erased_at from employees where id = ?", params: [employeeId] },
      ]);
      expect(rows?.rows).toEqual([[null]]);
    } finally {
      await strict.close();
    }
  });

  test("ownership is offered, accepted, and the bills follow; the giver gets the role they chose", async () => {
    const firm = await foundCompany(world, 450);
    const id = await hire(world, firm, 451);
    const giver = world.as("owner", 450);
    const offer = (rolePreset: "manager" | "employee") =>
      ask(
        giver.ownership.ownership.$post(
          { json: { employeeId: id, rolePreset } },
          named(world.key()),
        ),
      );
    const first = await offer("employee");
    expect(await codeOf(offer("manager"))).toBe("transfer_open");
    const act = (what: "accept" | "decline" | "withdraw", which: string, by: number) =>
      ask(
        world
          .as("staff", by)
          .ownership.ownership[":id"][what].$post(
            { param: { id: which }, json: {} },
            named(world.key()),
          ),
      );
    expect(await codeOf(act("accept", first.id, 450))).toBe("forbidden");
    await act("withdraw", first.id, 450);
    expect(await codeOf(act("accept", first.id, 451))).toBe("transfer_gone");
    const second = await offer("manager");
    await hire(world, firm, 452);
    expect(await codeOf(act("accept", second.id, 452))).toBe("not_found");
    expect((await ask(world.as("staff", 451).ownership.ownership.$get())).transfer).toMatchObject({
      mine: "receiver",
      state: "offered",
      rolePreset: "manager",
    });
    await act("accept", second.id, 451);
    expect((await me(451))?.rolePreset).toBe("owner");
    expect((await me(450))?.rolePreset).toBe("manager");
    const [account] = await world.db.read([
      {
        sql: "select primary_owner_id from billing_accounts where org_id = ?",
        params: [firm.organisationId],
      },
    ]);
    expect(account?.rows).toEqual([[id]]);
    expect(await codeOf(offer("employee"))).toBe("forbidden");
    expect(await auditActions(world)).toEqual(
      expect.arrayContaining(["ownership.offered", "ownership.withdrawn", "ownership.transferred"]),
    );
  });

  test("personal data of who has left is deleted; punches, months and the log stay", async () => {
    const id = await hire(world, company, 460);
    const erase = () =>
      ask(
        owner().data.employees[":id"].erase.$post({ param: { id }, json: {} }, named(world.key())),
      );
    expect(await codeOf(erase())).toBe("still_employed");
    const asked = await ask(
      world.as("staff", 460).data["my-data"].erase.$post({ json: {} }, named(world.key())),
    );
    expect(asked).toEqual({ state: "asked" });
    await world.settle();
    expect(world.delivered.filter(({ kind }) => kind === "erasure-asked")).toHaveLength(1);
    await ask(
      owner().people.employees[":id"].end.$post({ param: { id }, json: {} }, named(world.key())),
    );
    const before = await ask(owner().data.employees[":id"].data.$get({ param: { id } }));
    expect(before.phone).not.toBeNull();
    expect(await erase()).toEqual({ state: "erased" });
    const after = await ask(owner().data.employees[":id"].data.$get({ param: { id } }));
    expect(after).toMatchObject({
      phone: null,
      email: null,
      name: before.name,
      punches: before.punches,
    });
    expect(after.erasedAt).not.toBeNull();
    const [traces] = await world.db.read([
      {
        sql: `select (select count(*) from persons where telegram_user_id = 460),
          (select count(*) from outbox where payload like '%460%' and chat_id = 460), (select count(*) from dialogs where telegram_user_id = 460)`,
        params: [],
      },
    ]);
    expect(traces?.rows).toEqual([[0, 0, 0]]);
    expect(await codeOf(erase())).toBe("stale");
    expect((await ask(world.as("staff", 460).people.me.$get())).person).toBeNull();
  });

  test("who has left asks for it themselves; another company of theirs stays", async () => {
    const second = await foundCompany(world, 470);
    const id = await hire(world, company, 471);
    await hire(world, second, 471);
    await ask(
      world
        .as("staff", 471)
        .people.me.organisation.$put(
          { json: { organisationId: company.organisationId } },
          named(world.key()),
        ),
    );
    await ask(
      owner().people.employees[":id"].end.$post({ param: { id }, json: {} }, named(world.key())),
    );
    expect(
      await ask(
        world.as("staff", 471).data["my-data"].erase.$post({ json: {} }, named(world.key())),
      ),
    ).toEqual({ state: "erased" });
    const { memberships, organisation } = await ask(world.as("staff", 471).people.me.$get());
    expect(memberships).toMatchObject([{ organisationId: second.organisationId }]);
    expect(organisation?.id).toBe(second.organisationId);
  });
});
