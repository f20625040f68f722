import { describe, expect, test } from "vitest";
import { firstStrong } from "../../../bot/core/bidi.ts";
import { allLabels, type Language } from "../../../locales/index.ts";
import { normaliseLabel } from "../../../locales/labels.ts";
import { fa } from "../../../locales/fa/index.ts";
import { ru } from "../../../locales/ru/index.ts";

interface Text {
  readonly key: string;
  readonly text: string;
}

function textsOf(tree: object, prefix = ""): Text[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === "string"
      ? [{ key: prefix + name, text: value }]
      : textsOf(value as object, `${prefix}${name}.`),
  );
}

const plural = /_(?:zero|one|two|few|many|other)$/;
const texts: Record<Language, Text[]> = { fa: textsOf(fa), ru: textsOf(ru) };
const foldedKeys = (language: Language) =>
  [...new Set(texts[language].map(({ key }) => key.replace(plural, "")))].toSorted();
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => String(match[1])))].toSorted();
const placeholdersByKey = (language: Language) => {
  const sets = Object.groupBy(texts[language], ({ key }) => key.replace(plural, ""));
  return Object.entries(sets)
    .map(
      ([key, forms = []]) =>
        `${key}: ${placeholders(forms.map(({ text }) => text).join()).join(" ")}`,
    )
    .toSorted();
};
const isButton = (key: string) => /\.(?:keys|dock)\./.test(key);
const withoutMarkup = (text: string) =>
  text
    .replace(/<code>[^<]*<\/code>/g, "")
    .replace(/<[^>]*>/g, "")
    .replace(/\{\{[^}]*\}\}/g, "");
const failing = (language: Language, isBad: (text: Text) => boolean) =>
  texts[language].filter(isBad).map(({ key, text }) => `${key}: ${text}`);

describe("texts of both languages", () => {
  test("have the same keys", () => {
    expect(foldedKeys("fa")).toEqual(foldedKeys("ru"));
  });

  test("have the same placeholders", () => {
    expect(placeholdersByKey("fa")).toEqual(placeholdersByKey("ru"));
  });

  test.each(["fa", "ru"] as const)(
    "%s: a plural has exactly the forms of the language",
    (language) => {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const sets = Object.groupBy(
        texts[language].filter(({ key }) => plural.test(key)),
        ({ key }) => key.replace(plural, ""),
      );
      const wrong = Object.entries(sets).filter(([, set = []]) => {
        const there = set.map(({ key }) => key.slice(key.lastIndexOf("_") + 1));
        return (
          there
            .filter((form) => form !== "zero")
            .toSorted()
            .join() !== forms.toSorted().join()
        );
      });
      expect(wrong).toEqual([]);
    },
  );

  test.each(["fa", "ru"] as const)("%s: every text is valid Telegram HTML", (language) => {
    expect(failing(language, ({ text }) => !isTelegramHtml(text))).toEqual([]);
  });

  test.each(["fa", "ru"] as const)("%s: no text is empty, padded or nests another", (language) => {
    expect(
      failing(language, ({ text }) => text.trim() !== text || text === "" || text.includes("$t(")),
    ).toEqual([]);
  });

  test.each(["fa", "ru"] as const)(
    "%s: buttons have at most 32 characters and no markup",
    (language) => {
      expect(
        failing(
          language,
          ({ key, text }) =>
            isButton(key) && (Array.from(withoutMarkup(text)).length > 32 || /[<>]/.test(text)),
        ),
      ).toEqual([]);
    },
  );
});

describe("Persian texts", () => {
  test("use Persian digits only", () => {
    expect(failing("fa", ({ text }) => /[0-9٠-٩]/.test(withoutMarkup(text)))).toEqual([]);
  });

  test("use Persian letters only, never Arabic yeh and kaf", () => {
    expect(failing("fa", ({ text }) => /[يكى]/.test(text))).toEqual([]);
  });

  test("begin every line with a right-to-left letter", () => {
    expect(
      failing(
        "fa",
        ({ key, text }) =>
          !key.includes("language") &&
          withoutMarkup(text)
            .split("\n")
            .some((line) => /\p{L}/u.test(line) && firstStrong(line) !== "R"),
      ),
    ).toEqual([]);
  });
});

describe("Russian texts", () => {
  test("contain no Persian, except the name of the language", () => {
    expect(
      failing("ru", ({ key, text }) => !key.includes("language") && /[\u0600-\u06ff]/.test(text)),
    ).toEqual([]);
  });
});

test("no two reply-keyboard buttons look alike, in any language", () => {
  const owners = Map.groupBy(allLabels(), ([, label]) => normaliseLabel(label));
  const shared = [...owners.values()].filter((same) => new Set(same.map(([key]) => key)).size > 1);
  expect(shared).toEqual([]);
});

const tags = new Set(["b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"]);

function isTelegramHtml(text: string): boolean {
  const open: string[] = [];
  const rest = text.replace(
    /<(\/?)([\w-]+)((?:\s[^<>]*)?)>/g,
    (_tag, slash: string, name: string) => {
      if (!tags.has(name)) open.push("unknown");
      else if (slash === "") open.push(name);
      else if (open.pop() !== name) open.push("unbalanced");
      return "";
    },
  );
  return open.length === 0 && !/[<>]|&(?!amp;|lt;|gt;|quot;|#\d+;)/.test(rest);
}
