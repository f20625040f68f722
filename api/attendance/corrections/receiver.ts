import type { ResultSet, Statement } from "../../../db/client/port.ts";
import { Refusal } from "../../core/refusal.ts";
import type { CalendarName, Language } from "../../core/words.ts";
import { lastPunchColumn, lastPunchOf } from "../last-punch.ts";
import type { LastPunch } from "../rules/next-direction.ts";

/** Who is told of a change of their log. */
export interface Receiver {
  readonly personId: string;
  readonly telegramUserId: number;
  readonly language: Language | null;
  readonly calendar: CalendarName | null;
  /** Their last punch until now. */
  readonly last: LastPunch | null;
}

export const receiverStatement = (orgId: string, employeeId: string): Statement => ({
  sql: `select p.id, p.telegram_user_id, p.language, p.calendar, ${lastPunchColumn} from employees e
    join persons p on p.id = e.person_id where e.org_id = ? and e.id = ?`,
  params: [orgId, employeeId],
});

/** @throws {Refusal} `not_found` */
export function receiverOf(result: ResultSet | undefined): Receiver {
  const row = result?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return {
    personId: String(row[0]),
    telegramUserId: Number(row[1]),
    language: row[2] as Language | null,
    calendar: row[3] as CalendarName | null,
    last: lastPunchOf(row[4]),
  };
}
