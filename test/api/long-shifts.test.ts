import jsqr from "jsqr";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { foundCompany, insert, shop, type Company } from "./attendance-company.ts";
import { owners, refusalOf, sendPunch, staff } from "./attendance-messages.ts";
import { dayOf, tehran } from "./corrections-acts.ts";
import { openKiosk, pictureOf, scan, slice } from "./kiosk-scene.ts";
import { dayAndNight, reshape } from "./shift-patterns.ts";

const readQr = jsqr as unknown as typeof jsqr.default;
const nextDay = "2026-11-22";
const { latitudeE6, longitudeE6 } = shop;
const here = { latitudeE6, longitudeE6, accuracyM: 10 };

let world: ApiWorld;
let company: Company;
let messageId = 0;

beforeEach(async () => {
  world = await createApiWorld(tehran("08:00:00"));
  company = await foundCompany(world.db);
});
afterEach(() => world.close());

const at = (time: string, date = "2026-11-21") => {
  world.now = tehran(time, date);
};
const say = (label: "in" | "out" | null) =>
  sendPunch(world, company.employee, {
    messageId: ++messageId,
    label,
    at: world.now,
    ...(label === null ? { location: here } : {}),
  });
const buttons = async () => {
  const api = staff(world, company.employee);
  const me = await ask(api.people.me.$get());
  const opened = await ask(api.telegram.updates.$post({ json: { updateId: ++messageId } }));
  const next = opened.session.membership?.nextDirection;
  expect(me.employee?.nextDirection).toBe(next);
  return next;
};

describe("a shift of a day and a night (24/48)", () => {
  beforeEach(async () => {
    await reshape(world.db, company.orgId, { pattern: dayAndNight("2026-11-21") });
    await say("in");
  });

  test("ends with an exit when the place is sent the next morning, and counts whole", async () => {
    at("08:10:00", nextDay);
    expect(await buttons()).toBe("out");
    const before = world.db.roundTrips;
    expect(await say(null)).toMatchObject({ direction: "out", nextDirection: "in", flags: [] });
    expect(world.db.roundTrips - before).toBe(2);
    expect(await buttons()).toBe("in");
    expect((await dayOf(world, company.employee)).totals).toMatchObject({ worked: 1440 });
  });

  test("says the exit once: a second place sent later is an entry", async () => {
    at("08:10:00", nextDay);
    await say("out");
    at("08:30:00", nextDay);
    expect(await say(null)).toMatchObject({ direction: "in" });
  });

  test("ends at the screen of a kiosk as well", async () => {
    const [place] = company.places;
    const { link } = await openKiosk(world, company.owner, place!.id);
    at("08:10:00", nextDay);
    const { body } = await slice(world, link);
    const { pixels, side } = pictureOf(body.codes[0]!);
    const url = readQr(pixels, side, side)?.data ?? "";
    const start = new URL(url).searchParams.get("start") ?? "";
    expect(await scan(world, company.employee, { messageId: ++messageId, start })).toMatchObject({
      direction: "out",
    });
  });

  test("lets a manager ask for a live location after sixteen hours", async () => {
    at("05:00:00", nextDay);
    const asked = await ask(
      owners(world, company.manager).trust.handshakes.$post(
        { json: { employeeId: company.employee.employeeId } },
        named(world.key()),
      ),
    );
    expect(asked.until).toBeGreaterThan(world.now);
  });

  test("is answered by its planned end, or by an hour that the clock passed twice", async () => {
    await world.settle();
    at("08:30:00", nextDay);
    await world.settle();
    const reply = (json: { answer: "plan_end" } | { answer: "other_time"; minute: number }) =>
      ask(
        staff(world, company.employee).corrections.watches[":date"].answer.$post(
          { param: { date: "2026-11-21" }, json },
          named(world.key()),
        ),
      );
    expect(await reply({ answer: "other_time", minute: 485 })).toMatchObject({
      outcome: "recorded",
      at: tehran("08:05:00", nextDay),
    });
    expect(await refusalOf(reply({ answer: "plan_end" }))).toBe("already_answered");
  });

  test("is forgotten once its window has closed", async () => {
    at("12:10:00", nextDay);
    expect(await buttons()).toBe("in");
    expect(await say(null)).toMatchObject({ direction: "in" });
  });

  test("is that of the roster's word for the day, also without a shift", async () => {
    await world.db.write([
      insert("roster_days", {
        org_id: company.orgId,
        id: "exception",
        employee_id: company.employee.employeeId,
        date: "2026-11-21",
        segments: JSON.stringify([{ startMinute: 480, endMinute: 900 }]),
        source: "exception",
        reference: "edit",
        created_by: company.manager.employeeId,
        created_at: 1,
      }),
    ]);
    at("08:10:00", nextDay);
    expect(await buttons()).toBe("in");
  });
});

describe("an entry that has no exit", () => {
  test("is forgotten after sixteen hours in a short shift", async () => {
    await say("in");
    at("23:50:00");
    expect(await buttons()).toBe("out");
    at("00:10:00", nextDay);
    expect(await buttons()).toBe("in");
    expect(await say(null)).toMatchObject({ direction: "in", flags: [] });
  });

  test("is forgotten after sixteen hours by who has no shift", async () => {
    await world.db.write([{ sql: "delete from shift_assignments", params: [] }]);
    await say("in");
    at("08:10:00", nextDay);
    expect(await buttons()).toBe("in");
    expect(await say(null)).toMatchObject({ direction: "in" });
  });
});
