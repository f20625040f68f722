import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeMonths } from "../../api/billing/close/close-months.ts";
import { closePosting } from "../../api/billing/rules/postings.ts";
import { systemContext } from "../../api/core/context.ts";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { booksOf, giveTerm, ledgerOf } from "../support/billing.ts";
import {
  closesOf,
  noticesOf,
  payingCompany,
  punch,
  rows,
  undo,
  usageOf,
} from "../support/billing-company.ts";
import { insert, type Worker } from "./attendance-company.ts";

const at = Date.parse;
/** 1404-01 is 21 March to 20 April 2025; its first instant in Tehran. */
const nowruz1404 = at("2025-03-20T20:30:00Z");
const inFarvardin = at("2025-04-04T08:00:00Z");
const ordibehesht = at("2025-04-20T20:30:00Z");
const khordad = at("2025-05-21T20:30:00Z");

let world: ApiWorld;
beforeEach(async () => {
  world = await createApiWorld(at("2025-03-21T06:00:00Z"));
});
afterEach(() => world.close());

async function tickAt(now: number): Promise<void> {
  world.now = now;
  await world.settle();
}

/** Everybody clocks in and out in the same month. */
async function work(workers: readonly Worker[], now = inFarvardin): Promise<void> {
  world.now = now;
  for (const worker of workers) await punch(world, worker);
}

