import { calmCell, readDate } from "../../attendance/corrections/rules/import-values.ts";
import { fromJalali } from "../../core/calendar/jalali.ts";
import { gregorianMonthLength, localDateFrom } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { cleanName, maxNameLength } from "./clean-name.ts";
import { firstDayProblem } from "./first-day.ts";
import { foldName } from "./fold-name.ts";
import {
  guessListColumns,
  type ListColumn,
  type ListColumns,
  readListHeader,
  splitLine,
} from "./list-columns.ts";
import { readPhone } from "./phone.ts";

export const listProblems = [
  "no_name",
  "name_long",
  "phone_invalid",
  "phone_anonymous",
  "phone_twice",
  "phone_in_use",
  "was_here",
  "number_long",
  "number_twice",
  "number_taken",
  "name_known",
  "name_twice",
  "group_unknown",
  "shift_unknown",
  "role_unknown",
  "role_above",
  "bad_date",
  "too_old",
  "in_the_future",
  "position_long",
] as const;
export type ListProblem = (typeof listProblems)[number];

/** What a list is compared with. */
export interface ListFacts {
  readonly today: LocalDate;
  readonly calendar: "jalali" | "gregorian";
  readonly known: readonly {
    readonly name: string;
    readonly phone: string | null;
    readonly personnelNumber: string | null;
    readonly state: "active" | "ended";
  }[];
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  readonly shifts: readonly { readonly id: string; readonly name: string }[];
  readonly roles: readonly {
    readonly id: string;
    readonly preset: string | null;
    readonly name: string;
  }[];
  /** Whether a group that is not there may be made. */
  readonly mayMakeGroups: boolean;
  /** Whether somebody may be put into a group; null: into none. */
  readonly isWithin: (groupId: string | null) => boolean;
  /** Whether the role may be given to somebody of the group. */
  readonly mayGive: (roleId: string, groupId: string | null) => boolean;
}

/** Somebody of the list, ready to be employed. */
export interface ListedPerson {
  readonly line: number;
  readonly name: string;
  readonly phone: string | null;
  readonly personnelNumber: string | null;
  readonly position: string | null;
  readonly groupId: string | null;
  /** The name of a group that has to be made first. */
  readonly newGroup: string | null;
  readonly shiftId: string | null;
  readonly roleId: string;
  readonly startedOn: LocalDate;
}

export interface ListError {
  readonly line: number;
  readonly code: ListProblem;
  /** Who else it is about, or the cell that was not understood. */
  readonly about: string;
  readonly cells: readonly string[];
}

export interface ReadList {
  readonly people: readonly ListedPerson[];
  readonly errors: readonly ListError[];
}

type Problem = { readonly code: ListProblem; readonly about?: string };

/**
 * A list of people, line by line; what is wrong is told by its line and stops no other line.
 * @param table cells by line, from the first line on
 * @returns null when no column tells names
 */
export function readList(table: readonly (readonly string[])[], facts: ListFacts): ReadList | null {
  const lines = table
    .map((cells, index) => ({ cells: splitPasted(cells), line: index + 1 }))
    .filter(({ cells }) => cells.some((cell) => calmCell(cell) !== ""));
  const [first, ...others] = lines;
  if (first === undefined) return null;
  const header = readListHeader(first.cells);
  const columns = header ?? guessListColumns(first.cells);
  if (columns === null) return null;
  const people: ListedPerson[] = [];
  const errors: ListError[] = [];
  const seen = { phones: new Set<string>(), numbers: new Set<string>(), names: new Set<string>() };
  const finders = findersOf(facts);
  for (const { cells, line } of header === null ? lines : others) {
    const read = readLine(cells, columns, facts, finders);
    const problem = "code" in read ? read : (twice(read, seen) ?? null);
    if (problem !== null) {
      const about = problem.about ?? "";
      errors.push({ line, code: problem.code, about, cells });
    } else if (!("code" in read)) people.push({ ...read, line });
  }
  return { people, errors };
}

/** A pasted line may be one cell with a name and a phone. */
function splitPasted(cells: readonly string[]): readonly string[] {
  const filled = cells.filter((cell) => cell.trim() !== "");
  const [only] = filled;
  return filled.length === 1 && only !== undefined ? (splitLine(only) ?? cells) : cells;
}

