import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { beginWatches } from "../../api/attendance/reminders/begin-watches.ts";
import { stepWatches } from "../../api/attendance/reminders/step-watches.ts";
import { ask, named } from "../../bot/core/api.ts";
import type { Database } from "../../db/client/port.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { foundCompany, hireLike, insert, type Company, type Worker } from "./attendance-company.ts";
import { owners, refusalOf, sendPunch, staff } from "./attendance-messages.ts";
import { dayOf, logOf, tehran } from "./corrections-acts.ts";

let world: ApiWorld;
let company: Company;
let messageId = 0;

const say = (label: "in" | "out", worker: Worker = company.employee) =>
  sendPunch(world, worker, { messageId: ++messageId, label, at: world.now });
const at = async (time: string, date = "2026-11-21") => {
  world.now = tehran(time, date);
  await world.settle();
};
const told = (kind: string, worker: Worker = company.employee) =>
  world.delivered.filter((one) => one.kind === kind && one.chatId === worker.telegramUserId);
const reply = (
  json:
    | { readonly answer: "plan_end" | "still_working" }
    | { readonly answer: "other_time"; readonly minute: number },
  date = "2026-11-21",
  key = world.key(),
) =>
  ask(
    staff(world, company.employee).corrections.watches[":date"].answer.$post(
      { param: { date }, json },
      named(key),
    ),
  );
const choose = (json: Record<string, boolean>) =>
  ask(owners(world, company.owner).attendance.settings.$patch({ json }, named(world.key())));

