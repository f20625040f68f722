import type { Statement } from "../../../db/client/port.ts";
import { periodOf } from "../../core/calendar/period.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import type { MemberContext, Organisation } from "../../core/context.ts";
import type { NewPunch } from "../punch-statements.ts";
import { type StaffMessage, staffMessages } from "../staff-messages.ts";
import { cardLine, type ChangeCard, changeSubject } from "./change-notices.ts";

const linesShown = 12;

/** A punch of a batch, as far as a card tells of it. */
export type BatchPunch = Pick<
  NewPunch,
  "employeeId" | "at" | "kind" | "timeZone" | "supersedesId" | "flags"
>;

type BatchContext = Pick<MemberContext, "deps"> & {
  readonly member: Pick<MemberContext["member"], "organisation" | "employeeId" | "employeeName">;
};

/** One card an employee for all that a batch entered for them; the one who entered it needs none. */
export function batchCards(
  ctx: BatchContext,
  of: {
    readonly reference: string;
    readonly reason: string;
    readonly punches: readonly BatchPunch[];
  },
): Statement {
  const { organisation, employeeId: own, employeeName: changedByName } = ctx.member;
  const now = ctx.deps.clock();
  const perEmployee = Map.groupBy(of.punches, ({ employeeId }) => employeeId);
  const messages = [...perEmployee].flatMap(([employeeId, punches]): StaffMessage[] => {
    const [first] = punches;
    if (first === undefined || employeeId === own) return [];
    const payload: ChangeCard = {
      reference: of.reference,
      employeeId,
      employeeName: "",
      changedByName,
      forEmployee: true,
      date: localDateOf(first.at, first.timeZone),
      timeZone: first.timeZone,
      changes: punches.slice(0, linesShown).map((punch) => cardLine(punch, undefined)),
      count: punches.length,
      before: null,
      after: null,
      reason: of.reason,
    };
    return [
      {
        id: ctx.deps.ids(),
        key: `change-card:${of.reference}:${employeeId}:staff`,
        employeeId,
        kind: "change-card",
        subject: changeSubject(of.reference, employeeId),
        payload: JSON.stringify(payload),
      },
    ];
  });
  return staffMessages(organisation.id, messages, now);
}

/** Months in which the people of a batch were active, in one statement (BIL AT-8). */
export function batchUsage(
  { id, calendar, timeZone }: Pick<Organisation, "id" | "calendar" | "timeZone">,
  punches: readonly Pick<NewPunch, "employeeId" | "at" | "flags">[],
): Statement {
  const months = new Map<string, readonly [string, string, number]>();
  for (const { employeeId, at, flags } of punches) {
    if (flags.length > 0) continue;
    const period = periodOf(localDateOf(at, timeZone), calendar);
    const key = `${employeeId} ${period}`;
    const known = months.get(key);
    if (known === undefined || known[2] > at) months.set(key, [period, employeeId, at]);
  }
  return {
    sql: `insert into usage_months (org_id, period, employee_id, kind, first_at)
      select ?, value ->> 0, value ->> 1, 'punch', value ->> 2 from json_each(?) where true on conflict do nothing`,
    params: [id, JSON.stringify([...months.values()])],
  };
}
