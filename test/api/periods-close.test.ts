import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { ask, named } from "../../bot/core/api.ts";
import { ApiProblem } from "../../bot/core/front-desk.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { type Company, foundCompany, insert, type Worker } from "./attendance-company.ts";

/** Local time in Tehran. Aban 1405 is 23 October to 21 November 2026. */
const at = (date: string, time = "12:00") => Date.parse(`${date}T${time}:00+03:30`);
const [aban, azar] = ["1405-08", "1405-09"];

let world: ApiWorld;
let company: Company;

beforeEach(async () => {
  world = await createApiWorld(at("2026-11-22", "10:00"), { isQuiet: true });
  company = await foundCompany(world.db);
  await world.db.write([
    { sql: "update employees set started_on = '2026-11-14'", params: [] },
    ...[aban, azar].map((month) =>
      insert("usage_months", {
        org_id: company.orgId,
        period: month,
        employee_id: company.owner.employeeId,
        kind: "punch",
        first_at: 0,
      }),
    ),
  ]);
});
afterEach(() => world.close());

const as = (worker: Worker) => world.as("owner", worker.telegramUserId);
const owner = () => as(company.owner);
const command = () => named(world.key());
const refusalOf = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ApiProblem) return error.code;
  if (error === null) return null;
  throw error;
};
const rows = async (sql: string, ...params: string[]) =>
  (await world.db.read([{ sql, params }]))[0]?.rows ?? [];

let serial = 0;
async function log(
  worker: Worker,
  kind: "in" | "out" | "void",
  date: string,
  time: string,
  more: Record<string, string | number> = {},
) {
  const id = uuidv7();
  await world.db.write([
    insert("punches", {
      org_id: company.orgId,
      id,
      employee_id: worker.employeeId,
      at: at(date, time),
      received_at: world.now,
      kind,
      source: "telegram",
      source_key: `test:${serial++}`,
      time_zone: "Asia/Tehran",
      verdict: "not_asked",
      trust: 80,
      flags: "[]",
      ...more,
    }),
  ]);
  return id;
}
async function workDay(worker: Worker, date: string, from = "08:00", to = "15:20") {
  await log(worker, "in", date, from);
  await log(worker, "out", date, to);
}
const everybody = () => [company.owner, company.manager, company.employee];
/** Saturday 14 to Thursday 19 November, and Saturday 21: every working day of what is left of Aban. */
const workDays = ["14", "15", "16", "17", "18", "19", "21"].map((day) => `2026-11-${day}`);
async function wholeMonth() {
  for (const worker of everybody()) for (const date of workDays) await workDay(worker, date);
}
const period = (key = aban) => ({ param: { period: key } });
const preview = (key = aban) => ask(owner().periods[":period"].close.$get(period(key)));
const close = async (key = aban, hash?: string) =>
  ask(
    owner().periods[":period"].close.$post(
      { ...period(key), json: { hash: hash ?? (await preview(key)).hash } },
      command(),
    ),
  );
const reopen = (key = aban, reason = "wrong shift") =>
  ask(owner().periods[":period"].reopen.$post({ ...period(key), json: { reason } }, command()));
const compare = async () => {
  world.now += 60 * 60_000;
  await world.settle();
};
const monthOf = (worker: Worker, key = aban) =>
  ask(
    owner().attendance.months[":period"].$get({
      param: { period: key },
      query: { employeeId: worker.employeeId },
    }),
  );

