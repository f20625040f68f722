import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld } from "../support/api-world.ts";
import { asking, cancel, chain, inboxOf, shown, standIn } from "./requests-asked.ts";
import {
  create,
  createRequestsHouse,
  decide,
  refusal,
  type RequestsHouse,
  type Staff,
  withdraw,
} from "./requests-house.ts";

const leave = { unit: "day", from: "2026-12-05", to: "2026-12-05" } as const;
const hours = { unit: "hour", from: "2026-12-05", fromMinute: 600 } as const;
const hour = 3_600_000;

type Rule = Parameters<typeof chain>[2]["conditions"];
type Wish = Omit<Parameters<typeof asking>[2], "kind">;

let house: RequestsHouse;
let owner: Staff;
let manager: Staff;
let second: Staff;
let staff: Staff;
beforeEach(async () => {
  house = await createRequestsHouse("ir", "2026-11-21", await createApiWorld());
  owner = await house.hire("owner", { name: "Omid", group: null });
  manager = await house.hire("manager", { name: "Maryam" });
  second = await house.hire("manager", { name: "Reza", group: "other" });
  staff = await house.hire("employee", { name: "Sara" });
});
afterEach(() => house.world.close());

/** What was booked by requests; accruals are the clock's. */
const moves = async (of: Staff) =>
  (await house.ledger(of)).filter(
    ({ reason }) => reason !== "accrual" && reason !== "expiry" && reason !== "carry_over",
  );
const notices = (kind: string) => house.world.delivered.filter((notice) => notice.kind === kind);
const twoLevels = () =>
  chain(house.world, owner, {
    conditions: { kinds: ["leave"] },
    levels: [{ by: "employees", ids: [manager.employeeId] }, { by: "owner" }],
  });

const named2 = () =>
  chain(house.world, owner, {
    conditions: {},
    levels: [{ by: "employees", ids: [manager.employeeId] }, { by: "owner" }],
  });
const slow = () =>
  chain(house.world, owner, {
    conditions: {},
    levels: [
      { by: "employees", ids: [manager.employeeId], escalateHours: 4 },
      { by: "employees", ids: [second.employeeId], escalateHours: null },
    ],
  });
const approved = async () =>
  decide(house.world, manager, await create(house.world, staff, leave), "approve");

