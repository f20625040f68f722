import { expect, test } from "vitest";
import { splitHtml } from "../../../bot/core/split-html.ts";
import { Html } from "../../../locales/text.ts";

const split = (text: string, limit: number) =>
  splitHtml(new Html(text), limit).map((part) => part.text);

test("a short body stays whole", () => {
  expect(split("<b>a</b>\nb", 4096)).toEqual(["<b>a</b>\nb"]);
});

test("a long body is cut between lines (TG 8.38)", () => {
  expect(split("один\nдва\nтри\nчетыре", 9)).toEqual(["один\nдва", "три", "четыре"]);
});

test("an open tag is closed at the cut and opened again", () => {
  expect(split("<b>aaaa\nbbbb</b>\ncc", 14)).toEqual(["<b>aaaa</b>", "<b>bbbb</b>\ncc"]);
});

test("a line too long by itself is cut, but not inside an entity or an emoji", () => {
  expect(split("aaaa&amp;bb", 7)).toEqual(["aaaa", "&amp;bb"]);
  expect(split("aaa😀😀", 4)).toEqual(["aaa", "😀😀"]);
});
