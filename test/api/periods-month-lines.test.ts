import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { periodRange } from "../../api/core/calendar/period.ts";
import { organisationColumns, organisationOf } from "../../api/periods/organisations.ts";
import { canonicalJson } from "../../api/periods/rules/canonical-json.ts";
import { packDays } from "../../api/periods/rules/pack-days.ts";
import { sha256, snapshotHash } from "../../api/periods/rules/snapshot.ts";
import { lineOfCell, settledOf } from "../../api/periods/snapshot-line.ts";
import { loadPeople } from "../../api/timesheets/load-people.ts";
import { sumDays } from "../../api/timesheets/rules/sum-days.ts";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { freeLate, weekly } from "../support/month-rules.ts";
import { type Company, foundCompany, insert, type Worker } from "./attendance-company.ts";
import { sendPunch } from "./attendance-messages.ts";

const at = (date: string, time = "12:00") => Date.parse(`${date}T${time}:00+03:30`);
/** Aban 1405 ends on Saturday, 21 November 2026: the week that begins on it ends in Azar. */
const [aban, azar] = ["1405-08", "1405-09"] as const;
/** Working days of Aban since everybody began. */
const workDays = ["14", "15", "16", "17", "18", "19", "21"].map((day) => `2026-11-${day}`);

let world: ApiWorld;
let company: Company;

beforeEach(async () => {
  world = await createApiWorld(at("2026-11-22", "10:00"), { isQuiet: true });
  company = await foundCompany(world.db);
  await world.db.write([
    { sql: "update employees set started_on = '2026-11-14'", params: [] },
    freeLate(company.orgId, company.owner.employeeId),
    ...weekly(company.orgId, company.manager.employeeId, 2640),
    insert("periods", { org_id: company.orgId, period: aban, state: "owner", started_at: 0 }),
  ]);
});
afterEach(() => world.close());

const rows = async (sql: string, ...params: string[]) =>
  (await world.db.read([{ sql, params }]))[0]?.rows ?? [];
const owner = () => world.as("owner", company.owner.telegramUserId);
const command = () => named(world.key());

async function worked(worker: Worker, date: string, from: string, to: string): Promise<void> {
  await world.db.write(
    (
      [
        ["in", from],
        ["out", to],
      ] as const
    ).map(([kind, time]) =>
      insert("punches", {
        org_id: company.orgId,
        id: uuidv7(),
        employee_id: worker.employeeId,
        at: at(date, time),
        received_at: world.now,
        kind,
        source: "telegram",
        source_key: `test:${uuidv7()}`,
        time_zone: "Asia/Tehran",
        verdict: "not_asked",
        trust: 80,
        flags: "[]",
      }),
    ),
  );
}
/** Late by half an hour on Sunday, by forty minutes on Monday, absent on Saturday. */
async function employeesMonth(): Promise<void> {
  const late: Record<string, string> = { "2026-11-15": "08:30", "2026-11-16": "08:40" };
  for (const date of workDays.slice(1))
    await worked(company.employee, date, late[date] ?? "08:00", "15:20");
}
/** Eight hours on five days of the week that ends in Aban: four hours short. */
async function managersMonth(): Promise<void> {
  for (const date of workDays.slice(0, 5)) await worked(company.manager, date, "10:00", "18:00");
}
const preview = (period: string) =>
  ask(owner().periods[":period"].close.$get({ param: { period } }));
async function close(period: string) {
  const { hash } = await preview(period);
  return ask(
    owner().periods[":period"].close.$post({ param: { period }, json: { hash } }, command()),
  );
}
const monthOf = (worker: Worker, period: string = aban) =>
  ask(
    owner().attendance.months[":period"].$get({
      param: { period },
      query: { employeeId: worker.employeeId },
    }),
  );
const nextHour = async () => {
  world.now += 60 * 60_000;
  await world.settle();
};
const adjusted = async () =>
  (
    await rows(
      "select employee_id, date, delta, reference from period_adjustments order by date, id",
    )
  ).map(([id, date, delta, reference]) => [
    id === company.manager.employeeId
      ? "manager"
      : id === company.employee.employeeId
        ? "employee"
        : "owner",
    date,
    JSON.parse(String(delta)) as unknown,
    String(reference).split(":")[0],
  ]);

async function sheetOf(worker: Worker) {
  const [found] = await world.db.read([
    { sql: `select ${organisationColumns} from organisations o`, params: [] },
  ]);
  const organisation = organisationOf(found?.rows[0] ?? []);
  const wanted = {
    organisation,
    period: aban,
    range: periodRange(aban, "jalali"),
    now: world.now,
    corrects: false,
  };
  const [person] = await loadPeople(world.deps, wanted, [worker.employeeId]);
  return sumDays(person?.month.days ?? []).totals;
}

