import fc from "fast-check";
import { expect, test } from "vitest";
import { paperOf } from "../../api/documents/paper/paper.ts";
import { matchPurpose } from "../../api/documents/rules/match-purpose.ts";
import { bankInvoice } from "../unit/documents/samples.ts";

const numbers = fc.integer({ min: 1, max: 999_999 });

test("whoever copies the purpose of our own счёт pays exactly that счёт", () => {
  fc.assert(
    fc.property(numbers, numbers, numbers, (number, other, order) => {
      fc.pre(number !== other);
      const purpose = `Оплата сервиса Hozur по заказу № ${order}`;
      const printed = paperOf({ ...bankInvoice, purpose }, number).bank?.purpose ?? "";
      const due = { amount: 98_700, buyerInn: null };
      const open = [
        { ...due, number: String(other), orderNumber: String(order) },
        { ...due, number: String(number), orderNumber: String(order) },
      ];
      expect(matchPurpose({ purpose: printed, amount: 98_700, payerInn: null }, open)).toEqual({
        verdict: "exact",
        number: String(number),
        doubt: null,
      });
    }),
  );
});

test("a purpose with any digits and words never matches what it does not name", () => {
  const text = fc.string({
    unit: fc.constantFrom(..."0123456789 №.-/абсчетзакпیشفاکتور"),
    maxLength: 60,
  });
  fc.assert(
    fc.property(text, (purpose) => {
      const open = [{ number: "7000001", orderNumber: null, amount: 5, buyerInn: null }];
      const { verdict } = matchPurpose({ purpose, amount: 5, payerInn: null }, open);
      if (verdict !== "unmatched") expect(purpose).toMatch(/7000001/);
    }),
  );
});
