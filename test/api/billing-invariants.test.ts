import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { auditBooks, parkFaulty } from "../../api/billing/invariants/audit-books.ts";
import { invariants } from "../../api/billing/invariants/checks.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { foundCompany } from "./people-company.ts";

describe("the audit of the books", () => {
  let world: ApiWorld;
  beforeEach(async () => {
    world = await createApiWorld();
  });
  afterEach(() => world.close());

  test("has a named check for each of I1 to I20", () => {
    expect(invariants.map(({ name }) => name)).toEqual(
      Array.from({ length: 20 }, (_, index) => `I${index + 1}`),
    );
  });

  test("finds nothing in books that nobody has spoilt", async () => {
    await found(world);
    const { faults, checked } = await auditBooks(world.deps);
    expect(faults).toEqual([]);
    expect(checked).toHaveLength(20);
  });

  /** Ways to spoil the books behind the code's back, and the check that must notice. */
  const spoilt: Readonly<Record<string, readonly string[]>> = {
    I1: [
      "insert into ledger_transactions select org_id, 'x', 'adjust', 'x', null, 1 from billing_accounts",
      "insert into ledger_entries select org_id, 'x', 1, 'wallet', currency, -5 from billing_accounts",
    ],
    I2: ["drop trigger ledger_entries_no_update"],
    I3: ["update ledger_balances set amount = amount + 1"],
    I4: [
      "insert into ledger_transactions select org_id, 'x', 'adjust', 'x', null, 1 from billing_accounts",
      "insert into ledger_entries select org_id, 'x', 1, 'wallet', currency, -5 from billing_accounts",
    ],
    I5: [
      "insert into ledger_transactions select org_id, 'x', kind, subject, null, at from ledger_transactions where kind = 'grant'",
    ],
    I8: [
      "insert into ledger_balances select org_id, 'receivable', currency, 7 from billing_accounts",
    ],
    I9: ["insert into ledger_balances select org_id, 'wallet', currency, 7 from billing_accounts"],
    I11: [
      "insert into month_closes select org_id, '1405-07', 'c', 3, 0, 0, 1 from billing_accounts",
    ],
    I12: ["insert into ledger_balances select org_id, 'consumed', 'PM', -7 from billing_accounts"],
    I14: ["update orders set total = 5, state = 'due', due_at = 1, paid_at = null"],
    I16: ["update orders set paid_at = null"],
    I17: ["update billing_accounts set last_order_number = 9"],
    I18: ["alter table orders add column locked integer"],
    I19: ["update orders set state = 'quoted', paid_at = null"],
  };

  test.each(Object.entries(spoilt))("%s notices", async (name, statements) => {
    await found(world);
    await world.db.write(statements.map((sql) => ({ sql, params: [] })));
    const { faults } = await auditBooks(world.deps);
    expect(faults.map(({ invariant }) => invariant)).toContain(name);
  });

  test("parks an organisation with a fault, once, and tells nobody else", async () => {
    await found(world);
    await world.db.write([
      { sql: "update billing_accounts set last_order_number = 9", params: [] },
    ]);
    await parkFaulty(world.deps);
    await parkFaulty(world.deps);
    const [parked] = await world.db.read([
      { sql: "select parked_reason from billing_accounts where parked_at is not null", params: [] },
    ]);
    expect(parked?.rows).toEqual([["I17 orders: 1 orders, last number 9"]]);
  });

  test("parks everybody with a fault, however many faults come before", async () => {
    await found(world);
    const assets = JSON.stringify(Array.from({ length: 120 }, (_, index) => `X${index}`));
    await world.db.write([
      {
        sql: "insert into ledger_balances select org_id, 'wallet', value, 7 from billing_accounts, json_each(?)",
        params: [assets],
      },
    ]);
    const second = await foundCompany(world, 2);
    await world.db.write([
      {
        sql: "update billing_accounts set last_order_number = 9 where org_id = ?",
        params: [second.organisationId],
      },
    ]);
    await parkFaulty(world.deps);
    const [parked] = await world.db.read([
      { sql: "select count(*) from billing_accounts where parked_at is not null", params: [] },
    ]);
    expect(parked?.rows).toEqual([[2]]);
  });
});

async function found(world: ApiWorld): Promise<void> {
  const { people } = world.as("owner", 501);
  const answer = await people.organisations.$post(
    { json: { name: "حسابرسی", profile: "ir", personName: "سارا" } },
    { headers: { "idempotency-key": world.key() } },
  );
  expect(answer.status).toBe(200);
}