describe("a chain of levels", () => {
  test("asks one after another; only the last approval books the leave", async () => {
    await twoLevels();
    const request = await create(house.world, staff, leave);
    expect(request.steps.map(({ state, names }) => [state, names])).toEqual([
      ["open", ["Maryam"]],
      ["waiting", []],
    ]);
    expect(await inboxOf(manager)).toEqual([request.id]);
    expect(await inboxOf(second)).toEqual([]);
    const passed = await decide(house.world, manager, request, "approve");
    expect(passed).toMatchObject({ state: "pending", stage: 2, mayDecide: false });
    expect(await moves(staff)).toEqual([]);
    expect(await inboxOf(owner)).toEqual([request.id]);
    await house.world.settle();
    expect(notices("request-decided")).toEqual([]);
    const final = await decide(house.world, owner, passed, "approve");
    expect(final).toMatchObject({ state: "approved", decidedByName: "Omid" });
    expect(final.steps.map(({ decidedByName }) => decidedByName)).toEqual(["Maryam", "Omid"]);
    expect(await moves(staff)).toEqual([{ minutes: -440, reason: "use" }]);
  });

  test("a level is decided once: who comes second is told by whom (ATT F14)", async () => {
    await chain(house.world, owner, {
      conditions: {},
      levels: [{ by: "employees", ids: [manager.employeeId, second.employeeId] }, { by: "owner" }],
    });
    for (let round = 0; round < 10; round++) {
      const person = await house.hire("employee");
      const request = await create(house.world, person, leave);
      const answers = await Promise.all([
        refusal(decide(house.world, manager, request, "approve")),
        refusal(decide(house.world, second, request, "approve")),
      ]);
      expect(answers.map(({ code }) => code).toSorted()).toEqual(["already_decided", "none"]);
      expect((await shown(owner, request.id)).stage).toBe(2);
    }
  });

  test("a refusal at any level is the end, and nobody else is asked", async () => {
    await twoLevels();
    const request = await create(house.world, staff, leave);
    const rejected = await decide(house.world, manager, request, "reject");
    expect(rejected.state).toBe("rejected");
    expect(rejected.steps.map(({ state }) => state)).toEqual(["rejected", "skipped"]);
    expect(await inboxOf(owner)).toEqual([]);
  });

  test("its author is never asked: the next level is (ATT F15)", async () => {
    await twoLevels();
    const own = await create(house.world, manager, leave);
    expect(own.steps.map(({ state }) => state)).toEqual(["skipped", "open"]);
    expect(own.stage).toBe(2);
    expect((await refusal(decide(house.world, manager, own, "approve"))).code).toBe("own_request");
    expect((await decide(house.world, owner, own, "approve")).state).toBe("approved");
  });

  test("of the author alone falls to whoever else may decide (ATT F15)", async () => {
    await chain(house.world, owner, { conditions: {}, levels: [{ by: "owner" }] });
    const own = await create(house.world, owner, leave);
    expect(await inboxOf(second)).toEqual([own.id]);
    expect((await decide(house.world, second, own, "approve")).state).toBe("approved");
  });

  test("whose turn it is not is refused, but an owner always may", async () => {
    await chain(house.world, owner, {
      conditions: {},
      levels: [{ by: "employees", ids: [manager.employeeId] }],
    });
    const request = await create(house.world, staff, leave);
    expect((await refusal(decide(house.world, second, request, "approve"))).code).toBe("not_asked");
    expect((await decide(house.world, owner, request, "approve")).state).toBe("approved");
  });

  test.each<[Rule, Wish, boolean]>([
    [{ minDays: 3 }, leave, false],
    [{ minDays: 3 }, { ...leave, to: "2026-12-08" }, true],
    [{ types: ["sick"] }, leave, false],
    [{ types: ["sick"] }, { ...leave, type: "sick" }, true],
    [{ kinds: ["mission"] }, { ...leave, type: "sick" }, false],
    [{ minMinutes: 120 }, { ...hours, toMinute: 660 }, false],
    [{ minMinutes: 120 }, { ...hours, toMinute: 780 }, true],
  ])("holds by its conditions %j of %j: %s", async (conditions, wish, holds) => {
    await chain(house.world, owner, { conditions, levels: [{ by: "owner" }] });
    const request = await asking(house.world, staff, { kind: "leave", ...wish });
    expect(request.steps.map(({ by }) => by)).toEqual([holds ? "owner" : "anybody"]);
  });

  test("the narrower rule is looked at first, whatever was entered first", async () => {
    await chain(house.world, owner, { conditions: {}, levels: [{ by: "own_group" }] });
    await chain(house.world, owner, { conditions: { minDays: 5 }, levels: [{ by: "owner" }] });
    const long = await create(house.world, staff, {
      unit: "day",
      from: "2026-12-05",
      to: "2026-12-12",
    });
    expect(long.steps[0]?.by).toBe("owner");
    const short = await create(house.world, staff, { unit: "day", from: "2026-12-20" });
    expect(short.steps[0]).toMatchObject({ by: "own_group", names: ["Maryam"] });
  });

  test("is the owner's to set; unknown people and groups are refused", async () => {
    const rule = { conditions: {}, levels: [{ by: "owner" as const }] };
    expect((await refusal(chain(house.world, manager, rule))).code).toBe("forbidden");
    const stranger = {
      conditions: {},
      levels: [{ by: "employees" as const, ids: [staff.employeeId] }],
    };
    expect((await refusal(chain(house.world, owner, stranger))).code).toBe("invalid_input");
    const listed = await chain(house.world, owner, rule);
    const id = listed.items[0]?.id ?? "";
    const gone = await ask(
      owner.api.requests.chains[":id"].archive.$post(
        { param: { id }, json: {} },
        named(house.world.key()),
      ),
    );
    expect(gone.items).toEqual([]);
  });
});