interface Finders {
  readonly phones: ReadonlyMap<string, ListFacts["known"][number]>;
  readonly numbers: ReadonlyMap<string, ListFacts["known"][number]>;
  readonly names: ReadonlyMap<string, ListFacts["known"][number]>;
  readonly groups: ReadonlyMap<string, string>;
  readonly shifts: ReadonlyMap<string, string>;
}

/** The first of equal keys wins: those who work here come before those who have left. */
const byKey = <T>(items: readonly T[], key: (item: T) => string | null): Map<string, T> =>
  new Map(
    items.toReversed().flatMap((item): [string, T][] => {
      const name = key(item);
      return name === null ? [] : [[name, item]];
    }),
  );

function findersOf({ known, groups, shifts }: ListFacts): Finders {
  const active = known.filter(({ state }) => state === "active");
  const ids = (items: ListFacts["groups"]) =>
    new Map(items.map(({ id, name }) => [foldName(name), id]));
  return {
    phones: byKey(known, ({ phone }) => phone),
    numbers: byKey(active, ({ personnelNumber }) => personnelNumber),
    names: byKey(active, ({ name }) => foldName(name)),
    groups: ids(groups),
    shifts: ids(shifts),
  };
}

function readLine(
  cells: readonly string[],
  columns: ListColumns,
  facts: ListFacts,
  finders: Finders,
): Omit<ListedPerson, "line"> | Problem {
  const cell = (name: ListColumn): string => cleanName(cells[columns.get(name) ?? -1] ?? "");
  const name = nameOf(cell, facts.calendar);
  if (name === "") return { code: "no_name" };
  if ([...name].length > maxNameLength) return { code: "name_long" };
  const phone = phoneOf(cell("phone"));
  if (phone !== null && typeof phone !== "string") return phone;
  const same = phone === null ? undefined : finders.phones.get(phone);
  if (same !== undefined)
    return { code: same.state === "active" ? "phone_in_use" : "was_here", about: same.name };
  const personnelNumber = plainDigits(cell("number")) || null;
  if (personnelNumber !== null && personnelNumber.length > 32) return { code: "number_long" };
  const numbered = finders.numbers.get(personnelNumber ?? "");
  if (numbered !== undefined) return { code: "number_taken", about: numbered.name };
  if (phone === null && personnelNumber === null && finders.names.has(foldName(name)))
    return { code: "name_known", about: name };
  const position = cell("position") || null;
  if (position !== null && [...position].length > 120) return { code: "position_long" };
  const group = groupOf(cell("group"), facts, finders);
  if ("code" in group) return group;
  const shiftName = cell("shift");
  const shiftId = shiftName === "" ? null : (finders.shifts.get(foldName(shiftName)) ?? undefined);
  if (shiftId === undefined) return { code: "shift_unknown", about: shiftName };
  const roleId = roleOf(cell("role"), facts);
  if (roleId === null) return { code: "role_unknown", about: cell("role") };
  if (!facts.mayGive(roleId, group.groupId)) return { code: "role_above", about: cell("role") };
  const startedOn = dayOf(cell("start"), facts);
  if (startedOn === null) return { code: "bad_date", about: cell("start") };
  const problem = firstDayProblem(startedOn, facts.today);
  if (problem !== null) return { code: problem, about: cell("start") };
  return { name, phone, personnelNumber, position, ...group, shiftId, roleId, startedOn };
}

/** Family, name, patronymic where that is how lists are written; name and family in Iran. */
function nameOf(cell: (name: ListColumn) => string, calendar: ListFacts["calendar"]): string {
  const whole = cell("name");
  if (whole !== "") return whole;
  const [given, family, middle] = [cell("given"), cell("family"), cell("middle")];
  const parts = calendar === "jalali" ? [given, middle, family] : [family, given, middle];
  return parts.filter((part) => part !== "").join(" ");
}

function phoneOf(text: string): string | null | Problem {
  if (/^[-–—]*$/.test(text)) return null;
  // Sheets take the zero of `0912…` away, and add `.0` behind.
  const typed = plainDigits(text).replace(/\.0$/, "");
  const reading = readPhone(/^9\d{9}$/.test(typed) ? `0${typed}` : typed);
  return "phone" in reading ? reading.phone : { code: reading.problem, about: text };
}

