import { createInstance, type i18n } from "i18next";
import { isBalanced, PDI, isolate, isolator, withoutControls } from "./bidi.ts";
import { formatNumber } from "./digits.ts";
import { escapeHtml } from "./escape.ts";
import { fa } from "./fa/index.ts";
import { ru } from "./ru/index.ts";
import { Html, type Language } from "./text.ts";

export type Param = string | number | Html;
export type Params = Readonly<Record<string, Param>>;

export const resources = { fa, ru } as const;

interface Slot {
  readonly name: string;
  /** The value gets FSI…PDI around it. */
  readonly isolated: boolean;
}

/** A text cut at its placeholders: literals[0], slots[0], literals[1], … */
interface Template {
  readonly literals: readonly string[];
  readonly slots: readonly Slot[];
}

/** The texts of one language. i18next finds the text and its plural form once; what it found is kept, cut and ready. */
export interface Engine {
  render(key: string, params: Params | undefined, as: "html" | "plain"): string;
  has(key: string): boolean;
}

const pluralForms = ["", "_zero", "_one", "_few", "_many", "_other"];

/** @throws Error from `render` when the key or one of its parameters is missing: a bug, caught by the tests of the screen */
export function createEngine(language: Language): Engine {
  const texts = createTexts(language);
  const plural = new Intl.PluralRules(language);
  const templates = new Map<string, Template>();

  const templateOf = (key: string, count: Param | undefined): Template => {
    const form = typeof count !== "number" ? "" : count === 0 ? "zero" : plural.select(count);
    const name = form === "" ? key : `${key}#${form}`;
    const known = templates.get(name);
    if (known) return known;
    const options = { skipInterpolation: true, ...(typeof count === "number" ? { count } : {}) };
    const found = texts.t(key, options);
    if (found === key) throw new Error(`No ${language} text for ${key}`);
    const template = cut(found, language);
    templates.set(name, template);
    return template;
  };

  return {
    render(key, params, as) {
      const { literals, slots } = templateOf(key, params?.["count"]);
      let text = literals[0] ?? "";
      for (let index = 0; index < slots.length; index += 1) {
        const slot = slots[index];
        const value = slot && params?.[slot.name];
        if (!slot || value === undefined) throw new Error(`${key} needs ${slot?.name}`);
        text += fill(value, slot, language, as) + (literals[index + 1] ?? "");
      }
      return text;
    },
    has: (key) => pluralForms.some((form) => texts.exists(key + form)),
  };
}

function createTexts(language: Language): i18n {
  const texts = createInstance();
  void texts.init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: resources[language] } },
    nsSeparator: false,
    initAsync: false,
  });
  return texts;
}

const placeholder = /\{\{\s*(\w+)\s*(?:,\s*number\s*)?\}\}/g;

function cut(text: string, language: Language): Template {
  const literals: string[] = [];
  const slots: Slot[] = [];
  let end = 0;
  for (const match of text.matchAll(placeholder)) {
    literals.push(text.slice(end, match.index));
    const name = match[1] ?? "";
    slots.push({ name, isolated: isProse(text, match.index) && needsIsolate(name, language) });
    end = match.index + match[0].length;
  }
  literals.push(text.slice(end));
  return { literals, slots };
}

/** Persian isolates every value; Russian only what may be written right to left: names. */
function needsIsolate(name: string, language: Language): boolean {
  return language === "fa" || /name$|^(person|place|organisation|workplace|title|by)$/i.test(name);
}

/** Not inside code, a tag or a link: an isolate there would break copying. */
function isProse(text: string, index: number): boolean {
  const before = text.slice(0, index);
  if (before.lastIndexOf("<") > before.lastIndexOf(">")) return false;
  if (/(?:https?:\/\/|t\.me\/|@|\/)\S*$/.test(before) && !/<\/\w+>$/.test(before)) return false;
  return !["code", "pre"].some((tag) => {
    const opened = Math.max(before.lastIndexOf(`<${tag}>`), before.lastIndexOf(`<${tag} `));
    return opened > before.lastIndexOf(`</${tag}>`);
  });
}

function fill(value: Param, slot: Slot, language: Language, as: "html" | "plain"): string {
  if (typeof value === "number") return formatNumber(language, value);
  if (Html.is(value)) {
    const text = as === "html" ? value.text : value.text.replace(/<[^>]*>/g, "");
    if (!slot.isolated || !isBalanced(text) || text.includes("\n")) return text;
    return isolator(text.replace(/<[^>]*>/g, ""), language === "fa") + text + PDI;
  }
  const calm = slot.isolated ? isolateLines(value, language === "fa") : withoutControls(value);
  return as === "html" ? escapeHtml(calm) : calm;
}

/** An isolate ends with its line, so each line of a value gets its own. */
function isolateLines(value: string, rightToLeft: boolean): string {
  return value
    .split("\n")
    .map((line) => isolate(line, rightToLeft))
    .join("\n");
}
