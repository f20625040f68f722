import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRequest } from "../../../bot/core/typed-request/parse-request.ts";
import type { Asks, Here, KnownLeave } from "../../../bot/core/typed-request/types.ts";
import { allLabels, translator } from "../../../locales/index.ts";
import { epochDay, isoDate } from "../../../locales/dates.ts";
import type { Language } from "../../../locales/text.ts";

const calendars = { fa: "jalali", ru: "gregorian" } as const;
const hereIn = (language: Language, today = "2026-11-21"): Here => ({
  calendar: calendars[language],
  today,
});
const formatOf = {
  fa: translator("fa", { calendar: "jalali", timeZone: "UTC" }).format,
  ru: translator("ru", { calendar: "gregorian", timeZone: "UTC" }).format,
};

const languages = fc.constantFrom("fa", "ru");
/** 2015 to 2034: leap days of both calendars, every weekday. */
const todays = fc.integer({ min: 16_436, max: 23_740 }).map(isoDate);
const later = (date: string, days: number): string => isoDate(epochDay(date) + days);
const minutes = fc.integer({ min: 0, max: 1439 });

interface Words {
  readonly leave: string;
  readonly from: string;
  readonly to: string;
  readonly toHour: string;
  readonly halves: { readonly first: string; readonly second: string };
}

const words: Readonly<Record<Language, Words>> = {
  fa: {
    leave: "مرخصی",
    from: "از",
    to: "تا",
    toHour: "تا",
    halves: { first: "نیمهٔ اول روز", second: "نیمهٔ دوم روز" },
  },
  ru: {
    leave: "отпуск",
    from: "с",
    to: "по",
    toHour: "до",
    halves: { first: "первая половина дня", second: "вторая половина дня" },
  },
};

/** The ways a person may write one date. */
const styles = ["full", "short", "dayMonth", "numeric", "iso"] as const;
type Style = (typeof styles)[number];

function written(language: Language, style: Style, date: string): string {
  const format = formatOf[language];
  const ways: Readonly<Record<Style, () => string>> = {
    full: () => format.date(date),
    short: () => format.shortDate(date),
    dayMonth: () => format.dayMonth(date),
    numeric: () => format.numericDate(date),
    iso: () => date,
  };
  return ways[style]();
}

/** A leave that may be asked for on a day. */
const leavesOn = (today: string): fc.Arbitrary<KnownLeave> => {
  const days = fc.integer({ min: -30, max: 330 }).map((ahead) => later(today, ahead));
  return fc.oneof(
    fc.tuple(days, fc.integer({ min: 1, max: 59 })).map(([from, more]): KnownLeave => {
      return { unit: "day", from, to: later(from, more) };
    }),
    days.map((from): KnownLeave => ({ unit: "day", from, to: from, days: 1 })),
    fc
      .tuple(days, fc.constantFrom("first", "second"))
      .map(([from, part]): KnownLeave => ({ unit: "half_day", from, part })),
    fc
      .tuple(days, minutes, minutes)
      .filter(([, one, other]) => one !== other)
      .map(([from, one, other]): KnownLeave => {
        const [fromMinute, toMinute] = [Math.min(one, other), Math.max(one, other)];
        return { unit: "hour", from, fromMinute, toMinute };
      }),
  );
};

/** Where somebody writes, and what they want. */
const wishes = todays.chain((today) => fc.tuple(fc.constant(today), leavesOn(today)));

function sentenceOf(language: Language, style: Style, leave: KnownLeave): string {
  const { leave: word, from, to, toHour, halves } = words[language];
  const { clock } = formatOf[language];
  const day = written(language, style, leave.from ?? "");
  if (leave.part !== undefined) return `${day} ${halves[leave.part]} ${word}`;
  if (leave.fromMinute !== undefined && leave.toMinute !== undefined)
    return `${day} ${word} ${from} ${clock(leave.fromMinute)} ${toHour} ${clock(leave.toMinute)}`;
  if (leave.to === leave.from || leave.to === undefined) return `${word} ${day}`;
  return `${word} ${from} ${day} ${to} ${written(language, style, leave.to)}`;
}

