import holidays from "./holidays.json" with { type: "json" };
import { fromJalali } from "./jalali.ts";
import type {
  DayName,
  IranianYear,
  LawProfile,
  LocalDate,
  OfficialYear,
  RussianYear,
} from "./types.ts";

type Names = ReadonlyMap<string, DayName>;
const mapOf = <T>(record: Readonly<Record<string, T>>) =>
  new Map<string, T>(Object.entries(record));

const ru = { names: mapOf<DayName>(holidays.ru.names), fixed: mapOf(holidays.ru.fixed) };
const ir = {
  names: mapOf<DayName>(holidays.ir.names),
  fixed: mapOf(holidays.ir.fixed),
  closures: mapOf<string>(holidays.ir.closures),
};

/** The holiday the labour code fixes on `month-day`: 1–8 January … 4 November (RU art. 112). */
export const fixedInRussia = (monthDay: string): DayName | undefined =>
  nameOf(ru.fixed.get(monthDay), ru.names);

/** The solar holiday of Iran on `month-day`, 30 Esfand too. */
export const fixedInIran = (monthDay: string): DayName | undefined =>
  nameOf(ir.fixed.get(monthDay), ir.names);

/** A closure of the whole country that no calendar had. */
export const closureInIran = (date: LocalDate): DayName | undefined =>
  nameOf(ir.closures.get(date), ir.names);

const nameOf = (key: string | undefined, names: Names): DayName | undefined =>
  key === undefined ? undefined : names.get(key);

function russianYear(
  year: string,
  { movedOff, worked, short }: { movedOff: object; worked: string[]; short: string[] },
): RussianYear {
  return {
    profile: "ru",
    holidays: Object.fromEntries(
      [...ru.fixed].map(([monthDay, key]) => [`${year}-${monthDay}`, ru.names.get(key) ?? {}]),
    ),
    movedOff: movedOff as RussianYear["movedOff"],
    worked: worked as LocalDate[],
    short: short as LocalDate[],
  };
}

function iranianYear(
  year: number,
  { predicted, lunar }: { predicted: boolean; lunar: Readonly<Record<string, string>> },
): IranianYear {
  const days: Record<LocalDate, DayName[]> = {};
  const add = (date: LocalDate | null, key: string): void => {
    const name = ir.names.get(key);
    if (date !== null && name !== undefined) (days[date] ??= []).push(name);
  };
  for (const [monthDay, key] of ir.fixed)
    add(fromJalali(year, Number(monthDay.slice(0, 2)), Number(monthDay.slice(3))), key);
  for (const [date, key] of Object.entries(lunar)) add(date as LocalDate, key);
  return { profile: "ir", predicted, holidays: days };
}

const tables: Readonly<Record<LawProfile, ReadonlyMap<number, OfficialYear>>> = {
  ru: new Map(
    Object.entries(holidays.ru.years).map(([year, table]) => [
      Number(year),
      russianYear(year, table),
    ]),
  ),
  ir: new Map(
    Object.entries(holidays.ir.years).map(([year, table]) => [
      Number(year),
      iranianYear(Number(year), table as Parameters<typeof iranianYear>[1]),
    ]),
  ),
};

/** The tables this release came with: RU 2025–2027, IR 1404–1405, predicted 1406. */
export const builtInYears = (profile: LawProfile): ReadonlyMap<number, OfficialYear> =>
  tables[profile];
