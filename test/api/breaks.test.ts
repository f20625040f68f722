import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BreakRule } from "../../api/attendance/rules/types.ts";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { foundCompany, north, shop, type Company } from "./attendance-company.ts";
import { owners, sendPunch, sendUndo, staff, storedPunches } from "./attendance-messages.ts";
import { dayOf, tehran } from "./corrections-acts.ts";
import { reshape } from "./shift-patterns.ts";

const punched: BreakRule = { mode: "punched", paid: false, minutes: 60 };

let world: ApiWorld;
let company: Company;
let messageId = 0;

beforeEach(async () => {
  world = await createApiWorld(tehran("08:00:00"));
});
afterEach(() => world.close());

const at = (time: string) => {
  world.now = tehran(time);
};
const say = (label: "in" | "out" | "break_start" | "break_end" | null) =>
  sendPunch(world, company.employee, {
    messageId: ++messageId,
    label,
    at: world.now,
    ...(label === null ? { location: { ...north(shop, 20), accuracyM: 10 } } : {}),
  });
const buttons = async () => {
  const api = staff(world, company.employee);
  const opened = await ask(api.telegram.updates.$post({ json: { updateId: ++messageId } }));
  const { nextDirection, nextBreak } = opened.session.membership!;
  expect((await ask(api.people.me.$get())).employee).toMatchObject({ nextDirection, nextBreak });
  return [nextDirection, nextBreak];
};
const onBoard = async () => {
  const board = await ask(owners(world, company.manager).attendance.board.$get({ query: {} }));
  return board.people.find(({ employeeId }) => employeeId === company.employee.employeeId);
};