describe("the close of a month", () => {
  it("is one number over everybody's line, which anybody of the company can verify", async () => {
    await wholeMonth();
    await world.settle();
    const seen = await preview();
    expect([seen.people, seen.totals["worked"], seen.left, seen.running]).toEqual([
      3,
      3 * 7 * 440,
      0,
      [],
    ]);
    const closed = await close(aban, seen.hash);
    expect(closed).toMatchObject({ number: 1, hash: seen.hash });
    const code = seen.hash.slice(0, 12);
    const employee = world.as("staff", company.employee.telegramUserId);
    const verified = await ask(employee.periods.verify[":code"].$get({ param: { code } }));
    expect(verified).toMatchObject({
      period: aban,
      number: 1,
      people: 3,
      proven: true,
      isCurrent: true,
    });
    const unknown = ask(employee.periods.verify[":code"].$get({ param: { code: "0123456789ab" } }));
    expect(await refusalOf(unknown)).toBe("not_found");
  });

  it("is only the owner's", async () => {
    await world.settle();
    expect(await refusalOf(ask(as(company.manager).periods[":period"].close.$get(period())))).toBe(
      "forbidden",
    );
  });

  it("comes after the month's last day, in the month's order, and once", async () => {
    await world.settle();
    expect(await refusalOf(preview(azar))).toBe("period_not_over");
    world.now = at("2026-12-22", "10:00");
    await world.settle();
    expect(await refusalOf(preview(azar))).toBe("earlier_period_open");
    await close(aban);
    await close(azar);
    expect(await refusalOf(preview(aban))).toBe("period_closed");
  });

  it("waits for a night that still runs", async () => {
    await world.settle();
    world.now = at("2026-11-22", "00:30");
    await log(company.employee, "in", "2026-11-21", "23:00");
    const { running, hash } = await preview();
    expect(running.map(({ name }) => name)).toEqual(["employee 1003"]);
    expect(await refusalOf(close(aban, hash))).toBe("days_running");
  });

  it("is refused when something came in since it was shown", async () => {
    await world.settle();
    const { hash } = await preview();
    await workDay(company.employee, "2026-11-17");
    expect(await refusalOf(close(aban, hash))).toBe("snapshot_changed");
    expect(await rows("select 1 from period_closes")).toEqual([]);
    expect(await rows("select 1 from period_lines")).toEqual([]);
  });

  it("happens once when two owners press at once", async () => {
    await wholeMonth();
    await world.settle();
    const { hash } = await preview();
    const results = await Promise.all([refusalOf(close(aban, hash)), refusalOf(close(aban, hash))]);
    const [refused] = results.filter((code) => code !== null);
    expect(results.filter((code) => code === null)).toHaveLength(1);
    // Who is a moment late sees the close; who is at the very same one sees that the snapshot is no longer theirs.
    expect(["period_closed", "snapshot_changed"]).toContain(refused);
    expect(await rows("select count(*) from period_closes")).toEqual([[1]]);
    expect(await rows("select count(*) from period_lines")).toEqual([[3]]);
  });

  it("pressed again by a redelivery answers the same", async () => {
    await world.settle();
    const { hash } = await preview();
    const key = command();
    const again = () =>
      ask(owner().periods[":period"].close.$post({ ...period(), json: { hash } }, key));
    expect(await again()).toEqual(await again());
  });
});

