import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paymentQrPayload } from "../../api/documents/rules/payment-qr.ts";
import { receiptItems, roubles } from "../../api/documents/rules/receipt-items.ts";
import { standardVat, taxOf, vatCode } from "../../api/documents/rules/tax.ts";

const transfer = {
  name: "ООО «Тест»",
  account: "40702810138250123017",
  bankName: "ПАО СБЕРБАНК",
  bic: "044525225",
  correspondentAccount: "30101810400000000225",
  sum: 32_900,
  purpose: "Оплата по счету № 17 от 08.04.2025. Без НДС",
  inn: "7701234567",
  kpp: "770101001",
};
const bytesOf = (text: string) => new TextEncoder().encode(text).length;

const calm = (text: string) =>
  text
    .replace(/[\n\u202e]/g, " ")
    .replace(/ +/g, " ")
    .trim();
const kopecks = (value: string) => Number(value.replace(".", ""));

const sumOf = (items: ReturnType<typeof receiptItems>) =>
  items.reduce((sum, { quantity, amount }) => sum + quantity * kopecks(amount.value), 0);

/** Reads a payload as a bank does: the separator is the byte after `ST00012`. */
function readPayload(payload: string): Map<string, string> {
  expect(payload.slice(0, 7)).toBe("ST00012");
  const separator = payload.charAt(7);
  const fields = payload
    .slice(8)
    .split(separator)
    .map((field): [string, string] => {
      const at = field.indexOf("=");
      return [field.slice(0, at), field.slice(at + 1)];
    });
  return new Map(fields);
}

describe("the payload of a payment QR", () => {
  test("is the known one, to the byte (BIL §3.4)", () => {
    const payload = paymentQrPayload(transfer);
    expect(payload).toBe(
      "ST00012|Name=ООО «Тест»|PersonalAcc=40702810138250123017|BankName=ПАО СБЕРБАНК|BIC=044525225|CorrespAcc=30101810400000000225|Sum=32900|Purpose=Оплата по счету № 17 от 08.04.2025. Без НДС|PayeeINN=7701234567|KPP=770101001",
    );
    expect(bytesOf(payload)).toBe(263);
    expect(bytesOf(payload.slice(8, payload.indexOf("|Sum=")))).toBe(136);
  });

  test("reads back, whatever the texts, and its mandatory part fits 300 bytes (BIL P19)", () => {
    const texts = fc.string({
      unit: fc.constantFrom(..."абвЖ|~^#$=<>&%«»—№ \n\u202e١۲🙂yz"),
      minLength: 1,
      maxLength: 250,
    });
    fc.assert(
      fc.property(
        texts,
        texts,
        texts,
        fc.integer({ min: 1, max: 10 ** 13 }),
        (name, bankName, purpose, sum) => {
          const fields = readPayload(
            paymentQrPayload({ ...transfer, name, bankName, purpose, sum }),
          );
          expect([...fields.keys()]).toEqual([
            "Name",
            "PersonalAcc",
            "BankName",
            "BIC",
            "CorrespAcc",
            "Sum",
            "Purpose",
            "PayeeINN",
            "KPP",
          ]);
          const mandatory = [...fields].slice(0, 5).map(([key, value]) => `${key}=${value}`);
          expect(bytesOf(mandatory.join("|"))).toBeLessThanOrEqual(300);
          expect(fields.get("Sum")).toBe(String(sum));
          expect(fields.get("CorrespAcc")).toBe(transfer.correspondentAccount);
          expect(Array.from(fields.get("Purpose") ?? "").length).toBeLessThanOrEqual(210);
          expect(calm(purpose.replaceAll("\u202e", ""))).toContain(fields.get("Purpose"));
          expect(calm(name.replaceAll("\u202e", ""))).toContain(fields.get("Name"));
        },
      ),
    );
  });

  test.each([0, -1, 10.5, Number.NaN])("is not made for %d kopecks", (sum) => {
    expect(() => paymentQrPayload({ ...transfer, sum })).toThrow(RangeError);
  });
});