describe("free lates and balances of weeks", () => {
  it("are the same figure in the month, the matrix, the sheet, the preview and the snapshot", async () => {
    await employeesMonth();
    await managersMonth();
    const look = async () => ({
      months: [
        (await monthOf(company.employee)).totals.deficit,
        (await monthOf(company.manager)).totals.deficit,
      ],
      sheets: [(await sheetOf(company.employee)).deficit, (await sheetOf(company.manager)).deficit],
      matrix: (
        await ask(owner().team.matrix[":period"].$get({ param: { period: aban }, query: {} }))
      ).people
        .filter(({ employeeId }) => employeeId !== company.owner.employeeId)
        .map(({ deficit }) => deficit)
        .toSorted((a, b) => a - b),
    });
    const seen = { months: [40, 240], sheets: [40, 240], matrix: [40, 240] };
    expect(await look()).toEqual(seen);
    expect((await preview(aban)).totals).toMatchObject({ deficit: 280, deficitExcused: 30 });
    await close(aban);
    expect(await look()).toEqual(seen);
    const month = await monthOf(company.manager);
    expect(month.closed).not.toBeNull();
    expect(month.weeks).toMatchObject([
      { from: "2026-11-14", to: "2026-11-20", expected: 2640, worked: 2400, balance: -240 },
    ]);
    const late = await monthOf(company.employee);
    expect(late.lates.map(({ date, free }) => [date, free])).toEqual([
      ["2026-11-15", true],
      ["2026-11-16", false],
    ]);
    // The day itself says the same.
    const day = await ask(
      owner().attendance.days[":date"].$get({
        param: { date: "2026-11-15" },
        query: { employeeId: company.employee.employeeId },
      }),
    );
    expect(day.totals).toMatchObject({ deficit: 0, deficitExcused: 30, late: 30 });
  });

  it("are what a day of the open month says, too", async () => {
    await managersMonth();
    const day = await ask(
      owner().attendance.days[":date"].$get({
        param: { date: "2026-11-20" },
        query: { employeeId: company.manager.employeeId },
      }),
    );
    expect(day).toMatchObject({ status: "day_off", totals: { deficit: 240 } });
    const free = await monthOf(company.manager);
    expect(free.days.find(({ date }) => date === "2026-11-19")?.status).toBe("flexible");
    // Sunday is a working day: nothing is due of it yet.
    const board = await ask(owner().attendance.board.$get({ query: {} }));
    expect(board.counts).toMatchObject({ flexible: 1, day_off: 0 });
    const manager = board.people.find(
      ({ employeeId }) => employeeId === company.manager.employeeId,
    );
    expect(manager).toMatchObject({ show: "flexible", present: false, lateMinutes: 0 });
  });

  it("change with another day of the month, and are carried as adjustments", async () => {
    await employeesMonth();
    await managersMonth();
    await close(aban);
    await worked(company.manager, "2026-11-19", "10:00", "12:00");
    await worked(company.employee, "2026-11-14", "08:20", "15:20");
    await nextHour();
    expect(await adjusted()).toEqual([
      [
        "employee",
        "2026-11-14",
        expect.objectContaining({ worked: 420, absence: -440, deficitExcused: 20 }),
        "punch",
      ],
      ["employee", "2026-11-15", { deficit: 30, deficitExcused: -30 }, "month"],
      ["manager", "2026-11-19", expect.objectContaining({ worked: 120 }), "punch"],
      ["manager", "2026-11-20", { deficit: -120 }, "month"],
    ]);
    await nextHour();
    expect(await adjusted()).toHaveLength(4);
  });

  it("of a week over the border belong to the month it ends in, also when both are closed", async () => {
    await close(aban);
    world.now = at("2026-12-22", "10:00");
    await world.db.write([
      insert("periods", { org_id: company.orgId, period: azar, state: "owner", started_at: 0 }),
    ]);
    await close(azar);
    const short = (await monthOf(company.manager, azar)).weeks[0];
    expect(short).toMatchObject({ from: "2026-11-21", to: "2026-11-27", balance: -2640 });
    // The last day of Aban is worked after all: Aban's hours, and the week that Azar settled.
    await worked(company.manager, "2026-11-21", "10:00", "18:00");
    await nextHour();
    expect(await adjusted()).toEqual([
      ["manager", "2026-11-21", expect.objectContaining({ worked: 480 }), "punch"],
      ["manager", "2026-11-27", { deficit: -480 }, "month"],
    ]);
  });

  it("are not in closes of before, which still verify and read as they were closed", async () => {
    await employeesMonth();
    const { closeId } = await close(aban);
    const [stored] = await rows(
      "select payload from period_lines where close_id = ? and employee_id = ?",
      closeId,
      company.employee.employeeId,
    );
    const line = lineOfCell(stored?.[0]);
    expect(line.form).toBe(2);
    const { days } = settledOf(line);
    const { weeks: _weeks, ...old } = { ...line, form: 1, days: packDays(days), weeks: undefined };
    const text = canonicalJson(old);
    const oldClose = uuidv7();
    const hashes = [{ employeeId: company.employee.employeeId, hash: await sha256(text) }];
    const hash = await snapshotHash(company.orgId, aban, hashes);
    await world.db.write([
      insert("period_lines", {
        org_id: company.orgId,
        close_id: oldClose,
        employee_id: company.employee.employeeId,
        payload: text,
        hash: hashes[0]?.hash ?? "",
      }),
      insert("period_closes", {
        org_id: company.orgId,
        id: oldClose,
        period: aban,
        number: 2,
        action: "close",
        snapshot_hash: hash,
        acted_by: company.owner.employeeId,
        created_at: world.now,
      }),
      { sql: "update periods set close_id = ?", params: [oldClose] },
    ]);
    const verified = await ask(
      owner().periods.verify[":code"].$get({ param: { code: hash.slice(0, 16) } }),
    );
    expect(verified).toMatchObject({ proven: true, people: 1, number: 2 });
    expect((await monthOf(company.employee)).weeks).toEqual([]);
  });
});

