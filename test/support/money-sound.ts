import { expect } from "vitest";
import { auditBooks } from "../../api/billing/invariants/audit-books.ts";
import type { Deps } from "../../api/deps.ts";
import { ask } from "../../bot/core/api.ts";
import { type MoneyProcess, ownerToken } from "./money-process.ts";

/** Everything that must be true of money when the process has come to rest, whatever happened to it (BIL §4.1, P8). */
export async function expectMoneySound(
  product: MoneyProcess,
  wanted: {
    /** Every order that money came for is paid: nothing was annulled, nothing paid twice. */
    readonly allPaid: boolean;
    /** Payments at the gateway that must not be booked. */
    readonly lies?: readonly string[];
  },
): Promise<void> {
  const { allPaid, lies = [] } = wanted;
  for (const { owner } of product.payers) {
    const { locks, parked, openOrders } = await ask(product.api(owner).billing.balance.$get());
    const isLocked = Object.values(locks).some((lock) => lock !== null);
    expect(parked).toBe(false);
    expect(isLocked || !allPaid).toBe(openOrders.count > 0 || !allPaid);
  }
  await product.kill();
  await product.opened(async (db) => {
    const rows = async (sql: string) => (await db.read([{ sql, params: [] }]))[0]?.rows ?? [];
    // Only the database is asked.
    const { faults } = await auditBooks({ db } as unknown as Deps);
    expect(faults).toEqual([]);

    const { payments, merchants } = product.gateways.control.ledger();
    const captured = payments.filter(
      ({ status, id }) => /VERIFIED|succeeded/.test(status) && !lies.includes(id),
    );
    const credited = await rows(
      "select a.gateway_ref, a.amount from ledger_transactions t join attempts a on 'attempt:' || a.id = t.subject where t.kind = 'payment'",
    );
    expect(credited.toSorted(byText)).toEqual(
      captured.map(({ id, amount }) => [id, amount]).toSorted(byText),
    );
    const [cash] = await rows(
      "select sum(amount) from ledger_balances where account like 'cash:%'",
    );
    expect(cash?.[0]).toBe(captured.reduce((sum, { amount }) => sum + amount, 0));
    expect(merchants.every(({ held }) => held === 0)).toBe(true);

    const unpaid = await rows(
      "select o.id from orders o join attempts a on a.order_id = o.id where a.state = 'succeeded' and o.state <> 'paid'",
    );
    expect(allPaid ? unpaid : []).toEqual([]);
    const told = await rows(
      "select subject, count(*), min(state) from outbox where kind = 'payment-received' and subject like 'attempt:%' group by subject",
    );
    expect(told.length).toBe(captured.length);
    expect(told.filter(([, count, state]) => count !== 1 || state !== "sent")).toEqual([]);
    // A process that dies between the message and its note repeats it; none is forgotten.
    expect(product.telegram.receipts(ownerToken)).toBeGreaterThanOrEqual(told.length);
  });
}

const byText = (a: readonly unknown[], b: readonly unknown[]): number =>
  String(a[0]) < String(b[0]) ? -1 : 1;
