import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canonical,
  codeFrom,
  codeOf,
  emailOf,
  maskedEmail,
  waitsFor,
} from "../../../api/security/rules/two-step.ts";
import { newCode } from "../../../api/security/confirm-mail.ts";

describe("what a confirmation is bound to", () => {
  const json = fc.jsonValue({ maxDepth: 3 });

  test("does not depend on the order of its facts", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (facts) => {
        const turned = Object.fromEntries(Object.entries(facts).toReversed());
        expect(canonical(turned)).toBe(canonical(facts));
      }),
    );
  });

  test("tells any two acts apart", () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        const same = JSON.stringify(JSON.parse(canonical(one))) === canonical(other);
        expect(canonical(one) === canonical(other)).toBe(same);
      }),
    );
    expect(canonical({ a: "1" })).not.toBe(canonical({ a: 1 }));
    expect(canonical([1, [2]])).not.toBe(canonical([[1], 2]));
    expect(canonical({ a: null })).not.toBe(canonical({}));
    expect(canonical({ a: undefined })).toBe(canonical({}));
  });
});

describe("a code", () => {
  test("has six digits, whatever the random number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (random) => {
        const code = codeFrom(random);
        expect(code === null).toBe(random >= 4_294_000_000);
        if (code !== null) expect(code).toMatch(/^\d{6}$/);
      }),
    );
    expect(codeFrom(7)).toBe("000007");
    expect(newCode()).toMatch(/^\d{6}$/);
  });

  test.each([
    ["012345", "012345"],
    ["۰۱۲ ۳۴۵", "012345"],
    ["٠١٢-٣٤٥", "012345"],
    [" 012\u200c345\n", "012345"],
  ])("typed %j is %s", (typed, code) => {
    expect(codeOf(typed)).toBe(code);
  });

  test.each(["", "12345", "1234567", "12345a", "１２３４５６", "12.3456", "-"])(
    "%j is none",
    (typed) => {
      expect(codeOf(typed)).toBeNull();
    },
  );
});

test("every channel that was asked has to answer", () => {
  const none = { pushBot: null, pushedAt: null, emailHash: null, emailAt: null };
  expect(waitsFor(none)).toEqual([]);
  expect(waitsFor({ ...none, pushBot: "staff" })).toEqual(["push"]);
  expect(waitsFor({ ...none, pushBot: "staff", emailHash: "x" })).toEqual(["push", "email"]);
  expect(waitsFor({ ...none, pushBot: "staff", pushedAt: 1, emailHash: "x" })).toEqual(["email"]);
  expect(waitsFor({ pushBot: "staff", pushedAt: 1, emailHash: "x", emailAt: 1 })).toEqual([]);
});

describe("an address", () => {
  test.each([
    [" Anna@Example.ORG ", "Anna@example.org"],
    ["mailto:a.b+c@d-e.example.ru", "a.b+c@d-e.example.ru"],
    ["\u200fa@b.ir\u200e", "a@b.ir"],
  ])("%j is %s", (typed, kept) => {
    expect(emailOf(typed)).toBe(kept);
  });

  test.each([
    "a",
    "a@b",
    "@b.ru",
    "a@.ru",
    "a@b..ru",
    "a b@c.ru",
    "a@b.ru\nx",
    "a@b.ru,c@d.ru",
    "<a@b.ru>",
  ])("%j is none", (typed) => {
    expect(emailOf(typed)).toBeNull();
  });

  test("is shown so that only its owner knows it", () => {
    expect(maskedEmail("anna@example.org")).toBe("a…@example.org");
  });

  test("of any text is one line without spaces, or none", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (typed) => {
        expect(emailOf(typed) ?? "a@b.ru").toMatch(/^\S+@\S+\.[a-z]+$/i);
      }),
    );
  });
});