function groupOf(
  name: string,
  { mayMakeGroups, isWithin }: ListFacts,
  { groups }: Finders,
): Pick<ListedPerson, "groupId" | "newGroup"> | Problem {
  const unknown: Problem = { code: "group_unknown", about: name };
  if (name === "") return isWithin(null) ? { groupId: null, newGroup: null } : unknown;
  const groupId = groups.get(foldName(name)) ?? null;
  if (groupId !== null) return isWithin(groupId) ? { groupId, newGroup: null } : unknown;
  const fits = [...name].length <= maxNameLength && mayMakeGroups && isWithin(null);
  return fits ? { groupId: null, newGroup: name } : unknown;
}

/** Names of ready-made roles, as lists write them. */
const presetNames: Readonly<Record<string, readonly string[]>> = {
  owner: ["owner", "مالک", "صاحب", "владелец"],
  manager: ["manager", "مدیر", "سرپرست", "руководитель", "менеджер", "управляющий"],
  front_desk: ["front desk", "administrator", "admin", "پذیرش", "администратор"],
  call_centre: [
    "call centre",
    "call center",
    "operator",
    "مرکز تماس",
    "اپراتور",
    "колл-центр",
    "оператор",
  ],
  accountant: ["accountant", "حسابدار", "бухгалтер"],
  marketer: ["marketer", "smm", "marketing", "بازاریاب", "маркетолог"],
  support: ["support", "پشتیبانی", "پشتیبان", "поддержка"],
  employee: ["", "employee", "staff", "کارمند", "کارگر", "همکار", "پرسنل", "сотрудник", "работник"],
};

function roleOf(text: string, { roles }: ListFacts): string | null {
  const wanted = foldName(text);
  const own = roles.find(({ preset, name }) => preset === null && foldName(name) === wanted);
  if (own !== undefined && wanted !== "") return own.id;
  const preset = Object.keys(presetNames).find(
    (key) => key === wanted || presetNames[key]?.includes(wanted) === true,
  );
  return roles.find((role) => preset !== undefined && role.preset === preset)?.id ?? null;
}

function dayOf(text: string, { today, calendar }: ListFacts): LocalDate | null {
  if (/^[-–—]*$/.test(text)) return today;
  const calm = calmCell(text).replace(/ 0?0:00(?::00)?$/, "");
  return readDate(calm) ?? shortDate(calm, calendar);
}

/** Two digits of a year: of the organisation's calendar. */
function shortDate(text: string, calendar: ListFacts["calendar"]): LocalDate | null {
  const match = /^(\d{2})[-/.](\d{1,2})[-/.](\d{2})$/.exec(text);
  if (match === null) return null;
  const [first, second, third] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (calendar === "jalali") return fromJalali(1400 + first, second, third);
  const year = 2000 + third;
  return second < 1 || second > 12 || first < 1 || first > gregorianMonthLength(year, second)
    ? null
    : localDateFrom(year, second, first);
}

const plainDigits = (text: string): string =>
  text.replace(/[\u06f0-\u06f9\u0660-\u0669]/g, (char) =>
    String((char.charCodeAt(0) - 0x0660) % 16),
  );

/** The same phone, number, or bare name on two lines: the first one stands. */
function twice(
  { name, phone, personnelNumber }: Omit<ListedPerson, "line">,
  seen: {
    readonly phones: Set<string>;
    readonly numbers: Set<string>;
    readonly names: Set<string>;
  },
): Problem | null {
  if (phone !== null && seen.phones.has(phone)) return { code: "phone_twice", about: phone };
  if (personnelNumber !== null && seen.numbers.has(personnelNumber))
    return { code: "number_twice", about: personnelNumber };
  const bare = phone === null && personnelNumber === null ? foldName(name) : null;
  if (bare !== null && seen.names.has(bare)) return { code: "name_twice", about: name };
  if (phone !== null) seen.phones.add(phone);
  if (personnelNumber !== null) seen.numbers.add(personnelNumber);
  if (bare !== null) seen.names.add(bare);
  return null;
}