describe("after the close", () => {
  it("a correction changes no closed day: the hash stays and the open month carries it (ATT J2)", async () => {
    await wholeMonth();
    await world.settle();
    const { hash } = await close();
    const before = await monthOf(company.employee);
    world.now = at("2026-11-24");
    const late = await log(company.employee, "in", "2026-11-20", "09:00");
    await log(company.employee, "out", "2026-11-20", "11:00");
    await compare();
    const after = await monthOf(company.employee);
    expect(after.days).toEqual(before.days);
    expect(after.closed).toMatchObject({ number: 1, hash });
    const open = await monthOf(company.employee, azar);
    expect(open.adjustments).toEqual([
      {
        date: "2026-11-20",
        closedPeriod: aban,
        delta: expect.objectContaining({ presence: 120 }) as unknown,
        reference: `punch:${late}`,
      },
    ]);
    const { periods } = await ask(owner().periods.months.$get());
    expect(periods.find((one) => one.period === aban)?.adjustedDays).toBe(1);
  });

  it("comparing again finds nothing, and a correction taken back is carried back", async () => {
    await wholeMonth();
    await world.settle();
    await close();
    world.now = at("2026-11-24");
    const entered = await log(company.employee, "in", "2026-11-20", "09:00");
    const left = await log(company.employee, "out", "2026-11-20", "11:00");
    await compare();
    await compare();
    expect(await rows("select count(*) from period_adjustments")).toEqual([[1]]);
    await log(company.employee, "void", "2026-11-20", "09:00", { supersedes_id: entered });
    await log(company.employee, "void", "2026-11-20", "11:00", { supersedes_id: left });
    await compare();
    const { adjustments } = await monthOf(company.employee, azar);
    const sum = adjustments.reduce((total, { delta }) => total + (delta["presence"] ?? 0), 0);
    expect([adjustments.length, sum]).toEqual([2, 0]);
  });

  it("a calendar that changes later leaves closed days alone and adjusts the open month (ATT G6)", async () => {
    await wholeMonth();
    await world.settle();
    await close();
    const before = await monthOf(company.employee);
    world.now = at("2026-11-25");
    await world.db.write([
      insert("calendar_overrides", {
        org_id: company.orgId,
        id: uuidv7(),
        date: "2026-11-18",
        kind: "holiday",
        created_by: company.owner.employeeId,
        created_at: world.now,
      }),
      insert("audit", {
        id: uuidv7(),
        org_id: company.orgId,
        at: world.now,
        actor: "test",
        action: "calendar.closed",
        subject: "day",
        request_id: "r",
      }),
    ]);
    await compare();
    expect((await monthOf(company.employee)).days).toEqual(before.days);
    const { adjustments } = await monthOf(company.employee, azar);
    expect(adjustments).toMatchObject([
      { date: "2026-11-18", closedPeriod: aban, reference: "calendar", delta: { expected: -440 } },
    ]);
  });

  it("a request that is rejected changes nothing (ATT J9)", async () => {
    await wholeMonth();
    const id = uuidv7();
    await world.db.write([
      insert("requests", {
        org_id: company.orgId,
        id,
        employee_id: company.employee.employeeId,
        kind: "leave",
        type_code: "annual",
        unit: "day",
        starts_on: "2026-11-17",
        ends_on: "2026-11-17",
        time_zone: "Asia/Tehran",
        minutes_charged: 440,
        card: "{}",
        state: "pending",
        created_at: world.now,
      }),
    ]);
    await world.settle();
    const { hash } = await close();
    world.now += 3_600_000;
    await world.db.write([
      {
        sql: "update requests set state = 'rejected', decided_by = ?, decided_at = ? where id = ?",
        params: [company.owner.employeeId, world.now, id],
      },
    ]);
    await compare();
    expect(await rows("select 1 from period_adjustments")).toEqual([]);
    expect((await monthOf(company.employee)).closed?.hash).toBe(hash);
  });

  it("the next month's snapshot holds what it carried", async () => {
    await wholeMonth();
    await world.settle();
    await close();
    world.now = at("2026-11-24");
    await workDay(company.employee, "2026-11-20", "09:00", "11:00");
    world.now = at("2026-12-22", "10:00");
    await world.settle();
    await close(azar);
    const [[payload]] = (await rows(
      "select l.payload from period_lines l join periods p on p.close_id = l.close_id where p.period = ? and l.employee_id = ?",
      azar,
      company.employee.employeeId,
    )) as [[string]];
    const line = JSON.parse(payload) as { adjustments: { date: string; closedPeriod: string }[] };
    expect(line.adjustments).toMatchObject([{ date: "2026-11-20", closedPeriod: aban }]);
  });

  it("voiding the only day of a month that was charged is told to the owner (ATT J5)", async () => {
    const first = await log(company.employee, "in", "2026-11-17", "08:00");
    const last = await log(company.employee, "out", "2026-11-17", "15:20");
    await world.db.write([
      insert("usage_months", {
        org_id: company.orgId,
        period: aban,
        employee_id: company.employee.employeeId,
        kind: "punch",
        first_at: at("2026-11-17"),
        close_id: "c",
      }),
    ]);
    await world.settle();
    await close();
    world.now = at("2026-11-24");
    await log(company.employee, "void", "2026-11-17", "08:00", { supersedes_id: first });
    await log(company.employee, "void", "2026-11-17", "15:20", { supersedes_id: last });
    await compare();
    await compare();
    const told = world.delivered.filter(({ kind }) => kind === "period-charged");
    expect(told.map(({ chatId, payload }) => [chatId, payload])).toEqual([
      [company.owner.telegramUserId, { period: aban, employeeName: "employee 1003" }],
    ]);
  });
});

describe("reopening", () => {
  it("is of the newest closed month only, with a reason (ATT J3)", async () => {
    await world.settle();
    await close(aban);
    world.now = at("2026-12-22", "10:00");
    await world.settle();
    await close(azar);
    expect(await refusalOf(reopen(aban))).toBe("later_period_closed");
    expect(await refusalOf(reopen(azar, " "))).toBe("invalid_input");
    expect(
      await refusalOf(
        ask(
          as(company.manager).periods[":period"].reopen.$post(
            { ...period(azar), json: { reason: "because" } },
            command(),
          ),
        ),
      ),
    ).toBe("forbidden");
    await reopen(azar);
    await reopen(aban);
    expect(await refusalOf(reopen(aban))).toBe("period_open");
  });

  it("keeps the old snapshot; the next close has the next number and what is true then", async () => {
    await wholeMonth();
    await world.settle();
    const first = await close();
    world.now = at("2026-11-24");
    await workDay(company.employee, "2026-11-20", "09:00", "11:00");
    await compare();
    await reopen();
    expect((await monthOf(company.employee, azar)).adjustments).toEqual([]);
    const second = await close();
    expect([second.number, second.hash === first.hash]).toEqual([2, false]);
    await compare();
    expect((await monthOf(company.employee, azar)).adjustments).toEqual([]);
    const old = await ask(owner().periods.verify[":code"].$get({ param: { code: first.hash } }));
    expect(old).toMatchObject({ number: 1, isCurrent: false, proven: true });
  });

  it("is told to owners and managers, and logged", async () => {
    await world.settle();
    await close();
    await reopen();
    await world.settle();
    const told = world.delivered.filter(({ kind }) => kind === "period-state");
    expect(
      new Set(
        told.map(({ chatId, payload }) => `${chatId} ${(payload as { action: string }).action}`),
      ),
    ).toEqual(
      new Set(
        [company.owner, company.manager].flatMap(({ telegramUserId }) => [
          `${telegramUserId} close`,
          `${telegramUserId} reopen`,
        ]),
      ),
    );
    expect(told).toHaveLength(4);
    const acts = await rows(
      "select action from audit where action like 'period.%' order by at, id",
    );
    expect(acts.flat()).toEqual(["period.begun", "period.closed", "period.reopened"]);
  });
});

