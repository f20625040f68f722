import type { Plain } from "./text.ts";

/** Numbers, dates and times as this person reads them: digits, calendar, month names, order of parts. */
export interface Formatters {
  /** A date in full: «شنبه ۱ فروردین ۱۴۰۵», «8 апреля 2026 г.». @param day `YYYY-MM-DD`, Gregorian */
  date(day: string): Plain;
  /** Without the year: «شنبه ۱ فروردین», «ср, 8 апреля». */
  shortDate(day: string): Plain;
  /** «۱ فروردین», «8 апреля». */
  dayMonth(day: string): Plain;
  /** «۱۴۰۵/۰۱/۰۵», «05.04.2026». */
  numericDate(day: string): Plain;
  /** The clock in the organisation's zone, 24 hours: «۰۸:۰۵». @param at epoch ms */
  time(at: number): Plain;
  /** A planned clock time. @param minutes since midnight; 1440 and more is the next day's clock */
  clock(minutes: number): Plain;
  /** Date without weekday, and time: «۱ فروردین، ۰۸:۰۵», «8 апреля, 08:05». */
  dateTime(at: number): Plain;
  /** «۷ ساعت و ۲۰ دقیقه», «7 ч 20 мин». @param minutes whole, may be negative */
  duration(minutes: number): Plain;
  /** «۷:۲۰», «7:20». */
  durationShort(minutes: number): Plain;
  /** Grouped, at most `fraction` (2) digits after the point. */
  number(value: number, fraction?: number): Plain;
  /** Digits without grouping: codes, years, sequence numbers. */
  digits(value: string | number): Plain;
  /** Money as people speak of it: rials in toman, «۶۶٬۰۰۰ تومان»; «329 ₽», «14,96 ₽». @param minor rials or kopecks */
  money(minor: number, currency: "IRR" | "RUB"): Plain;
  /** «۴۲۰ متر», «1,2 км». @param metres whole */
  distance(metres: number): Plain;
  /** A period key in its own calendar: `1405-08` → «آبان ۱۴۰۵», `2026-11` → «ноябрь 2026». */
  month(period: string): Plain;
  /** A weekday by ISO number, 1 = Monday: «شنبه», «суббота». */
  weekday(iso: number): Plain;
  /** «ش», «сб». */
  weekdayShort(iso: number): Plain;
  /** The local date of an instant, `YYYY-MM-DD`. */
  localDate(at: number): string;
}
