import fc from "fast-check";
import { expect } from "vitest";
import { closeMonths } from "../../api/billing/close/close-months.ts";
import { usageStatement } from "../../api/billing/usage.ts";
import { systemContext } from "../../api/core/context.ts";
import { DatabaseError } from "../../db/errors.ts";
import type { Deps } from "../../api/deps.ts";
import type { Database } from "../../db/client/port.ts";
import type { Worker } from "../api/attendance-company.ts";
import type { ApiWorld } from "./api-world.ts";
import { booksOf, ledgerOf } from "./billing.ts";
import {
  closesOf,
  noticesOf,
  payingCompany,
  type PayingCompany,
  punch,
  rows,
  undo,
} from "./billing-company.ts";
import { type CloseModel, createCloseModel, labelOf } from "./close-model.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
/** 7 Esfand 1403, in a leap year. */
const opened = Date.parse("2025-02-25T06:00:00Z");

/** What may happen to a company, in any order. */
export type Step =
  | { readonly do: "punch" | "undone"; readonly who: number; readonly daysLate: number }
  | { readonly do: "request"; readonly who: number }
  | { readonly do: "wait"; readonly days: number }
  | { readonly do: "close" }
  /** Two processes at once. */
  | { readonly do: "race" }
  /** The process dies at its n-th write: before it, or when it was done and nobody heard. */
  | { readonly do: "crash"; readonly write: number; readonly done: boolean }
  /** A punch half a minute before the end of the month, the close, and its undoing half a minute after. */
  | { readonly do: "edge"; readonly who: number };

const who = fc.nat({ max: 3 });
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant("punch"), who, daysLate: fc.nat(40) }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant("punch"), who, daysLate: fc.constant(0) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant("undone"), who, daysLate: fc.constant(0) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("request"), who }) },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant("wait"), days: fc.integer({ min: 1, max: 45 }) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("close") }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("race") }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("crash"),
        write: fc.integer({ min: 1, max: 4 }),
        done: fc.boolean(),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("edge"), who }) },
  ),
  { maxLength: 14 },
);

interface Party {
  readonly company: PayingCompany;
  readonly model: CloseModel;
}

/**
 * Runs the steps on two companies through the real punches and the real close, compares both with the model after every
 * close, and at the end, when everything was closed twice more (BIL P3, P4, P21, I11, I12).
 * @param second another process on the same database
 */
export async function playSteps(
  world: ApiWorld,
  plan: readonly Step[],
  second: Database = world.db,
): Promise<void> {
  world.now = opened;
  const credit = 3;
  const parties: Party[] = [];
  for (let index = 0; index < 2; index++) {
    const company = await payingCompany(world, { workers: 2, credit });
    parties.push({ company, model: createCloseModel(world.now, credit) });
  }
  for (const step of plan) {
    world.now += 11 * minute;
    await play(world, second, parties, step);
  }
  for (const days of [40, 40]) {
    world.now += days * day;
    await closeAll(world, parties);
  }
  for (const party of parties) await compareBooks(world, party);
}

async function play(world: ApiWorld, second: Database, parties: readonly Party[], step: Step) {
  switch (step.do) {
    case "punch":
    case "undone":
      return clockIn(world, personOf(parties, step.who), step);
    case "request":
      return file(world, personOf(parties, step.who));
    case "wait":
      world.now += step.days * day;
      return;
    case "close":
      return closeAll(world, parties);
    case "race":
      await Promise.all([run(world.deps), run({ ...world.deps, db: second })]);
      return follow(world, parties);
    case "crash":
      await run(mortal(world.deps, step)).catch(() => undefined);
      return follow(world, parties, "partly");
    case "edge":
      return edge(world, parties, personOf(parties, step.who));
  }
}

function personOf(parties: readonly Party[], index: number): Party & { worker: Worker } {
  const party = parties[index % 2];
  const worker = party?.company.workers[index >> 1];
  if (party === undefined || worker === undefined) throw new RangeError(`nobody: ${index}`);
  return { ...party, worker };
}

async function clockIn(
  world: ApiWorld,
  { worker, model }: Party & { worker: Worker },
  { do: what, daysLate }: { readonly do: string; readonly daysLate: number },
): Promise<void> {
  const at = Math.max(world.now - daysLate * day, opened);
  await punch(world, worker, at);
  model.punch(worker.employeeId, at);
  if (what !== "undone") return;
  world.now += 5000;
  await undo(world, worker);
  model.undo(worker.employeeId, at);
}

