import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanName, maxNameLength, personName } from "../../../api/people/rules/clean-name.ts";
import { foldName } from "../../../api/people/rules/fold-name.ts";

test("marks that turn or hide text are taken out, words and emoji stay (TG 8.34)", () => {
  expect(cleanName("  \u202Eali\u2066  reza\u0000 ")).toBe("ali reza");
  expect(cleanName("می‌خانه")).toBe("می‌خانه");
  expect(cleanName("👩‍🔧")).toBe("👩‍🔧");
  expect(cleanName(`<b>Ali & "Co"</b>`)).toBe(`<b>Ali & "Co"</b>`);
});

test("a person always has a name that is not too long", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (given) => {
      const name = personName(given, 42);
      expect(name.isWellFormed()).toBe(true);
      expect([...name].length).toBeGreaterThan(0);
      expect([...name].length).toBeLessThanOrEqual(maxNameLength);
      expect(name).not.toMatch(/[\u202a-\u202e\u2066-\u2069\p{Cc}]/u);
    }),
  );
});

test("names are compared without case, ё, Arabic letters and half-spaces", () => {
  expect(foldName("АЛЁНА")).toBe("алена");
  expect(foldName("علي‌اكبر")).toBe(foldName("علی اکبر"));
});
