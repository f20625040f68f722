import { describe, expect, test } from "vitest";
import { createEngine } from "../../../locales/engine.ts";
import { Html, languageOf, matchLabel, translator } from "../../../locales/index.ts";

const fa = translator("fa", { calendar: "jalali", timeZone: "Asia/Tehran" });
const ru = translator("ru", { calendar: "gregorian", timeZone: "Europe/Moscow" });

describe("counts", () => {
  test.each([
    [0, "۰ روز", "0 дней"],
    [1, "۱ روز", "1 день"],
    [2, "۲ روز", "2 дня"],
    [5, "۵ روز", "5 дней"],
    [11, "۱۱ روز", "11 дней"],
    [21, "۲۱ روز", "21 день"],
    [1.5, "۱٫۵ روز", "1,5 дня"],
  ])("of %d take the right form and the language's digits (TG 8.37)", (count, persian, russian) => {
    expect(fa.tp("common.units.days", { count })).toBe(persian);
    expect(ru.tp("common.units.days", { count })).toBe(russian);
  });
});

describe("parameters", () => {
  const params = { code: '<b>Ali & "Co"</b>' };

  test("are escaped in bodies and left alone in buttons (TG 8.34)", () => {
    const body = ru.th("common.router.failed", params);
    expect(Html.is(body)).toBe(true);
    expect(body.text).toContain("<code>&lt;b&gt;Ali &amp; &quot;Co&quot;&lt;/b&gt;</code>");
    expect(ru.tp("common.router.failed_toast", params)).toContain('<b>Ali & "Co"</b>');
  });

  test("are isolated in Persian, but not inside what people copy", () => {
    expect(fa.tp("common.router.failed_toast", { code: "AB" })).toContain("\u2068AB\u2069");
    expect(fa.th("common.router.failed", { code: "AB" }).text).toContain("<code>AB</code>");
    expect(ru.tp("common.router.failed_toast", { code: "AB" })).toContain("Код: AB");
  });

  test("cannot turn the text around them", () => {
    const said = fa.tp("common.router.failed_toast", { code: "a\u202eb\u2069c\u2068" });
    expect(said).toContain("\u2068abc\u2069");
  });

  test("made of isolated parts only are told to read right to left in Persian", () => {
    const days = fa.tp("common.units.days", { count: 4 });
    const parts = fa.tp("requests.amount.days_in_time", { days, time: fa.format.duration(1760) });
    const cost = fa.th("requests.card.cost", { cost: parts }).text;
    expect(cost).toContain("\u2067\u2068۴ روز\u2069 (\u2068۲۹ ساعت");
    expect(fa.tp("common.router.failed_toast", { code: "07:42" })).toContain("\u206807:42\u2069");
  });

  test("that are Html are not escaped again", () => {
    const body = ru.th("common.router.failed", { code: new Html("<i>x</i>") });
    expect(body.text).toContain("<code><i>x</i></code>");
  });

  test("that are missing are an error, and so is a missing text", () => {
    const engine = createEngine("ru");
    expect(() => engine.render("common.router.failed", {}, "html")).toThrow("needs code");
    expect(() => engine.render("common.nothing", {}, "html")).toThrow("common.nothing");
  });
});

test("a key made from data is looked up before use", () => {
  expect(fa.has("common.router.failed")).toBe(true);
  expect(fa.has("common.units.days")).toBe(true);
  expect(fa.has("errors.never_heard_of")).toBe(false);
});

test("a translator is built once for a language, a calendar and a zone", () => {
  expect(translator("fa", { calendar: "jalali", timeZone: "Asia/Tehran" })).toBe(fa);
});

test("the language of a Telegram account is its prefix, else the company's (TG 8.33)", () => {
  expect(languageOf("fa-IR", "ru")).toBe("fa");
  expect(languageOf("ru", "fa")).toBe("ru");
  expect(languageOf("en", "ru")).toBe("ru");
  expect(languageOf(undefined, "fa")).toBe("fa");
});

describe("a reply-keyboard label", () => {
  test("is known in every language, whatever the clients put around it (TG 8.32)", () => {
    expect(matchLabel("🟢 ورود")).toBe("common.dock.clock_in");
    expect(matchLabel("🟢 Приход")).toBe("common.dock.clock_in");
    expect(matchLabel("\u200f🔴  خروج\u200f ")).toBe("common.dock.clock_out");
    expect(matchLabel("\u2068↩\ufe0f Отменить отметку\u2069")).toBe("common.dock.undo_punch");
  });

  test("is not a word of a sentence", () => {
    expect(matchLabel("ورود")).toBeUndefined();
    expect(matchLabel("🟢 Приход в 8")).toBeUndefined();
    expect(matchLabel("🟢 Приход".repeat(50))).toBeUndefined();
  });
});
