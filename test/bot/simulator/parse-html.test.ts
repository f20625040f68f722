import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formattedText, toHtml } from "../../../bot/simulator/formatted-text.ts";
import { parseHtml } from "../../../bot/simulator/parse-html.ts";

const escape = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

describe("HTML of messages", () => {
  test.each([
    ["<b>سلام</b> دنیا", "سلام دنیا", [{ type: "bold", offset: 0, length: 4 }]],
    [
      "<i>a<b>b</b></i>",
      "ab",
      [
        { type: "italic", offset: 0, length: 2 },
        { type: "bold", offset: 1, length: 1 },
      ],
    ],
    ["😀<u>x</u>", "😀x", [{ type: "underline", offset: 2, length: 1 }]],
    ["a &lt;b&gt; &amp; &quot;c&quot; &#39;&#x26;", 'a <b> & "c" \'&', []],
    ["&nbsp;&copy", "&nbsp;&copy", []],
    [
      '<a href="https://hozur.example/?a=1&amp;b=2">x</a>',
      "x",
      [{ type: "text_link", offset: 0, length: 1, url: "https://hozur.example/?a=1&b=2" }],
    ],
    [
      '<pre><code class="language-ts">x</code></pre>',
      "x",
      [{ type: "pre", offset: 0, length: 1, language: "ts" }],
    ],
    ["<code>a<b>b</b></code>", "ab", [{ type: "code", offset: 0, length: 2 }]],
    [
      "<blockquote expandable>q</blockquote>",
      "q",
      [{ type: "expandable_blockquote", offset: 0, length: 1 }],
    ],
    [
      '<span class="tg-spoiler">s</span><B>b</B>',
      "sb",
      [
        { type: "spoiler", offset: 0, length: 1 },
        { type: "bold", offset: 1, length: 1 },
      ],
    ],
    ["<b></b>empty", "empty", []],
  ])("%s", (source, text, entities) => {
    expect(parseHtml(source)).toEqual({ text, entities });
  });

  test.each([
    ["<b>x", `Can't find end tag corresponding to start tag "b"`],
    ["x</b>", "Unexpected end tag at byte offset 1"],
    ["سل<table>x</table>", `Unsupported start tag "table" at byte offset 4`],
    ["a < b", `Unsupported start tag "" at byte offset 2`],
    ["<b><i>x</b></i>", `Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`],
    ["<b", "Unclosed start tag at byte offset 0"],
    ["<b>x</b", "Unclosed end tag at byte offset 4"],
    ["<a href=>x</a>", undefined],
    ["<span>x</span>", `Tag "span" must have class "tg-spoiler" at byte offset 0`],
    ['<a href="x>y</a>', "Unclosed start tag at byte offset 0"],
    ["<br/>", `Unsupported start tag "br/" at byte offset 0`],
  ])("%s is refused as Telegram does", (source, reason) => {
    if (reason === undefined) expect(parseHtml(source).entities).toEqual([]);
    else expect(() => parseHtml(source)).toThrow(`Bad Request: can't parse entities: ${reason}`);
  });

  test("escaped text always comes back as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(parseHtml(escape(text))).toEqual({ text, entities: [] });
      }),
    );
  });

  test("entities lie inside the trimmed text and render back to the same message", () => {
    const piece = fc.constantFrom(" ", "\n", "a", "س", "😀", "<b>", "</b>", "<i>", "</i>", "&amp;");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        let formatted;
        try {
          formatted = formattedText(pieces.join(""), "HTML", undefined, 4096);
        } catch (error) {
          expect(String(error)).toContain("can't parse entities");
          return;
        }
        expect(formatted.text).toBe(formatted.text.trim());
        for (const { offset, length } of formatted.entities) {
          expect(length).toBeGreaterThan(0);
          expect(offset + length).toBeLessThanOrEqual(formatted.text.length);
        }
        expect(parseHtml(toHtml(formatted)).text).toBe(formatted.text);
      }),
    );
  });
});
