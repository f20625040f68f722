import fc from "fast-check";
import { convert } from "number-to-words-ru";
import { expect, test } from "vitest";
import { rialsInWords, wordsFa } from "../../api/documents/rules/words-fa.ts";
import { roublesInWords, wordsRu } from "../../api/documents/rules/words-ru.ts";

/** Whole numbers of every size: a plain range would hardly ever give a small one. */
const numbers = fc
  .integer({ min: 0, max: 12 })
  .chain((power) => fc.integer({ min: 0, max: 10 ** power }));

const faUnits: Readonly<Record<string, number>> = Object.fromEntries([
  ..."صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده"
    .split(" ")
    .map((word, value) => [word, value] as const),
  ..."بیست سی چهل پنجاه شصت هفتاد هشتاد نود"
    .split(" ")
    .map((word, at) => [word, (at + 2) * 10] as const),
  ..."یکصد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد"
    .split(" ")
    .map((word, at) => [word, (at + 1) * 100] as const),
]);
const faScales: Readonly<Record<string, number>> = {
  هزار: 1e3,
  میلیون: 1e6,
  میلیارد: 1e9,
  تریلیون: 1e12,
};

/** Reads Persian words back; every word must be joined by «و» but a scale, which stands beside its number. */
function readFa(text: string): number {
  return text.split(" و ").reduce<{ sum: number; group: number }>(
    ({ sum, group }, part) => {
      const [unit = "", scale, ...more] = part.split(" ");
      const value = faUnits[unit];
      if (value === undefined || more.length > 0) throw new Error(`Not a number: ${part}`);
      if (scale === undefined) return { sum: sum + value, group: group + value };
      const factor = faScales[scale];
      if (factor === undefined) throw new Error(`Not a scale: ${scale}`);
      return { sum: sum - group + (group + value) * factor, group: 0 };
    },
    { sum: 0, group: 0 },
  ).sum;
}

test("Persian words read back to the number, 0 to 10¹² (BIL P18)", () => {
  fc.assert(
    fc.property(numbers, (value) => {
      expect(readFa(wordsFa(value))).toBe(value);
    }),
    { numRuns: 2000 },
  );
});

const spelled = (value: number, gender: 0 | 1) =>
  convert(value, {
    currency: {
      currencyNameCases: ["", "", ""],
      currencyNounGender: { integer: gender, fractionalPart: 0 },
    },
    showCurrency: { integer: false, fractional: false },
    showNumberParts: { integer: true, fractional: false },
  })
    .trim()
    .toLowerCase();

test("Russian words are those of another speller, in both genders (BIL P18)", () => {
  fc.assert(
    fc.property(numbers, (value) => {
      expect(wordsRu(value)).toBe(spelled(value, 0));
      expect(wordsRu(value, "feminine")).toBe(spelled(value, 1));
    }),
    { numRuns: 1000 },
  );
});

test("roubles and kopecks take the case of their number", () => {
  const plural = new Intl.PluralRules("ru");
  const rouble: Readonly<Record<string, string>> = { one: "рубль", few: "рубля", many: "рублей" };
  const kopeck: Readonly<Record<string, string>> = {
    one: "копейка",
    few: "копейки",
    many: "копеек",
  };
  fc.assert(
    fc.property(numbers, fc.integer({ min: 0, max: 99 }), (whole, part) => {
      const text = roublesInWords(whole * 100 + part);
      const coins = `${String(part).padStart(2, "0")} ${kopeck[plural.select(part)]}`;
      expect(text).toMatch(new RegExp(`^[А-Я][а-я ]+ ${rouble[plural.select(whole)]} ${coins}$`));
    }),
  );
});

test("sums on papers are written as accountants write them", () => {
  expect(rialsInWords(660_000)).toBe("ششصد و شصت هزار ریال");
  expect(rialsInWords(0)).toBe("صفر ریال");
  expect(wordsFa(1_001_100)).toBe("یک میلیون و یک هزار و یکصد");
  expect(wordsFa(10 ** 12)).toBe("یک تریلیون");
  expect(roublesInWords(32_900)).toBe("Триста двадцать девять рублей 00 копеек");
  expect(roublesInWords(200_102)).toBe("Две тысячи один рубль 02 копейки");
  expect(roublesInWords(1)).toBe("Ноль рублей 01 копейка");
  expect(roublesInWords(1_112_200_11)).toBe(
    "Один миллион сто двенадцать тысяч двести рублей 11 копеек",
  );
});

test.each([-1, 0.5, 1e15, Number.NaN])("there are no words for %d", (value) => {
  expect(() => wordsFa(value)).toThrow(RangeError);
  expect(() => wordsRu(value)).toThrow(RangeError);
});
