import { globSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ArgumentKind } from "../../../bot/core/arguments.ts";
import { areArguments } from "../../../bot/core/arguments.ts";
import { createCallbackCodec } from "../../../bot/core/callback.ts";
import type { Screen } from "../../../bot/core/screen.ts";
import { explain, explainScreen } from "../../../bot/core/explain.ts";
import type { TextKey } from "../../../locales/index.ts";
import { fa } from "../../../locales/fa/index.ts";

const root = new URL("../../../", import.meta.url);

/** Every screen any file under `bot/screens` exports. */
async function allScreens(): Promise<readonly Screen[]> {
  const files = globSync("bot/screens/**/*.ts", { cwd: root });
  const modules = await Promise.all(
    files.map((file) => import(new URL(file, root).href) as Promise<Record<string, unknown>>),
  );
  return modules.flatMap((exports) => Object.values(exports).filter(isScreen));
}

function isScreen(value: unknown): value is Screen {
  return typeof value === "object" && value !== null && "code" in value && "open" in value;
}

const argumentOf: Readonly<Record<ArgumentKind, fc.Arbitrary<string>>> = {
  id: fc.uuid(),
  date: fc
    .date({ noInvalidDate: true, min: new Date("1970-01-01"), max: new Date("2200-01-01") })
    .map((date) => date.toISOString().slice(0, 10)),
  number: fc.integer({ min: -(2 ** 52), max: 2 ** 52 }).map(String),
  word: fc.stringMatching(/^[a-z]{1,9}$/),
  period: fc.constantFrom("1405-12", "2026-11"),
};

test("every screen fits a key with its largest arguments, and comes back (TG 8.40)", async () => {
  for (const { name, code, args = [] } of await allScreens()) {
    const codec = createCallbackCodec([{ name, code }]);
    fc.assert(
      fc.property(
        fc.tuple(...args.map((kind) => argumentOf[kind])),
        fc.option(fc.integer({ min: 0, max: 46_655 }), { nil: undefined }),
        (values, rev) => {
          const route = { screen: name, args: values, ...(rev === undefined ? {} : { rev }) };
          expect(areArguments(args, values)).toBe(true);
          expect(codec.decode(codec.encode(route))).toEqual(route);
        },
      ),
      { numRuns: 50 },
    );
  }
});

test("every text fits the key that explains itself with it", () => {
  const codec = createCallbackCodec([explainScreen]);
  for (const key of keysOf(fa)) {
    const route = explain(key as TextKey);
    expect(codec.decode(codec.encode(route))).toEqual(route);
  }
});

function keysOf(tree: object, prefix = ""): string[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === "string" ? [prefix + name] : keysOf(value as object, `${prefix}${name}.`),
  );
}
