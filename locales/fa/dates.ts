import type { DateWords } from "../names.ts";

const jalali = [
  "فروردین",
  "اردیبهشت",
  "خرداد",
  "تیر",
  "مرداد",
  "شهریور",
  "مهر",
  "آبان",
  "آذر",
  "دی",
  "بهمن",
  "اسفند",
];
const gregorian = [
  "ژانویه",
  "فوریه",
  "مارس",
  "آوریل",
  "مه",
  "ژوئن",
  "ژوئیه",
  "اوت",
  "سپتامبر",
  "اکتبر",
  "نوامبر",
  "دسامبر",
];

export const faDates: DateWords = {
  months: { jalali, gregorian },
  monthsOf: { jalali, gregorian },
  weekdays: ["دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"],
  weekdaysShort: ["د", "س", "چ", "پ", "ج", "ش", "ی"],
  full: (p) => `${p.weekday} ${p.day} ${p.monthOf} ${p.year}`,
  short: (p) => `${p.weekday} ${p.day} ${p.monthOf}`,
  dayMonth: (p) => `${p.day} ${p.monthOf}`,
  numeric: (p) => `${p.year}/${p.month2}/${p.day2}`,
  dateTime: (date, time) => `${date}، ${time}`,
  month: (name, year) => `${name} ${year}`,
  hours: (count) => `${count} ساعت`,
  minutes: (count) => `${count} دقیقه`,
  hoursAndMinutes: (hours, minutes) => `${hours} ساعت و ${minutes} دقیقه`,
  money: { IRR: (sum) => `${sum} تومان`, RUB: (sum) => `${sum} روبل` },
  metres: (count) => `${count} متر`,
  kilometres: (count) => `${count} کیلومتر`,
};
