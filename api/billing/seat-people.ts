import type { Cell, Statement } from "../../db/client/port.ts";
import { permissions } from "../core/permissions.ts";
import { needsSeat, seating } from "./rules/needs-seat.ts";

export interface SeatPerson {
  readonly employeeId: string;
  readonly name: string;
  readonly permissions: ReadonlySet<string>;
  readonly keepsTime: boolean;
  readonly isPrimaryOwner: boolean;
  readonly hasAllPermissions: boolean;
  readonly seatRank: number;
  readonly createdAt: number;
}

/** Everybody active in an organisation with what decides whether they need a seat, in the order in which seats are given. */
export const seatPeopleStatement = (orgId: string): Statement => ({
  sql: `select e.id, e.name, r.permissions, e.keeps_time, coalesce(e.id = a.primary_owner_id, 0), e.seat_rank, e.created_at
    from employees e
      join roles r on r.org_id = e.org_id and r.id = e.role_id
      left join billing_accounts a on a.org_id = e.org_id
    where e.org_id = ? and e.state = 'active' order by e.seat_rank desc, e.created_at, e.id`,
  params: [orgId],
});

export function seatPersonOf(row: readonly Cell[]): SeatPerson {
  const rights = new Set(JSON.parse(String(row[2])) as string[]);
  return {
    employeeId: String(row[0]),
    name: String(row[1]),
    permissions: rights,
    keepsTime: row[3] === 1,
    isPrimaryOwner: row[4] === 1,
    hasAllPermissions: permissions.every((permission) => rights.has(permission)),
    seatRank: Number(row[5]),
    createdAt: Number(row[6]),
  };
}

/** Who of those who need a seat sits and who waits. */
export const seatingOf = (people: readonly SeatPerson[], seats: number) =>
  seating(people.filter(needsSeat), seats);
