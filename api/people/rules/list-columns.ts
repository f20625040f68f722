import { calmCell } from "../../attendance/corrections/rules/import-values.ts";
import { readPhone } from "./phone.ts";

/** What a column of a list of people says. */
export type ListColumn =
  | "name"
  | "family"
  | "given"
  | "middle"
  | "phone"
  | "number"
  | "group"
  | "shift"
  | "role"
  | "start"
  | "position";

export type ListColumns = ReadonlyMap<ListColumn, number>;

const headers: Readonly<Record<ListColumn, readonly string[]>> = {
  name: [
    "name",
    "full name",
    "fullname",
    "employee",
    "employee name",
    "نام و نام خانوادگی",
    "نام ونام خانوادگی",
    "نام کامل",
    "نام پرسنل",
    "پرسنل",
    "کارمند",
    "фио",
    "ф.и.о.",
    "ф. и. о.",
    "сотрудник",
    "работник",
    "имя и фамилия",
    "фамилия имя отчество",
    "фамилия, имя, отчество",
  ],
  given: ["first name", "given name", "نام", "имя"],
  family: [
    "last name",
    "surname",
    "family name",
    "family",
    "نام خانوادگی",
    "فامیل",
    "فامیلی",
    "фамилия",
  ],
  middle: ["middle name", "patronymic", "отчество"],
  phone: [
    "phone",
    "phone number",
    "mobile",
    "mobile number",
    "tel",
    "تلفن",
    "موبایل",
    "همراه",
    "تلفن همراه",
    "شماره تلفن",
    "شماره موبایل",
    "شماره همراه",
    "شماره تماس",
    "телефон",
    "номер телефона",
    "мобильный",
    "мобильный телефон",
    "моб. телефон",
    "тел.",
    "тел",
  ],
  number: [
    "number",
    "personnel number",
    "personnel no",
    "personnel no.",
    "personnel_number",
    "employee id",
    "employee number",
    "code",
    "id",
    "کد",
    "کد پرسنلی",
    "شماره پرسنلی",
    "کد پرسنل",
    "табельный номер",
    "таб. номер",
    "таб.номер",
    "таб. №",
    "таб.№",
    "табельный №",
    "табель",
    "таб.",
  ],
  group: [
    "group",
    "team",
    "department",
    "unit",
    "گروه",
    "تیم",
    "واحد",
    "بخش",
    "دپارتمان",
    "группа",
    "отдел",
    "бригада",
    "подразделение",
  ],
  shift: [
    "shift",
    "schedule",
    "شیفت",
    "نوبت",
    "نوبت کاری",
    "برنامه",
    "смена",
    "график",
    "график работы",
  ],
  role: ["role", "access", "نقش", "دسترسی", "роль", "доступ"],
  start: [
    "start",
    "start date",
    "started on",
    "first day",
    "hire date",
    "hired",
    "تاریخ شروع",
    "شروع",
    "شروع به کار",
    "تاریخ شروع به کار",
    "شروع همکاری",
    "تاریخ شروع همکاری",
    "تاریخ استخدام",
    "استخدام",
    "дата начала",
    "начало",
    "начало работы",
    "дата начала работы",
    "дата приема",
    "дата приема на работу",
    "принят",
    "первый день",
  ],
  position: [
    "position",
    "job",
    "job title",
    "title",
    "post",
    "سمت",
    "شغل",
    "عنوان شغلی",
    "پست",
    "должность",
    "профессия",
  ],
};

/** One form for a header: marks and stars that say «needed» make no difference. */
const calmHeader = (cell: string): string =>
  calmCell(cell)
    .replace(/[*:]+$/, "")
    .trim();

const columnOf: ReadonlyMap<string, ListColumn> = new Map(
  (Object.keys(headers) as ListColumn[]).flatMap((column) =>
    headers[column].map((header): [string, ListColumn] => [calmHeader(header), column]),
  ),
);

/** The columns a header names; null when the row is no header with names of people. */
export function readListHeader(cells: readonly string[]): ListColumns | null {
  const columns = new Map<ListColumn, number>();
  for (const [index, cell] of cells.entries()) {
    const calm = calmHeader(cell);
    const column = columnOf.get(calm);
    if (column !== undefined && !columns.has(column)) columns.set(column, index);
  }
  const hasName = columns.has("name") || columns.has("given") || columns.has("family");
  return hasName ? columns : null;
}

/** Of lines without a header: what looks like a phone is one, the first words are the name, a short number the personnel number. */
export function guessListColumns(cells: readonly string[]): ListColumns | null {
  const columns = new Map<ListColumn, number>();
  const put = (name: ListColumn, index: number) => {
    if (!columns.has(name)) columns.set(name, index);
  };
  for (const [index, cell] of cells.entries()) {
    const calm = calmCell(cell);
    if (calm === "") continue;
    if (/\p{L}/u.test(calm)) put("name", index);
    else if (isPhone(cell)) put("phone", index);
    else if (/^\d{1,9}$/.test(calm)) put("number", index);
  }
  return columns.has("name") ? columns : null;
}

/** A number long enough to be dialled. */
const isPhone = (text: string): boolean =>
  "phone" in readPhone(text) && text.replace(/\P{Nd}/gu, "").length >= 10;

/** `Ali Rezaei 0912 123 45 67` in one cell, as people paste it. @returns the name and the phone; null for anything else */
export function splitLine(text: string): readonly [string, string] | null {
  const match = /^(.{1,200}?)[\s:–—-]+([+(]?[\p{Nd}][\p{Nd}\s()+-]{8,24})$/u.exec(text.trim());
  const [name = "", phone = ""] = match === null ? [] : [match[1], match[2]];
  return name !== "" && isPhone(phone) ? [name, phone] : null;
}
