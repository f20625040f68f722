import * as fc from "fast-check";
import { expect, test } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { systemContext } from "../../api/core/context.ts";
import type { PeriodKey } from "../../api/core/calendar/types.ts";
import { compareOrganisation } from "../../api/periods/compare-periods.ts";
import { organisationColumns, organisationOf } from "../../api/periods/organisations.ts";
import { monthStatements, readMonths } from "../../api/periods/read-months.ts";
import type { DayResult } from "../../api/attendance/rules/types.ts";
import { unpackDays } from "../../api/periods/rules/pack-days.ts";
import { addTotals, sumOfDays } from "../../api/periods/rules/totals.ts";
import { lineOfCell } from "../../api/periods/snapshot-line.ts";
import { ask, named } from "../../bot/core/api.ts";
import { ApiProblem } from "../../bot/core/front-desk.ts";
import { foundCompany, insert } from "../api/attendance-company.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { freeLate, weekly } from "../support/month-rules.ts";

/** Aban and Azar 1405 are over; people began on 18 November. */
const months = ["1405-08", "1405-09"] as const;
const firstDay = Date.parse("2026-11-18T00:00:00+03:30");

type Act =
  | {
      readonly act: "punch";
      readonly who: number;
      readonly day: number;
      readonly hour: number;
      readonly kind: "in" | "out";
    }
  | { readonly act: "void"; readonly which: number }
  | { readonly act: "close" | "reopen"; readonly month: (typeof months)[number] }
  | { readonly act: "compare" };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant("punch" as const),
      who: fc.integer({ min: 0, max: 1 }),
      day: fc.integer({ min: 0, max: 8 }),
      hour: fc.integer({ min: 6, max: 22 }),
      kind: fc.constantFrom("in" as const, "out" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant("void" as const), which: fc.nat(20) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant("close" as const), month: fc.constantFrom(...months) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant("reopen" as const),
      month: fc.constantFrom(...months),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("compare" as const) }) },
);

async function house() {
  const world = await createApiWorld(Date.parse("2026-12-22T10:00:00+03:30"), { isQuiet: true });
  const company = await foundCompany(world.db);
  // The manager works a number of hours a week, and one late a month is free: figures of a month that other days change.
  await world.db.write([
    { sql: "update employees set started_on = '2026-11-18'", params: [] },
    freeLate(company.orgId, company.owner.employeeId),
    ...weekly(company.orgId, company.manager.employeeId, 2640),
  ]);
  // Azar's conversation begins by itself; Aban's did a month ago.
  await world.db.write(
    months.map((period) =>
      insert("periods", { org_id: company.orgId, period, state: "owner", started_at: 0 }),
    ),
  );
  const [found] = await world.db.read([
    { sql: `select ${organisationColumns} from organisations o`, params: [] },
  ]);
  const organisation = organisationOf(found?.rows[0] ?? []);
  const compare = () => compareOrganisation(systemContext(world.deps, "job:test"), organisation);
  return { world, company, organisation, compare };
}
type House = Awaited<ReturnType<typeof house>>;

const rowsOf = async (world: ApiWorld, sql: string, ...params: string[]) =>
  (await world.db.read([{ sql, params }]))[0]?.rows ?? [];

/** Closed and reopened as the rules say, in a model of two flags. */
class Model {
  readonly closed = new Set<(typeof months)[number]>();
  /** Hashes by the id of their close: never another one. */
  readonly hashes = new Map<string, string>();
  readonly punches: { id: string; at: number; who: number; gone: boolean }[] = [];

  mayClose = (month: (typeof months)[number]): boolean =>
    !this.closed.has(month) && (month === months[0] || this.closed.has(months[0]));
  mayReopen = (month: (typeof months)[number]): boolean =>
    this.closed.has(month) && (month === months[1] || !this.closed.has(months[1]));
}

async function perform(parts: House, model: Model, step: Act): Promise<void> {
  const { world, company } = parts;
  world.now += 60_000;
  const owner = world.as("owner", company.owner.telegramUserId);
  switch (step.act) {
    case "punch": {
      const id = uuidv7();
      const at = firstDay + step.day * 86_400_000 + step.hour * 3_600_000;
      await log(parts, { id, who: step.who, at, kind: step.kind });
      model.punches.push({ id, at, who: step.who, gone: false });
      return;
    }
    case "void": {
      const left = model.punches.filter(({ gone }) => !gone);
      const one = left[step.which % Math.max(1, left.length)];
      if (one === undefined) return;
      one.gone = true;
      await log(parts, { id: uuidv7(), who: one.who, at: one.at, kind: "void", voids: one.id });
      return;
    }
    case "close": {
      const of = owner.periods[":period"].close;
      const param = { period: step.month };
      const closing = ask(of.$get({ param })).then(({ hash }) =>
        ask(of.$post({ param, json: { hash } }, named(world.key()))),
      );
      const closed = await unlessRefused(closing);
      expect(closed !== null).toBe(model.mayClose(step.month));
      if (closed === null) return;
      model.closed.add(step.month);
      model.hashes.set(closed.closeId, closed.hash);
      return;
    }
    case "reopen": {
      const of = owner.periods[":period"].reopen;
      const opening = of.$post(
        { param: { period: step.month }, json: { reason: "a model" } },
        named(world.key()),
      );
      const opened = await unlessRefused(ask(opening));
      expect(opened !== null).toBe(model.mayReopen(step.month));
      if (opened !== null) model.closed.delete(step.month);
      return;
    }
    case "compare":
      await parts.compare();
  }
}

