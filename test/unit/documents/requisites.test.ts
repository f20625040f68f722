import { describe, expect, test } from "vitest";
import {
  isAccountAt,
  isCorrespondentAccountOf,
  isInn,
  isIranianLegalId,
  isIranianPersonalId,
  isKpp,
  isOgrn,
  isSheba,
} from "../../../api/documents/rules/check-digits.ts";
import { buyerProblems, sellerProblems } from "../../../api/documents/rules/requisite-problems.ts";
import { iranianSeller, russianSeller } from "./samples.ts";

/** Every text that differs from `text` in one digit. */
const slips = (text: string) =>
  Array.from(text).flatMap((char, index) =>
    /\d/.test(char)
      ? Array.from({ length: 9 }, (_, step) => {
          const digit = (Number(char) + step + 1) % 10;
          return text.slice(0, index) + String(digit) + text.slice(index + 1);
        })
      : [],
  );

describe("check digits", () => {
  test("of ИНН, companies and people", () => {
    expect(["7707083893", "7710140679", "500100732259"].filter(isInn)).toHaveLength(3);
    expect(slips("7707083893").filter(isInn)).toEqual([]);
    expect(["", "770708389", "0000000000", "77070838931", " 7707083893"].filter(isInn)).toEqual([]);
  });

  test("of ОГРН and ОГРНИП", () => {
    expect(["1027700132195", "304500116000157"].filter(isOgrn)).toHaveLength(2);
    expect(isOgrn("1027700132196")).toBe(false);
  });

  test("of accounts, by the bank they are in (BIL §3.4)", () => {
    expect(isAccountAt("044525225", "40702810138250123017")).toBe(true);
    expect(isCorrespondentAccountOf("044525225", "30101810400000000225")).toBe(true);
    expect(isAccountAt("044525226", "40702810138250123017")).toBe(false);
    expect(isAccountAt("044525225", "30101810400000000225")).toBe(false);
    const caught = slips("40702810138250123017").filter((text) => !isAccountAt("044525225", text));
    expect(caught).toHaveLength(20 * 9);
  });

  test("of Iranian ids of companies and people", () => {
    expect(["10380284790", "14007650912"].filter(isIranianLegalId)).toHaveLength(2);
    expect(["10380284792", "11111111111", "1038028479"].filter(isIranianLegalId)).toEqual([]);
    expect(["0499370899", "0790419904", "0084575948"].filter(isIranianPersonalId)).toHaveLength(3);
    expect(slips("0499370899").filter(isIranianPersonalId)).toEqual([]);
    expect(["0000000000", "049937089"].filter(isIranianPersonalId)).toEqual([]);
  });

  test("of a Sheba", () => {
    expect(
      ["IR820540102680020817909002", "IR062960000000100324200001"].filter(isSheba),
    ).toHaveLength(2);
    expect(slips("IR820540102680020817909002").filter(isSheba)).toEqual([]);
    expect(isSheba("820540102680020817909002")).toBe(false);
  });

  test("do not exist in КПП, its shape is all", () => {
    expect(["770101001", "7701AB001", "77010100", "77o101001"].map(isKpp)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe("a seller's requisites", () => {
  test("that are right have no problems", () => {
    expect(sellerProblems(russianSeller)).toEqual([]);
    expect(sellerProblems(iranianSeller)).toEqual([]);
  });

  test("are judged field by field", () => {
    const { bank } = russianSeller;
    const broken = {
      ...russianSeller,
      inn: "7707083894",
      kpp: "1",
      bank: { ...bank, account: "" },
    };
    expect(sellerProblems(broken)).toEqual([
      { field: "inn", code: "wrong" },
      { field: "account", code: "missing" },
      { field: "kpp", code: "wrong" },
    ]);
    expect(
      sellerProblems({ ...iranianSeller, postalCode: "12345", address: "آ".repeat(251) }),
    ).toEqual([
      { field: "postal_code", code: "wrong" },
      { field: "address", code: "too_long" },
    ]);
  });

  test("blame the BIC, not the accounts, when it is the BIC that is no number", () => {
    const broken = { ...russianSeller, bank: { ...russianSeller.bank, bic: "04452522" } };
    expect(sellerProblems(broken)).toEqual([{ field: "bic", code: "wrong" }]);
  });

  test("of an entrepreneur have no КПП", () => {
    const entrepreneur = { ...russianSeller, inn: "500100732259", ogrn: "304500116000157" };
    expect(sellerProblems(entrepreneur)).toEqual([{ field: "kpp", code: "wrong" }]);
    expect(sellerProblems({ ...entrepreneur, kpp: undefined })).toEqual([]);
  });
});

test("a buyer may be only a name, but what it told must be right", () => {
  expect(buyerProblems({ profile: "ru", name: "ООО «Ромашка»" })).toEqual([]);
  expect(buyerProblems({ profile: "ir", name: " " })).toEqual([{ field: "name", code: "missing" }]);
  expect(buyerProblems({ profile: "ru", name: "ООО «Ромашка»", inn: "123" })).toEqual([
    { field: "inn", code: "wrong" },
  ]);
  expect(
    buyerProblems({ profile: "ir", name: "آتنسی", nationalId: "0499370899", phone: "x" }),
  ).toEqual([{ field: "phone", code: "wrong" }]);
});
