import { describe, expect, it } from "vitest";
import {
  isAccountAt,
  isBic,
  isCorrespondentAccountOf,
  isEconomicCode,
  isInn,
  isIranianLegalId,
  isIranianPersonalId,
  isIranianPostalCode,
  isKpp,
  isOgrn,
  isSheba,
} from "../../../api/documents/rules/check-digits.ts";
import { paymentQrPayload } from "../../../api/documents/rules/payment-qr.ts";
import { buyerProblems, sellerProblems } from "../../../api/documents/rules/requisite-problems.ts";
import type { Buyer, Seller } from "../../../api/documents/rules/requisites.ts";
import { iranianSeller, russianSeller } from "./samples.ts";

const { bank } = russianSeller;
const isAccount = (text: string) => isAccountAt(bank.bic, text);
const isCorrespondent = (text: string) => isCorrespondentAccountOf(bank.bic, text);

const numbers: readonly (readonly [string, (text: string) => boolean, readonly string[]])[] = [
  ["ИНН", isInn, ["7707083893", "500100732259"]],
  ["КПП", isKpp, ["770101001", "7701AB001"]],
  ["ОГРН", isOgrn, ["1027700132195", "304500116000157"]],
  ["БИК", isBic, ["044525225"]],
  ["account", isAccount, ["40702810138250123017", "40702A10938250123017", "40702X10038250123017"]],
  ["correspondent account", isCorrespondent, ["30101810400000000225"]],
  ["id of a company", isIranianLegalId, ["10380284790", "14007650912"]],
  ["id of a person", isIranianPersonalId, ["0499370899", "0790419904"]],
  ["economic code", isEconomicCode, ["10380284790", "411398765432", "14003456789012"]],
  ["postal code", isIranianPostalCode, ["1517863411"]],
  ["Sheba", isSheba, ["IR820540102680020817909002"]],
];

/** Every text that differs from `text` in one of its last `count` digits. */
const slips = (text: string, count: number) =>
  Array.from(text.slice(-count)).flatMap((char, index) =>
    Array.from({ length: 9 }, (_, step) => {
      const at = text.length - count + index;
      return text.slice(0, at) + String((Number(char) + step + 1) % 10) + text.slice(at + 1);
    }),
  );

const alike = (length: number) =>
  Array.from({ length: 10 }, (_, digit) => String(digit).repeat(length));

describe("a number of a company or a bank", () => {
  it.each(numbers)("%s is taken whole, or not at all", (_, isRight, right) => {
    for (const text of right) {
      expect([text, isRight(text)]).toEqual([text, true]);
      const longer = [`1111${text}`, `${text}1111`];
      const near = ["", `x${text}`, `${text}x`, ` ${text}`, `${text}\n`, ...longer];
      expect(near.filter(isRight)).toEqual([]);
    }
  });

  it("has check digits that catch every slip of one digit", () => {
    expect(slips("500100732259", 12).filter(isInn)).toEqual([]);
    expect(slips("30101810400000000225", 20).filter(isCorrespondent)).toEqual([]);
    expect(slips("1027700132195", 13).filter(isOgrn)).toEqual([]);
    expect(slips("10380284790", 1).filter(isIranianLegalId)).toEqual([]);
    expect(slips("0790419904", 1).filter(isIranianPersonalId)).toEqual([]);
  });

  it("is not the same digit over and over, whatever its check digit says", () => {
    expect(alike(10).filter(isIranianPersonalId)).toEqual([]);
    expect(alike(10).filter(isIranianPostalCode)).toEqual([]);
    expect(alike(11).filter(isIranianLegalId)).toEqual([]);
    expect(alike(14).filter(isEconomicCode)).toEqual([]);
    expect(["0000000000", "000000000000"].filter(isInn)).toEqual([]);
    expect(isEconomicCode("41139876543")).toBe(true);
    expect(isEconomicCode("4113987654")).toBe(false);
  });

  it("of an account belongs to its bank; at the central bank's offices to the region", () => {
    expect(isAccountAt("044525001", "40702810438250123012")).toBe(true);
    expect(isAccountAt("044525003", "40702810438250123012")).toBe(false);
    expect(isAccountAt("044525003", "40702810438250123010")).toBe(true);
    expect(isAccountAt("044525001", "40702810438250123010")).toBe(false);
    expect(isAccount("30101810400000000225")).toBe(false);
    expect(isCorrespondent("40702810138250123017")).toBe(false);
    expect(isAccountAt("044525001", "30101810400000000225")).toBe(false);
  });
});

/** A seller with another value at a path such as `bank.sheba`. */
function withValue(seller: Seller, path: string, value: string): Seller {
  if (!path.startsWith("bank.")) return { ...seller, [path]: value };
  return { ...seller, bank: { ...seller.bank, [path.slice(5)]: value } } as Seller;
}