describe("the close of a month", () => {
  test.each([
    { vector: "A-1", registered: 10, active: 7, credit: 0, after: -7 },
    { vector: "A-2", registered: 10, active: 2, credit: 10, after: 8 },
    { vector: "A-3", registered: 15, active: 15, credit: 10, after: -5 },
  ])(
    "$vector: of $registered people $active were active: $credit → $after (BIL AT-10…AT-12)",
    async ({ registered, active, credit, after }) => {
      const { orgId, workers } = await payingCompany(world, { workers: registered, credit });
      await work(workers.slice(0, active));
      await tickAt(ordibehesht);
      expect(await closesOf(world, orgId)).toEqual([
        { period: "1404-01", charged: active, late: 0, creditAfter: after },
      ]);
      const books = await booksOf(world.deps, orgId);
      expect(books).toMatchObject({ credit: after, closedThrough: "1404-01" });
      expect(await ledgerOf(world.db, orgId)).toMatchObject({ "consumed/PM": -active });
    },
  );

  test("A-2: what is left never expires", async () => {
    const { orgId, workers } = await payingCompany(world, { workers: 2, credit: 10 });
    await work(workers);
    await tickAt(at("2027-03-25T08:00:00Z"));
    const closes = await closesOf(world, orgId);
    expect(closes).toHaveLength(24);
    expect(closes.at(-1)).toEqual({ period: "1405-12", charged: 0, late: 0, creditAfter: 8 });
    expect((await booksOf(world.deps, orgId)).credit).toBe(8);
  });

  test("A-7: a punch, leave and a punch of one person are one person-month", async () => {
    const company = await payingCompany(world, { workers: 0, credit: 5 });
    await work([company.employee]);
    await ask(
      world
        .as("staff", company.employee.telegramUserId)
        .requests.leave.$post(
          { json: { unit: "day", from: "2025-04-12", to: "2025-04-12" } },
          named(world.key()),
        ),
    );
    await work([company.employee], at("2025-04-20T08:00:00Z"));
    expect(await usageOf(world, company.employee)).toEqual(["1404-01 punch", "1404-01 request"]);
    await tickAt(ordibehesht);
    expect(await closesOf(world, company.orgId)).toMatchObject([{ charged: 1, creditAfter: 4 }]);
  });

  test("A-11: closing three times, and twice at once, is closing once", async () => {
    const { orgId, workers } = await payingCompany(world, { workers: 3, credit: 10 });
    await work(workers);
    world.now = ordibehesht;
    const close = () => closeMonths(systemContext(world.deps, "job:test"));
    await Promise.all([close(), close()]);
    const first = await rows(world, "select * from ledger_entries order by transaction_id");
    await close();
    await close();
    expect(await rows(world, "select * from ledger_entries order by transaction_id")).toEqual(
      first,
    );
    expect(await closesOf(world, orgId)).toMatchObject([{ charged: 3, creditAfter: 7 }]);
    expect(await noticesOf(world, orgId, "month-closed")).toHaveLength(1);
    expect(
      await rows(world, "select actor, subject, after from audit where action = 'month.closed'"),
    ).toEqual([["job:test", "close:1404-01", '{"charged":3,"late":0,"creditAfter":7}']]);
  });

  test("A-13: a month without activity books nothing and is told with 0", async () => {
    const { orgId, owner } = await payingCompany(world);
    await tickAt(ordibehesht);
    expect(await rows(world, "select 1 from ledger_transactions where kind = 'close'")).toEqual([]);
    expect(await noticesOf(world, orgId, "month-closed")).toEqual([
      {
        chatId: owner.telegramUserId,
        payload: {
          period: "1404-01",
          charged: 0,
          late: 0,
          creditAfter: 3,
          debtSum: 0,
          currency: "IRR",
        },
      },
    ]);
  });

  test("A-4: the debt is told with the sum that opens the month, to those who pay and to nobody else", async () => {
    const { orgId, workers, owner } = await payingCompany(world, { workers: 5, credit: 0 });
    await giveTerm(world.deps, orgId, "ir-6", { quantity: 1 });
    const { credit } = await booksOf(world.deps, orgId);
    await work(workers);
    await tickAt(ordibehesht);
    const creditAfter = credit - 5;
    const debtSum = Math.max(0, -creditAfter) * 120_000;
    expect(await noticesOf(world, orgId, "month-closed")).toMatchObject([
      { chatId: owner.telegramUserId, payload: { charged: 5, creditAfter, debtSum } },
    ]);
  });

  test("it books the posting of the rules", async () => {
    const { workers, orgId } = await payingCompany(world, { workers: 2 });
    await work(workers);
    await tickAt(ordibehesht);
    const entries = await rows(
      world,
      `select account, asset, amount from ledger_entries where org_id = ? and transaction_id = 'close:1404-01' order by position`,
      orgId,
    );
    expect(entries.map(([account, asset, amount]) => ({ account, asset, amount }))).toEqual(
      closePosting(2),
    );
  });

  test("months that were missed are closed in their order, each with its own invoice", async () => {
    const { orgId, workers } = await payingCompany(world, { workers: 3, credit: 10 });
    await work(workers);
    await work(workers.slice(0, 1), at("2025-05-04T08:00:00Z"));
    await tickAt(at("2025-06-25T08:00:00Z"));
    expect(await closesOf(world, orgId)).toEqual([
      { period: "1404-01", charged: 3, late: 0, creditAfter: 7 },
      { period: "1404-02", charged: 1, late: 0, creditAfter: 6 },
      { period: "1404-03", charged: 0, late: 0, creditAfter: 6 },
    ]);
    expect(await noticesOf(world, orgId, "month-closed")).toHaveLength(3);
  });

  test("it goes on after the plan has lapsed: who still clocks in is due (AT-19)", async () => {
    const { orgId, workers } = await payingCompany(world, { workers: 1 });
    await work(workers, at("2025-08-01T08:00:00Z"));
    await tickAt(at("2025-08-25T08:00:00Z"));
    expect((await closesOf(world, orgId)).at(-1)).toMatchObject({ period: "1404-05", charged: 1 });
  });

  test("companies that pay by seats have no months to close", async () => {
    const { orgId, workers } = await payingCompany(world, { profile: "ru", workers: 2 });
    await work(workers);
    await tickAt(khordad);
    expect(await closesOf(world, orgId)).toEqual([]);
    expect((await booksOf(world.deps, orgId)).closedThrough).toBeNull();
  });
});

