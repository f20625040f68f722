import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readInitData } from "../../../api/web/rules/init-data.ts";

const token = "700000002:owner-token-of-tests";
const now = Date.parse("2026-11-21T08:00:00Z");
const at = Math.floor(now / 1000);

/** As Telegram seals it: every pair but the hash, sorted (TG §2.4). */
export function sealedBy(key: string, pairs: Readonly<Record<string, string>>): string {
  const text = Object.entries(pairs)
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join("\n");
  const secret = createHmac("sha256", "WebAppData").update(key).digest();
  const hash = createHmac("sha256", secret).update(text).digest("hex");
  return new URLSearchParams({ ...pairs, hash }).toString();
}

/** What a text says, in whatever order. */
const pairsOf = (text: string): string =>
  [...new URLSearchParams(text)]
    .map((pair) => pair.join("="))
    .toSorted()
    .join("&");

const person = {
  auth_date: String(at),
  user: '{"id":1001,"first_name":"علی & Co"}',
  query_id: "AA",
};
const read = (text: string, tokens: readonly string[] = [token], when = now) =>
  readInitData(text, { tokens, now: when });

describe("initData (TG 8.57)", () => {
  it("of our bot names the person", async () => {
    expect(await read(sealedBy(token, person))).toMatchObject({
      telegramUserId: 1001,
      at: at * 1000,
    });
  });

  it("is sealed together with Telegram's newer signature", async () => {
    expect(await read(sealedBy(token, { ...person, signature: "x-_y" }))).not.toBeNull();
  });

  it("of either bot is good, of another's bot not", async () => {
    expect(await read(sealedBy(token, person), ["1:other", token])).not.toBeNull();
    expect(await read(sealedBy("1:other", person))).toBeNull();
    expect(await read(sealedBy(token, person), [])).toBeNull();
  });

  it("is good for five minutes, and a minute early", async () => {
    const text = sealedBy(token, person);
    expect(await read(text, [token], now + 300_000)).not.toBeNull();
    expect(await read(text, [token], now + 301_000)).toBeNull();
    expect(await read(text, [token], now - 60_000)).not.toBeNull();
    expect(await read(text, [token], now - 61_000)).toBeNull();
  });

  it.each([
    ["without a person", { auth_date: String(at) }],
    ["with a person that is no JSON", { ...person, user: "{" }],
    ["with an id that is none", { ...person, user: '{"id":"1001"}' }],
    ["with an id below zero", { ...person, user: '{"id":-5}' }],
    ["without a date", { user: person.user }],
    ["with a date that is none", { ...person, auth_date: "soon" }],
  ])("%s is refused though sealed", async (_, pairs) => {
    expect(await read(sealedBy(token, pairs as Record<string, string>))).toBeNull();
  });

  it("with a second value of a name is refused", async () => {
    const text = sealedBy(token, person);
    expect(await read(`${text}&user=%7B%22id%22%3A2%7D`)).toBeNull();
    expect(await read(`${text}&hash=${"0".repeat(64)}`)).toBeNull();
  });

  it("changed anywhere is refused", async () => {
    const good = sealedBy(token, person);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(good.length - 1),
        fc.constantFrom(..."0aZ%&=+"),
        async (index, char) => {
          const changed = good.slice(0, index) + char + good.slice(index + 1);
          const same = pairsOf(changed) === pairsOf(good);
          expect((await read(changed)) === null || same).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("of any other text is refused, never thrown", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.webQueryParameters()), async (text) => {
        expect(await read(text)).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });
});