const mine = () =>
  ask(world.as("staff", company.employee.telegramUserId).periods[":period"].mine.$get(period()));
const stateNow = async () => (await rows("select state from periods"))[0]?.[0];
const remind = () =>
  ask(as(company.manager).periods[":period"].nudge.$post({ ...period(), json: {} }, command()));

describe("the conversation", () => {
  it("begins in the morning after the month's last day and asks everybody once", async () => {
    world.now = at("2026-11-22", "08:00");
    await world.settle();
    expect(await rows("select 1 from periods")).toEqual([]);
    world.now = at("2026-11-22", "09:15");
    await world.settle();
    await world.settle();
    const asked = world.delivered.filter(({ kind }) => kind === "period-questions");
    expect(asked).toHaveLength(3);
    expect(new Set(asked.map(({ chatId, bot }) => `${bot} ${chatId}`))).toEqual(
      new Set(everybody().map(({ telegramUserId }) => `staff ${telegramUserId}`)),
    );
  });

  it("does not begin about a month long ago, nor where nobody clocked in", async () => {
    world.now = at("2026-11-30");
    await world.settle();
    expect(await rows("select 1 from periods")).toEqual([]);
    world.now = at("2026-11-23");
    await world.db.write([{ sql: "delete from usage_months", params: [] }]);
    await world.settle();
    expect(await rows("select 1 from periods")).toEqual([]);
  });

  it("asks only about what is not settled: a missing punch, an absence, a shortage", async () => {
    for (const date of workDays.slice(0, 4)) await workDay(company.employee, date);
    await log(company.employee, "in", "2026-11-18", "08:00");
    await workDay(company.employee, "2026-11-19", "08:00", "13:00");
    await world.settle();
    const { items, questions } = await mine();
    expect(items.map(({ kind, date, minutes }) => [kind, date, minutes])).toEqual([
      ["missing_punch", "2026-11-18", 440],
      ["deficit", "2026-11-19", 140],
      ["absence", "2026-11-21", 440],
    ]);
    expect(questions).toBe(3);
  });

  it("an answer settles its item until the day changes", async () => {
    for (const date of workDays.slice(0, 6)) await workDay(company.employee, date);
    await world.settle();
    const staff = world.as("staff", company.employee.telegramUserId);
    const [item] = (await mine()).items;
    const answered = await ask(
      staff.periods[":period"].mine.answer.$post(
        { ...period(), json: { item: item?.key ?? "", answer: "accepted" } },
        command(),
      ),
    );
    expect(answered.left).toBe(0);
    expect((await mine()).questions).toBe(0);
    await workDay(company.employee, "2026-11-21", "10:00", "15:20");
    expect((await mine()).items.map(({ kind, state }) => [kind, state])).toEqual([
      ["deficit", "open"],
    ]);
  });

  it("truancy is a manager's word, and the snapshot keeps it", async () => {
    for (const date of workDays.slice(0, 6)) await workDay(company.employee, date);
    await world.settle();
    const [item] = (await mine()).items;
    const json = { item: item?.key ?? "", answer: "truancy" as const };
    const staff = world.as("staff", company.employee.telegramUserId);
    expect(
      await refusalOf(
        ask(staff.periods[":period"].mine.answer.$post({ ...period(), json }, command())),
      ),
    ).toBe("forbidden");
    const param = { period: aban, employeeId: company.employee.employeeId };
    await ask(
      as(company.manager).periods[":period"].people[":employeeId"].answer.$post(
        { param, json },
        command(),
      ),
    );
    await close();
    const [[payload]] = (await rows(
      "select payload from period_lines where employee_id = ?",
      company.employee.employeeId,
    )) as [[string]];
    expect((JSON.parse(payload) as { marks: unknown }).marks).toEqual([
      { date: "2026-11-21", mark: "truancy" },
    ]);
  });

  it("an objection that stands is closed as disputed, and shown before (ATT J7)", async () => {
    await wholeMonth();
    const changed = await log(company.employee, "in", "2026-11-20", "09:00", {
      source: "manual",
      reason: "forgot",
      recorded_by: company.manager.employeeId,
    });
    await log(company.employee, "out", "2026-11-20", "10:00");
    await world.db.write([
      insert("change_answers", {
        org_id: company.orgId,
        punch_id: changed,
        employee_id: company.employee.employeeId,
        answer: "objected",
        text: "I was ill",
        answered_at: world.now,
      }),
    ]);
    await world.settle();
    const seen = await preview();
    expect(seen.disputed.map(({ name }) => name)).toEqual(["employee 1003"]);
    await close(aban, seen.hash);
    expect((await monthOf(company.employee)).closed?.disputes).toEqual(["2026-11-20"]);
  });

  it("goes from people to managers to the owner by itself, and the owner's card follows", async () => {
    await world.settle();
    expect(await stateNow()).toBe("asking");
    world.now += 2 * 86_400_000;
    await world.settle();
    expect(await stateNow()).toBe("managers");
    const managers = world.delivered.filter(({ kind }) => kind === "period-managers");
    expect(managers.map(({ chatId }) => chatId)).toEqual([company.manager.telegramUserId]);
    world.now += 2 * 86_400_000;
    await world.settle();
    expect(await stateNow()).toBe("owner");
    const cards = world.delivered.filter(({ kind }) => kind === "period-progress");
    expect(new Set(cards.map(({ chatId }) => chatId))).toEqual(
      new Set([company.owner.telegramUserId]),
    );
    expect(cards.length).toBeGreaterThan(2);
  });

  it("is over for people as soon as everybody has confirmed", async () => {
    await wholeMonth();
    await world.settle();
    for (const worker of everybody())
      await ask(
        world
          .as("staff", worker.telegramUserId)
          .periods[":period"].mine.confirm.$post({ ...period(), json: {} }, command()),
      );
    await world.settle();
    const shown = await ask(owner().periods[":period"].$get(period()));
    expect(shown).toMatchObject({ state: "owner", people: 3, answered: 3, left: 0 });
  });

  it("reminds who has not answered, once a day", async () => {
    await world.settle();
    expect(await remind()).toEqual({ reminded: 3 });
    expect(await refusalOf(remind())).toBe("nudged_lately");
  });
});

