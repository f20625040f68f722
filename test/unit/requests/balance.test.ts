import { describe, expect, it } from "vitest";
import { accrualEntries } from "../../../api/requests/rules/accrual.ts";
import { balanceOn, projectedBalance, splitBalance } from "../../../api/requests/rules/balance.ts";
import type { AccrualRules, LedgerEntry } from "../../../api/requests/rules/types.ts";

const rules: AccrualRules = { profile: "ir", yearMinutes: 26 * 440 };
const startedOn = "2026-03-21";

function ledgerUntil(asOf: "2026-10-22" | "2026-11-21"): LedgerEntry[] {
  return accrualEntries(rules, startedOn, asOf).map((entry) => ({ ...entry, reason: "accrual" }));
}

describe("the balance", () => {
  it("of 190:40 less 2:30 is 188:10: 25 d 4:50 or 23 d 4:10, one balance and two displays (ATT F1, F2)", () => {
    const ledger: LedgerEntry[] = [
      { key: "opening", reason: "opening", minutes: 190 * 60 + 40, effectiveOn: "2026-03-21" },
      { key: "r1", reason: "use", minutes: -150, effectiveOn: "2026-11-21" },
    ];
    const minutes = balanceOn(ledger, "2026-11-21");
    expect(minutes).toBe(188 * 60 + 10);
    expect(splitBalance(minutes, 440)).toEqual({
      negative: false,
      days: 25,
      hours: 4,
      minutes: 50,
    });
    expect(splitBalance(minutes, 480)).toEqual({
      negative: false,
      days: 23,
      hours: 4,
      minutes: 10,
    });
    expect(balanceOn(ledger, "2026-11-20")).toBe(190 * 60 + 40);
  });

  it("below zero keeps its sign apart", () => {
    expect(splitBalance(-500, 440)).toEqual({ negative: true, days: 1, hours: 1, minutes: 0 });
    expect(splitBalance(0, 440)).toEqual({ negative: false, days: 0, hours: 0, minutes: 0 });
  });

  it("on a coming day holds what is earned by then, counted once (ATT F13)", () => {
    const used: LedgerEntry = {
      key: "r1",
      reason: "use",
      minutes: -6000,
      effectiveOn: "2026-10-01",
    };
    const now = [...ledgerUntil("2026-10-22"), used];
    expect(balanceOn(now, "2026-10-22")).toBe(673);
    expect(projectedBalance(now, { rules, startedOn }, "2026-12-21")).toBe(673 + 953 + 954);
    expect(
      projectedBalance([...ledgerUntil("2026-11-21"), used], { rules, startedOn }, "2026-12-21"),
    ).toBe(673 + 953 + 954);
  });
});