async function log(
  { world, company }: House,
  punch: { id: string; who: number; at: number; kind: string; voids?: string },
) {
  const worker = [company.manager, company.employee][punch.who] ?? company.employee;
  await world.db.write([
    insert("punches", {
      org_id: company.orgId,
      id: punch.id,
      employee_id: worker.employeeId,
      at: punch.at,
      received_at: world.now,
      kind: punch.kind,
      source: "telegram",
      source_key: punch.id,
      time_zone: "Asia/Tehran",
      verdict: "not_asked",
      trust: 80,
      flags: "[]",
      supersedes_id: punch.voids ?? null,
    }),
  ]);
}

async function unlessRefused<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ApiProblem && error.status < 500) return null;
    throw error;
  }
}

const debts = (rules: readonly string[]) => (day: DayResult) =>
  day.lines
    .filter(({ kind, why }) => kind.startsWith("deficit") && rules.includes(why.rule))
    .reduce((sum, { minutes }) => sum + minutes, 0);

/**
 * The month's own rules, reckoned the simple way from what the days say: the first late of a month is free, a week that has
 * ended in it owes or is owed the difference of its hours. Weeks begin on Saturday; Aban ends with the first day of one.
 */
function owedSimply(days: readonly DayResult[]): { deficit: number; surplus: number } {
  const own = days.filter(({ planned }) => planned.weekMinutes === null);
  const lates = own.filter(({ late }) => (late?.minutes ?? 0) > 0).slice(1);
  const others = own.map(debts(["early_leave", "missing_between", "break_punched"]));
  const late = lates.map(debts(["late", "free_late"]));
  return {
    deficit: [...others, ...late].reduce((sum, minutes) => sum + minutes, 0),
    surplus: own
      .flatMap(({ lines }) => lines)
      .reduce((sum, line) => sum + (line.kind === "surplus" ? line.minutes : 0), 0),
  };
}

/** From the first day of work to the last Friday of each month. */
const weeksOf = {
  "1405-08": ["2026-11-18", "2026-11-20"],
  "1405-09": ["2026-11-21", "2026-12-18"],
} as const;

/** What the weeks that end in a month come to: hours worked against hours due, whichever month their days are in. */
async function weeksSimply(parts: House, month: (typeof months)[number]): Promise<number> {
  const [from, to] = weeksOf[month];
  const both = await Promise.all(
    months.map((period) => derivedOf(parts, period, [parts.company.manager.employeeId])),
  );
  return both
    .flatMap((found) => found.flatMap(({ days }) => days))
    .filter(({ date }) => from <= date && date <= to)
    .reduce((sum, { totals }) => sum + totals.worked - totals.expected, 0);
}

/** Months of people as they would be if nothing was closed. */
async function derivedOf(
  { world, organisation }: House,
  period: PeriodKey,
  employeeIds: readonly string[],
) {
  const results = await world.db.read(monthStatements(organisation, employeeIds, period));
  return readMonths(results, {
    organisation,
    employeeIds,
    period,
    now: world.now,
    derive: "always",
  });
}

/** Snapshot and adjustments of a closed month, and what its days come out as now. */
async function balance(parts: House, period: PeriodKey) {
  const { world, company } = parts;
  const lines = await rowsOf(
    world,
    "select l.employee_id, l.payload from periods p join period_lines l on l.close_id = p.close_id where p.period = ?",
    period,
  );
  const adjustments = await rowsOf(
    world,
    "select a.delta from period_adjustments a join periods p on p.close_id = a.close_id where p.period = ?",
    period,
  );
  const employeeIds = lines.map(([id]) => String(id));
  const now = await derivedOf(parts, period, employeeIds);
  const days = lines.flatMap(([, payload]) => unpackDays(lineOfCell(payload).days));
  return {
    kept: addTotals([
      ...days.map(({ totals }) => totals),
      ...adjustments.map(([delta]) => JSON.parse(String(delta)) as Record<string, number>),
    ]),
    derived: sumOfDays(now.flatMap((month) => month.days)),
    employee: now.find(({ employee }) => employee.id === company.employee.employeeId),
    manager: now.find(({ employee }) => employee.id === company.manager.employeeId),
  };
}

test("closed months stay as they were and, with what later months carry, say what is true now (ATT J2, J3)", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 8, maxLength: 24 }), async (acts) => {
      const parts = await house();
      try {
        const model = new Model();
        for (const step of acts) await perform(parts, model, step);
        parts.world.now += 60_000;
        await parts.compare();
        expect(await parts.compare()).toBe(0);
        for (const month of model.closed) {
          const { kept, derived, employee, manager } = await balance(parts, month);
          expect(kept).toEqual(derived);
          expect(sumOfDays(employee?.days ?? [])).toMatchObject(owedSimply(employee?.days ?? []));
          const { deficit, surplus } = sumOfDays(manager?.days ?? []);
          expect(surplus - deficit).toBe(await weeksSimply(parts, month));
        }
        const owner = parts.world.as("owner", parts.company.owner.telegramUserId);
        for (const hash of new Set(model.hashes.values())) {
          const seen = await ask(owner.periods.verify[":code"].$get({ param: { code: hash } }));
          expect(seen).toMatchObject({ hash, proven: true });
        }
        for (const [id, hash] of model.hashes)
          expect(
            await rowsOf(parts.world, "select snapshot_hash from period_closes where id = ?", id),
          ).toEqual([[hash]]);
      } finally {
        await parts.world.close();
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);
