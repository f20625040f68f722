import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask } from "../../bot/core/api.ts";
import { createApiWorld } from "../support/api-world.ts";
import {
  balanceOf,
  create,
  createRequestsHouse,
  decide,
  preview,
  refusal,
  type RequestsHouse,
  type Staff,
  withdraw,
} from "./requests-house.ts";

const leave = { unit: "day", from: "2026-12-05", to: "2026-12-05" } as const;

let house: RequestsHouse;
let manager: Staff;
let staff: Staff;
beforeEach(async () => {
  house = await createRequestsHouse("ir", "2026-11-21", await createApiWorld());
  manager = await house.hire("manager", { name: "Maryam" });
  staff = await house.hire("employee");
});
afterEach(() => house.world.close());

const show = (by: Staff, id: string) => ask(by.api.requests[":id"].$get({ param: { id } }));
const notices = (kind: string) => house.world.delivered.filter((notice) => notice.kind === kind);

describe("a decision", () => {
  test("approval books the leave once and tells the employee", async () => {
    const before = (await balanceOf(staff)).minutes;
    const request = await create(house.world, staff, leave);
    const approved = await decide(house.world, manager, request, "approve");
    expect(approved).toMatchObject({ state: "approved", decidedByName: "Maryam", version: 2 });
    expect((await balanceOf(staff)).minutes).toBe(before - 440);
    expect(await house.ledger(staff)).toEqual([{ minutes: -440, reason: "use" }]);
    await house.world.settle();
    expect(notices("request-decided")).toMatchObject([
      { bot: "staff", chatId: staff.telegramUserId, payload: { requestId: request.id } },
    ]);
  });

  test("can't give days after the person has left, but can refuse them", async () => {
    const request = await create(house.world, staff, leave);
    await house.world.db.write([
      {
        sql: "update employees set state = 'ended', ended_on = '2026-12-04', ended_at = ? where id = ?",
        params: [house.world.now, staff.employeeId],
      },
    ]);
    expect(await refusal(decide(house.world, manager, request, "approve"))).toEqual({
      code: "outside_employment",
      details: { to: "2026-12-04" },
    });
    expect(await house.ledger(staff)).toEqual([]);
    expect((await decide(house.world, manager, request, "reject")).state).toBe("rejected");
  });

  test("rejection needs a reason and charges nothing", async () => {
    const request = await create(house.world, staff, leave);
    const { requests } = manager.api;
    const bare = await refusal(
      ask(
        requests[":id"].decide.$post(
          { param: { id: request.id }, json: { decision: "reject", version: 1 } },
          { headers: { "idempotency-key": house.world.key() } },
        ),
      ),
    );
    expect(bare.code).toBe("invalid_input");
    const rejected = await decide(house.world, manager, request, "reject", "too few people");
    expect(rejected).toMatchObject({ state: "rejected", decisionReason: "too few people" });
    expect(await house.ledger(staff)).toEqual([]);
    expect((await show(staff, request.id)).decisionReason).toBe("too few people");
  });

  test("every copy of the card is shown anew (TG 8.5)", async () => {
    const other = await house.hire("owner");
    const request = await create(house.world, staff, leave);
    await house.world.settle();
    expect(notices("request-card")).toHaveLength(2);
    await decide(house.world, manager, request, "approve");
    await house.world.settle();
    const cards = notices("request-card");
    expect(cards).toHaveLength(4);
    const shownAgain = cards.slice(2);
    expect(new Set(shownAgain.map(({ chatId }) => chatId))).toEqual(
      new Set([manager.telegramUserId, other.telegramUserId]),
    );
    expect(shownAgain.every(({ messageId }) => messageId !== null)).toBe(true);
  });

  test("a second decision is told who decided what and when (ATT F14, TG 8.4)", async () => {
    const second = await house.hire("manager");
    const request = await create(house.world, staff, leave);
    await decide(house.world, manager, request, "approve");
    const refused = await refusal(decide(house.world, second, request, "reject", "no"));
    expect(refused).toEqual({
      code: "already_decided",
      details: { state: "approved", by: "Maryam", at: house.world.now, reason: null },
    });
  });

  test("a repeated command gets its first answer", async () => {
    const request = await create(house.world, staff, leave);
    const key = house.world.key();
    const first = await decide(house.world, manager, request, "approve", undefined, key);
    const again = await decide(house.world, manager, request, "approve", undefined, key);
    expect(again).toEqual(first);
  });

  test("two managers at once: exactly one decision, in every round (ATT F14)", async () => {
    const second = await house.hire("manager", { name: "Reza" });
    for (let round = 0; round < 25; round++) {
      const person = await house.hire("employee");
      const request = await create(house.world, person, leave);
      const answers = await Promise.all([
        refusal(decide(house.world, manager, request, "approve")),
        refusal(decide(house.world, second, request, "reject", "no")),
        refusal(decide(house.world, manager, request, "approve")),
      ]);
      const codes = answers.map(({ code }) => code).toSorted();
      expect(codes).toEqual(["already_decided", "already_decided", "none"]);
      const { state, decidedByName } = await show(person, request.id);
      for (const { code, details } of answers)
        if (code === "already_decided") expect(details).toMatchObject({ state, by: decidedByName });
      const uses = await house.ledger(person);
      expect(uses).toEqual(state === "approved" ? [{ minutes: -440, reason: "use" }] : []);
    }
  });

  test("nobody decides an own request, whatever the role (ATT F15)", async () => {
    await house.hire("owner");
    const request = await create(house.world, manager, leave);
    expect((await refusal(decide(house.world, manager, request, "approve"))).code).toBe(
      "own_request",
    );
    expect(await show(manager, request.id)).toMatchObject({ mine: true, mayDecide: false });
    const inbox = await ask(manager.api.requests.inbox.$get({ query: {} }));
    expect(inbox.items).toEqual([]);
  });

  test("the balance is checked again when approving", async () => {
    const request = await create(house.world, staff, leave);
    const { minutes } = await balanceOf(staff);
    const aYear = 26 * 440;
    await house.adjust(staff, -minutes - aYear, "2026-11-21");
    const refused = await refusal(decide(house.world, manager, request, "approve"));
    expect(refused).toMatchObject({ code: "insufficient_balance", details: { minutes: 440 } });
    expect((await show(staff, request.id)).state).toBe("pending");
  });

  test("a version that has moved on is stale", async () => {
    const request = await create(house.world, staff, leave);
    const refused = await refusal(
      decide(house.world, manager, { id: request.id, version: 7 }, "approve"),
    );
    expect(refused.code).toBe("stale");
  });
});