describe("the border of a month", () => {
  test("A-9: 30 Esfand of a leap year is its last day, and Nowruz begins at 20:30 UTC", async () => {
    world.now = at("2025-03-01T08:00:00Z");
    const { orgId, workers } = await payingCompany(world, { workers: 3, credit: 10 });
    const [before, after, both] = workers as [Worker, Worker, Worker];
    await work([before, both], nowruz1404 - 1000);
    await tickAt(nowruz1404 - 1);
    expect(await closesOf(world, orgId)).toEqual([]);
    await work([after, both], nowruz1404);
    expect(await usageOf(world, both)).toEqual(["1403-12 punch", "1404-01 punch"]);
    expect(await usageOf(world, after)).toEqual(["1404-01 punch"]);
    await tickAt(nowruz1404);
    expect(await closesOf(world, orgId)).toEqual([
      { period: "1403-12", charged: 2, late: 0, creditAfter: 8 },
    ]);
    await tickAt(ordibehesht);
    expect((await closesOf(world, orgId)).at(-1)).toMatchObject({ charged: 2, creditAfter: 6 });
  });

  test("a punch that arrives after its month was closed is charged once, at the next close (P4)", async () => {
    const { orgId, workers } = await payingCompany(world, { workers: 2, credit: 10 });
    const [known, unknown] = workers as [Worker, Worker];
    await work([known]);
    await tickAt(ordibehesht);
    world.now = ordibehesht + 60_000;
    await punch(world, unknown, ordibehesht - 60_000);
    await punch(world, known, ordibehesht - 50_000);
    await tickAt(khordad);
    await tickAt(at("2025-06-25T08:00:00Z"));
    expect(await closesOf(world, orgId)).toEqual([
      { period: "1404-01", charged: 1, late: 0, creditAfter: 9 },
      { period: "1404-02", charged: 1, late: 1, creditAfter: 8 },
      { period: "1404-03", charged: 0, late: 0, creditAfter: 8 },
    ]);
  });
});

describe("activity", () => {
  test("an undone only punch of the month is no activity; one of two is", async () => {
    const { workers } = await payingCompany(world, { workers: 2 });
    const [once, twice] = workers as [Worker, Worker];
    await work([twice], inFarvardin - 3 * 3_600_000);
    await work([once, twice]);
    world.now += 30_000;
    await undo(world, once);
    await undo(world, twice);
    expect(await usageOf(world, once)).toEqual([]);
    expect(await usageOf(world, twice)).toEqual(["1404-01 punch"]);
  });

  test("what a close has charged stays charged when the punch is undone after it", async () => {
    const { orgId, workers } = await payingCompany(world, { workers: 1, credit: 3 });
    await work(workers, ordibehesht - 60_000);
    await tickAt(ordibehesht);
    world.now = ordibehesht + 30_000;
    await undo(world, workers[0] as Worker);
    await tickAt(khordad);
    expect(await closesOf(world, orgId)).toMatchObject([
      { charged: 1, creditAfter: 2 },
      { charged: 0, creditAfter: 2 },
    ]);
  });

  test("who enters a punch for somebody plays a role, which counts only under a plan that says so (C-3)", async () => {
    const { orgId, owner, manager, employee } = await payingCompany(world, { credit: 5 });
    const enter = (date: `${number}-${number}-${number}`) =>
      ask(
        world.as("owner", manager.telegramUserId).attendance.punches.manual.$post(
          {
            json: {
              employeeId: employee.employeeId,
              date,
              minute: 480,
              direction: "in",
              reason: "forgot",
            },
          },
          named(world.key()),
        ),
      );
    world.now = inFarvardin;
    await enter("2025-04-03");
    expect(await usageOf(world, manager)).toEqual(["1404-01 role"]);
    await tickAt(ordibehesht);
    expect(await closesOf(world, orgId)).toMatchObject([{ charged: 1, creditAfter: 4 }]);

    await world.db.write([
      {
        sql: `insert into plan_versions select 'plan:ir-1:2', code, profile, currency, meter, activation, charge_point,
            term_months, list_price, discount_bp, device_limit, included, due_days, annul_after_days,
            '["punch","request","role"]', tax_mode, offered, '2025-04-01', 0, 'test'
          from plan_versions where id = 'plan:ir-1:1'`,
        params: [],
      },
    ]);
    await giveTerm(world.deps, orgId, "ir-1", { quantity: 1 });
    world.now = at("2025-05-04T08:00:00Z");
    await enter("2025-05-03");
    const { credit } = await booksOf(world.deps, orgId);
    await tickAt(khordad);
    // The role of the month before was free and stays so.
    expect((await closesOf(world, orgId)).at(-1)).toEqual({
      period: "1404-02",
      charged: 2,
      late: 0,
      creditAfter: credit - 2,
    });
    expect(await usageOf(world, owner)).toEqual([]);
  });

  test("looking at days, balances and requests is none", async () => {
    const { employee } = await payingCompany(world);
    world.now = inFarvardin;
    const staff = world.as("staff", employee.telegramUserId);
    await ask(staff.leave.balance.$get({ query: {} }));
    await ask(staff.people.me.$get());
    expect(await usageOf(world, employee)).toEqual([]);
  });
});

