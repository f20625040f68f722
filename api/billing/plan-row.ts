import type { Cell } from "../../db/client/port.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { minor } from "./rules/money.ts";
import type { ActivityKind, PlanVersion } from "./rules/types.ts";

/** Columns of `plan_versions` that `planOf` reads. */
export const planColumns = `id, code, profile, currency, meter, activation, charge_point, term_months, list_price, discount_bp,
  device_limit, included, due_days, annul_after_days, activity_kinds, tax_mode, offered, valid_from`;

export const planOf = (row: readonly Cell[]): PlanVersion => ({
  id: String(row[0]),
  code: String(row[1]),
  profile: row[2] as PlanVersion["profile"],
  currency: row[3] as PlanVersion["currency"],
  meter: row[4] as PlanVersion["meter"],
  activation: row[5] as PlanVersion["activation"],
  chargePoint: row[6] as PlanVersion["chargePoint"],
  termMonths: Number(row[7]),
  listPrice: minor(Number(row[8])),
  discountBp: Number(row[9]),
  deviceLimit: row[10] as number | null,
  included: Number(row[11]),
  dueDays: Number(row[12]),
  annulAfterDays: Number(row[13]),
  activityKinds: JSON.parse(String(row[14])) as ActivityKind[],
  taxMode: row[15] as PlanVersion["taxMode"],
  offered: row[16] === 1,
  validFrom: row[17] as LocalDate,
});