describe("withdrawing", () => {
  test("approved leave that has not begun is reversed, not deleted (ATT F12)", async () => {
    const before = (await balanceOf(staff)).minutes;
    const request = await create(house.world, staff, leave);
    const approved = await decide(house.world, manager, request, "approve");
    await house.world.settle();
    const withdrawn = await withdraw(house.world, staff, approved);
    expect(withdrawn).toMatchObject({ state: "withdrawn", mayWithdraw: false });
    const booked = (await house.ledger(staff)).filter(({ reason }) => reason !== "accrual");
    expect(booked).toEqual([
      { minutes: -440, reason: "use" },
      { minutes: 440, reason: "reversal" },
    ]);
    expect((await balanceOf(staff)).minutes).toBe(before);
    await house.world.settle();
    const cards = notices("request-card");
    // The first card, its two new faces, and a new message: approved leave that comes back is news.
    expect(new Set(cards.map(({ id }) => id)).size).toBe(2);
  });

  test("leave that has begun stays", async () => {
    const request = await create(house.world, staff, leave);
    const approved = await decide(house.world, manager, request, "approve");
    house.world.now = Date.parse("2026-12-05T08:00:00Z");
    expect((await refusal(withdraw(house.world, staff, approved))).code).toBe("leave_started");
  });

  test("a decided request can't be withdrawn, a colleague's is not there", async () => {
    const request = await create(house.world, staff, leave);
    const colleague = await house.hire("employee");
    expect((await refusal(withdraw(house.world, colleague, request))).code).toBe("not_found");
    expect((await refusal(withdraw(house.world, manager, request))).code).toBe("not_found");
    const rejected = await decide(house.world, manager, request, "reject");
    expect((await refusal(withdraw(house.world, staff, rejected))).code).toBe("already_decided");
  });

  test("of a withdrawal and an approval at once one wins and the ledger follows it", async () => {
    for (let round = 0; round < 20; round++) {
      const person = await house.hire("employee");
      const request = await create(house.world, person, leave);
      const answers = await Promise.all([
        refusal(withdraw(house.world, person, request)),
        refusal(decide(house.world, manager, request, "approve")),
      ]);
      const codes = answers.map(({ code }) => code);
      expect(codes.filter((code) => code === "none")).toHaveLength(1);
      const { state } = await show(person, request.id);
      expect(state).toBe(codes[0] === "none" ? "withdrawn" : "approved");
      expect(await house.ledger(person)).toHaveLength(state === "approved" ? 1 : 0);
    }
  });
});

