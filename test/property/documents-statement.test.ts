import fc from "fast-check";
import { expect, test } from "vitest";
import { readStatement } from "../../api/documents/read-statement.ts";
import { payment1c, statement1c, toWindows1251 } from "../unit/documents/statement-files.ts";

const payments = fc.array(
  fc.record({
    number: fc.integer({ min: 1, max: 999_999 }),
    kopecks: fc.integer({ min: 1, max: 10 ** 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    purpose: fc.string({ unit: fc.constantFrom(..."абвЯё №«»17="), maxLength: 60 }),
  }),
  { maxLength: 12 },
);

const read = (file: readonly string[]) =>
  readStatement(toWindows1251(statement1c(file)), { currency: "RUB" });
const key = (line: object) => JSON.stringify(line);

test("every payment of a file is read back, in any order of the file (BIL P20)", () => {
  fc.assert(
    fc.property(payments, fc.infiniteStream(fc.nat()), (paid, order) => {
      const written = paid.map(({ number, kopecks, day, purpose }) =>
        payment1c({
          number: String(number),
          sum: `${Math.floor(kopecks / 100)}.${String(kopecks % 100).padStart(2, "0")}`,
          date: `${String(day).padStart(2, "0")}.04.2025`,
          purpose,
        }),
      );
      const { lines, errors } = read(written);
      expect(errors).toEqual([]);
      expect(
        lines.map(({ documentNumber, amount, datedOn }) => [documentNumber, amount, datedOn]),
      ).toEqual(
        paid.map(({ number, kopecks, day }) => [
          String(number),
          kopecks,
          `2025-04-${String(day).padStart(2, "0")}`,
        ]),
      );
      const mixed = written
        .map((text) => ({ text, at: order.next().value }))
        .toSorted((a, b) => a.at - b.at);
      expect(
        read(mixed.map(({ text }) => text))
          .lines.map(key)
          .toSorted(),
      ).toEqual(lines.map(key).toSorted());
    }),
  );
});

test("no file makes the reader throw", () => {
  const heads = fc.constantFrom(
    "",
    "1CClientBankExchange\r\n",
    "дата;сумма;номер\n",
    "تاریخ,مبلغ\n",
  );
  const currency = fc.constantFrom("RUB" as const, "IRR" as const);
  fc.assert(
    fc.property(heads, fc.uint8Array({ maxLength: 400 }), currency, (head, tail, of) => {
      const { lines } = readStatement(Buffer.concat([Buffer.from(head), tail]), { currency: of });
      expect(lines.every(({ amount }) => Number.isSafeInteger(amount) && amount > 0)).toBe(true);
    }),
  );
});
