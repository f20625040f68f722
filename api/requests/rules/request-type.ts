import type { LocalDate } from "../../core/calendar/types.ts";
import type { T13Code } from "../../law/rules/t13-codes.ts";
import type { LeaveCounting, LeaveTypeRules } from "./types.ts";

export const requestUnits = ["day", "half_day", "hour"] as const;
export type RequestUnit = (typeof requestUnits)[number];

/** How many days of it there are: in a year of the organisation's calendar, or each time its reason happens. */
export interface TypeGrant {
  readonly days: number;
  readonly per: "year" | "event";
}

/** What a kind of absence is: data of a law pack, or what an organisation has entered. */
export interface RequestType {
  readonly code: string;
  readonly kind: "leave" | "mission";
  /** As the organisation calls it; null: built in, the front end has the words. */
  readonly name: string | null;
  readonly paid: boolean;
  readonly counting: LeaveCounting;
  readonly dayCharge: LeaveTypeRules["dayCharge"];
  /** The ledger that its minutes come from; null: none is charged. `annual` is earned, others are granted. */
  readonly ledger: string | null;
  readonly grant: TypeGrant | null;
  readonly units: readonly RequestUnit[];
  /** A paper belongs to it (a sick note, an invitation): asked for, never a condition. */
  readonly paper: boolean;
  /** Its days inside a vacation are given back (ATT F10). */
  readonly breaksVacation: boolean;
  readonly code13: T13Code;
  /** Article, for who asks why. */
  readonly source: string;
  /** First day on which it may be asked for; null: always. */
  readonly validFrom: LocalDate | null;
}
