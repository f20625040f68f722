import { digits, formatNumber, negative, twoDigits } from "./digits.ts";
import { epochDay, inCalendar, isoDate, isoWeekday } from "./dates.ts";
import { faDates } from "./fa/dates.ts";
import type { Formatters } from "./format.ts";
import type { DateTexts, DateWords } from "./names.ts";
import { ruDates } from "./ru/dates.ts";
import type { Calendar, Language, Plain } from "./text.ts";
import { zoneClock } from "./zone-clock.ts";

/** The words of dates in each language; typed dates are read with them too. */
export const dateWords: Readonly<Record<Language, DateWords>> = { fa: faDates, ru: ruDates };

/** Years below this are Jalali in a period key. */
const jalaliYears = 1700;

/**
 * Formatters of one language, calendar and zone. Build once and keep: they hold a zone's offsets.
 * @throws RangeError when the zone is unknown
 */
export function createFormatters(
  language: Language,
  calendar: Calendar,
  timeZone: string,
): Formatters {
  const words = dateWords[language];
  const wallClock = zoneClock(timeZone);
  const shaped = (value: string | number) => digits(language, value);
  const partsOf = (day: number) => dateTexts(words, language, calendar, day);
  const clockText = (minute: number) => {
    const of = ((minute % 1440) + 1440) % 1440;
    return shaped(`${twoDigits(Math.floor(of / 60))}:${twoDigits(of % 60)}`);
  };

  return {
    date: (day) => words.full(partsOf(epochDay(day))) as Plain,
    shortDate: (day) => words.short(partsOf(epochDay(day))) as Plain,
    dayMonth: (day) => words.dayMonth(partsOf(epochDay(day))) as Plain,
    numericDate: (day) => words.numeric(partsOf(epochDay(day))) as Plain,
    time: (at) => clockText(wallClock(at).minute),
    clock: clockText,
    dateTime: (at) => {
      const { day, minute } = wallClock(at);
      return words.dateTime(words.dayMonth(partsOf(day)), clockText(minute)) as Plain;
    },
    duration: (minutes) => durationText(words, language, minutes),
    durationShort: (minutes) => {
      const size = Math.abs(minutes);
      const text = shaped(`${Math.floor(size / 60)}:${twoDigits(size % 60)}`);
      return negative(language, minutes < 0, text);
    },
    number: (value, fraction) => formatNumber(language, value, fraction),
    money: (minor, currency) =>
      words.money[currency](moneyText(language, minor, currency)) as Plain,
    digits: shaped,
    distance: (metres) =>
      (metres < 1000
        ? words.metres(formatNumber(language, metres, 0))
        : words.kilometres(formatNumber(language, metres / 1000, 1))) as Plain,
    month: (period) => monthText(words, language, period),
    weekday: (iso) => (words.weekdays[iso - 1] ?? "") as Plain,
    weekdayShort: (iso) => (words.weekdaysShort[iso - 1] ?? "") as Plain,
    localDate: (at) => isoDate(wallClock(at).day),
  };
}

function dateTexts(
  words: DateWords,
  language: Language,
  calendar: Calendar,
  day: number,
): DateTexts {
  const date = inCalendar(calendar, day);
  const weekday = isoWeekday(day) - 1;
  return {
    weekday: words.weekdays[weekday] ?? "",
    weekdayShort: words.weekdaysShort[weekday] ?? "",
    day: digits(language, date.day),
    day2: digits(language, twoDigits(date.day)),
    month2: digits(language, twoDigits(date.month)),
    monthOf: words.monthsOf[calendar][date.month - 1] ?? "",
    year: digits(language, date.year),
  };
}

function durationText(words: DateWords, language: Language, minutes: number): Plain {
  const size = Math.abs(minutes);
  const hours = Math.floor(size / 60);
  const rest = size % 60;
  const first = negative(language, minutes < 0, digits(language, hours > 0 ? hours : rest));
  if (hours === 0) return words.minutes(first) as Plain;
  if (rest === 0) return words.hours(first) as Plain;
  return words.hoursAndMinutes(first, digits(language, rest)) as Plain;
}

function monthText(words: DateWords, language: Language, period: string): Plain {
  const [year = 0, month = 1] = period.split("-").map(Number);
  const calendar = year < jalaliYears ? "jalali" : "gregorian";
  return words.month(words.months[calendar][month - 1] ?? "", digits(language, year)) as Plain;
}

/** Toman with the odd rial as a tenth; roubles with both digits of the kopecks when there are any. */
function moneyText(language: Language, minor: number, currency: "IRR" | "RUB"): Plain {
  if (currency === "IRR") return formatNumber(language, minor / 10, 1);
  const size = Math.abs(minor);
  const whole = formatNumber(language, Math.floor(size / 100), 0);
  const kopecks = size % 100;
  const point = language === "fa" ? "٫" : ",";
  const text = kopecks === 0 ? whole : whole + point + digits(language, twoDigits(kopecks));
  return negative(language, minor < 0, text);
}
