import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createCallbackCodec } from "../../../bot/core/callback.ts";

const codec = createCallbackCodec([
  { name: "home", code: "h" },
  { name: "people", code: "zz9" },
]);
const argument = fc.oneof(
  fc.uuid(),
  fc.integer().map(String),
  fc.maxSafeInteger().map(String),
  fc.stringMatching(/^[\w-]{0,12}$/),
  fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date("2200-01-01") })
    .map((date) => date.toISOString().slice(0, 10)),
  fc.string({ maxLength: 6, unit: "binary" }),
);

test("what fits a key comes back as it was", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("home", "people"),
      fc.array(argument, { maxLength: 3 }),
      fc.option(fc.nat(), { nil: undefined }),
      (screen, args, rev) => {
        const route = rev === undefined ? { screen, args } : { screen, args, rev };
        try {
          const data = codec.encode(route);
          expect(new TextEncoder().encode(data).length).toBeLessThanOrEqual(64);
          expect(codec.decode(data)).toEqual(route);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("anything else is nothing, and never throws", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.string().map((text) => `1h.${text}`),
      ),
      (data) => {
        const route = codec.decode(data);
        if (route) expect(codec.encode(route)).toBe(data);
      },
    ),
    { numRuns: 500 },
  );
});
