import { describe, expect, test } from "vitest";
import { bold, cleanName, code, html, lines, link, name } from "../../../bot/core/html.ts";

describe("html", () => {
  test("escapes everything except Html (TG 8.34)", () => {
    const person = '<b>Ali & "Co"</b>';
    expect(html`${bold(person)} — ${person}`.text).toBe(
      "<b>&lt;b&gt;Ali &amp; &quot;Co&quot;&lt;/b&gt;</b> — &lt;b&gt;Ali &amp; &quot;Co&quot;&lt;/b&gt;",
    );
    expect(link("a&b", 'https://x/?a=1&b="2"').text).toBe(
      '<a href="https://x/?a=1&amp;b=&quot;2&quot;">a&amp;b</a>',
    );
  });

  test("lines leaves out what is not there and keeps blank lines", () => {
    expect(lines(bold("a"), false, undefined, null, "", "b<").text).toBe("<b>a</b>\n\nb&lt;");
  });

  test("code is for copying: nothing invisible in it", () => {
    expect(code("HZ-1").text).toBe("<code>HZ-1</code>");
  });
});

describe("a name", () => {
  test("loses overrides and isolates, so it cannot turn the line", () => {
    expect(cleanName("ev\u202eil\u2066 \u2069x\u200f")).toBe("evil x");
    expect(name("a\u2069<b").text).toBe("\u2068a&lt;b\u2069");
  });

  test("is one line of at most 64 code points, never half an emoji", () => {
    expect(cleanName("a\nb\t c\u0000")).toBe("a b c");
    const long = cleanName("👨".repeat(300));
    expect(Array.from(long)).toHaveLength(64);
    expect(long.isWellFormed()).toBe(true);
    expect(long.endsWith("👨…")).toBe(true);
    expect(cleanName("\ud83d")).toBe("\ufffd");
  });

  test("keeps half-spaces and joined emoji", () => {
    expect(cleanName("می‌شود 👨‍👩‍👧")).toBe("می‌شود 👨‍👩‍👧");
  });
});
