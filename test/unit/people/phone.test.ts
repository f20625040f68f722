import fc from "fast-check";
import { expect, test } from "vitest";
import { readPhone } from "../../../api/people/rules/phone.ts";

test.each([
  ["989121234567", "+989121234567"],
  ["+98 912 123-45-67", "+989121234567"],
  ["00989121234567", "+989121234567"],
  ["09121234567", "+989121234567"],
  ["۰۹۱۲۱۲۳۴۵۶۷", "+989121234567"],
  ["٠٩١٢١٢٣٤٥٦٧", "+989121234567"],
  ["79161234567", "+79161234567"],
  ["8 (916) 123-45-67", "+79161234567"],
  ["+4915112345678", "+4915112345678"],
])("%s is read as %s (TG 8.29)", (typed, phone) => {
  expect(readPhone(typed)).toEqual({ phone });
});

test.each(["+88801234567", "888 0123 4567", "0088801234567"])(
  "%s is an anonymous number",
  (typed) => {
    expect(readPhone(typed)).toEqual({ problem: "phone_anonymous" });
  },
);

test.each(["", "call me", "123", "+0123456789", "+98912123456789012", "98912;drop"])(
  "%j is no number",
  (typed) => {
    expect(readPhone(typed)).toEqual({ problem: "phone_invalid" });
  },
);

test("whatever is read is E.164 and read again as itself", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^(\+|00)?\d{5,17}$/), (typed) => {
      const read = readPhone(typed);
      if ("problem" in read) return;
      expect(read.phone).toMatch(/^\+[1-9]\d{6,14}$/);
      expect(readPhone(read.phone)).toEqual(read);
    }),
  );
});
