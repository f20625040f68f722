import type { ResultSet, Statement } from "../../db/client/port.ts";
import { guardExists } from "../../db/client/guard.ts";
import type { PlannedDay } from "../attendance/rules/types.ts";
import type { DateRange, LocalDate } from "../core/calendar/types.ts";
import type { Organisation } from "../core/context.ts";
import type { NewNotice } from "../core/notices.ts";
import type { Deps } from "../deps.ts";
import { moveCharge } from "./bookings.ts";
import { ownTypesOf, ownTypesStatement } from "./load-types.ts";
import { recountedNotice } from "./request-notices.ts";
import { requestRowOf, type RequestRow, selectRequests } from "./request-row.ts";
import { leaveCost } from "./rules/leave-cost.ts";
import type { RequestType } from "./rules/request-type.ts";
import { costRulesOf, typesOn } from "./rules/types-of.ts";
import type { RequestSpan } from "./rules/types.ts";

/** Plans of one employee over the changed dates and the day before them. */
type PlansOf = (employeeId: string) => {
  readonly before: readonly PlannedDay[];
  readonly after: readonly PlannedDay[];
};

/** What another calendar makes of one approved leave; positive minutes come back. */
export interface Recount {
  readonly row: RequestRow;
  readonly days: readonly { readonly date: LocalDate; readonly minutes: number }[];
}

/** Results that `recountLeave` takes. */
export const recountResults = 3;

/** Approved leave of these days that was paid for from a balance, and what other words on them have moved before. */
export const recountStatements = (
  { id }: Pick<Organisation, "id">,
  { from, to }: DateRange,
): Statement[] => [
  {
    sql: `${selectRequests} where r.org_id = ? and r.kind = 'leave' and r.state = 'approved' and r.starts_on <= ? and r.ends_on >= ?
      order by r.id`,
    params: [id, to, from],
  },
  {
    sql: `select r.id, l.reference, l.minutes from requests r
      join leave_ledger l on l.org_id = r.org_id and l.employee_id = r.employee_id and l.leave_type = r.type_code
        and l.reason in ('reversal', 'use') and l.reference between r.id || ':calendar:' and r.id || ':calendar;'
      where r.org_id = ? and r.kind = 'leave' and r.state = 'approved' and r.starts_on <= ? and r.ends_on >= ?`,
    params: [id, to, from],
  },
  ownTypesStatement(id, true),
];

/**
 * Leave whose days cost something else by another calendar. A day that has come back by sickness stays as it is, what was worked on
 * it is not given back twice, and no more is taken again than a word on the calendar had given.
 */
export function recountLeave(
  [leaves, moved, own]: readonly ResultSet[],
  { profile }: Pick<Organisation, "profile">,
  dates: readonly LocalDate[],
  plansOf: PlansOf,
): Recount[] {
  const types = typesOn(profile, "9999-12-31", ownTypesOf(own));
  const typeOf = (code: string) => types.find((type) => type.code === code);
  const rows = (leaves?.rows ?? []).map(requestRowOf);
  const given = (id: string, date: LocalDate): number =>
    (moved?.rows ?? [])
      .filter(([request, key]) => request === id && String(key).startsWith(keyOf(id, date, "")))
      .reduce((sum, [, , minutes]) => sum + Number(minutes), 0);
  const isBroken = (row: RequestRow, date: LocalDate): boolean =>
    rows.some(
      (other) =>
        other.employeeId === row.employeeId &&
        typeOf(other.typeCode)?.breaksVacation === true &&
        spanDates(other, [date]).length > 0,
    );
  return rows.flatMap((row): Recount[] => {
    const type = typeOf(row.typeCode);
    if (type === undefined || !row.card.usesBalance || type.breaksVacation) return [];
    const { before, after } = plansOf(row.employeeId);
    let left = row.minutesCharged;
    const days = spanDates(row, dates).flatMap((date) => {
      if (isBroken(row, date)) return [];
      const less =
        costOn(row, date, before, type, profile) - costOn(row, date, after, type, profile);
      const worked = row.payload.worked?.find((one) => one.date === date)?.minutes ?? 0;
      const minutes =
        less > 0
          ? Math.min(Math.max(less - worked, 0), left)
          : Math.max(less, -given(row.id, date));
      left -= minutes;
      return minutes === 0 ? [] : [{ date, minutes }];
    });
    return days.length === 0 ? [] : [{ row, days }];
  });
}

const spanDates = ({ card }: RequestRow, dates: readonly LocalDate[]): LocalDate[] =>
  dates.filter((date) => card.from <= date && date <= card.to);

function costOn(
  { card }: RequestRow,
  date: LocalDate,
  plan: readonly PlannedDay[],
  type: RequestType,
  profile: Organisation["profile"],
): number {
  return leaveCost(spanOn(card, date), plan, costRulesOf(type, profile)).minutes;
}

function spanOn(card: RequestRow["card"], date: LocalDate): RequestSpan {
  if (card.unit === "half_day") return { unit: "half_day", date, part: card.part ?? "first" };
  if (card.unit === "day" || card.fromMinute === null || card.toMinute === null)
    return { unit: "day", from: date, to: date };
  return { unit: "hour", date, fromMinute: card.fromMinute, toMinute: card.toMinute };
}

const keyOf = (id: string, date: LocalDate, batch: string): string =>
  `${id}:calendar:${date}:${batch}`;

/** The entries, and a message to each. @param batch names the word on the calendar */
export function recountEffects(
  deps: Deps,
  orgId: string,
  recounts: readonly Recount[],
  { batch, now }: { readonly batch: string; readonly now: number },
): { readonly statements: Statement[]; readonly notices: NewNotice[] } {
  return {
    statements: recounts.flatMap(({ row, days }) => [
      guardExists("select 1 from requests where org_id = ? and id = ? and version = ?", [
        orgId,
        row.id,
        row.version,
      ]),
      ...days.flatMap(({ date, minutes }) =>
        moveCharge(deps, orgId, row, {
          requestId: row.id,
          minutes: Math.abs(minutes),
          key: keyOf(row.id, date, batch),
          reason: minutes > 0 ? "reversal" : "use",
          now,
        }),
      ),
    ]),
    notices: recounts.map(({ row, days }) => recountedNotice(orgId, row, days, batch)),
  };
}
