import { describe, expect, test } from "vitest";
import { createCallbackCodec } from "../../../bot/core/callback.ts";
import { to } from "../../../bot/core/view.ts";

const codec = createCallbackCodec([
  { name: "home", code: "h" },
  { name: "request-decide", code: "rqd" },
]);
const id = "0190a6f2-7c1e-7abc-9def-0123456789ab";

describe("callback data", () => {
  test("packs two ids, a date and a revision into 64 bytes", () => {
    const route = to("request-decide", [id, id, "2026-11-21"], 123);
    const data = codec.encode(route);
    expect(data.length).toBeLessThanOrEqual(64);
    expect(codec.decode(data)).toEqual(route);
  });

  test("carries a 52-bit id (TG 8.40)", () => {
    const route = to("home", [2 ** 52 - 1]);
    expect(codec.decode(codec.encode(route))).toEqual(route);
  });

  test("keeps words, periods, texts and empty arguments apart", () => {
    const routes = [
      to("home", ["approve", "1405-08", "", "007", "-0"], 0),
      to("home", ["a.b!c", "سلام", "2026-02-31"]),
    ];
    for (const route of routes) expect(codec.decode(codec.encode(route))).toEqual(route);
  });

  test.each([
    ["nothing", ""],
    ["an old version", "0h"],
    ["an unknown screen", "1zz"],
    ["garbage", "1h.?"],
    ["a broken id", "1h.u123"],
    ["a broken escape", "1h.e%"],
    ["a number written otherwise", "1h.n007"],
    ["a revision written otherwise", "1h!01"],
    ["two revisions", "1h!1!2"],
    ["an empty argument without a kind", "1h."],
    ["more than 64 bytes", `1h.s${"a".repeat(70)}`],
    ["another bot's text", "approve:42"],
  ])("decodes %s to nothing (TG 8.7)", (_what, data) => {
    expect(codec.decode(data)).toBeNull();
  });

  test("refuses to write what would not fit or lead anywhere", () => {
    expect(() => codec.encode(to("home", [id, id, id]))).toThrow("Too long");
    expect(() => codec.encode(to("nowhere"))).toThrow("No screen");
  });

  test("refuses screens that could be confused", () => {
    const twice = [
      { name: "a", code: "x" },
      { name: "b", code: "x" },
    ];
    expect(() => createCallbackCodec(twice)).toThrow("share");
    expect(() => createCallbackCodec([{ name: "a", code: "long" }])).toThrow("Bad screen code");
  });
});
