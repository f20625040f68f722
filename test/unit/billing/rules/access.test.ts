import { describe, expect, it } from "vitest";
import { access } from "../../../../api/billing/rules/access.ts";
import type { AccessFacts, Capability, Lock } from "../../../../api/billing/rules/types.ts";

const fine: AccessFacts = {
  billed: true,
  meter: "active_person",
  credit: 3,
  unitPrice: 120_000,
  currency: "IRR",
  planEndsOn: "2025-05-01",
  today: "2025-04-08",
  dueCount: 0,
  dueTotal: 0,
  overdueCount: 0,
  overdueTotal: 0,
  annulledSeats: 0,
};

const causes = {
  ok: {},
  debt: { credit: -5 },
  plan_lapsed: { today: "2025-05-01" },
  order_due: { dueCount: 1, dueTotal: 32_900 },
  order_overdue: { overdueCount: 2, overdueTotal: 98_700 },
  annulled_seats: { annulledSeats: 1 },
} satisfies Record<string, Partial<AccessFacts>>;

type Column = keyof typeof causes;
const columns = Object.keys(causes) as Column[];

/** BIL §5.5, cell by cell: OK, credit below 0, tier lapsed, order due, order overdue, annulled seats. */
const matrix: Readonly<Record<Capability, string>> = {
  punch: "✓✓✓✓✓✓",
  request: "✓✓✓✓✓✓",
  own_attendance_current: "✓✗✓✓✓✓",
  own_attendance_past: "✓✓✓✓✓✓",
  team_attendance_current: "✓✗✗✓✓✓",
  reports: "✓✓✗✓✓✓",
  add_staff: "✓✓✗✓✓✗",
  add_seats: "✓✓✗✓✗✗",
  renew_or_switch: "✓✓✓✗✗✓",
  pay: "✓✓✓✓✓✓",
  security_log: "✓✓✓✓✓✓",
};

const capabilities = Object.keys(matrix) as Capability[];
const cells = capabilities.flatMap((capability) =>
  columns.map((column, index) => [capability, column, matrix[capability][index]] as const),
);

const sums: Readonly<Record<Column, Pick<Lock, "sum" | "personMonths">>> = {
  ok: { sum: 0, personMonths: 0 },
  debt: { sum: 600_000, personMonths: 5 },
  plan_lapsed: { sum: 0, personMonths: 0 },
  order_due: { sum: 32_900, personMonths: 0 },
  order_overdue: { sum: 98_700, personMonths: 0 },
  annulled_seats: { sum: 0, personMonths: 0 },
};

const lockedBy = (facts: Partial<AccessFacts>, capability: Capability) =>
  access({ ...fine, ...facts })[capability];

describe("the lock matrix (BIL §5.5)", () => {
  it.each(cells)("%s, %s: %s", (capability, column, cell) => {
    const lock = lockedBy(causes[column], capability);
    expect(lock).toEqual(cell === "✓" ? null : { cause: column, ...sums[column] });
  });

  it("locks in every combination what any of its causes locks, and never punch, request, pay", () => {
    for (let bits = 0; bits < 32; bits += 1) {
      const held = columns.slice(1).filter((_, index) => (bits >> index) % 2 === 1);
      const locks = access(Object.assign({}, fine, ...held.map((column) => causes[column])));
      for (const capability of capabilities) {
        const locked = held.filter((column) => matrix[capability][columns.indexOf(column)] === "✗");
        const { cause } = locks[capability] ?? { cause: null };
        expect([capability, bits, cause !== null]).toEqual([capability, bits, locked.length > 0]);
        if (cause) expect(locked).toContain(cause);
      }
    }
  });

  it("names what has to go first: unpaid orders, the plan, the debt, annulled seats", () => {
    const all: Partial<AccessFacts> = Object.assign({}, ...Object.values(causes));
    expect(lockedBy(all, "add_seats")?.cause).toBe("order_overdue");
    expect(lockedBy({ ...all, overdueCount: 0 }, "add_seats")?.cause).toBe("plan_lapsed");
    expect(lockedBy(all, "add_staff")?.cause).toBe("plan_lapsed");
    expect(lockedBy(all, "team_attendance_current")?.cause).toBe("plan_lapsed");
    expect(lockedBy(all, "own_attendance_current")?.cause).toBe("debt");
    expect(lockedBy(all, "renew_or_switch")?.cause).toBe("order_overdue");
  });

  it("opens renewing by everything unpaid, seats by what is overdue", () => {
    const both = { ...causes.order_due, ...causes.order_overdue };
    expect(lockedBy(both, "renew_or_switch")).toMatchObject({ sum: 131_600 });
    expect(lockedBy(both, "add_seats")).toMatchObject({ sum: 98_700 });
  });

  it("opens at a balance of 0 and locks at −1 (C-8)", () => {
    expect(lockedBy({ credit: 0 }, "own_attendance_current")).toBeNull();
    expect(lockedBy({ credit: -1 }, "own_attendance_current")).toMatchObject({ sum: 120_000 });
  });

  it("lapses on the day of the end, not before; without any plan it is lapsed", () => {
    expect(lockedBy({ today: "2025-04-30" }, "reports")).toBeNull();
    expect(lockedBy({ today: "2025-05-01" }, "reports")).toMatchObject({ cause: "plan_lapsed" });
    expect(lockedBy({ planEndsOn: null }, "reports")).toMatchObject({ cause: "plan_lapsed" });
  });

  it("locks nothing for an organisation that nobody bills", () => {
    const all = Object.assign({}, fine, ...Object.values(causes), { billed: false });
    expect(Object.values(access(all)).every((lock) => lock === null)).toBe(true);
  });
});