describe("many companies", () => {
  test("parked books wait and are closed later; one that fails stops nobody else", async () => {
    const parked = await payingCompany(world, { credit: 5 });
    const broken = await payingCompany(world, { credit: 5 });
    const sound = await payingCompany(world, { credit: 5 });
    await work([...parked.workers, ...broken.workers, ...sound.workers]);
    const park = ({ orgId }: { orgId: string }, reason: string | null) =>
      world.db.write([
        {
          sql: "update billing_accounts set parked_at = ?, parked_reason = ? where org_id = ?",
          params: [reason === null ? null : world.now, reason, orgId],
        },
      ]);
    await park(parked, "test");
    // Somebody booked the month by hand: the close of this one can't be booked.
    await world.db.write([
      insert("ledger_transactions", {
        org_id: broken.orgId,
        id: "close:1404-01",
        kind: "close",
        subject: "test",
        at: 0,
      }),
      insert("audit", {
        id: "by hand",
        org_id: broken.orgId,
        at: 0,
        actor: "test",
        action: "test",
        subject: "test",
        request_id: "test",
      }),
    ]);
    world.now = ordibehesht;
    const failed: unknown[] = [];
    const deps = { ...world.deps, log: (_: string, event: object) => void failed.push(event) };
    await closeMonths(systemContext(deps, "job:test"));
    expect(await closesOf(world, sound.orgId)).toMatchObject([{ charged: 1, creditAfter: 4 }]);
    expect(await closesOf(world, broken.orgId)).toEqual([]);
    expect(await closesOf(world, parked.orgId)).toEqual([]);
    expect(failed).toMatchObject([{ event: "close_failed", organisation: broken.orgId }]);

    await park(broken, "test");
    await park(parked, null);
    await tickAt(ordibehesht + 3_600_000);
    expect(await closesOf(world, parked.orgId)).toMatchObject([{ charged: 1, creditAfter: 4 }]);
  });

  test("more companies than one batch and one page take", async () => {
    const first = await payingCompany(world, { credit: 5 });
    await work(first.workers);
    await world.db.write([
      {
        sql: `with recursive n(i) as (select 1 union all select i + 1 from n where i < 230)
          insert into organisations (id, name, profile, language, calendar, time_zone, weekend, location_policy, created_at)
          select 'many-' || i, 'x', 'ir', 'fa', 'jalali', 'Asia/Tehran', '[5]', 'off', 0 from n`,
        params: [],
      },
      {
        sql: `insert into billing_accounts (org_id, currency, last_order_number, created_at)
          select id, 'IRR', 1, ? from organisations where id like 'many-%'`,
        params: [world.now],
      },
      {
        sql: `insert into orders (org_id, id, number, kind, state, activation, currency, plan_version_id, total, tax, tax_bp,
            tax_mode, lines, created_at, paid_at)
          select id, 'o' || id, 1, 'free', 'paid', 'on_payment', 'IRR', 'plan:ir-free:1', 0, 0, 0, 'none', '[]', 0, 0
          from organisations where id like 'many-%'`,
        params: [],
      },
      {
        sql: `insert into terms (org_id, id, order_id, plan_version_id, starts_on, ends_on, state, created_at)
          select id, 't' || id, 'o' || id, 'plan:ir-free:1', '2025-03-21', '2025-04-21', 'active', 0
          from organisations where id like 'many-%'`,
        params: [],
      },
      {
        sql: `insert into audit (id, org_id, at, actor, action, subject, request_id)
          select 'a' || id, org_id, 0, 'test', 'order.placed', 'order:' || id, 'test' from orders where org_id like 'many-%'`,
        params: [],
      },
    ]);
    await tickAt(khordad);
    expect(
      await rows(world, "select period, count(*), sum(charged) from month_closes group by period"),
    ).toEqual([
      ["1404-01", 231, 1],
      ["1404-02", 231, 0],
    ]);
  });
});