describe("who may see and do what", () => {
  test("an employee can't decide, nor see a colleague's request or the inbox", async () => {
    const request = await create(house.world, staff, leave);
    const colleague = await house.hire("employee");
    expect((await refusal(decide(house.world, colleague, request, "approve"))).code).toBe(
      "forbidden",
    );
    expect((await refusal(show(colleague, request.id))).code).toBe("not_found");
    const inbox = ask(colleague.api.requests.inbox.$get({ query: {} }));
    expect((await refusal(inbox)).code).toBe("forbidden");
  });

  test("everything needs its permission, whatever the role is called", async () => {
    const request = await create(house.world, staff, leave);
    await house.world.db.write([
      { sql: "update roles set permissions = '[]' where preset = 'employee'", params: [] },
    ]);
    const { requests } = staff.api;
    for (const call of [
      preview(staff, leave),
      create(house.world, staff, leave),
      withdraw(house.world, staff, request),
      decide(house.world, staff, request, "approve"),
      balanceOf(staff),
      ask(staff.api.leave.statement.$get({ query: {} })),
      ask(requests.index.$get({ query: {} })),
      ask(requests.inbox.$get({ query: {} })),
    ])
      expect((await refusal(call)).code).toBe("forbidden");
  });

  test("a repeated command says so; the same key for another one is refused", async () => {
    const send = (version: number) =>
      staff.api.requests[":id"].withdraw.$post(
        { param: { id: request.id }, json: { version } },
        { headers: { "idempotency-key": "withdraw-once" } },
      );
    const request = await create(house.world, staff, leave);
    const first = await send(1);
    const again = await send(1);
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await again.json()).toEqual(await first.json());
    expect((await send(2)).status).toBe(422);
  });

  test("another company's request does not exist", async () => {
    const request = await create(house.world, staff, leave);
    const elsewhere = await createRequestsHouse("ru", "2026-11-21", house.world);
    const stranger = await elsewhere.hire("owner");
    for (const call of [
      show(stranger, request.id),
      decide(house.world, stranger, request, "approve"),
      withdraw(house.world, stranger, request),
    ])
      expect((await refusal(call)).code).toBe("not_found");
  });

  test("the inbox holds what waits, oldest first, page by page", async () => {
    const ids: string[] = [];
    for (let day = 1; day <= 8; day++) {
      const person = await house.hire("employee");
      ids.push((await create(house.world, person, leave)).id);
    }
    const first = await ask(manager.api.requests.inbox.$get({ query: {} }));
    expect(first.total).toBe(8);
    const rest = await ask(
      manager.api.requests.inbox.$get({ query: { cursor: first.next ?? "" } }),
    );
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids);
    expect(rest.next).toBeNull();
  });

  test("own requests are listed by state, newest first", async () => {
    const first = await create(house.world, staff, leave);
    await withdraw(house.world, staff, first);
    const second = await create(house.world, staff, leave);
    const all = await ask(staff.api.requests.index.$get({ query: {} }));
    expect(all.items.map(({ id }) => id)).toEqual([second.id, first.id]);
    const open = await ask(staff.api.requests.index.$get({ query: { state: "pending" } }));
    expect(open.items.map(({ id }) => id)).toEqual([second.id]);
  });
});
