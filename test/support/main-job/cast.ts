import { type Language, type Translator, translator } from "../../../locales/index.ts";
import type { Point } from "../../../bot/simulator/model.ts";

/** Who plays the main job in a country, and where. The colleague speaks the other language. */
export interface Cast {
  readonly language: Language;
  readonly profile: "ir" | "ru";
  readonly owner: Role;
  readonly employee: Role;
  readonly colleague: Role;
  readonly company: string;
  /** What the owner calls the workplace. */
  readonly place: string;
  readonly shop: Point;
  /** A customer, kilometres away. */
  readonly customer: Point;
  readonly reason: string;
  readonly note: string;
  /** How the owner types the shift. */
  readonly hours: { readonly typed: string; readonly wrong: string };
  /** Who reads what. */
  readonly t: Translator;
  readonly other: Translator;
}

interface Role {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
  readonly languageCode: Language;
}

const role = (
  id: number,
  languageCode: Language,
  firstName: string,
  lastName: string,
  phone: string,
): Role => ({ id, languageCode, firstName, lastName, phone });

/** @param first id of the first person; the other two follow */
export function castOf(language: Language, first: number): Cast {
  return language === "fa" ? persian(first) : russian(first);
}

const persian = (first: number): Cast => ({
  language: "fa",
  profile: "ir",
  owner: role(first, "fa", "مریم", "احمدی", "+989121230001"),
  employee: role(first + 1, "fa", "سارا", "کریمی", "+989121230002"),
  colleague: role(first + 2, "ru", "Наталья", "Орлова", "+989121230003"),
  company: "نان & نمک",
  place: "شعبهٔ ولیعصر",
  shop: { latitude: 35.715298, longitude: 51.404343, accuracy: 12 },
  customer: { latitude: 35.733, longitude: 51.432, accuracy: 15 },
  reason: "Отвезла хлеб клиенту",
  note: "سفر خانوادگی",
  hours: { typed: "۷:۳۰ تا ۱۵", wrong: "از صبح تا عصر" },
  t: translator("fa", { calendar: "jalali", timeZone: "Asia/Tehran" }),
  other: translator("ru", { calendar: "gregorian", timeZone: "Asia/Tehran" }),
});

const russian = (first: number): Cast => ({
  language: "ru",
  profile: "ru",
  owner: role(first, "ru", "Алексей", "Смирнов", "+79161230001"),
  employee: role(first + 1, "ru", "Дарья", "Волкова", "+79161230002"),
  colleague: role(first + 2, "fa", "نیما", "راد", "+79161230003"),
  company: "Хлеб & соль",
  place: "Пекарня на Лесной",
  shop: { latitude: 55.78011, longitude: 37.59015, accuracy: 12 },
  customer: { latitude: 55.7601, longitude: 37.6186, accuracy: 15 },
  reason: "مشتری منتظر سفارش بود",
  note: "Поездка к родителям",
  hours: { typed: "8:30-17:30", wrong: "с утра до вечера" },
  t: translator("ru", { calendar: "gregorian", timeZone: "Europe/Moscow" }),
  other: translator("fa", { calendar: "jalali", timeZone: "Europe/Moscow" }),
});
