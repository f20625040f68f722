import * as fc from "fast-check";
import { expect, test } from "vitest";
import { directed, firstStrong, visibleLine } from "../../../bot/core/bidi.ts";
import { cleanName, html, name } from "../../../bot/core/html.ts";
import { splitHtml } from "../../../bot/core/split-html.ts";
import { isBalanced } from "../../../locales/bidi.ts";
import { Html, translator } from "../../../locales/index.ts";

const anything = fc.string({ unit: "binary", maxLength: 80 });
const fa = translator("fa", { calendar: "jalali", timeZone: "Asia/Tehran" });

test("every line of a Persian body runs right to left and its isolates are balanced (TG 8.35)", () => {
  fc.assert(
    fc.property(anything, anything, (first, second) => {
      const body = html`${name(first)} — ${name(second)}
      ${fa.th("common.router.failed_toast", { code: first })}`;
      for (const line of directed(body, "fa").text.split("\n")) {
        const visible = visibleLine(line);
        if (visible.trim() !== "") expect(firstStrong(visible)).toBe("R");
        expect(isBalanced(visible)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test("a name stays one well-formed line within its limit (TG 8.34)", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 80 }), (text, limit) => {
      const clean = cleanName(text, limit);
      expect(Array.from(clean).length).toBeLessThanOrEqual(limit);
      expect(clean.isWellFormed()).toBe(true);
      expect(clean).not.toMatch(/[\n\r\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});

const piece = fc.oneof(
  fc.constantFrom("<b>", "</b>", "&amp;", "&lt;", "😀", "слово ", "واژه ", "\n"),
  fc.stringMatching(/^[a-z ]{1,20}$/),
);

const bare = (text: string) => text.replace(/<[^>]*>/g, "").replace(/\n/g, "");

/** Closes what is open, in order, so that the body is valid to begin with. */
function valid(pieces: readonly string[]): string {
  let depth = 0;
  const text = pieces.map((part) => {
    if (part === "<b>") depth += 1;
    if (part !== "</b>") return part;
    if (depth === 0) return "";
    depth -= 1;
    return part;
  });
  return text.join("") + "</b>".repeat(depth);
}

test("a long body splits into valid parts within the limit that lose nothing (TG 8.38)", () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 200 }).map(valid),
      fc.integer({ min: 60, max: 200 }),
      (text, limit) => {
        fc.pre((text.match(/<b>/g)?.length ?? 0) < 4);
        const parts = splitHtml(new Html(text), limit);
        for (const { text: part } of parts) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part.isWellFormed()).toBe(true);
          expect(part.match(/<b>/g)?.length ?? 0).toBe(part.match(/<\/b>/g)?.length ?? 0);
          expect(part.replace(/&(?:amp|lt);/g, "")).not.toContain("&");
        }
        expect(parts.map((part) => bare(part.text)).join("")).toBe(bare(text));
      },
    ),
    { numRuns: 300 },
  );
});
