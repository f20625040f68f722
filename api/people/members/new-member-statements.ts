import type { Statement } from "../../../db/client/port.ts";
import { placeholderId } from "../../core/no-telegram.ts";
import type { LocalDate } from "../../core/calendar/types.ts";

/** Somebody who is employed before they ever opened a bot, or who never will. */
export interface NewMember {
  readonly employeeId: string;
  readonly personId: string;
  readonly name: string;
  readonly phone: string | null;
  readonly personnelNumber: string | null;
  readonly position: string | null;
  readonly roleId: string;
  readonly groupId: string | null;
  readonly shiftId: string | null;
  /** JSON list, as `employees.manages`. */
  readonly manages: string;
  readonly startedOn: LocalDate;
}

/** The person without an account, the employee and, when it is their own, the shift: three statements for any number of people. */
export function newMemberStatements(
  orgId: string,
  people: readonly NewMember[],
  at: { readonly now: number; readonly ids: () => string },
): Statement[] {
  const shifts = people.filter(({ shiftId }) => shiftId !== null);
  return [
    {
      sql: `insert into persons (id, telegram_user_id, name, phone, current_org_id, staff_unreachable_at, owner_unreachable_at, created_at)
        select value ->> 0, value ->> 1, value ->> 2, value ->> 3, ?, ?, ?, ? from json_each(?)`,
      params: [
        orgId,
        at.now,
        at.now,
        at.now,
        JSON.stringify(
          people.map(({ personId, name, phone }) => [personId, placeholderId(), name, phone]),
        ),
      ],
    },
    {
      sql: `insert into employees (org_id, id, person_id, role_id, group_id, name, state, started_on, created_at,
          personnel_number, position, manages)
        select ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, 'active', value ->> 5, ?, value ->> 6,
          value ->> 7, value ->> 8 from json_each(?)`,
      params: [
        orgId,
        at.now,
        JSON.stringify(
          people.map((one) => [
            one.employeeId,
            one.personId,
            one.roleId,
            one.groupId,
            one.name,
            one.startedOn,
            one.personnelNumber,
            one.position,
            one.manages,
          ]),
        ),
      ],
    },
    ...(shifts.length === 0
      ? []
      : [
          {
            sql: `insert into shift_assignments (org_id, id, shift_id, employee_id, valid_from, created_at)
              select ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, ? from json_each(?)`,
            params: [
              orgId,
              at.now,
              JSON.stringify(
                shifts.map((one) => [at.ids(), one.shiftId, one.employeeId, one.startedOn]),
              ),
            ],
          },
        ]),
  ];
}