const effectOf = (query: { at: string; punchIds?: string }) =>
  ask(
    as(company.manager).periods["person-month"].$get({
      query: { ...query, employeeId: company.employee.employeeId },
    }),
  );
const billed = (closeId: string | null) =>
  world.db.write([
    insert("billing_accounts", {
      org_id: company.orgId,
      currency: "IRR",
      created_at: 0,
    }),
    insert("month_closes", {
      org_id: company.orgId,
      period: aban,
      id: "c",
      charged: 1,
      late: 0,
      credit_after: 0,
      closed_at: 0,
    }),
    ...(closeId === null
      ? []
      : [
          insert("usage_months", {
            org_id: company.orgId,
            period: aban,
            employee_id: company.employee.employeeId,
            kind: "punch",
            first_at: 0,
            close_id: closeId,
          }),
        ]),
  ]);

describe("a person-month of a month that was charged", () => {
  it("is costed by a first act that is entered later, so consent is asked (ATT idea 24)", async () => {
    await billed(null);
    expect(await effectOf({ at: String(at("2026-11-17")) })).toEqual({
      period: aban,
      effect: "charges",
    });
    expect(await effectOf({ at: String(world.now) })).toMatchObject({ effect: null });
  });

  it("stays when its only act is taken away (ATT J5)", async () => {
    await billed("c");
    const first = await log(company.employee, "in", "2026-11-17", "08:00");
    const last = await log(company.employee, "out", "2026-11-17", "15:20");
    const when = String(at("2026-11-17"));
    expect(await effectOf({ at: when, punchIds: first })).toMatchObject({ effect: null });
    expect(await effectOf({ at: when, punchIds: `${first},${last}` })).toMatchObject({
      effect: "stays_charged",
    });
  });
});
