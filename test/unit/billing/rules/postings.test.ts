import { describe, expect, it } from "vitest";
import {
  adjustPosting,
  applyPosting,
  closePosting,
  grantPosting,
  matchPosting,
  orderPosting,
  paymentPosting,
  refundDonePosting,
  refundFailedPosting,
  refundPosting,
  reversal,
  sumsToZero,
  suspensePosting,
} from "../../../../api/billing/rules/postings.ts";
import type { Entry } from "../../../../api/billing/rules/types.ts";

const order = { currency: "IRR", total: 660_000, tax: 60_000 } as const;
const sum = { currency: "RUB", amount: 32_900 } as const;
const entry = (asset: Entry["asset"], amount: number): Entry => ({
  account: "wallet",
  asset,
  amount,
});
const say = (entries: readonly Entry[]) =>
  entries.map(({ account, asset, amount }) => `${account} ${amount} ${asset}`);

/** BIL §5.3: debit +, credit −. */
const templates: readonly (readonly [string, readonly Entry[], readonly string[]])[] = [
  [
    "an order becomes due",
    orderPosting(order),
    ["receivable 660000 IRR", "revenue -600000 IRR", "vat -60000 IRR"],
  ],
  [
    "a payment",
    paymentPosting({ rail: "zarinpal", ...sum }),
    ["cash:zarinpal 32900 RUB", "wallet -32900 RUB"],
  ],
  [
    "applied to a due order",
    applyPosting({ ...order, activation: "on_order" }),
    ["wallet 660000 IRR", "receivable -660000 IRR"],
  ],
  [
    "applied to a pay-first order",
    applyPosting({ ...order, activation: "on_payment" }),
    ["wallet 660000 IRR", "revenue -600000 IRR", "vat -60000 IRR"],
  ],
  ["a grant", grantPosting(60), ["issued 60 PM", "credit -60 PM"]],
  ["a close", closePosting(7), ["credit 7 PM", "consumed -7 PM"]],
  ["a refund", refundPosting(sum), ["wallet 32900 RUB", "refund_clearing -32900 RUB"]],
  [
    "a refund that was sent",
    refundDonePosting({ rail: "yookassa_card", ...sum }),
    ["refund_clearing 32900 RUB", "cash:yookassa_card -32900 RUB"],
  ],
  [
    "a refund that was refused",
    refundFailedPosting(sum),
    ["refund_clearing 32900 RUB", "wallet -32900 RUB"],
  ],
  ["unmatched money", suspensePosting(sum), ["cash:bank 32900 RUB", "suspense -32900 RUB"]],
  ["matched money", matchPosting(sum), ["suspense 32900 RUB", "cash:bank -32900 RUB"]],
  [
    "a gift of money",
    adjustPosting({ asset: "RUB", amount: 100 }),
    ["adjustment 100 RUB", "wallet -100 RUB"],
  ],
  [
    "person-months taken back",
    adjustPosting({ asset: "PM", amount: -2 }),
    ["adjustment -2 PM", "credit 2 PM"],
  ],
];

describe("postings (BIL §5.3)", () => {
  it.each(templates)("%s", (_, entries, expected) => {
    expect(say(entries)).toEqual(expected);
    expect(sumsToZero(entries)).toBe(true);
  });

  it("undone leave nothing: annulment, reinstatement", () => {
    for (const [, entries] of templates) {
      const both = [...entries, ...reversal(entries)];
      const balances = new Map<string, number>();
      for (const { account, amount } of both)
        balances.set(account, (balances.get(account) ?? 0) + amount);
      expect([...balances.values()].every((amount) => amount === 0)).toBe(true);
      expect(sumsToZero(reversal(entries))).toBe(true);
    }
    expect(say(reversal(orderPosting(order)))[0]).toBe("receivable -660000 IRR");
  });

  it("of nothing are none", () => {
    expect(closePosting(0)).toEqual([]);
    expect(orderPosting({ currency: "RUB", total: 0, tax: 0 })).toEqual([]);
    expect(orderPosting({ currency: "RUB", total: 100, tax: 0 })).toHaveLength(2);
  });

  it("are whole (P22)", () => {
    expect(() => paymentPosting({ rail: "bank", currency: "RUB", amount: 0.5 })).toThrow(
      RangeError,
    );
    expect(() => orderPosting({ currency: "RUB", total: 2 ** 53, tax: 0 })).toThrow(RangeError);
    expect(() => orderPosting({ currency: "RUB", total: 1, tax: 0.25 })).toThrow(RangeError);
  });

  it("are told from what does not sum to zero in every asset", () => {
    expect(sumsToZero([])).toBe(true);
    expect(sumsToZero([entry("RUB", 1)])).toBe(false);
    expect(sumsToZero([entry("RUB", 1), entry("PM", -1)])).toBe(false);
    expect(sumsToZero([entry("RUB", 1), entry("PM", -1), entry("RUB", -1), entry("PM", 1)])).toBe(
      true,
    );
  });
});
