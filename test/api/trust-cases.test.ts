import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { type Company, foundCompany, insert, north, shop } from "./attendance-company.ts";
import { refusalOf, sendPunch, staff } from "./attendance-messages.ts";
import { openKiosk, scan, slice } from "./kiosk-scene.ts";

const tehran = (time: string) => Date.parse(`2026-11-21T${time}+03:30`);
const day = 24 * 60 * 60_000;
const second = { ...shop, name: "Second", latitudeE6: 35_760_000 };

/** ATT §8 K: fence 150 m, accuracy up to 100 m, all through the API as the bot calls it. */
describe("geo and trust", () => {
  let world: ApiWorld;
  let company: Company;
  let messageId = 0;

  beforeEach(async () => {
    world = await createApiWorld(tehran("08:00:05"));
    company = await foundCompany(world.db, { locationPolicy: "required", places: [shop, second] });
    messageId = 0;
  });
  afterEach(() => world.close());

  const stand = (
    metres: number,
    facts: { accuracyM?: number; livePeriodS?: number } = { accuracyM: 15 },
    options: { forwarded?: boolean; at?: number; from?: typeof shop } = {},
  ) =>
    sendPunch(world, company.employee, {
      messageId: ++messageId,
      label: null,
      at: options.at ?? world.now,
      location: { ...north(options.from ?? shop, metres), ...facts },
      ...(options.forwarded === undefined ? {} : { forwarded: options.forwarded }),
    });
  const last = async () => {
    const [rows] = await world.db.read([
      {
        sql: "select verdict, trust, flags, distance_m, point_hash from punches order by received_at desc, id desc limit 1",
        params: [],
      },
    ]);
    const [verdict, trust, flags, distanceM, pointHash] = rows?.rows[0] ?? [];
    const codes = (JSON.parse(String(flags)) as { code: string }[]).map(({ code }) => code);
    return { verdict, trust, flags: codes, distanceM, pointHash };
  };
  const today = () =>
    ask(
      staff(world, company.employee).attendance.days[":date"].$get({
        param: { date: "today" },
        query: {},
      }),
    );

  test("K1 100 m from the centre with accuracy 20 is accepted", async () => {
    expect(await stand(100, { accuracyM: 20 })).toMatchObject({ verdict: "inside" });
    expect(await last()).toMatchObject({ trust: 75, flags: [] });
  });

  test("K2 between two workplaces the best counts", async () => {
    expect(await stand(10, { accuracyM: 15 }, { from: second })).toMatchObject({ place: "Second" });
  });

  test("K3 400 m away with accuracy 65 is a field punch, its reason asked", async () => {
    const receipt = await stand(400, { accuracyM: 65 });
    expect(receipt).toMatchObject({ verdict: "field", distanceM: 400, direction: "in" });
    expect(await last()).toMatchObject({ trust: 25 });
  });

  test("K4 100 m away with accuracy 1200 is reviewed", async () => {
    expect(await stand(100, { accuracyM: 1200 })).toMatchObject({ verdict: "review" });
    expect(await last()).toMatchObject({ trust: 30, flags: ["accuracy_coarse"] });
  });

  test("K5 a point without accuracy has low trust", async () => {
    await stand(20, {});
    expect(await last()).toMatchObject({
      verdict: "review",
      trust: 30,
      flags: ["accuracy_missing"],
    });
  });

  test("K6 a live location with two moves inside has the highest", async () => {
    await stand(20, { accuracyM: 15, livePeriodS: 900 });
    expect((await today()).punches[0]?.trust).toBe(85);
    for (const minutes of [1, 2]) {
      world.now = tehran("08:00:05") + minutes * 61_000;
      await ask(
        staff(world, company.employee).attendance.punches.live.$post(
          {
            json: {
              chatId: company.employee.telegramUserId,
              messageId: 1,
              at: world.now,
              location: { ...north(shop, 25), accuracyM: 15, livePeriodS: 900, venue: false },
            },
          },
          named(world.key()),
        ),
      );
    }
    expect((await today()).punches[0]?.trust).toBe(95);
  });

  test("K7 (0,0) is a coordinate far away, not a missing one", async () => {
    const receipt = await sendPunch(world, company.employee, {
      messageId: 1,
      label: null,
      at: world.now,
      location: { latitudeE6: 0, longitudeE6: 0, accuracyM: 10 },
    });
    expect(receipt.verdict).toBe("field");
    expect(receipt.distanceM).toBeGreaterThan(5_000_000);
  });

  test("K8 inside the second of two workplaces is the second", async () => {
    await stand(30, { accuracyM: 10 }, { from: second });
    const [rows] = await world.db.read([{ sql: "select workplace_id from punches", params: [] }]);
    expect(rows?.rows[0]?.[0]).toBe(company.places[1]?.id);
  });

  test("K9 an approved mission at B makes B's fence the one that counts, that day only", async () => {
    await world.db.write([
      insert("requests", {
        org_id: company.orgId,
        id: "mission",
        employee_id: company.employee.employeeId,
        kind: "mission",
        type_code: "mission",
        unit: "day",
        starts_on: "2026-11-21",
        ends_on: "2026-11-21",
        time_zone: "Asia/Tehran",
        minutes_charged: 0,
        card: "{}",
        payload: JSON.stringify({ workplaceId: company.places[1]?.id }),
        state: "approved",
        decided_by: company.owner.employeeId,
        decided_at: 0,
        created_at: 0,
      }),
    ]);
    expect(await stand(10)).toMatchObject({ verdict: "field", place: "Second" });
    world.now = tehran("15:20:00");
    expect(await stand(10, { accuracyM: 15 }, { from: second })).toMatchObject({
      verdict: "inside",
      flags: ["mission_site"],
    });
    world.now = tehran("08:00:05") + day;
    expect(await stand(10)).toMatchObject({ verdict: "inside", place: "Shop" });
  });

  test("K11 the very same six-decimal point on three days is flagged, two are not", async () => {
    const start = world.now;
    for (const days of [0, 1]) {
      world.now = start + days * day;
      await stand(12, { accuracyM: 10 });
    }
    expect((await last()).flags).toEqual([]);
    world.now = start + 2 * day;
    await stand(12, { accuracyM: 10 });
    expect(await last()).toMatchObject({ flags: ["replayed_point"], trust: 35 });
  });

  test("K11 the point itself is kept nowhere, and its hash is not to be guessed", async () => {
    const at = north(shop, 12);
    await stand(12, { accuracyM: 10 });
    const { pointHash } = await last();
    const bytes = await crypto.subtle.digest(
      "SHA-256",
      new TextEncoder().encode(`${at.latitudeE6},${at.longitudeE6}`),
    );
    expect(String(pointHash)).toMatch(/^[\da-f]{64}$/);
    expect(pointHash).not.toBe(Buffer.from(bytes).toString("hex"));
    const [rows] = await world.db.read([{ sql: "select count(*) from punch_points", params: [] }]);
    expect(rows?.rows[0]?.[0]).toBe(0);
  });

  test("K12 step n−1 is good, n−2 expired, reuse and another site's code refused", async () => {
    const { link } = await openKiosk(world, company.owner, company.places[0]?.id ?? "");
    const other = await openKiosk(world, company.owner, company.places[1]?.id ?? "");
    const startOf = async (page: string) => {
      const { body } = await slice(world, page);
      return (
        new URL(String((body.codes[0] as { url?: string }).url)).searchParams.get("start") ?? ""
      );
    };
    const [start, foreign] = [await startOf(link), await startOf(other.link)];
    world.now += 30_000;
    await scan(world, company.employee, { messageId: 1, start });
    expect(await refusalOf(scan(world, company.employee, { messageId: 2, start }))).toBe(
      "kiosk_used",
    );
    const mixed = start.slice(0, 10) + foreign.slice(10);
    expect(await refusalOf(scan(world, company.manager, { messageId: 3, start: mixed }))).toBe(
      "kiosk_unknown",
    );
    world.now += 30_000;
    expect(await refusalOf(scan(world, company.manager, { messageId: 4, start }))).toBe(
      "kiosk_expired",
    );
  });

  test("K13 a contact that is not one's own is refused", async () => {
    const invite = await ask(
      world
        .as("owner", company.owner.telegramUserId)
        .people.invites.$post({ json: { rolePreset: "employee" } }, named(world.key())),
    );
    const token = /i_([\w-]+)$/.exec(invite.link)?.[1] ?? "";
    const accepted = world.as("staff", 7777).people.invites.accept.$post(
      {
        json: {
          token,
          phone: "+989121234567",
          contactUserId: 8888,
          forwarded: false,
          name: "Reza",
        },
      },
      named(world.key()),
    );
    expect(await refusalOf(ask(accepted))).toBe("contact_not_own");
  });

  test("K14 initData is no sign-in: whatever its hash and age, the answer is 401", async () => {
    for (const authorization of [
      "tma query_id=1&auth_date=1&hash=00",
      `tma auth_date=${Math.floor(world.now / 1000)}&hash=${"a".repeat(64)}`,
      "Bearer auth_date=1&hash=00",
    ]) {
      const answer = await world.app.request("/v1/attendance/punches", {
        method: "POST",
        headers: {
          authorization,
          "content-type": "application/json",
          "x-telegram-user": String(company.employee.telegramUserId),
          "idempotency-key": world.key(),
        },
        body: "{}",
      });
      expect(answer.status).toBe(401);
    }
  });

  test("K15 a live location forwarded is refused; copied without a trace it is only a point", async () => {
    expect(await refusalOf(stand(20, { accuracyM: 15 }, { forwarded: true }))).toBe("forwarded");
    await stand(20, {});
    const { trust, verdict } = await last();
    expect(verdict).toBe("review");
    expect(Number(trust)).toBeLessThan(50);
  });

  test("K16 outside only when leaving: the hours stay, the punch is flagged", async () => {
    await stand(20);
    world.now = tehran("15:20:05");
    await stand(900);
    const { totals, punches, anomalies } = await today();
    expect(totals.worked).toBe(440);
    expect(punches.map(({ verdict }) => verdict)).toEqual(["inside", "field"]);
    expect(anomalies.map(({ code }) => code)).toContain("field_punch");
  });

  test("the same point from two accounts within a minute is flagged", async () => {
    await stand(33, { accuracyM: 12 });
    const other = (at: number) =>
      sendPunch(world, company.manager, {
        messageId: ++messageId,
        label: null,
        at,
        location: { ...north(shop, 33), accuracyM: 12 },
      });
    world.now += 59_000;
    await other(world.now);
    expect(await last()).toMatchObject({ flags: ["shared_point"], trust: 35 });
    world.now += 5 * 60_000;
    await other(world.now);
    expect((await last()).flags).toEqual([]);
  });

  test("an account that came back within a day is flagged", async () => {
    await world.db.write([
      insert("past_employments", {
        org_id: company.orgId,
        employee_id: company.employee.employeeId,
        started_on: "2024-03-20",
        ended_on: "2026-10-01",
      }),
      {
        sql: "update employees set started_on = '2026-11-21' where id = ?",
        params: [company.employee.employeeId],
      },
    ]);
    await stand(20);
    expect(await last()).toMatchObject({ flags: ["account_relinked"], trust: 55 });
    world.now += 2 * day;
    await stand(20);
    expect((await last()).flags).toEqual([]);
  });
});