test("what a span is called reads back as that span", () => {
  fc.assert(
    fc.property(
      languages,
      fc.constantFrom(...styles),
      wishes,
      (language, style, [today, leave]) => {
        const sentence = sentenceOf(language, style, leave);
        expect([sentence, parseRequest(sentence, hereIn(language, today))]).toEqual([
          sentence,
          { kind: "leave", known: leave, asks: null },
        ]);
      },
    ),
    { numRuns: 2000 },
  );
});

/** Every digit in another script. @param zero code of its zero */
const shaped = (text: string, zero: number): string =>
  text.replace(/[0-9۰-۹]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String.fromCharCode(zero + (code < 0x6f0 ? code - 48 : code - 0x6f0));
  });

test("the shapes of the digits do not matter", () => {
  fc.assert(
    fc.property(
      languages,
      fc.constantFrom(...styles),
      wishes,
      (language, style, [today, leave]) => {
        const sentence = sentenceOf(language, style, leave);
        const [latin, ...others] = [0x30, 0x660, 0x6f0].map((zero) =>
          parseRequest(shaped(sentence, zero), hereIn(language, today)),
        );
        for (const other of others) expect(other).toEqual(latin);
      },
    ),
  );
});

/** Words of both languages in no order, with figures between them. */
const vocabulary =
  `مرخصی отпуск отгул فردا завтра از تا с по до و и شنبه пятницу следующую آینده این эту هفته неделе آذر марта ۳ 16 10:30
  12.12 ۱۴۰۵/۹/۱۲ 31.02 25 ساعت часа دقیقه минут روز дней نیم روز полдня صبح после обеда дня ночи утра в на به یا или برای к
  врачу دکتر слон - , ? 0 2,5 99999 2026-02-30 ساعتی روزانه весь день نمیام не приду 40 месяца سال 9.10 1/13 پنجم третьего`.split(
    /\s+/,
  );
const babble = fc
  .array(fc.oneof(fc.constantFrom(...vocabulary), fc.string({ maxLength: 4 })), { maxLength: 14 })
  .map((parts) => parts.join(" "));

describe("whatever is typed", () => {
  test("never throws, and a card is only shown for a whole leave on real days", () => {
    fc.assert(
      fc.property(
        languages,
        fc.oneof(babble, fc.string({ unit: "binary", maxLength: 400 })),
        (language, text) => {
          const read = parseRequest(text, hereIn(language));
          if (read.kind !== "leave") return;
          expect(read.asks).toBe(openIn(read.known));
          for (const date of [read.known.from, read.known.to])
            if (date !== undefined) expect(isoDate(epochDay(date))).toBe(date);
          if (read.asks === null) expectWhole(read.known);
        },
      ),
      { numRuns: 5000 },
    );
  });

  test("a button of the keyboard is never a request", () => {
    for (const [, label] of allLabels())
      for (const language of ["fa", "ru"] as const)
        expect(parseRequest(label, hereIn(language))).toEqual({ kind: "none" });
  });
});

/** The first answer that is missing. */
function openIn({ unit, from, to, part, fromMinute, toMinute }: KnownLeave): Asks | null {
  if (unit === undefined) return "unit";
  if (from === undefined) return "date";
  if (unit === "day") return to === undefined ? "last_day" : null;
  if (unit === "half_day") return part === undefined ? "part" : null;
  if (fromMinute === undefined) return "start";
  return toMinute === undefined ? "end" : null;
}

function expectWhole({ unit, from = "", to = "", fromMinute = 0, toMinute = 0 }: KnownLeave): void {
  if (unit === "day") expect(to >= from).toBe(true);
  if (unit !== "hour") return;
  expect(fromMinute).toBeGreaterThanOrEqual(0);
  expect(fromMinute).toBeLessThan(1440);
  expect(toMinute).toBeGreaterThan(fromMinute);
  expect(toMinute - fromMinute).toBeLessThanOrEqual(1440);
}
