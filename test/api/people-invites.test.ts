import { afterEach, beforeEach, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import {
  auditActions,
  codeOf,
  type Company,
  foundCompany,
  hire,
  invite,
  join,
  ownContact,
} from "./people-company.ts";

let world: ApiWorld;
let company: Company;
beforeEach(async () => {
  world = await createApiWorld();
  company = await foundCompany(world, 1);
});
afterEach(() => world.close());

const accept = (user: number, json: ReturnType<typeof ownContact>, key = world.key()) =>
  ask(world.as("staff", user).people.invites.accept.$post({ json }, named(key)));
const look = (user: number, token: string) =>
  ask(world.as("staff", user).people.invites.look.$post({ json: { token } }, named(world.key())));

test("an invitation is a link of the staff bot with a token that is stored only as a hash", async () => {
  const { link, expiresAt } = await ask(
    world.as("owner", 1).people.invites.$post({ json: {} }, named(world.key())),
  );
  expect(link).toMatch(/^https:\/\/t\.me\/hozur_staff_bot\?start=i_[\w-]{22}$/);
  expect(expiresAt).toBe(world.now + 7 * 24 * 60 * 60_000);
  const token = link.slice(-22);
  const stored = await world.db.read([
    { sql: "select token_hash from invites", params: [] },
    { sql: "select answer from idempotency_keys", params: [] },
    { sql: "select coalesce(after, '') from audit", params: [] },
  ]);
  expect(JSON.stringify(stored.map(({ rows }) => rows))).not.toContain(token);
});

test("a repeated command gives the same invitation with a link that works", async () => {
  const key = world.key();
  const create = () => ask(world.as("owner", 1).people.invites.$post({ json: {} }, named(key)));
  const first = await create();
  const second = await create();
  expect(second.id).toBe(first.id);
  expect(await codeOf(look(50, second.link.slice(-22)))).toBe("ok");
  expect((await ask(world.as("owner", 1).people.invites.$get())).items).toHaveLength(1);
});

test("an invited person sees who invites, joins with the own contact and has the organisation open", async () => {
  const token = await invite(world, 1, "employee", company.groupId);
  expect(await look(20, token)).toMatchObject({
    organisationName: "Company of 1",
    rolePreset: "employee",
    groupName: "All",
  });
  const joined = await accept(20, ownContact(token, 20));
  expect(joined).toMatchObject({ organisationName: "Company of 1", locationPolicy: "required" });
  const me = await ask(world.as("staff", 20).people.me.$get());
  expect(me.employee).toMatchObject({ id: joined.employeeId, rolePreset: "employee" });
  expect(await auditActions(world)).toEqual([
    "organisation.founded",
    "order.placed",
    "invite.created",
    "employee.joined",
  ]);
});

test("whoever invited is told who joined", async () => {
  await join(world, await invite(world, 1), 20);
  await world.settle();
  const told = world.delivered.filter(({ kind }) => kind !== "chat-menu");
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({
    kind: "member-joined",
    bot: "owner",
    chatId: 1,
    payload: { employeeName: "Person 20" },
  });
});

test.each([
  ["somebody else's contact", { contactUserId: 77 }, "contact_not_own"],
  ["a card without a Telegram user", { contactUserId: null }, "contact_not_own"],
  ["a forwarded own contact", { forwarded: true }, "forwarded"],
  ["an anonymous number", { phone: "+88801234567" }, "phone_anonymous"],
  ["no number", { phone: "call me" }, "phone_invalid"],
])("joining with %s is refused and the invitation stays good (TG 8.29)", async (_, part, code) => {
  const token = await invite(world, 1);
  expect(await codeOf(accept(20, { ...ownContact(token, 20), ...part } as never))).toBe(code);
  expect(await codeOf(accept(20, ownContact(token, 20)))).toBe("ok");
});

test("an invitation is good for one person only, even for two at the same moment (TG 8.30)", async () => {
  const token = await invite(world, 1);
  const results = await Promise.all(
    [20, 21, 22].map((user) => codeOf(accept(user, ownContact(token, user)))),
  );
  expect(results.toSorted()).toEqual(["invite_used", "invite_used", "ok"]);
  const [count] = await world.db.read([{ sql: "select count(*) from employees", params: [] }]);
  expect(count?.rows[0]?.[0]).toBe(2);
  expect(await codeOf(look(30, token))).toBe("invite_used");
});

test("a second account with a colleague's phone is not let in quietly (ATT A13)", async () => {
  const first = await invite(world, 1);
  await accept(20, ownContact(first, 20));
  const second = await invite(world, 1);
  const { phone } = ownContact(first, 20);
  expect(await codeOf(accept(21, { ...ownContact(second, 21), phone }))).toBe("phone_taken");
  expect(await codeOf(accept(22, ownContact(second, 22)))).toBe("ok");
});

test("a repeated joining is answered as the first one and adds nothing", async () => {
  const token = await invite(world, 1);
  const key = world.key();
  const first = await accept(20, ownContact(token, 20), key);
  expect(await accept(20, ownContact(token, 20), key)).toEqual(first);
  expect((await auditActions(world)).filter((action) => action === "employee.joined")).toHaveLength(
    1,
  );
});

test("expired, revoked, unknown and malformed invitations are told apart without naming the company", async () => {
  const old = await invite(world, 1);
  world.now += 7 * 24 * 60 * 60_000;
  expect(await codeOf(look(20, old))).toBe("invite_expired");
  expect(await codeOf(accept(20, ownContact(old, 20)))).toBe("invite_expired");

  const { id, link } = await ask(
    world.as("owner", 1).people.invites.$post({ json: {} }, named(world.key())),
  );
  await ask(
    world
      .as("owner", 1)
      .people.invites[":id"].$delete({ param: { id }, json: {} }, named(world.key())),
  );
  expect(await codeOf(look(20, link.slice(-22)))).toBe("invite_expired");
  expect(await codeOf(look(20, "A".repeat(22)))).toBe("not_found");
  expect(await codeOf(look(20, "../../etc' or 1=1"))).toBe("not_found");
});

test("somebody who already works there is told so and the invitation stays good", async () => {
  await hire(world, company, 20);
  const token = await invite(world, 1);
  expect(await codeOf(look(20, token))).toBe("already_member");
  expect(await codeOf(accept(20, ownContact(token, 20)))).toBe("already_member");
  expect(await codeOf(accept(21, ownContact(token, 21)))).toBe("ok");
});

test("managers invite employees only; employees invite nobody", async () => {
  await hire(world, company, 2, "manager");
  await hire(world, company, 3);
  const by = (user: number, rolePreset: "employee" | "manager" | "owner") =>
    codeOf(
      ask(
        world.as("owner", user).people.invites.$post({ json: { rolePreset } }, named(world.key())),
      ),
    );
  expect(await by(2, "employee")).toBe("ok");
  expect(await by(2, "manager")).toBe("forbidden");
  expect(await by(2, "owner")).toBe("forbidden");
  expect(await by(3, "employee")).toBe("forbidden");
  expect(await by(1, "owner")).toBe("ok");
});

test("another company's invitations and groups do not exist", async () => {
  const other = await foundCompany(world, 9, "ru");
  const { id } = await ask(
    world.as("owner", 9).people.invites.$post({ json: {} }, named(world.key())),
  );
  const revoke = world
    .as("owner", 1)
    .people.invites[":id"].$delete({ param: { id }, json: {} }, named(world.key()));
  expect(await codeOf(ask(revoke))).toBe("not_found");
  const intoTheirGroup = world
    .as("owner", 1)
    .people.invites.$post({ json: { groupId: other.groupId } }, named(world.key()));
  expect(await codeOf(ask(intoTheirGroup))).toBe("not_found");
});

test("somebody who has left comes back by a new invitation, in the same row", async () => {
  const employeeId = await hire(world, company, 20);
  await ask(
    world
      .as("owner", 1)
      .people.employees[":id"].end.$post(
        { param: { id: employeeId }, json: {} },
        named(world.key()),
      ),
  );
  const again = await join(world, await invite(world, 1, "manager"), 20);
  expect(again).toBe(employeeId);
  const me = await ask(world.as("staff", 20).people.me.$get());
  expect(me.employee).toMatchObject({ state: "active", rolePreset: "manager" });
});