describe("each requisite of a seller", () => {
  it.each([
    ["inn", "inn", russianSeller],
    ["kpp", "kpp", russianSeller],
    ["ogrn", "ogrn", russianSeller],
    ["bank.bic", "bic", russianSeller],
    ["bank.correspondentAccount", "correspondent_account", russianSeller],
    ["bank.account", "account", russianSeller],
    ["economicCode", "economic_code", iranianSeller],
    ["nationalId", "national_id", iranianSeller],
    ["postalCode", "postal_code", iranianSeller],
    ["phone", "phone", iranianSeller],
    ["bank.sheba", "sheba", iranianSeller],
    ["registrationNumber", "registration_number", iranianSeller],
  ] as const)("%s is judged", (path, field, seller) => {
    expect(sellerProblems(withValue(seller, path, "x"))).toEqual([{ field, code: "wrong" }]);
  });

  it.each([
    ["name", "name", russianSeller],
    ["address", "address", russianSeller],
    ["bank.name", "bank_name", russianSeller],
    ["bank.correspondentAccount", "correspondent_account", russianSeller],
    ["name", "name", iranianSeller],
    ["economicCode", "economic_code", iranianSeller],
    ["address", "address", iranianSeller],
    ["phone", "phone", iranianSeller],
    ["bank.name", "bank_name", iranianSeller],
    ["bank.sheba", "sheba", iranianSeller],
  ] as const)("%s must be there", (path, field, seller) => {
    expect(sellerProblems(withValue(seller, path, " "))).toEqual([{ field, code: "missing" }]);
  });

  it("may be left out where a company may have none", () => {
    expect(sellerProblems({ ...russianSeller, kpp: undefined, ogrn: "" })).toEqual([]);
    expect(sellerProblems({ ...iranianSeller, registrationNumber: undefined })).toEqual([]);
    const unsigned = { position: "Директор", name: "" };
    expect(sellerProblems({ ...russianSeller, signatories: [unsigned] })).toEqual([
      { field: "signatories", code: "missing" },
    ]);
  });

  it("of a person or a company can be the id, and has 250 characters at most", () => {
    expect(sellerProblems({ ...iranianSeller, nationalId: "0499370899" })).toEqual([]);
    expect(sellerProblems({ ...iranianSeller, address: "آ".repeat(250) })).toEqual([]);
    const oddBic = {
      ...bank,
      bic: "1",
      account: "4070281013825012301x",
      correspondentAccount: "1",
    };
    expect(sellerProblems({ ...russianSeller, bank: oddBic }).map(({ field }) => field)).toEqual([
      "bic",
      "correspondent_account",
      "account",
    ]);
    const long = {
      ...bank,
      bic: "1",
      account: `x${bank.account}`,
      correspondentAccount: "9".repeat(21),
    };
    expect(sellerProblems({ ...russianSeller, bank: long })).toHaveLength(3);
  });
});

describe("each requisite of a buyer", () => {
  const russian: Buyer = { profile: "ru", name: "ООО «Ромашка»" };
  const iranian: Buyer = { profile: "ir", name: "آتنسی" };

  it.each([
    ["inn", "inn", "7707083893"],
    ["kpp", "kpp", "770101001"],
  ])("Russian: %s", (path, field, right) => {
    expect(buyerProblems({ ...russian, [path]: "x" })).toEqual([{ field, code: "wrong" }]);
    expect(buyerProblems({ ...russian, [path]: right })).toEqual([]);
  });

  it.each([
    ["economicCode", "economic_code", "411398765432"],
    ["nationalId", "national_id", "10380284790"],
    ["registrationNumber", "registration_number", "1234567890"],
    ["postalCode", "postal_code", "1517863411"],
    ["phone", "phone", "02188776655"],
  ])("Iranian: %s", (path, field, right) => {
    for (const wrong of ["x", `${right}x`, `x${right}`])
      expect(buyerProblems({ ...iranian, [path]: wrong })).toEqual([{ field, code: "wrong" }]);
    expect(buyerProblems({ ...iranian, [path]: right })).toEqual([]);
  });

  it("may be long, not too long", () => {
    for (const buyer of [russian, iranian]) {
      expect(buyerProblems({ ...buyer, address: "я".repeat(251) })).toEqual([
        { field: "address", code: "too_long" },
      ]);
    }
    expect(buyerProblems({ ...russian, inn: "500100732259", kpp: "770101001" })).toEqual([
      { field: "kpp", code: "wrong" },
    ]);
  });
});

describe("the payload of a payment QR", () => {
  const transfer = {
    name: russianSeller.name,
    account: bank.account,
    bankName: bank.name,
    bic: bank.bic,
    correspondentAccount: bank.correspondentAccount,
    sum: 32_900,
    purpose: "Оплата",
    inn: russianSeller.inn,
  };
  const separatorOf = (purpose: string) => paymentQrPayload({ ...transfer, purpose }).charAt(7);
  const separators = "|~^#$*@%&!{}[]";

  it("takes the first separator that no text holds, and none is an error", () => {
    for (let taken = 0; taken < separators.length; taken += 1)
      expect(separatorOf(separators.slice(0, taken))).toBe(separators[taken]);
    expect(() => separatorOf(separators)).toThrow(RangeError);
  });

  it("has no КПП for those who have none", () => {
    expect(paymentQrPayload(transfer).endsWith(`PayeeINN=${russianSeller.inn}`)).toBe(true);
    expect(paymentQrPayload({ ...transfer, kpp: "770101001" })).toContain("|KPP=770101001");
  });

  it("keeps a name that fills the mandatory part to its last byte, and cuts the next one", () => {
    const nameOf = (length: number) =>
      /Name=([^|]*)/.exec(paymentQrPayload({ ...transfer, name: "n".repeat(length) }))?.[1] ?? "";
    const fixed = new TextEncoder().encode(
      [
        "Name=",
        `PersonalAcc=${bank.account}`,
        `BankName=${bank.name}`,
        `BIC=${bank.bic}`,
        `CorrespAcc=${bank.correspondentAccount}`,
      ].join("|"),
    ).length;
    const room = Math.min(160, 300 - fixed);
    expect(nameOf(room)).toHaveLength(room);
    expect(nameOf(room + 1)).toHaveLength(room);
    const wide = { ...transfer, bankName: "Я".repeat(60), name: "Ж".repeat(200) };
    const payload = paymentQrPayload(wide);
    expect(payload).toContain(`BankName=${"Я".repeat(45)}|`);
    const mandatory = payload.slice(8, payload.indexOf("|Sum="));
    expect(new TextEncoder().encode(mandatory).length).toBeGreaterThanOrEqual(299);
  });
});
