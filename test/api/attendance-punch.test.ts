import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { foundCompany, north, shop, type Company } from "./attendance-company.ts";
import { refusalOf, sendPunch, sendUndo, storedPunches } from "./attendance-messages.ts";

/** A working Saturday in Tehran. */
const tehran = (time: string) => Date.parse(`2026-11-21T${time}+03:30`);

describe("a punch sent as a label", () => {
  let world: ApiWorld;
  let company: Company;

  beforeEach(async () => {
    world = await createApiWorld(tehran("08:00:11"));
    company = await foundCompany(world.db);
  });
  afterEach(() => world.close());

  const say = (messageId: number, label: "in" | "out", time: string, updateId = messageId) =>
    sendPunch(world, company.employee, { messageId, label, at: tehran(time), updateId });

  test("costs one read and one write batch", async () => {
    const before = world.db.roundTrips;
    await say(1, "in", "08:00:10");
    expect(world.db.roundTrips - before).toBe(2);
  });

  test("is recorded at the message's own date and answered with one receipt", async () => {
    const receipt = await say(1, "in", "08:00:10");
    expect(receipt).toMatchObject({
      direction: "in",
      at: tehran("08:00:10"),
      timeZone: "Asia/Tehran",
      verdict: "not_asked",
      nextDirection: "out",
      duplicateOf: null,
    });
    await world.settle();
    expect(world.delivered.map(({ kind, payload }) => ({ kind, payload }))).toEqual([
      { kind: "punch-receipt", payload: receipt },
    ]);
  });

  test("makes one punch when the same update comes twice (ATT A1, TG 8.1)", async () => {
    const first = await say(1, "in", "08:00:10");
    expect(await say(1, "in", "08:00:10")).toEqual(first);
    await world.settle();
    expect(await storedPunches(world, company.employee)).toHaveLength(1);
    expect(world.delivered).toHaveLength(1);
  });

  test("makes one punch when the same update comes twice at once (TG 8.2)", async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => say(1, "in", "08:00:10")));
    await world.settle();
    expect(new Set(answers.map(({ punchId }) => punchId)).size).toBe(1);
    expect(await storedPunches(world, company.employee)).toHaveLength(1);
    expect(world.delivered).toHaveLength(1);
  });

  test("makes one punch when one message comes in two updates, also at once (ATT A2)", async () => {
    const answers = await Promise.all([say(1, "in", "08:00:10", 71), say(1, "in", "08:00:10", 72)]);
    const later = await say(1, "in", "08:00:10", 73);
    await world.settle();
    expect(new Set([...answers, later].map(({ punchId }) => punchId)).size).toBe(1);
    expect(await storedPunches(world, company.employee)).toHaveLength(1);
    expect(world.delivered).toHaveLength(1);
  });

  test("sends its receipt once after a crash between commit and reply (TG 8.3)", async () => {
    world.deliver = () => {
      throw new Error("the process dies here");
    };
    await say(1, "in", "08:00:10");
    await world.settle();
    world.deliver = () => ({ kind: "sent", messageId: 5 });
    await say(1, "in", "08:00:10");
    const tried = world.delivered.length;
    world.now += 10 * 60_000;
    await world.settle();
    await world.settle();
    expect(world.delivered.length - tried).toBe(1);
    expect(await storedPunches(world, company.employee)).toHaveLength(1);
  });

  test("said again within a minute is the same tap and told so (ATT A3)", async () => {
    await say(1, "in", "08:00:10");
    world.now = tehran("08:00:41");
    const second = await say(2, "in", "08:00:40");
    expect(second).toMatchObject({
      duplicateOf: tehran("08:00:10"),
      nextDirection: "out",
      flags: [],
    });
  });

  test("corrects a mis-tap: in, out, in within a minute leaves the person in", async () => {
    await say(1, "in", "08:00:10");
    await say(2, "out", "08:00:20");
    expect(await say(3, "in", "08:00:40")).toMatchObject({
      duplicateOf: null,
      nextDirection: "out",
    });
  });

  test("delivered late counts when it was sent, and says so (ATT A5)", async () => {
    world.now = tehran("09:40:00");
    expect(await say(1, "in", "07:58:00")).toMatchObject({
      at: tehran("07:58:00"),
      receivedAt: tehran("09:40:00"),
      flags: ["delayed_delivery"],
    });
  });

  test.each([
    ["fromOffline", "scheduled_message", "ATT A7"],
    ["forwarded", "forwarded", "ATT A8, TG 8.24"],
    ["viaBot", "via_bot", "ATT A8"],
  ])("%s is refused as %s and stores nothing (%s)", async (fact, code) => {
    const message = { messageId: 1, label: "in" as const, at: tehran("08:00:10"), [fact]: true };
    expect(await refusalOf(sendPunch(world, company.employee, message))).toBe(code);
    await world.settle();
    expect(await storedPunches(world, company.employee)).toEqual([]);
    expect(world.delivered).toEqual([]);
  });

  test("from the future is refused (ATT A15)", async () => {
    expect(await refusalOf(say(1, "in", "08:10:00"))).toBe("in_the_future");
  });

  test("of a stranger and of somebody who has left is refused with the reason (TG 8.50)", async () => {
    const stranger = { ...company.employee, telegramUserId: 999 };
    const message = { messageId: 1, label: "in" as const, at: tehran("08:00:10") };
    expect(await refusalOf(sendPunch(world, stranger, message))).toBe("not_a_member");
    await world.db.write([
      {
        sql: "update employees set state = 'ended', ended_on = '2026-11-20' where id = ?",
        params: [company.employee.employeeId],
      },
    ]);
    expect(await refusalOf(say(1, "in", "08:00:10"))).toBe("employment_ended");
  });

  test("falls into the month of its own zone (ATT C6)", async () => {
    world.now = Date.parse("2026-09-22T20:31:00Z");
    for (const [messageId, time] of [
      [1, "20:29:59"],
      [2, "20:30:00"],
    ] as const)
      await sendPunch(world, company.employee, {
        messageId,
        label: "in",
        at: Date.parse(`2026-09-22T${time}Z`),
      });
    expect(await storedPunches(world, company.employee)).toHaveLength(2);
  });

  describe("taken back", () => {
    test("within two minutes leaves nothing, and the button goes back (ATT A4)", async () => {
      await say(1, "in", "08:00:10");
      const undone = await sendUndo(world, company.employee, {
        messageId: 2,
        at: tehran("08:02:10"),
      });
      expect(undone).toMatchObject({
        direction: "in",
        at: tehran("08:00:10"),
        nextDirection: "in",
      });
      await world.settle();
      expect(world.delivered.map(({ kind }) => kind)).toEqual(["punch-receipt", "punch-undone"]);
      expect(await storedPunches(world, company.employee)).toEqual([
        "in 04:30:10 not_asked",
        "void 04:32:10 not_asked",
      ]);
    });

    test("takes its twins along", async () => {
      await say(1, "in", "08:00:10");
      await say(2, "in", "08:00:40");
      await sendUndo(world, company.employee, { messageId: 3, at: tehran("08:01:00") });
      world.now = tehran("08:03:00");
      expect(await say(4, "in", "08:02:50")).toMatchObject({ flags: [], duplicateOf: null });
    });

    test("after two minutes is too late, measured between the messages", async () => {
      await say(1, "in", "08:00:10");
      const late = sendUndo(world, company.employee, { messageId: 2, at: tehran("08:02:11") });
      expect(await refusalOf(late)).toBe("undo_too_late");
    });

    test("two minutes apart still works when both come hours later", async () => {
      world.now = tehran("11:00:00");
      await say(1, "in", "08:00:10");
      const undone = await sendUndo(world, company.employee, {
        messageId: 2,
        at: tehran("08:01:10"),
      });
      expect(undone.direction).toBe("in");
    });

    test("twice, or without a punch, is told", async () => {
      const nothing = sendUndo(world, company.employee, { messageId: 9, at: tehran("08:00:05") });
      expect(await refusalOf(nothing)).toBe("nothing_to_undo");
      await say(1, "in", "07:59:30");
      await say(2, "out", "08:00:10");
      await sendUndo(world, company.employee, { messageId: 3, at: tehran("08:00:20") });
      const again = sendUndo(world, company.employee, { messageId: 4, at: tehran("08:00:21") });
      expect(await refusalOf(again)).toBe("already_undone");
    });

    test("at once by two messages takes back one punch", async () => {
      await say(1, "in", "08:00:10");
      const answers = await Promise.allSettled([
        sendUndo(world, company.employee, { messageId: 2, at: tehran("08:00:20") }),
        sendUndo(world, company.employee, { messageId: 3, at: tehran("08:00:20") }),
      ]);
      expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await storedPunches(world, company.employee)).toHaveLength(2);
    });
  });
});

