import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { commit } from "../../api/core/commit.ts";
import { systemContext } from "../../api/core/context.ts";
import { readerOf } from "../../api/core/dispatch.ts";
import { systemPermit } from "../../api/core/permissions.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { withoutReminders } from "../support/no-reminders.ts";
import { type Company, foundCompany } from "./attendance-company.ts";

let world: ApiWorld;
let company: Company;
beforeEach(async () => {
  world = await createApiWorld();
  company = await foundCompany(world.db);
  await withoutReminders(world.db);
});
afterEach(() => world.close());

/** Tells the employee something under this key. */
const tell = async (key: string) => {
  const { telegramUserId, personId } = company.employee;
  await commit(systemContext(world.deps, "job:test"), {
    permit: systemPermit(),
    statements: [],
    audit: [{ orgId: company.orgId, action: "test.told", subject: `test:${key}` }],
    notices: [
      {
        kind: "punch-undone",
        payload: {
          punchId: key,
          direction: "in",
          at: world.now,
          timeZone: "Asia/Tehran",
          nextDirection: "in",
          locationPolicy: "off",
        },
        orgId: company.orgId,
        bot: "staff",
        personId,
        reader: readerOf("fa", null, null),
        chatId: telegramUserId,
        subject: `test:${key}`,
        dedupKey: `test:${key}`,
      },
    ],
    answer: null,
  });
};
const heard = () => world.delivered.map(({ subject }) => subject);
const cell = async (sql: string) => (await world.db.read([{ sql, params: [] }]))[0]?.rows[0]?.[0];

test("a notice whose key has been used is not sent again", async () => {
  await tell("one");
  await world.settle();
  await tell("one");
  await tell("two");
  await world.settle();
  expect(heard()).toEqual(["test:one", "test:two"]);
});

describe("somebody who could not be reached", () => {
  const goneSince = "select staff_unreachable_at from persons where staff_unreachable_at > 0";

  test("and pressed Start while the message was on its way gets it", async () => {
    let started = false;
    world.deliver = async () => {
      if (started) return { kind: "sent", messageId: 1 };
      started = true;
      await world.as("staff", company.employee.telegramUserId).telegram.updates.$post({
        json: { updateId: 7 },
      });
      return { kind: "unreachable" };
    };
    await tell("one");
    await world.settle();
    world.now += 5000;
    await world.settle();
    expect(heard()).toEqual(["test:one", "test:one"]);
    expect(await cell("select state from outbox")).toBe("sent");
    expect(await cell(goneSince)).toBeUndefined();
  });

  test("gets what was given up meanwhile, once the first message arrives", async () => {
    world.deliver = () => ({ kind: "unreachable" });
    await tell("one");
    await world.settle();
    await tell("two");
    await world.settle();
    expect(await cell("select count(*) from outbox where state = 'dead'")).toBe(1);
    world.deliver = () => ({ kind: "sent", messageId: 1 });
    world.now += 5000;
    await world.settle();
    await world.settle();
    expect(await cell("select count(*) from outbox where state = 'sent'")).toBe(2);
  });

  test("is tried once more and then left alone", async () => {
    world.deliver = () => ({ kind: "unreachable" });
    await tell("one");
    for (let minute = 0; minute < 5; minute += 1) {
      await world.settle();
      world.now += 60_000;
    }
    expect(heard()).toHaveLength(2);
    expect(await cell("select state || ':' || error from outbox")).toBe("dead:unreachable");
    expect(await cell(goneSince)).toBeGreaterThan(0);
  });
});