describe("a month that only waits for its owner", () => {
  it("is counted again once a day, of those about whom something came", async () => {
    const left = () =>
      rows("select left from period_questions where employee_id = ?", company.employee.employeeId);
    await employeesMonth();
    await world.db.write([{ sql: "update periods set next_at = ?", params: [world.now] }]);
    await world.settle();
    // Absent on Saturday and late on Monday; the free late of Sunday is nobody's question.
    expect(await left()).toEqual([[2]]);
    expect(await rows("select count(*) from period_questions")).toEqual([[1]]);
    world.now += 25 * 60 * 60_000;
    await worked(company.employee, "2026-11-14", "08:00", "15:20");
    await world.settle();
    expect(await left()).toEqual([[1]]);
    world.now += 25 * 60 * 60_000;
    await world.settle();
    expect(await left()).toEqual([[1]]);
  });
});

describe("somebody who begins to keep time", () => {
  it("has no absences in months that were closed without them, nor before the first punch", async () => {
    await world.db.write([
      {
        sql: "update employees set keeps_time = 0 where id = ?",
        params: [company.owner.employeeId],
      },
    ]);
    await close(aban);
    world.now = at("2026-11-24", "08:00");
    await sendPunch(world, company.owner, { messageId: 1, at: world.now, label: "in" });
    world.now = at("2026-11-24", "15:20");
    await sendPunch(world, company.owner, { messageId: 2, at: world.now, label: "out" });
    // Everybody is compared.
    await ask(owner().schedule.groups.$post({ json: { name: "Night" } }, command()));
    await nextHour();
    expect(await adjusted()).toEqual([]);
    world.now = at("2026-11-25", "20:00");
    const month = await monthOf(company.owner, azar);
    expect(month.days.slice(0, 3).map(({ date, status }) => [date, status])).toEqual([
      ["2026-11-24", "complete"],
      ["2026-11-25", "absent"],
      ["2026-11-26", "upcoming"],
    ]);
    expect((await monthOf(company.owner)).days).toEqual([]);
  });

  it("gets no absences where nothing is known of them, also without a first punch", async () => {
    await world.db.write([
      {
        sql: "update employees set keeps_time = 0 where id = ?",
        params: [company.owner.employeeId],
      },
    ]);
    await close(aban);
    await world.db.write([{ sql: "update employees set keeps_time = 1", params: [] }]);
    await ask(owner().schedule.groups.$post({ json: { name: "Night" } }, command()));
    await nextHour();
    expect(await adjusted()).toEqual([]);
    // What was worked in that month after all counts, and so do the days after it.
    await worked(company.owner, "2026-11-19", "08:00", "15:20");
    await nextHour();
    expect((await adjusted()).map(([who, date]) => [who, date])).toEqual([
      ["owner", "2026-11-19"],
      ["owner", "2026-11-21"],
    ]);
  });
});