describe("a punch sent with the place", () => {
  let world: ApiWorld;
  let company: Company;
  const north2 = { name: "Second", latitudeE6: 35_750_000, longitudeE6: 51_400_000, radiusM: 150 };

  beforeEach(async () => {
    world = await createApiWorld(tehran("08:00:05"));
    company = await foundCompany(world.db, { locationPolicy: "required", places: [shop, north2] });
  });
  afterEach(() => world.close());

  let messageId = 0;
  const stand = (
    place: { latitudeE6: number; longitudeE6: number },
    facts: { accuracyM?: number; livePeriodS?: number; venue?: boolean } = {},
    at = world.now,
  ) =>
    sendPunch(world, company.employee, {
      messageId: ++messageId,
      label: null,
      at,
      location: { ...place, ...facts },
    });

  const stored = async () => {
    const [rows] = await world.db.read([
      {
        sql: "select verdict, distance_m, trust, flags, workplace_id from punches order by at desc limit 1",
        params: [],
      },
    ]);
    const [verdict, distanceM, trust, flags, workplaceId] = rows?.rows[0] ?? [];
    const codes = (JSON.parse(String(flags)) as { code: string }[]).map(({ code }) => code);
    return { verdict, distanceM, trust, flags: codes, workplaceId };
  };

  test("inside the fence counts at the message's date in the workplace's zone (ATT K1, TG 8.22)", async () => {
    const receipt = await stand(north(shop, 100), { accuracyM: 20 });
    expect(receipt).toMatchObject({ verdict: "inside", place: "Shop", timeZone: "Asia/Tehran" });
    expect(await stored()).toMatchObject({ verdict: "inside", distanceM: 100, trust: 75 });
  });

  test("outside is a field punch whose reason is asked for (ATT K3, TG 8.23)", async () => {
    const receipt = await stand(north(shop, 400), { accuracyM: 65 });
    expect(receipt).toMatchObject({
      verdict: "field",
      place: "Shop",
      distanceM: 400,
      radiusM: 150,
    });
    const opened = await world.as("staff", company.employee.telegramUserId).telegram.updates.$post({
      json: { updateId: 501 },
    });
    expect(await opened.json()).toMatchObject({
      dialog: { step: "punch-reason", draft: { punchId: receipt.punchId } },
    });
  });

  test("too coarse to tell is kept for review (ATT K4)", async () => {
    expect(await stand(north(shop, 100), { accuracyM: 1200 })).toMatchObject({ verdict: "review" });
  });

  test("without accuracy has little trust (ATT K5, TG 8.25)", async () => {
    await stand(north(shop, 100));
    expect(await stored()).toMatchObject({
      verdict: "review",
      trust: 30,
      flags: ["accuracy_missing"],
    });
  });

  test("at 0,0 is far away, not missing (ATT K7)", async () => {
    const receipt = await stand({ latitudeE6: 0, longitudeE6: 0 }, { accuracyM: 20 });
    expect(receipt.verdict).toBe("field");
    expect(receipt.distanceM).toBeGreaterThan(1_000_000);
  });

  test("inside the second workplace belongs to the second (ATT K8)", async () => {
    const receipt = await stand(north(north2, 20), { accuracyM: 10 });
    expect(receipt).toMatchObject({ verdict: "inside", place: "Second" });
    expect((await stored()).workplaceId).toBe(company.places[1]?.id);
  });

  test("the very same point on three days is flagged (ATT K11)", async () => {
    const day = 24 * 60 * 60_000;
    for (const back of [2, 1, 0]) {
      world.now = tehran("08:00:05") - back * day;
      await stand(north(shop, 12), { accuracyM: 10 });
    }
    expect((await stored()).flags).toContain("replayed_point");
  });

  test("a picked place is refused (TG 8.25)", async () => {
    expect(await refusalOf(stand(north(shop, 10), { venue: true, accuracyM: 10 }))).toBe("venue");
  });

  test("the button's label as text records nothing (TG 8.28)", async () => {
    const text = sendPunch(world, company.employee, { messageId: 77, label: "in", at: world.now });
    expect(await refusalOf(text)).toBe("location_needed");
    expect(await storedPunches(world, company.employee)).toEqual([]);
  });

  test("comes, then goes: the direction is decided here", async () => {
    expect((await stand(north(shop, 10), { accuracyM: 10 })).direction).toBe("in");
    world.now = tehran("15:20:00");
    expect((await stand(north(shop, 12), { accuracyM: 10 })).direction).toBe("out");
  });
});
