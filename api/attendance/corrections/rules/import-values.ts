import { fromJalali } from "../../../core/calendar/jalali.ts";
import { localDateFrom, parseLocalDate } from "../../../core/calendar/local-date.ts";
import type { LocalDate, MinuteOfDay } from "../../../core/calendar/types.ts";

export type ImportKind = "in" | "out" | "undirected";

/** A moment on a device's clock. */
export interface ClockTime {
  readonly minute: MinuteOfDay;
  readonly second: number;
}

/** One shape for everything in a cell: Latin digits, Persian letters, single spaces, lower case, no invisible marks. */
export const calmCell = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\u06f0-\u06f9\u0660-\u0669]/g, (char) => String((char.charCodeAt(0) - 0x0660) % 16))
    .replace(/[\u00ad\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .replace(/[يى]/g, "ی")
    .replaceAll("ك", "ک")
    .replaceAll("ё", "е")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();

/** A date of either calendar; the year tells which. @param text as `calmCell` gives it. @returns null when it is none */
export function readDate(text: string): LocalDate | null {
  const match =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ??
    /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  if (match === null) return null;
  const [first, month, last] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const yearFirst = match[1]?.length === 4;
  const [year, day] = yearFirst ? [first, last] : [last, first];
  if (year < 1700) return year >= 1300 ? fromJalali(year, month, day) : null;
  if (month < 1 || month > 12) return null;
  const iso = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return parseLocalDate(iso) === null ? null : localDateFrom(year, month, day);
}

/** `8:02`, `08:02:11`, `0802`, with am and pm. */
export function readClock(text: string): ClockTime | null {
  const match =
    /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?(?: ?([ap])m)?$/.exec(text) ??
    /^(\d{2})(\d{2})(?:(\d{2}))?$/.exec(text);
  if (match === null) return null;
  const half = match[4];
  const typed = Number(match[1]);
  if (half !== undefined && (typed < 1 || typed > 12)) return null;
  const hour = half === undefined ? typed : (typed % 12) + (half === "p" ? 12 : 0);
  const [minute, second] = [Number(match[2]), Number(match[3] ?? 0)];
  return hour < 24 && minute < 60 && second < 60 ? { minute: hour * 60 + minute, second } : null;
}

/** Date and clock in one cell: `2026-11-20 08:01:00`, `1405/08/29 ۸:۰۱`, `20.11.2026T08:01`. */
export function readMoment(
  text: string,
): { readonly date: LocalDate; readonly clock: ClockTime } | null {
  const [day = "", ...rest] = text.split(/[ t،,]+/);
  const date = readDate(day);
  const clock = readClock(rest.join(" ").replace(/z$/, ""));
  return date === null || clock === null ? null : { date, clock };
}

const directions: Readonly<Record<ImportKind, readonly string[]>> = {
  in: [
    "in",
    "i",
    "0",
    "c/in",
    "check in",
    "check-in",
    "checkin",
    "clock in",
    "entry",
    "ورود",
    "و",
    "приход",
    "вход",
    "п",
  ],
  out: [
    "out",
    "o",
    "1",
    "c/out",
    "check out",
    "check-out",
    "checkout",
    "clock out",
    "exit",
    "خروج",
    "خ",
    "уход",
    "выход",
    "у",
  ],
  undirected: ["", "-", "255", "?"],
};

/** @returns null for a word nobody knows */
export function readDirection(text: string): ImportKind | null {
  const found = (["in", "out", "undirected"] as const).find((kind) =>
    directions[kind].includes(text),
  );
  return found ?? null;
}

export type Column =
  | "name"
  | "number"
  | "phone"
  | "telegram"
  | "date"
  | "time"
  | "moment"
  | "direction";

const headers: Readonly<Record<Column, readonly string[]>> = {
  name: [
    "name",
    "full name",
    "employee",
    "employee name",
    "نام",
    "نام و نام خانوادگی",
    "نام پرسنل",
    "پرسنل",
    "фио",
    "имя",
    "сотрудник",
    "работник",
  ],
  number: [
    "number",
    "no",
    "no.",
    "ac-no.",
    "id",
    "user id",
    "userid",
    "enno",
    "code",
    "personnel number",
    "personnel no",
    "personnel_number",
    "employee id",
    "کد",
    "کد پرسنلی",
    "کدپرسنلی",
    "شماره",
    "شماره پرسنلی",
    "شمارهپرسنلی",
    "номер",
    "табельный номер",
    "таб. номер",
    "таб.номер",
    "таб. №",
    "табельный №",
  ],
  phone: [
    "phone",
    "mobile",
    "تلفن",
    "موبایل",
    "شماره تلفن",
    "شماره موبایل",
    "تلفن همراه",
    "телефон",
    "мобильный",
  ],
  telegram: [
    "telegram",
    "telegram id",
    "telegram_id",
    "تلگرام",
    "شناسه تلگرام",
    "телеграм",
    "telegram-id",
    "id telegram",
  ],
  date: ["date", "day", "تاریخ", "روز", "дата", "день"],
  time: ["time", "clock", "ساعت", "زمان", "время"],
  moment: [
    "datetime",
    "date time",
    "date/time",
    "date and time",
    "timestamp",
    "تاریخ و ساعت",
    "زمان تردد",
    "дата и время",
    "дата/время",
    "датавремя",
  ],
  direction: [
    "direction",
    "type",
    "state",
    "status",
    "in/out",
    "event",
    "نوع",
    "جهت",
    "ورود/خروج",
    "نوع تردد",
    "وضعیت",
    "тип",
    "направление",
    "событие",
    "статус",
    "приход/уход",
  ],
};

/** Which column is where. */
export type Columns = ReadonlyMap<Column, number>;

/** The columns that a header names; null when the row is no header of ours. */
export function readHeader(cells: readonly string[]): Columns | null {
  const columns = new Map<Column, number>();
  for (const [index, cell] of cells.entries()) {
    const named = (Object.keys(headers) as Column[]).find((name) =>
      headers[name].includes(calmCell(cell)),
    );
    if (named !== undefined && !columns.has(named)) columns.set(named, index);
  }
  return isEnough(columns) ? columns : null;
}

/** Of a table without a header: what its first row looks like. Whoever is first and no time is the person. */
export function guessColumns(cells: readonly string[]): Columns | null {
  const columns = new Map<Column, number>();
  const put = (name: Column, index: number) => {
    if (!columns.has(name)) columns.set(name, index);
  };
  for (const [index, cell] of cells.entries()) {
    const text = calmCell(cell);
    if (readMoment(text) !== null) put("moment", index);
    else if (readDate(text) !== null) put("date", index);
    else if (/[:.]/.test(text) && readClock(text) !== null) put("time", index);
    else if (index === 0) put(/^[+\d-]+$/.test(text) ? "number" : "name", index);
    else if (text !== "" && readDirection(text) !== null) put("direction", index);
  }
  return isEnough(columns) ? columns : null;
}

const isEnough = (columns: Columns): boolean =>
  (["name", "number", "phone", "telegram"] as const).some((name) => columns.has(name)) &&
  (columns.has("moment") || (columns.has("date") && columns.has("time")));
