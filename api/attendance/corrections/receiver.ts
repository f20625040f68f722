import type { Cell, ResultSet, Statement } from "../../../db/client/port.ts";
import type { Organisation } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import type { CalendarName, Language } from "../../core/words.ts";
import { type Presence, presenceColumns, presenceOf, shiftParams } from "../presence.ts";

/** Somebody who is told of a change. */
export interface Addressee {
  readonly personId: string;
  readonly telegramUserId: number;
  readonly language: Language | null;
  readonly calendar: CalendarName | null;
}

/** Whose log is changed, and where they stand until now: the buttons may turn around. */
export interface Receiver extends Addressee, Presence {}

const person = "p.id, p.telegram_user_id, p.language, p.calendar";
const source =
  "from employees e join persons p on p.id = e.person_id where e.org_id = ? and e.id = ?";

export const addresseeStatement = (orgId: string, employeeId: string): Statement => ({
  sql: `select ${person} ${source}`,
  params: [orgId, employeeId],
});

export const receiverStatement = (orgId: string, employeeId: string, now: number): Statement => ({
  sql: `select ${person}, ${presenceColumns} ${source}`,
  params: [...shiftParams(now), orgId, employeeId],
});

/** @throws {Refusal} `not_found` */
export const addresseeOf = (result: ResultSet | undefined): Addressee => told(rowOf(result));

/** @param now the same as it was asked with @throws {Refusal} `not_found` */
export function receiverOf(
  result: ResultSet | undefined,
  organisation: Organisation,
  employeeId: string,
  now: number,
): Receiver {
  const row = rowOf(result);
  return { ...told(row), ...presenceOf(row.slice(4), organisation, employeeId, now) };
}

function rowOf(result: ResultSet | undefined): readonly Cell[] {
  const row = result?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return row;
}

const told = (row: readonly Cell[]): Addressee => ({
  personId: String(row[0]),
  telegramUserId: Number(row[1]),
  language: row[2] as Language | null,
  calendar: row[3] as CalendarName | null,
});
