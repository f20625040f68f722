import { utils, write } from "@e965/xlsx";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Company, foundCompany } from "../api/attendance-company.ts";
import { type ApiWorld, createApiWorld, testConfig } from "../support/api-world.ts";
import { innards } from "./fuzz-house.ts";
import { rowsOf, without } from "./fuzz-rows.ts";
import { share } from "./fuzz-values.ts";

/** Known, so that a failure can be played again. */
const seed = 20_261_121;
const at20 = { minLength: 20, maxLength: 20 };

let world: ApiWorld;
let company: Company;
beforeAll(async () => {
  world = await createApiWorld(undefined, { isQuiet: true });
  company = await foundCompany(world.db);
});
afterAll(() => world.close());

const utf8 = new TextEncoder();

const book = (rows: readonly (readonly string[])[]): Uint8Array => {
  const made = utils.book_new();
  utils.book_append_sheet(made, utils.aoa_to_sheet(rows.map((row) => [...row])), "S");
  return new Uint8Array(
    write(made, { type: "array", bookType: "xlsx", compression: true }) as ArrayBuffer,
  );
};

const people = [
  ["نام", "تلفن", "گروه", "نقش", "شروع"],
  ["علی", "09121234567", "All", "employee", "1405/08/01"],
  ["Анна", "+7 912 345-67-89", "", "", "01.11.2026"],
];
const punches = [
  ["name", "date", "time", "direction"],
  ["employee 1003", "2026-11-20", "08:00", "in"],
  ["employee 1003", "2026-11-20", "17:00", "out"],
];
const csv = (rows: readonly (readonly string[])[], mark = ","): Uint8Array =>
  utf8.encode(rows.map((row) => row.join(mark)).join("\r\n"));

const samples = (): readonly Uint8Array[] => [
  csv(people),
  csv(people, ";"),
  csv(people, "\t"),
  book(people),
  csv(punches),
  book(punches),
  utf8.encode(
    "1CClientBankExchange\nВерсияФормата=1.03\nКодировка=UTF-8\nСекцияДокумент=Платежное поручение\nНомер=1\nДата=01.11.2026\nСумма=100.00\nПлательщик=A\nКонецДокумента\nКонецФайла",
  ),
  utf8.encode("تاریخ,مبلغ,شرح,شماره سند\n1405/08/01,1000000,پرداخت,12"),
];

interface Cut {
  readonly at: number;
  readonly length: number;
  readonly put: Uint8Array;
}
const cut: fc.Arbitrary<Cut> = fc.record({
  at: share,
  length: fc.nat(12),
  put: fc.oneof(
    fc.uint8Array({ maxLength: 12 }),
    fc
      .constantFrom('"', "\r", "\0", "=cmd|' /C calc'!A0", "٫", "9".repeat(40), "\u202e")
      .map((text) => utf8.encode(text)),
  ),
});

function spoilt(bytes: Uint8Array, cuts: readonly Cut[]): Uint8Array {
  let all = [...bytes];
  for (const { at, length, put } of cuts) {
    const from = Math.floor(at * (all.length + 1));
    all = [...all.slice(0, from), ...put, ...all.slice(from + length)];
  }
  return Uint8Array.from(all);
}

const file = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(share, fc.array(cut, { maxLength: 4 })).map(([which, cuts]) => {
      const all = samples();
      return spoilt(all[Math.floor(which * all.length)] ?? new Uint8Array(), cuts);
    }),
  },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 300 }) },
);

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

interface Door {
  readonly path: string;
  readonly user: () => number;
  readonly more: Readonly<Record<string, unknown>>;
}

const owner = () => company.owner.telegramUserId;
const operator = () => testConfig.operators[0] ?? 0;
const doors: Readonly<Record<string, Door>> = {
  "people to employ": { path: "/v1/people/lists", user: owner, more: { name: "x.csv" } },
  "punches of a device": { path: "/v1/corrections/imports/preview", user: owner, more: {} },
  "punches to enter": { path: "/v1/corrections/imports", user: owner, more: { count: 10_000 } },
  "a Russian bank statement": {
    path: "/v1/operator/bank/statements/preview",
    user: operator,
    more: { profile: "ru" },
  },
  "an Iranian bank statement": {
    path: "/v1/operator/bank/statements/preview",
    user: operator,
    more: { profile: "ir" },
  },
};

describe("a file", () => {
  test.each(Object.entries(doors))(
    "of %s may be anything, and enters nothing by itself",
    async (_, door) => {
      // A list waits as a draft, with what was read of it.
      const drafts = ["people_imports", "audit"];
      const before = without(await rowsOf(world.db), drafts);
      await fc.assert(
        fc.asyncProperty(fc.array(file, at20), async (files) => {
          for (const bytes of files) {
            const body = JSON.stringify({
              ...door.more,
              content: { kind: "base64", base64: base64(bytes) || "YQ==" },
            });
            const answer = await world.app.request(door.path, {
              method: "POST",
              body,
              headers: {
                authorization: `Bearer ${testConfig.botKeys.owner}`,
                "x-telegram-user": String(door.user()),
                "content-type": "application/json",
                "idempotency-key": world.key(),
              },
            });
            const said = await answer.text();
            expect([body, answer.status < 500, innards.exec(said)]).toEqual([body, true, null]);
          }
        }),
        { numRuns: 30, seed, endOnFailure: true },
      );
      expect(without(await rowsOf(world.db), drafts)).toEqual(before);
    },
    60_000,
  );
});