/** Only the trace that a request leaves; the verb is proved elsewhere. */
async function file(world: ApiWorld, { worker, model, company }: Party & { worker: Worker }) {
  const tehran = { id: company.orgId, calendar: "jalali", timeZone: "Asia/Tehran" } as const;
  const { employeeId } = worker;
  await world.db.write([usageStatement(tehran, { employeeId, kind: "request", at: world.now })]);
  model.request(employeeId, world.now);
}

async function edge(
  world: ApiWorld,
  parties: readonly Party[],
  { worker, model }: Party & { worker: Worker },
): Promise<void> {
  const label = labelOf(world.now);
  let [before, after] = [world.now, world.now + 32 * day];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (labelOf(middle) === label) before = middle;
    else after = middle;
  }
  world.now = after - 30_000;
  await punch(world, worker);
  model.punch(worker.employeeId, world.now);
  const at = world.now;
  world.now = after;
  await closeAll(world, parties);
  world.now = after + 30_000;
  await undo(world, worker);
  model.undo(worker.employeeId, at);
}

/** One company a batch, so that a close can break between any two. */
const run = (deps: Deps) => closeMonths(systemContext(deps, "job:test"), { batchSize: 1 });

async function closeAll(world: ApiWorld, parties: readonly Party[]): Promise<void> {
  await run(world.deps);
  await follow(world, parties);
}

/** The model closes what was closed; unless the close was broken, that is every month that is over. */
async function follow(world: ApiWorld, parties: readonly Party[], how = "wholly"): Promise<void> {
  for (const { company, model } of parties) {
    const { closedThrough, credit } = await booksOf(world.deps, company.orgId);
    if (closedThrough !== null) model.closeThrough(closedThrough);
    if (how === "wholly") {
      const [last] = await rows(
        world,
        "select max(period) from month_closes where org_id = ?",
        company.orgId,
      );
      expect(last?.[0] ?? null).toBe(model.closedThrough);
      expect(labelOf(world.now) > (closedThrough ?? "")).toBe(true);
      expect(isNext(closedThrough, world.now)).toBe(true);
    }
    expect(await closesOf(world, company.orgId)).toEqual(model.closes);
    expect(credit).toBe(model.closes.at(-1)?.creditAfter ?? 3);
  }
}

/** The month after `closed`, or the first one, is the running one. */
function isNext(closed: string | null, now: number): boolean {
  if (closed === null) return labelOf(now) === labelOf(opened);
  return numberOf(labelOf(now)) - numberOf(closed) === 1;
}

const numberOf = (label: string) => Number(label.slice(0, 4)) * 12 + Number(label.slice(5));

async function compareBooks(world: ApiWorld, { company, model }: Party): Promise<void> {
  const { orgId } = company;
  const charged = model.closes.reduce((sum, close) => sum + close.charged, 0);
  const ledger = await ledgerOf(world.db, orgId);
  expect(ledger["consumed/PM"] ?? 0).toBe(0 - charged);
  expect(ledger["credit/PM"] ?? 0).toBe(charged - 3);
  const told = (await noticesOf(world, orgId, "month-closed")).map(({ payload }) => payload);
  expect(told).toMatchObject(model.closes);
  expect(told).toHaveLength(model.closes.length);
  const twice = await rows(
    world,
    `select 1 from usage_months where org_id = ? and close_id is not null and close_id <> '-'
      group by period, employee_id having count(distinct close_id) > 1`,
    orgId,
  );
  expect(twice).toEqual([]);
  const recorded = await rows(
    world,
    "select count(*) from audit where org_id = ? and action = 'month.closed'",
    orgId,
  );
  expect(recorded).toEqual([[model.closes.length]]);
}

/** A process that ends at one of its writes. */
function mortal(deps: Deps, { write, done }: { write: number; done: boolean }): Deps {
  let left = write;
  const { db } = deps;
  return {
    ...deps,
    db: {
      read: (statements) => db.read(statements),
      async write(statements) {
        left -= 1;
        if (left > 0) return db.write(statements);
        if (left === 0 && done) await db.write(statements);
        throw new DatabaseError("unavailable", "the process is dead");
      },
      get roundTrips() {
        return db.roundTrips;
      },
      close: () => db.close(),
    },
  };
}
