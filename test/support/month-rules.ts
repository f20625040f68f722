import { v7 as uuidv7 } from "uuid";
import type { Statement } from "../../db/client/port.ts";
import { insert } from "../api/attendance-company.ts";

/** One late a month is free, from long ago on. */
export const freeLate = (orgId: string, createdBy: string): Statement =>
  insert("work_rules", {
    org_id: orgId,
    id: uuidv7(),
    valid_from: "2020-01-01",
    payload: JSON.stringify({ freeLatesPerMonth: 1 }),
    created_by: createdBy,
    created_at: 0,
  });

/** Somebody works so many minutes a week, at any hour. */
export function weekly(orgId: string, employeeId: string, weekMinutes: number): Statement[] {
  const shiftId = uuidv7();
  return [
    insert("shifts", { org_id: orgId, id: shiftId, name: `Weekly ${shiftId}`, created_at: 0 }),
    insert("shift_versions", {
      org_id: orgId,
      id: uuidv7(),
      shift_id: shiftId,
      valid_from: "2020-01-01",
      pattern: JSON.stringify({ kind: "weekly_flexible", weekMinutes }),
      rules: "{}",
      created_at: 0,
    }),
    insert("shift_assignments", {
      org_id: orgId,
      id: uuidv7(),
      shift_id: shiftId,
      employee_id: employeeId,
      valid_from: "2020-01-01",
      created_at: 0,
    }),
  ];
}
