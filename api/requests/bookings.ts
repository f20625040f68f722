import type { Statement } from "../../db/client/port.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { Deps } from "../deps.ts";
import { book, type Booking } from "../leave/leave-entries.ts";
import type { RequestRow } from "./request-row.ts";

type Move = Omit<Booking, "id" | "employeeId">;

/** What an approval takes from the balance. @param occasion so much was given for this very occasion (ATT F20) */
export function useOf(deps: Deps, orgId: string, row: RequestRow, occasion: boolean, now: number) {
  if (!row.card.usesBalance) return [];
  const of = { leaveType: row.typeCode, effectiveOn: row.startsOn };
  const given: Move = {
    ...of,
    key: `occasion-${row.id}`,
    reason: "accrual",
    minutes: row.minutesCharged,
  };
  const used: Move = { ...of, key: row.id, reason: "use", minutes: -row.minutesCharged };
  return [booked(deps, orgId, row, occasion ? [given, used] : [used], now)];
}

/**
 * Everything that ending an approved request moves: its charge comes back, what was given for the occasion goes, and vacations
 * that this sickness had shortened are as long as before (ATT F10, F12).
 */
export function undoOf(deps: Deps, orgId: string, row: RequestRow, now: number): Statement[] {
  const returns = row.payload.returns ?? [];
  return [
    ...(row.card.usesBalance && row.minutesCharged > 0 ? reversal(deps, orgId, row, now) : []),
    ...returns.flatMap(({ requestId, minutes }) =>
      moveCharge(deps, orgId, row, {
        requestId,
        minutes,
        key: `${requestId}:again:${row.id}`,
        reason: "use",
        now,
      }),
    ),
  ];
}

function reversal(deps: Deps, orgId: string, row: RequestRow, now: number): Statement[] {
  const of = { leaveType: row.typeCode, effectiveOn: row.startsOn };
  const back: Move = { ...of, key: row.id, reason: "reversal", minutes: row.minutesCharged };
  return [
    booked(deps, orgId, row, [back], now),
    {
      // Leave of an occasion was given with the request and goes with it.
      sql: `insert into leave_ledger (org_id, id, employee_id, leave_type, minutes, reason, reference, effective_on, created_at)
        select org_id, ?, employee_id, leave_type, -?, 'expiry', reference, effective_on, ? from leave_ledger
        where org_id = ? and employee_id = ? and leave_type = ? and reason = 'accrual' and reference = ?`,
      params: [
        deps.ids(),
        row.minutesCharged,
        now,
        orgId,
        row.employeeId,
        row.typeCode,
        `occasion-${row.id}`,
      ],
    },
  ];
}

/**
 * Moves part of an approved leave's charge back to the balance (`reversal`) or off it again (`use`); the row says what is still
 * charged.
 */
export function moveCharge(
  deps: Deps,
  orgId: string,
  row: Pick<RequestRow, "employeeId">,
  of: {
    readonly requestId: string;
    readonly minutes: number;
    readonly key: string;
    readonly reason: "reversal" | "use";
    readonly now: number;
  },
): Statement[] {
  const { requestId, minutes, key, reason, now } = of;
  const signed = reason === "reversal" ? minutes : -minutes;
  return [
    {
      sql: `insert into leave_ledger (org_id, id, employee_id, leave_type, minutes, reason, reference, effective_on, created_at)
        select org_id, ?, employee_id, type_code, ?, ?, ?, starts_on, ? from requests
        where org_id = ? and id = ? and employee_id = ? and state = 'approved'`,
      params: [deps.ids(), signed, reason, key, now, orgId, requestId, row.employeeId],
    },
    ...occasionAlong(deps, orgId, row, of),
    {
      sql: `update requests set minutes_charged = minutes_charged - ?, version = version + 1
        where org_id = ? and id = ? and employee_id = ? and state = 'approved'`,
      params: [signed, orgId, requestId, row.employeeId],
    },
  ];
}

/** What was given for an occasion goes and comes with what it paid for: nobody keeps a part of it. */
function occasionAlong(
  deps: Deps,
  orgId: string,
  { employeeId }: Pick<RequestRow, "employeeId">,
  of: Parameters<typeof moveCharge>[3],
): Statement[] {
  const isBack = of.reason === "reversal";
  return [
    {
      sql: `insert into leave_ledger (org_id, id, employee_id, leave_type, minutes, reason, reference, effective_on, created_at)
        select org_id, ?, employee_id, leave_type, ?, ?, ?, effective_on, ? from leave_ledger
        where org_id = ? and employee_id = ? and reason = 'accrual' and reference = ?`,
      params: [
        deps.ids(),
        isBack ? -of.minutes : of.minutes,
        isBack ? "expiry" : "accrual",
        of.key,
        of.now,
        orgId,
        employeeId,
        `occasion-${of.requestId}`,
      ],
    },
  ];
}

const booked = (
  deps: Deps,
  orgId: string,
  { employeeId }: Pick<RequestRow, "employeeId">,
  moves: readonly Move[],
  now: number,
): Statement =>
  book(
    orgId,
    moves.map((move) => ({ ...move, id: deps.ids(), employeeId })),
    now,
  );

/** The day a request's charge belongs to. */
export const chargeOf = (row: RequestRow): { on: LocalDate; minutes: number } => ({
  on: row.startsOn,
  minutes: row.minutesCharged,
});
