import type { Instant, LocalDate } from "../../../core/calendar/types.ts";
import { instantAt } from "../../../core/calendar/zone.ts";
import {
  calmCell,
  type Column,
  type Columns,
  guessColumns,
  type ImportKind,
  readClock,
  readDate,
  readDirection,
  readHeader,
  readMoment,
} from "./import-values.ts";

/** Somebody a line may be about, with everything they may be called by. */
export interface ImportPerson {
  readonly id: string;
  readonly name: string;
  readonly number: string | null;
  readonly phone: string | null;
  readonly telegram: number;
  /** Days on which they worked here. */
  isEmployedOn(date: LocalDate): boolean;
  /** Of who brings the file, and not theirs to change (ATT J6). */
  readonly isOwnLog?: boolean;
}

export type ImportErrorCode =
  | "unknown_person"
  | "ambiguous_person"
  | "own_log"
  | "bad_date"
  | "bad_time"
  | "bad_direction";

export interface ImportError {
  readonly line: number;
  readonly code: ImportErrorCode;
  /** The line as it came. */
  readonly cells: readonly string[];
}

export interface ImportRow {
  readonly line: number;
  readonly employeeId: string;
  readonly at: Instant;
  readonly kind: ImportKind;
  /** Stored and not counted: of a clock that is ahead, or of days without employment (ATT A15, J10). */
  readonly isKeptOut: boolean;
}

export interface ReadTable {
  readonly rows: readonly ImportRow[];
  readonly errors: readonly ImportError[];
  /** Lines that say again what another line of the file says. */
  readonly repeated: number;
}

/** A device may be so much ahead of us (ATT A15). */
const aheadMs = 2 * 60_000;

/**
 * A table of punches as a device or a person wrote it. A bad line is told by its number and stops no other.
 * @param table cells by line, from the first line of the file on
 * @returns null when nothing tells who and when: no header of ours, and a first line that cannot be guessed
 */
export function readTable(
  table: readonly (readonly string[])[],
  people: readonly ImportPerson[],
  of: { readonly zone: string; readonly now: Instant },
): ReadTable | null {
  const first = table.findIndex((cells) => cells.some((cell) => calmCell(cell) !== ""));
  const top = table[first];
  if (top === undefined) return null;
  const header = readHeader(top);
  const columns = header ?? guessColumns(top);
  if (columns === null) return null;
  const whose = personFinder(people);
  const rows = new Map<string, ImportRow>();
  const errors: ImportError[] = [];
  let repeated = 0;
  for (const [index, cells] of table.entries()) {
    const isBlank = cells.every((cell) => calmCell(cell) === "");
    if (index < first || (index === first && header !== null) || isBlank) continue;
    const line = index + 1;
    const read = readLine(cells, columns, whose, of);
    if (typeof read === "string") {
      errors.push({ line, code: read, cells });
      continue;
    }
    const key = `${read.employeeId} ${read.at} ${read.kind}`;
    if (rows.has(key)) repeated += 1;
    else rows.set(key, { ...read, line });
  }
  return { rows: [...rows.values()], errors, repeated };
}

type Finder = (columns: Columns, cell: (name: Column) => string) => ImportPerson | ImportErrorCode;

function readLine(
  cells: readonly string[],
  columns: Columns,
  whose: Finder,
  { zone, now }: { readonly zone: string; readonly now: Instant },
): Omit<ImportRow, "line"> | ImportErrorCode {
  const cell = (name: Column): string => calmCell(cells[columns.get(name) ?? -1] ?? "");
  const moment = columns.has("moment") ? readMoment(cell("moment")) : null;
  const date = moment?.date ?? (columns.has("date") ? readDate(cell("date")) : null);
  if (date === null) return "bad_date";
  const clock = moment?.clock ?? (columns.has("time") ? readClock(cell("time")) : null);
  if (clock === null) return "bad_time";
  const kind = columns.has("direction") ? readDirection(cell("direction")) : "undirected";
  if (kind === null) return "bad_direction";
  const person = whose(columns, cell);
  if (typeof person === "string") return person;
  if (person.isOwnLog === true) return "own_log";
  const at = instantAt(date, clock.minute, zone) + clock.second * 1000;
  const isKeptOut = at > now + aheadMs || !person.isEmployedOn(date);
  return { employeeId: person.id, at, kind, isKeptOut };
}

/** Finds people by the surest thing a line says of them: number, Telegram id, phone, name. */
function personFinder(people: readonly ImportPerson[]): Finder {
  const by = (key: (person: ImportPerson) => string | null) =>
    Map.groupBy(
      people.filter((person) => key(person) !== null),
      (person) => key(person) ?? "",
    );
  const numbers = by(({ number }) => (number === null ? null : bare(calmCell(number))));
  const telegrams = by(({ telegram }) => String(telegram));
  const phones = by(({ phone }) => (phone === null ? null : tail(phone)));
  const names = by(({ name }) => calmCell(name));
  const ways: readonly [Column, (text: string) => readonly ImportPerson[] | undefined][] = [
    ["number", (text) => numbers.get(bare(text)) ?? telegrams.get(text)],
    ["telegram", (text) => telegrams.get(text.replace(/\D/g, ""))],
    ["phone", (text) => phones.get(tail(text))],
    ["name", (text) => names.get(text)],
  ];
  return (columns, cell) => {
    for (const [name, find] of ways) {
      const text = columns.has(name) ? cell(name) : "";
      const found = text === "" ? undefined : find(text);
      const [one, another] = found ?? [];
      if (another !== undefined) return "ambiguous_person";
      if (one !== undefined) return one;
    }
    return "unknown_person";
  };
}

/** Devices fill numbers up with zeros. */
const bare = (text: string): string => text.replace(/^0+(?=\d)/, "");

/** The digits that national and international forms have in common. */
const tail = (text: string): string => text.replace(/\D/g, "").slice(-10);