describe("a working day", () => {
  beforeEach(async () => {
    world = await createApiWorld(tehran("00:05:00"));
    company = await foundCompany(world.db);
    await world.settle();
  });
  afterEach(() => world.close());

  test("who has not come a quarter of an hour after the start is asked, once", async () => {
    await at("07:50:00");
    await say("in", company.manager);
    await at("08:14:00");
    expect(told("watch-start")).toEqual([]);
    await at("08:16:00");
    await at("08:20:00");
    expect(told("watch-start")).toHaveLength(1);
    expect(told("watch-start", company.manager)).toEqual([]);
  });

  test("who is still in is asked at the end, once more before the next shift, and nothing is counted (ATT B1)", async () => {
    await at("08:00:00");
    await say("in");
    await at("15:35:00");
    expect(told("watch-end")).toEqual([]);
    await at("15:41:00");
    await at("17:00:00");
    expect(told("watch-end")).toHaveLength(1);
    expect(told("watch-end")[0]?.payload).toMatchObject({ missing: "out", again: false });
    await at("07:29:00", "2026-11-22");
    expect(told("watch-end")).toHaveLength(1);
    await at("07:31:00", "2026-11-22");
    expect(told("watch-end")).toHaveLength(2);
    expect(told("watch-end")[1]?.payload).toMatchObject({ again: true });
    await at("08:05:00", "2026-11-22");
    await say("in");
    const first = await dayOf(world, company.employee);
    expect(first).toMatchObject({ status: "unresolved", totals: { worked: 0 } });
    expect(await dayOf(world, company.employee, "2026-11-22")).toMatchObject({ status: "open" });
    await at("12:00:00", "2026-11-23");
    expect(told("watch-end").filter(({ subject }) => subject.endsWith("2026-11-21"))).toHaveLength(
      2,
    );
  });

  test("«left at plan end» is their own word, bracketed: 7:20 (ATT B2)", async () => {
    await at("08:00:00");
    await say("in");
    await at("15:45:00");
    const done = await reply({ answer: "plan_end" }, "2026-11-21", "answer-key-1");
    expect(done).toMatchObject({ outcome: "recorded", at: tehran("15:20:00") });
    expect(await reply({ answer: "plan_end" }, "2026-11-21", "answer-key-1")).toEqual(done);
    const day = await dayOf(world, company.employee);
    expect(day).toMatchObject({ status: "complete", totals: { worked: 440 } });
    expect(day.sessions[0]?.bracketed).toBe(true);
    const log = await logOf(world, company.employee);
    expect(log[1]).toMatchObject({ source: "self_declared", reference: "watch:2026-11-21" });
    expect(log[1]?.receipt).not.toBeNull();
    expect(await refusalOf(reply({ answer: "still_working" }))).toBe("already_answered");
    await at("07:40:00", "2026-11-22");
    expect(told("watch-end")).toHaveLength(1);
  });

  test("where the organisation wants it, the word waits for a manager (ATT B2)", async () => {
    await choose({ selfDeclaredNeedsApproval: true });
    await at("08:00:00");
    await say("in");
    await at("15:45:00");
    const asked = await reply({ answer: "plan_end" });
    expect(asked.outcome).toBe("asked");
    expect(await dayOf(world, company.employee)).toMatchObject({ totals: { worked: 0 } });
    await ask(
      owners(world, company.manager).requests[":id"].decide.$post(
        { param: { id: asked.requestId ?? "" }, json: { decision: "approve", version: 1 } },
        named(world.key()),
      ),
    );
    expect(await dayOf(world, company.employee)).toMatchObject({ totals: { worked: 440 } });
  });

  test("another time lies between the entry and now; hours are never made up", async () => {
    await at("08:00:00");
    await say("in");
    await at("15:45:00");
    expect(await refusalOf(reply({ answer: "other_time", minute: 18 * 60 }))).toBe("in_the_future");
    expect(await refusalOf(reply({ answer: "other_time", minute: 7 * 60 }))).toBe("in_the_future");
    const done = await reply({ answer: "other_time", minute: 14 * 60 });
    expect(done.at).toBe(tehran("14:00:00"));
    expect(await dayOf(world, company.employee)).toMatchObject({ totals: { worked: 360 } });
  });

  test("who still works is asked once more three hours later", async () => {
    await at("08:00:00");
    await say("in");
    await at("15:45:00");
    expect((await reply({ answer: "still_working" })).outcome).toBe("noted");
    await at("18:40:00");
    expect(told("watch-end")).toHaveLength(1);
    await at("18:50:00");
    expect(told("watch-end")).toHaveLength(2);
    await say("out");
    expect(await refusalOf(reply({ answer: "plan_end" }))).toBe("already_answered");
  });

  test("of two different answers at once one is recorded", async () => {
    await at("08:00:00");
    await say("in");
    await at("15:45:00");
    const both = await Promise.allSettled([
      reply({ answer: "plan_end" }),
      reply({ answer: "other_time", minute: 14 * 60 }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await logOf(world, company.employee)).toHaveLength(2);
  });

  test("an exit without an entry is asked about, too (ATT B4)", async () => {
    await at("08:20:00");
    world.now = tehran("15:20:00");
    await say("out");
    await at("15:41:00");
    expect(told("watch-end")[0]?.payload).toMatchObject({ missing: "in" });
  });

  test("«coming late» tells those who decide, once", async () => {
    await at("08:16:00");
    const late = () =>
      ask(
        staff(world, company.employee).corrections.watches[":date"].late.$post(
          { param: { date: "2026-11-21" } },
          { headers: { "idempotency-key": world.key(), "content-type": "application/json" } },
        ),
      );
    expect((await late()).told).toBe(2);
    await late();
    await world.settle();
    expect(world.delivered.filter(({ kind }) => kind === "late-announced")).toHaveLength(2);
    await say("in");
    expect(await refusalOf(late())).toBe("already_answered");
  });

  test("both questions can be turned off", async () => {
    await choose({ startReminder: false, endQuestion: false });
    await at("08:30:00");
    await say("in", company.manager);
    await at("16:00:00");
    expect(told("watch-start")).toEqual([]);
    expect(told("watch-end", company.manager)).toEqual([]);
  });

  test("an answer to a month that is closed is told so politely", async () => {
    await at("08:00:00");
    await say("in");
    await at("15:45:00");
    await world.db.write([
      insert("periods", {
        org_id: company.orgId,
        period: "1405-08",
        state: "closed",
        started_at: world.now,
      }),
    ]);
    expect(await refusalOf(reply({ answer: "plan_end" }))).toBe("already_answered");
  });
});

describe("days without anybody expected", () => {
  afterEach(() => world.close());

  test("a Friday and a day of leave make no watch", async () => {
    world = await createApiWorld(tehran("00:05:00", "2026-11-20"));
    company = await foundCompany(world.db);
    await world.db.write([
      insert("requests", {
        org_id: company.orgId,
        id: "leave-1",
        employee_id: company.employee.employeeId,
        kind: "leave",
        type_code: "annual",
        unit: "day",
        starts_on: "2026-11-21",
        ends_on: "2026-11-21",
        time_zone: "Asia/Tehran",
        minutes_charged: 440,
        card: "{}",
        state: "approved",
        decided_by: company.manager.employeeId,
        decided_at: 0,
        created_at: 0,
      }),
    ]);
    await at("16:00:00", "2026-11-20");
    await at("00:05:00", "2026-11-21");
    const [rows] = await world.db.read([
      { sql: "select employee_id, date from shift_watches order by employee_id", params: [] },
    ]);
    expect(rows?.rows.map(([id]) => id).toSorted()).toEqual(
      [company.owner.employeeId, company.manager.employeeId].toSorted(),
    );
  });
});

describe("a thousand people", () => {
  afterEach(() => world.close(), 120_000);

  test("are begun and asked in a few round trips; a quiet look is one", async () => {
    let trips = 0;
    const counting = (db: Database): Database => ({
      get roundTrips() {
        return db.roundTrips;
      },
      read(statements) {
        trips += 1;
        return db.read(statements);
      },
      write(statements) {
        trips += 1;
        return db.write(statements);
      },
      close: () => db.close(),
    });
    world = await createApiWorld(tehran("00:05:00"), { wrapDatabase: counting });
    company = await foundCompany(world.db);
    await world.db.write(
      Array.from({ length: 1000 }, (_, index) =>
        hireLike(company.employee, index, `Person ${index}`),
      ).flat(),
    );
    trips = 0;
    await beginWatches(world.deps, world.now);
    expect(trips).toBe(4);
    trips = 0;
    await beginWatches(world.deps, world.now);
    expect(trips).toBe(2);
    trips = 0;
    await stepWatches(world.deps, tehran("07:00:00"));
    expect(trips).toBe(1);
    trips = 0;
    world.now = tehran("08:20:00");
    await stepWatches(world.deps, world.now);
    // Three slices of a look, a read of the days and a write, and the look that finds nothing more.
    expect(trips).toBe(3 * 3 + 1);
    const [outbox] = await world.db.read([
      { sql: "select count(*) from outbox where kind = 'watch-start'", params: [] },
    ]);
    expect(Number(outbox?.rows[0]?.[0])).toBe(1003);
    await stepWatches(world.deps, world.now);
    await world.db.write([{ sql: "delete from outbox", params: [] }]);
  });
});