describe("a shift whose break is punched", () => {
  beforeEach(async () => {
    company = await foundCompany(world.db, { locationPolicy: "required" });
    await reshape(world.db, company.orgId, { rules: { breaks: [punched] } });
  });

  test("offers the break while somebody is in, at the price of any punch", async () => {
    expect(await buttons()).toEqual(["in", null]);
    const before = world.db.roundTrips;
    expect(await say(null)).toMatchObject({ direction: "in", nextBreak: "start" });
    expect(world.db.roundTrips - before).toBe(2);
    expect(await buttons()).toEqual(["out", "start"]);
    at("12:00:00");
    expect(await say("break_start")).toMatchObject({
      direction: "break_start",
      nextDirection: "out",
      nextBreak: "end",
      verdict: "not_asked",
      flags: [],
    });
    expect(await buttons()).toEqual(["out", "end"]);
    at("12:30:00");
    expect(await say("break_end")).toMatchObject({ direction: "break_end", nextBreak: "start" });
    at("15:50:00");
    expect(await say(null)).toMatchObject({ direction: "out", nextBreak: null });
    expect(await buttons()).toEqual(["in", null]);
    const { totals, anomalies } = await dayOf(world, company.employee);
    expect(totals).toMatchObject({ worked: 380, surplus: 60, breakUnpaid: 30 });
    expect(anomalies.filter(({ code }) => code.startsWith("break"))).toEqual([]);
  });

  test("ends an open break with the exit, also one by the place alone (ATT E4)", async () => {
    await say(null);
    at("15:00:00");
    await say("break_start");
    at("15:20:00");
    expect(await say(null)).toMatchObject({ direction: "out", nextBreak: null, flags: [] });
    const { totals, status } = await dayOf(world, company.employee);
    expect(status).toBe("complete");
    expect(totals).toMatchObject({ presence: 440, worked: 380, surplus: 40, breakUnpaid: 20 });
  });

  test("hears a place sent right after the break as the exit it is, not as the break again", async () => {
    await say(null);
    at("15:00:00");
    await say("break_start");
    at("15:00:30");
    expect(await say(null)).toMatchObject({ direction: "out", duplicateOf: null });
  });

  test("takes a double tap for one (ATT A3)", async () => {
    await say(null);
    at("12:00:00");
    await say("break_start");
    at("12:00:20");
    expect(await say("break_start")).toMatchObject({
      direction: "break_start",
      duplicateOf: tehran("12:00:00"),
      nextBreak: "end",
      flags: [],
    });
    at("12:30:00");
    await say("break_end");
    at("15:20:00");
    await say(null);
    expect((await dayOf(world, company.employee)).totals).toMatchObject({ breakUnpaid: 30 });
  });

  test("takes back a break that was begun by mistake", async () => {
    await say(null);
    at("12:00:00");
    await say("break_start");
    at("12:00:30");
    const undone = await sendUndo(world, company.employee, {
      messageId: ++messageId,
      at: world.now,
    });
    expect(undone).toMatchObject({
      direction: "break_start",
      nextDirection: "out",
      nextBreak: "start",
    });
    expect(await buttons()).toEqual(["out", "start"]);
  });

  test("takes back the end of a break: it goes on", async () => {
    await say(null);
    at("12:00:00");
    await say("break_start");
    at("12:20:00");
    await say("break_end");
    at("12:20:30");
    expect(
      await sendUndo(world, company.employee, { messageId: ++messageId, at: world.now }),
    ).toMatchObject({ direction: "break_end", nextBreak: "end" });
    expect(await buttons()).toEqual(["out", "end"]);
  });

  test("records what does not fit and says so", async () => {
    expect(await say("break_start")).toMatchObject({
      direction: "break_start",
      flags: ["break_unmatched"],
      nextDirection: "in",
      nextBreak: null,
    });
    at("08:10:00");
    await say(null);
    at("08:20:00");
    expect(await say("break_end")).toMatchObject({ flags: ["break_unmatched"] });
    at("10:00:00");
    await say("break_start");
    at("10:30:00");
    expect(await say("break_start")).toMatchObject({
      flags: ["break_unmatched"],
      nextBreak: "end",
    });
    expect(await storedPunches(world, company.employee)).toHaveLength(5);
  });

  test("gives a receipt that can be proven", async () => {
    await say(null);
    at("12:00:00");
    const { code } = await say("break_start");
    const proven = await ask(
      staff(world, company.employee).attendance.receipts[":code"].$get({
        param: { code: code ?? "" },
      }),
    );
    expect(proven).toMatchObject({ kind: "break_start", proven: true, state: "stands" });
  });

  test("is shown on the board while it lasts", async () => {
    await say(null);
    at("12:00:00");
    await say("break_start");
    at("12:10:00");
    expect(await onBoard()).toMatchObject({
      present: true,
      status: "in",
      onBreakSince: tehran("12:00:00"),
    });
    await say("break_end");
    expect(await onBoard()).not.toHaveProperty("onBreakSince");
  });

  test("turns the person's buttons when a manager enters the end of the break", async () => {
    await say(null);
    at("12:00:00");
    await say("break_start");
    at("13:00:00");
    await ask(
      owners(world, company.manager).attendance.punches.manual.$post(
        {
          json: {
            employeeId: company.employee.employeeId,
            date: "2026-11-21",
            minute: 750,
            direction: "break_end",
            reason: "Was back",
          },
        },
        named(world.key()),
      ),
    );
    await world.settle();
    expect(world.delivered.findLast(({ kind }) => kind === "dock-turned")?.payload).toMatchObject({
      nextDirection: "out",
      nextBreak: "start",
    });
  });
});

describe("a shift whose break nobody punches", () => {
  beforeEach(async () => {
    company = await foundCompany(world.db);
    await reshape(world.db, company.orgId, {
      rules: { breaks: [{ mode: "auto_deduct", paid: false, minutes: 30, afterMinutes: 240 }] },
    });
  });

  test("has no button for it", async () => {
    expect(await say("in")).toMatchObject({ nextBreak: null });
    expect(await buttons()).toEqual(["out", null]);
  });

  test("still takes a break that is said, and lets it end; the longer one counts (ATT E3)", async () => {
    await say("in");
    at("12:00:00");
    expect(await say("break_start")).toMatchObject({ nextBreak: "end" });
    at("12:40:00");
    expect(await say("break_end")).toMatchObject({ nextBreak: null });
    at("15:50:00");
    await say("out");
    expect((await dayOf(world, company.employee)).totals).toMatchObject({ breakUnpaid: 40 });
  });

  test("gets the button on the day its rules change", async () => {
    await reshape(world.db, company.orgId, {
      validFrom: "2026-11-22",
      rules: { breaks: [punched] },
    });
    at("23:30:00");
    expect(await say("in")).toMatchObject({ nextBreak: null });
    world.now = tehran("00:10:00", "2026-11-22");
    expect(await buttons()).toEqual(["out", "start"]);
  });
});