describe("a delegate", () => {
  test("is asked beside the one they stand in for, and is named so", async () => {
    await named2();
    await standIn(house.world, manager, second, { from: "2026-11-21", to: "2026-11-30" });
    const request = await create(house.world, staff, leave);
    expect(await inboxOf(second)).toEqual([request.id]);
    const passed = await decide(house.world, second, request, "approve");
    expect(passed.steps[0]).toMatchObject({ decidedByName: "Reza", onBehalfOfName: "Maryam" });
  });

  test("appointed later decides what waits already, and no longer than said", async () => {
    await named2();
    const request = await create(house.world, staff, leave);
    expect(await inboxOf(second)).toEqual([]);
    await standIn(house.world, manager, second, { from: "2026-11-21", to: "2026-11-22" });
    expect(await inboxOf(second)).toEqual([request.id]);
    house.world.now += 72 * hour;
    expect(await inboxOf(second)).toEqual([]);
    expect((await refusal(decide(house.world, second, request, "approve"))).code).toBe("not_asked");
  });

  test("never decides for the author of a request", async () => {
    await named2();
    await standIn(house.world, manager, second, { from: "2026-11-21", to: "2026-11-30" });
    const own = await create(house.world, manager, leave);
    expect(own.stage).toBe(2);
    expect(await inboxOf(second)).toEqual([]);
  });

  test("who is on leave with nobody in their place passes it on at once", async () => {
    await named2();
    const holiday = await asking(house.world, manager, {
      kind: "leave",
      unit: "day",
      from: "2026-11-21",
      to: "2026-11-24",
    });
    await decide(house.world, owner, holiday, "approve");
    const request = await create(house.world, staff, leave);
    expect(await inboxOf(owner)).toEqual([request.id]);
    expect(request.steps[0]?.names.toSorted()).toEqual(["Maryam", "Omid"]);
  });

  test("is taken back by who gave it alone", async () => {
    const { items } = await standIn(house.world, manager, second, {
      from: "2026-11-21",
      to: "2026-11-30",
    });
    const id = items[0]?.id ?? "";
    const end = (by: Staff) =>
      ask(
        by.api.requests.delegations[":id"].end.$post(
          { param: { id }, json: {} },
          named(house.world.key()),
        ),
      );
    expect((await refusal(end(second))).code).toBe("not_found");
    expect((await end(manager)).items).toEqual([]);
  });
});

describe("a deadline", () => {
  test("that passes asks the next in rank beside the first, once, and says so", async () => {
    await slow();
    const request = await create(house.world, staff, leave);
    await house.world.settle();
    house.world.now += 3 * hour;
    await house.world.settle();
    expect(await inboxOf(second)).toEqual([]);
    house.world.now += 2 * hour;
    await house.world.settle();
    await house.world.settle();
    expect(await inboxOf(second)).toEqual([request.id]);
    expect(await inboxOf(manager)).toEqual([request.id]);
    expect(notices("request-escalated")).toMatchObject([{ chatId: staff.telegramUserId }]);
    expect((await shown(staff, request.id)).steps[0]).toMatchObject({ escalated: true });
    const passed = await decide(house.world, second, request, "approve");
    expect(passed.stage).toBe(2);
    expect((await decide(house.world, second, passed, "approve")).state).toBe("approved");
  });

  test("of an answered level means nothing", async () => {
    await slow();
    const request = await create(house.world, staff, leave);
    await decide(house.world, manager, request, "approve");
    house.world.now += 100 * hour;
    await house.world.settle();
    expect(notices("request-escalated")).toEqual([]);
  });
});

