import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import type { SqlValue } from "../../db/client/port.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { foundCompany, insert, type Company, type Worker } from "./attendance-company.ts";
import { owners, refusalOf, staff } from "./attendance-messages.ts";

const saturday = "2026-11-21";
const tehran = (time: string, date: string = saturday) => Date.parse(`${date}T${time}:00+03:30`);

/** Days as they come out of stored rows. */
describe("stored rows become days", () => {
  let world: ApiWorld;
  let company: Company;
  let ids = 0;

  beforeEach(async () => {
    world = await createApiWorld(tehran("12:00", "2026-11-28"));
    company = await foundCompany(world.db);
    ids = 0;
  });
  afterEach(() => world.close());

  const nextId = () => `00000000-0000-7000-8000-${String(++ids).padStart(12, "0")}`;
  async function store(table: string, row: Record<string, SqlValue>): Promise<string> {
    const id = nextId();
    await world.db.write([insert(table, { org_id: company.orgId, id, ...row })]);
    return id;
  }
  const punch = (
    kind: string,
    time: string,
    { date = saturday, ...over }: Record<string, SqlValue> & { date?: string } = {},
  ) =>
    store("punches", {
      employee_id: company.employee.employeeId,
      at: tehran(time, date),
      received_at: tehran(time, date) + ids,
      kind,
      source: "telegram",
      source_key: `k${ids}`,
      time_zone: "Asia/Tehran",
      verdict: "not_asked",
      trust: 60,
      flags: "[]",
      ...over,
    });
  const request = (kind: string, typeCode: string, over: Record<string, SqlValue> = {}) =>
    store("requests", {
      employee_id: company.employee.employeeId,
      kind,
      type_code: typeCode,
      unit: "day",
      starts_on: saturday,
      ends_on: saturday,
      time_zone: "Asia/Tehran",
      minutes_charged: 0,
      card: "{}",
      payload: "{}",
      state: "approved",
      decided_by: company.manager.employeeId,
      decided_at: 0,
      created_at: 0,
      ...over,
    });
  const roster = (segments: string | null, over: Record<string, SqlValue> = {}) =>
    store("roster_days", {
      employee_id: company.employee.employeeId,
      date: saturday,
      segments,
      source: "exception",
      reference: "b1",
      created_by: company.manager.employeeId,
      created_at: ids,
      ...over,
    });
  const rules = (validFrom: string, payload: object) =>
    store("work_rules", {
      valid_from: validFrom,
      payload: JSON.stringify(payload),
      created_by: company.owner.employeeId,
      created_at: 0,
    });

  const override = (kind: string, at: number) =>
    store("calendar_overrides", {
      date: saturday,
      kind,
      name: "آلودگی هوا",
      created_by: company.owner.employeeId,
      created_at: at,
    });

  async function shiftId(): Promise<string> {
    const [found] = await world.db.read([
      { sql: "select id from shifts where org_id = ?", params: [company.orgId] },
    ]);
    return String(found?.rows[0]?.[0]);
  }

  const day = (date: string = saturday) =>
    ask(
      staff(world, company.employee).attendance.days[":date"].$get({ param: { date }, query: {} }),
    );
  const month = (period: string) =>
    ask(
      staff(world, company.employee).attendance.months[":period"].$get({
        param: { period },
        query: {},
      }),
    );

  test("breaks are punched, too (ATT E3, E4)", async () => {
    await punch("in", "08:00");
    await punch("break_start", "12:00");
    await punch("break_end", "12:30");
    await punch("out", "15:20");
    const { totals, punches, anomalies } = await day();
    expect(totals).toMatchObject({ worked: 410, breakUnpaid: 30 });
    expect(punches.map(({ direction }) => direction)).toEqual([
      "in",
      "break_start",
      "break_end",
      "out",
    ]);
    expect(anomalies).toEqual([]);
  });

  test("a device that says no direction alternates (ATT A16)", async () => {
    for (const time of ["08:01", "12:00", "12:40", "15:25"])
      await punch("undirected", time, { source: "device" });
    expect((await day()).totals).toMatchObject({ presence: 404 });
  });

  test("what is kept out is shown and not counted (ATT A15, J10)", async () => {
    await punch("in", "08:00");
    await punch("out", "15:20");
    await punch("in", "16:00", { source: "device", flags: '[{"code":"quarantined"}]' });
    const { totals, punches } = await day();
    expect(totals.worked).toBe(440);
    expect(punches.map(({ state }) => state)).toEqual(["counted", "counted", "held"]);
  });

  test("a correction that is taken back gives the punch before it back (ATT J1)", async () => {
    await punch("in", "08:00");
    const out = await punch("out", "15:20");
    const by = { recorded_by: company.manager.employeeId, reason: "said so" };
    const correction = await punch("out", "14:00", {
      source: "correction",
      supersedes_id: out,
      ...by,
    });
    const corrected = await day();
    expect(corrected.totals.worked).toBe(360);
    expect(corrected.sessions[0]).toMatchObject({ outId: correction, bracketed: true });
    await punch("void", "16:00", { supersedes_id: correction });
    const restored = await day();
    expect(restored.totals.worked).toBe(440);
    expect(restored.sessions[0]).toMatchObject({ outId: out, bracketed: false });
  });

  test("rules of the organisation hold from their date on (ATT D7, D8)", async () => {
    await rules("2026-11-22", { rounding: { minutes: 15, mode: "nearest" } });
    for (const date of [saturday, "2026-11-22"]) {
      await punch("in", "08:08", { date });
      await punch("out", "15:20", { date });
    }
    expect((await day()).totals.presence).toBe(432);
    const rounded = await day("2026-11-22");
    expect(rounded.totals.presence).toBe(420);
    expect(rounded.sources.workRule).toMatchObject({ validFrom: "2026-11-22" });
    expect(rounded.sources.shift).toMatchObject({ name: "Day", validFrom: "2020-01-01" });
    expect((await day()).sources.workRule).toBeNull();
  });

  test("a missing exit is the end of the plan where the rules say so (ATT B6)", async () => {
    await rules("2026-11-01", { autoOutAfterMinutes: 120 });
    await punch("in", "08:00");
    const shown = await day();
    expect(shown).toMatchObject({ status: "complete", totals: { worked: 440, overtime: 0 } });
    expect(shown.anomalies.map(({ code }) => code)).toEqual(["automatic_out"]);
    expect(shown.punches).toHaveLength(1);
  });

  test("the newest exception of a date holds, one that goes back to the plan ends them", async () => {
    await roster('[{"startMinute":600,"endMinute":900}]');
    expect((await day()).plan).toMatchObject({ expectedMinutes: 300, exception: true });
    await roster("[]");
    expect((await day()).plan).toMatchObject({ expectedMinutes: 0, exception: true });
    await roster(null);
    expect((await day()).plan).toMatchObject({ expectedMinutes: 440, exception: false });
  });

  test("a day off given for a worked rest day is known on both days (ATT H9)", async () => {
    await roster("[]", { date: "2026-12-05", substitute_for: "2026-11-20" });
    await punch("in", "08:00", { date: "2026-11-20" });
    await punch("out", "15:20", { date: "2026-11-20" });
    const worked = await day("2026-11-20");
    expect(worked.plan.substituteOn).toBe("2026-12-05");
    expect(worked.lines[0]).toMatchObject({
      kind: "weekend",
      why: { rule: "rest_day_substituted" },
    });
  });

  test("the calendar's corrections reach the day, the newest word of a date holds (ATT G6)", async () => {
    await override("holiday", 1);
    expect((await day()).plan.official).toMatchObject({
      kind: "holiday",
      names: [{ fa: "آلودگی هوا" }],
    });
    await override("none", 2);
    expect((await day()).plan.official.kind).toBe("work");
  });

  test("overtime, missions and leave count when they are approved (ATT D4, F10)", async () => {
    await punch("in", "08:00");
    await punch("out", "17:20");
    const overtime = await request("overtime", "overtime", {
      unit: "hour",
      start_minute: 920,
      end_minute: 980,
    });
    const shown = await day();
    expect(shown.totals).toMatchObject({ overtime: 60, overtimeTier1: 60, surplus: 60 });
    expect(shown.sources.requests).toEqual([
      { id: overtime, kind: "overtime", typeCode: "overtime", typeName: null },
    ]);
    await request("mission", "mission", { starts_on: "2026-11-22", ends_on: "2026-11-22" });
    expect((await day("2026-11-22")).totals).toMatchObject({ mission: 440, absence: 0 });
    await request("leave", "annual", { starts_on: "2026-11-23", ends_on: "2026-11-24" });
    await request("leave", "sick", { starts_on: "2026-11-24", ends_on: "2026-11-24" });
    await request("leave", "annual", {
      starts_on: "2026-11-25",
      ends_on: "2026-11-25",
      state: "pending",
      decided_by: null,
      decided_at: null,
    });
    expect((await day("2026-11-23")).lines[0]).toMatchObject({ leaveType: "annual" });
    expect((await day("2026-11-24")).lines).toMatchObject([{ leaveType: "sick", minutes: 440 }]);
    expect((await day("2026-11-25")).totals).toMatchObject({ leave: 0, absence: 440 });
  });

  test("overtime of a whole day is allowed from midnight to midnight", async () => {
    await punch("in", "07:00");
    await punch("out", "17:20");
    await request("overtime", "overtime");
    expect((await day()).totals).toMatchObject({ overtime: 180, surplus: 0 });
  });

  test("the month tells free late days and balanced weeks (ATT D6)", async () => {
    await rules("2026-01-01", { freeLatesPerMonth: 1 });
    for (const date of ["2026-11-22", "2026-11-23"]) {
      await punch("in", "08:30", { date });
      await punch("out", "15:20", { date });
    }
    const { lates, weeks } = await month("1405-09");
    expect(lates.map(({ date, free, minutes }) => [date, free, minutes])).toEqual([
      ["2026-11-22", true, 30],
      ["2026-11-23", false, 30],
    ]);
    expect(lates[0]?.line).toMatchObject({ kind: "deficit_excused", minutes: 30 });
    expect(weeks).toEqual([]);
    await store("shift_versions", {
      shift_id: await shiftId(),
      valid_from: saturday,
      pattern: JSON.stringify({ kind: "weekly_flexible", weekMinutes: 2640 }),
      rules: "{}",
      created_at: 0,
    });
    const flexible = await month("1405-09");
    expect(flexible.weeks[0]).toMatchObject({
      from: saturday,
      to: "2026-11-27",
      expected: 2640,
      worked: 820,
      balance: -1820,
      over: true,
    });
    expect(flexible.lates).toEqual([]);
  });

  test("a workplace's own closure and zone hold for who is assigned there (ATT C12, G10)", async () => {
    const [place] = company.places;
    await store("shift_assignments", {
      shift_id: await shiftId(),
      employee_id: company.employee.employeeId,
      workplace_id: place!.id,
      valid_from: "2026-01-01",
      created_at: 0,
    });
    await store("calendar_overrides", {
      date: saturday,
      workplace_id: place!.id,
      kind: "holiday",
      created_by: company.owner.employeeId,
      created_at: 0,
    });
    expect((await day()).plan.official.kind).toBe("holiday");
    await world.db.write([
      {
        sql: "update workplaces set time_zone = 'Asia/Vladivostok' where org_id = ?",
        params: [company.orgId],
      },
    ]);
    const elsewhere = await day("2026-11-22");
    expect(elsewhere.zone).toBe("Asia/Vladivostok");
    expect(elsewhere.plan.segments[0]?.start).toBe(Date.parse("2026-11-22T08:00+10:00"));
  });

  test("rules are changed by who manages the company, never for the past (ATT D8)", async () => {
    const change = (worker: Worker, validFrom: string) =>
      ask(
        owners(world, worker).attendance.rules.$put(
          { json: { validFrom, changes: { autoOutAfterMinutes: 60 } } },
          named(world.key()),
        ),
      );
    expect(await refusalOf(change(company.employee, "2026-11-29"))).toBe("forbidden");
    expect(await refusalOf(change(company.manager, "2026-11-29"))).toBe("forbidden");
    expect(await refusalOf(change(company.owner, "2026-11-27"))).toBe("rule_in_past");
    const changed = await change(company.owner, "2026-11-29");
    expect(changed.current).toMatchObject({ id: null, settings: { autoOutAfterMinutes: null } });
    expect(changed.coming).toMatchObject([
      { validFrom: "2026-11-29", settings: { autoOutAfterMinutes: 60, markWeekend: true } },
    ]);
    const shown = await ask(owners(world, company.manager).attendance.rules.$get());
    expect(shown).toEqual(changed);
  });
});