describe("VAT", () => {
  test("has the rate of its day (BIL headline 11)", () => {
    expect([standardVat("ru", "2025-12-31"), standardVat("ru", "2026-01-01")]).toEqual([
      2000, 2200,
    ]);
    expect([standardVat("ir", "2024-03-19"), standardVat("ir", "2024-03-20")]).toEqual([900, 1000]);
    expect(() => standardVat("ru", "2018-12-31")).toThrow(RangeError);
  });

  test("has a code for receipts (BIL §3.2)", () => {
    expect([2000, 2200, 500, 700, 0, null].map((rate) => vatCode(rate))).toEqual([
      4, 11, 7, 8, 2, 1,
    ]);
    expect([2000, 2200, 500, 700].map((rate) => vatCode(rate, true))).toEqual([6, 12, 9, 10]);
    expect(() => vatCode(1800)).toThrow(RangeError);
  });

  test("is the known one (BIL A-4)", () => {
    expect(taxOf(600_000, "exclusive", 1000)).toEqual({
      net: 600_000,
      vat: 60_000,
      gross: 660_000,
    });
    expect(taxOf(32_900, "inclusive", 2200)).toEqual({ net: 26_968, vat: 5_932, gross: 32_900 });
    expect(taxOf(32_900, "none", 2200)).toEqual({ net: 32_900, vat: 0, gross: 32_900 });
  });

  test("is floored, adds up, and is never more out of a sum than on top of it", () => {
    const rates = fc.constantFrom(500, 700, 900, 1000, 2000, 2200);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 13 }), rates, (total, rate) => {
        const inside = taxOf(total, "inclusive", rate);
        const onTop = taxOf(total, "exclusive", rate);
        expect([inside.net + inside.vat, onTop.net + onTop.vat]).toEqual([total, onTop.gross]);
        expect(onTop.vat).toBe(Number((BigInt(total) * BigInt(rate)) / 10_000n));
        expect(inside.vat).toBeLessThanOrEqual(onTop.vat);
        // Out of «sum + tax» comes the same tax, but for what flooring ate.
        expect(onTop.vat - taxOf(onTop.gross, "inclusive", rate).vat).toBeOneOf([0, 1]);
      }),
    );
  });

  test.each([-1, 0.5, Number.MAX_SAFE_INTEGER + 1])("is not of %d", (total) => {
    expect(() => taxOf(total, "exclusive", 1000)).toThrow(RangeError);
  });
});

describe("the items of a receipt", () => {
  const lines = fc.array(
    fc.record({
      title: fc.string({ maxLength: 200 }),
      details: fc.string({ maxLength: 100 }),
      quantity: fc.integer({ min: 1, max: 500 }),
      total: fc.integer({ min: 1, max: 10 ** 9 }),
    }),
    { minLength: 1, maxLength: 12 },
  );

  test("add up to the payment exactly, whole or in part (BIL I14)", () => {
    fc.assert(
      fc.property(lines, fc.double({ min: 0, max: 1, noNaN: true }), (sold, part) => {
        const whole = sold.reduce((sum, { total }) => sum + total, 0);
        const amount = Math.max(1, Math.floor(whole * part));
        for (const paid of [whole, amount]) {
          const items = receiptItems(sold, { amount: paid, rateBp: 2200 });
          expect(sumOf(items)).toBe(paid);
          expect(
            items.every(({ amount: { value } }) => /^\d+\.\d\d$/.test(value) && kopecks(value) > 0),
          ).toBe(true);
          expect(items.every(({ quantity }) => Number.isInteger(quantity) && quantity > 0)).toBe(
            true,
          );
          expect(items.every(({ description }) => Array.from(description).length <= 128)).toBe(
            true,
          );
        }
      }),
    );
  });

  test("keep a line whole when its price divides, and part it by a kopeck when it does not", () => {
    const seats = { title: "Доп. место", details: "08.04–01.05.2025, 22 дн.", quantity: 3 };
    expect(receiptItems([{ ...seats, total: 98_700 }], { amount: 98_700, rateBp: null })).toEqual([
      {
        description: "Доп. место, 08.04–01.05.2025, 22 дн.",
        quantity: 3,
        amount: { value: "329.00", currency: "RUB" },
        vat_code: 1,
        payment_subject: "service",
        payment_mode: "full_payment",
        measure: "piece",
      },
    ]);
    const parted = receiptItems([{ ...seats, total: 100_00 }], { amount: 100_00, rateBp: 2000 });
    expect(
      parted.map(({ quantity, amount, vat_code }) => [quantity, amount.value, vat_code]),
    ).toEqual([
      [2, "33.33", 4],
      [1, "33.34", 4],
    ]);
  });

  test("of an advance carry the calculated rate", () => {
    const line = { title: "Тариф", quantity: 1, total: 32_900 };
    const options = { amount: 32_900, rateBp: 2200, paymentMode: "full_prepayment" } as const;
    expect(receiptItems([line], options)[0]).toMatchObject({
      vat_code: 12,
      payment_mode: "full_prepayment",
    });
  });

  test("are not made of more money than was sold for, or of nothing", () => {
    const line = { title: "Тариф", quantity: 1, total: 100 };
    expect(() => receiptItems([line], { amount: 101, rateBp: null })).toThrow(RangeError);
    expect(() => receiptItems([line], { amount: 0, rateBp: null })).toThrow(RangeError);
    expect(() =>
      receiptItems(
        Array.from({ length: 81 }, () => line),
        { amount: 8100, rateBp: null },
      ),
    ).toThrow(RangeError);
    expect(roubles(5)).toBe("0.05");
  });
});