describe("an approval", () => {
  test("tells those a rule wants told, once, and not who was asked", async () => {
    await chain(house.world, owner, {
      conditions: {},
      levels: [{ by: "employees", ids: [manager.employeeId] }],
      inform: [second.employeeId, manager.employeeId],
    });
    const request = await create(house.world, staff, leave);
    await decide(house.world, manager, request, "approve");
    await house.world.settle();
    expect(notices("request-fyi")).toMatchObject([{ chatId: second.telegramUserId }]);
  });
});

describe("what was approved", () => {
  test("is cancelled by who decides: a reversal, nothing is deleted (ATT F12)", async () => {
    const request = await approved();
    expect(request.mayCancel).toBe(true);
    const cancelled = await cancel(house.world, second, request);
    expect(cancelled).toMatchObject({ state: "cancelled", decisionReason: "wrong week" });
    expect(await moves(staff)).toEqual([
      { minutes: -440, reason: "use" },
      { minutes: 440, reason: "reversal" },
    ]);
    await house.world.settle();
    expect(notices("request-cancelled")).toMatchObject([{ chatId: staff.telegramUserId }]);
    expect((await refusal(cancel(house.world, manager, cancelled))).code).toBe("already_decided");
  });

  test("is never cancelled by its own author as a manager", async () => {
    const own = await create(house.world, manager, leave);
    const done = await decide(house.world, second, own, "approve");
    expect((await refusal(cancel(house.world, manager, done))).code).toBe("own_request");
  });

  test("and has begun is cancelled by a request of its own (ATT F12)", async () => {
    const request = await approved();
    house.world.now = Date.parse("2026-12-05T08:00:00Z");
    expect((await refusal(withdraw(house.world, staff, request))).code).toBe("leave_started");
    const wish = await asking(house.world, staff, { kind: "cancel", parentId: request.id });
    expect(wish).toMatchObject({ kind: "cancel", parentId: request.id, state: "pending" });
    expect(await moves(staff)).toHaveLength(1);
    await decide(house.world, manager, wish, "approve");
    expect((await shown(staff, request.id)).state).toBe("cancelled");
    expect(await moves(staff)).toEqual([
      { minutes: -440, reason: "use" },
      { minutes: 440, reason: "reversal" },
    ]);
  });

  test("is changed by a request that holds only once it is approved", async () => {
    const request = await approved();
    const change = await asking(house.world, staff, {
      kind: "leave",
      unit: "day",
      from: "2026-12-05",
      to: "2026-12-07",
      parentId: request.id,
    });
    expect((await shown(staff, request.id)).state).toBe("approved");
    const done = await decide(house.world, manager, change, "approve");
    expect(done.state).toBe("approved");
    expect((await shown(staff, request.id)).state).toBe("cancelled");
    expect(await moves(staff)).toEqual([
      { minutes: -440, reason: "use" },
      { minutes: 440, reason: "reversal" },
      { minutes: -1320, reason: "use" },
    ]);
  });

  test("stays when its change is refused", async () => {
    const request = await approved();
    const change = await asking(house.world, staff, {
      kind: "leave",
      unit: "day",
      from: "2026-12-06",
      parentId: request.id,
    });
    await decide(house.world, manager, change, "reject");
    expect((await shown(staff, request.id)).state).toBe("approved");
    expect(await moves(staff)).toEqual([{ minutes: -440, reason: "use" }]);
  });

  test("what waits is changed by withdrawing it in the same moment", async () => {
    const request = await create(house.world, staff, leave);
    const change = await asking(house.world, staff, {
      kind: "leave",
      unit: "day",
      from: "2026-12-05",
      to: "2026-12-06",
      parentId: request.id,
    });
    expect((await shown(staff, request.id)).state).toBe("withdrawn");
    expect(await inboxOf(manager)).toEqual([change.id]);
    expect((await refusal(decide(house.world, manager, request, "approve"))).code).toBe(
      "already_decided",
    );
  });

  test("another's request is neither changed nor cancelled", async () => {
    const request = await approved();
    const other = await house.hire("employee");
    const steal = asking(house.world, other, { kind: "leave", ...leave, parentId: request.id });
    expect((await refusal(steal)).code).toBe("not_found");
  });
});
