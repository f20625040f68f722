import { expect, test } from "vitest";
import { directed, directedPlain, firstStrong } from "../../../bot/core/bidi.ts";
import { Html } from "../../../locales/text.ts";

const RLM = "\u200f";

test.each([
  ["🇮🇷 ایران"],
  ["ℹ️ راهنما"],
  ["🆔 کد"],
  ["🅰 گروه"],
  ["/start را بزنید"],
  ["Ali وارد شد"],
  ["۰۸:۰۰ – ۱۵:۲۰"],
])("a Persian line gets a mark when %s begins it (TG 8.35)", (line) => {
  expect(directed(new Html(line), "fa").text).toBe(RLM + line);
});

test("a Persian line that begins right stays as it is, tags and neutral emoji aside", () => {
  for (const line of ["<b>سلام</b>", "🟢 ورود", "• مورد", "&amp; و", "۵ روز"]) {
    expect(directed(new Html(line), "fa").text).toBe(line);
  }
});

test("a line is right only when clients that skip isolates agree", () => {
  const line = "\u2068علی\u2069 OK";
  expect(firstStrong(line)).toBe("R");
  expect(firstStrong(line, true)).toBe("L");
  expect(directed(new Html(line), "fa").text).toBe(RLM + line);
});

test("each line is judged alone, blank lines and copied blocks stay clean", () => {
  const body = new Html("سلام\n\nOK\n<pre>a\nb</pre>\nc");
  expect(directed(body, "fa").text).toBe(`سلام\n\n${RLM}OK\n${RLM}<pre>a\nb</pre>\n${RLM}c`);
});

test("a Russian line that begins with a Persian name stays left to right", () => {
  expect(directedPlain("علی на работе", "ru")).toBe("\u200eعلی на работе");
  expect(directedPlain("На работе: علی", "ru")).toBe("На работе: علی");
  expect(directedPlain("08:00", "ru")).toBe("08:00");
});

test("a line that brings its own mark keeps it: the question for a language is in both", () => {
  const both = "\u200fزبان خود را انتخاب کنید.\n\u200eВыберите язык.";
  expect(directed(new Html(both), "fa").text).toBe(both);
  expect(directed(new Html(both), "ru").text).toBe(both);
});
