import { describe, expect, test } from "vitest";
import {
  detailProblem,
  fieldsOf,
  readDetail,
  tidy,
} from "../../../bot/screens/owner/billing/details-fields.ts";
import { typedCount } from "../../../bot/screens/owner/billing/count-input.ts";

describe("details for papers", () => {
  test("a КПП is asked of companies only", () => {
    expect(fieldsOf("ru", { inn: "7701234560" })).toContain("kpp");
    expect(fieldsOf("ru", { inn: "500100732259" })).not.toContain("kpp");
    expect(fieldsOf("ru", {})).not.toContain("kpp");
  });

  test.each([
    ["ru", "inn", "7701234560", null],
    ["ru", "inn", "77 0123 4560", null],
    ["ru", "inn", "7701234561", "wrong"],
    ["ir", "nationalId", "۱۴۰۰۵۸۹۳۸۷۵", null],
    ["ir", "nationalId", "۱۴۰۰۵۸۹۳۸۷۶", "wrong"],
    ["ir", "postalCode", "15176-13915", null],
    ["ir", "postalCode", "151", "wrong"],
    ["ir", "phone", "+۹۸ ۲۱ ۸۸۸۸", null],
    ["ru", "name", "   ", "missing"],
    ["ru", "address", "x".repeat(260), "too_long"],
  ] as const)("%s %s «%s»: %s", (profile, field, typed, problem) => {
    const details = { name: "x", [field]: readDetail(field, typed) };
    expect(detailProblem(profile, details, field)).toBe(problem);
  });

  test("what does not belong is dropped before it is saved", () => {
    const details = { name: "ИП", inn: "500100732259", kpp: "770101001", address: "" };
    expect(tidy("ru", details)).toEqual({ name: "ИП", inn: "500100732259" });
  });
});

test.each([
  ["۷", 7],
  ["٧", 7],
  ["1 200", 1200],
  ["۱٬۲۰۰", 1200],
  ["10000", 10_000],
  ["10001", null],
  ["0", null],
  ["2.5", null],
  ["سه", null],
])("a typed count «%s» is %s", (typed, count) => {
  expect(typedCount(typed)).toBe(count);
});
