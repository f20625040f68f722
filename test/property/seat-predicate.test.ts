import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needsSeat } from "../../api/billing/rules/needs-seat.ts";
import { seatReasonsOf } from "../../api/billing/rules/seat-reasons.ts";
import { needsSeatSql } from "../../api/billing/seats-needed.ts";
import { permissions, presetPermissions, rolePresets } from "../../api/core/permissions.ts";
import type { Database } from "../../db/client/port.ts";
import { temporaryDatabase } from "../support/temp-database.ts";

let db: Database;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ db, remove } = await temporaryDatabase());
});
afterAll(() => remove());

interface Case {
  readonly rights: readonly string[];
  readonly keepsTime: boolean;
  readonly isPrimaryOwner: boolean;
}

/** What the SQL says of people with these rights, all in one round trip. */
async function bySql(cases: readonly Case[]): Promise<boolean[]> {
  const results = await db.read(
    cases.map(({ rights, keepsTime, isPrimaryOwner }) => ({
      sql: `select ${needsSeatSql()} from (select 'e' as id, ? as keeps_time) e, (select ? as permissions) r,
          (select ? as primary_owner_id) a`,
      params: [Number(keepsTime), JSON.stringify(rights), isPrimaryOwner ? "e" : null],
    })),
  );
  return results.map(({ rows }) => rows[0]?.[0] === 1);
}

const factsOf = ({ rights, keepsTime, isPrimaryOwner }: Case) => ({
  permissions: rights,
  keepsTime,
  isPrimaryOwner,
  hasAllPermissions: permissions.every((right) => rights.includes(right)),
});

const everyWay = (rights: readonly string[]): Case[] =>
  [true, false].flatMap((keepsTime) =>
    [true, false].map((isPrimaryOwner) => ({ rights, keepsTime, isPrimaryOwner })),
  );

test("SQL and code agree on who needs a seat with every preset", async () => {
  const cases = rolePresets.flatMap((preset) => everyWay(presetPermissions[preset]));
  expect(await bySql(cases)).toEqual(cases.map((each) => needsSeat(factsOf(each))));
});

test("they agree with every set of rights, in any order, also with one that nobody knows", async () => {
  const rights = fc
    .subarray([...permissions, "tea.make"])
    .chain((set) => fc.shuffledSubarray(set, { minLength: set.length }));
  await fc.assert(
    fc.asyncProperty(fc.array(rights, { minLength: 1, maxLength: 20 }), async (sets) => {
      const cases = sets.flatMap(everyWay);
      expect(await bySql(cases)).toEqual(cases.map((each) => needsSeat(factsOf(each))));
    }),
    { numRuns: 60 },
  );
});

test("the reasons say the same: one of the three needs exactly when a seat is needed", () => {
  fc.assert(
    fc.property(
      fc.subarray([...permissions]),
      fc.boolean(),
      fc.boolean(),
      (rights, keepsTime, isPrimaryOwner) => {
        const facts = factsOf({ rights, keepsTime, isPrimaryOwner });
        const reasons = seatReasonsOf(facts);
        expect(reasons.length).toBeGreaterThan(0);
        const isFree = reasons.includes("free_owner") || reasons.includes("no_rights");
        expect(isFree).toBe(!needsSeat(facts));
        if (isFree) expect(reasons).toHaveLength(1);
      },
    ),
  );
});
