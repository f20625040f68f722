import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { belongingsOf } from "../bot/survival-crawl.ts";
import { type Bot, command, createFuzzHouse, type FuzzHouse, tap } from "./fuzz-house.ts";
import { rightsOf, rowsOf, traces, without } from "./fuzz-rows.ts";
import { share, spoilt } from "./fuzz-values.ts";

const bots = ["staff", "owner"] as const;
const bot = fc.constantFrom<Bot>(...bots);
const stranger = 9001;
/** Known, so that a failure can be played again. */
const seed = 20_261_121;
const at20 = { minLength: 20, maxLength: 20 };

let fuzz: FuzzHouse;
beforeAll(async () => {
  fuzz = await createFuzzHouse();
});
afterAll(() => fuzz.close());

/** Goes through both bots as people do, so that their keys are known. */
async function harvest(): Promise<void> {
  const { owner, employee } = fuzz.company;
  const menus = [
    "/start",
    "/menu",
    "/team",
    "/approvals",
    "/people",
    "/settings",
    "/today",
    "/month",
    "/leave",
    "/requests",
  ];
  for (const to of bots) {
    const who = (to === "owner" ? owner : employee).telegramUserId;
    for (const menu of menus) await fuzz.update(to, command(who, fuzz.now, menu));
    const tapped = new Set<string>();
    for (let round = 0; round < 80; round += 1) {
      const shapes = new Set([...tapped].map(shapeOf));
      const next = [...fuzz.keys[to]].find((key) => !tapped.has(key) && !shapes.has(shapeOf(key)));
      if (next === undefined) break;
      tapped.add(next);
      await fuzz.update(to, tap(who, fuzz.now, next));
    }
  }
}

const shapeOf = (data: string): string => data.replace(/\.[dnu][^.!]*/g, ".#").replace(/!.*/, "!");

interface Mix {
  readonly to: Bot;
  /** Where in what was shown, and in what else was shown. */
  readonly which: number;
  readonly other: number;
  readonly cut: number;
  readonly length: number;
  readonly put: string;
  readonly kind: "shown" | "spoilt" | "mixed" | "foreign" | "none";
}

const key: fc.Arbitrary<Mix> = fc.record({
  to: bot,
  which: share,
  other: share,
  cut: share,
  length: fc.nat(6),
  put: fc.string({ maxLength: 3 }),
  kind: fc.constantFrom("shown", "spoilt", "mixed", "mixed", "foreign", "none"),
});

const shownAt = (name: Bot, part: number): string => {
  const all = [...fuzz.keys[name]];
  return all[Math.floor(part * all.length)] ?? "1h";
};

/** Keys as shown, cut, with a part of another, of the other bot, and none at all. */
function dataOf({ to, which, other, cut, length, put, kind }: Mix): string {
  const shown = shownAt(to, which);
  switch (kind) {
    case "shown":
      return shown;
    case "spoilt":
      return spoilt(shown, cut, length, put);
    case "mixed": {
      const parts = shown.split(".");
      parts[Math.floor(cut * parts.length)] = shownAt(to, other).split(".").at(-1) ?? "";
      return parts.join(".");
    }
    case "foreign":
      return shownAt(to === "staff" ? "owner" : "staff", which);
    case "none":
      break;
  }
  return put.repeat(length);
}

describe("keys", () => {
  beforeAll(harvest, 60_000);

  test.each([
    ["a stranger", () => stranger],
    ["an employee", () => fuzz.company.employee.telegramUserId],
    ["an owner", () => fuzz.company.owner.telegramUserId],
  ])(
    "of any kind, tapped by %s, do no more than they may (TG 8.7, 8.49)",
    async (who, id) => {
      expect(fuzz.keys.owner.size + fuzz.keys.staff.size).toBeGreaterThan(100);
      const [theirs, ours, rows] = [
        await belongingsOf(fuzz.db, fuzz.neighbour.orgId),
        await belongingsOf(fuzz.db, fuzz.company.orgId),
        await rightsOf(fuzz.db),
      ];
      const counted = await rowsOf(fuzz.db);
      await fc.assert(
        fc.asyncProperty(fc.array(key, at20), async (round) => {
          fuzz.now += 60_000;
          await fuzz.rest();
          for (const one of round)
            expect(await fuzz.update(one.to, tap(id(), fuzz.now, dataOf(one)))).toBe(200);
          fuzz.expectCalm();
        }),
        { numRuns: 50, seed, endOnFailure: true },
      );
      expect(await belongingsOf(fuzz.db, fuzz.neighbour.orgId)).toBe(theirs);
      if (who !== "an owner") expect(await rightsOf(fuzz.db)).toBe(rows);
      if (who !== "a stranger") return;
      expect(await belongingsOf(fuzz.db, fuzz.company.orgId)).toBe(ours);
      expect(without(await rowsOf(fuzz.db), traces)).toEqual(without(counted, traces));
    },
    120_000,
  );
});
