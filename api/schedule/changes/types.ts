import type { Statement } from "../../../db/client/port.ts";
import type { AuditEntry } from "../../core/commit.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { Roster } from "../load-roster.ts";

/** A change of what people are planned to work, worked out once: the preview looks at it, the act writes it. */
export interface PlannedChange {
  /** What is made: a version, an assignment, a batch of days. */
  readonly id: string;
  readonly statements: readonly Statement[];
  readonly audit: AuditEntry;
  /** First and last day that may come out differently; an open end is looked at for some weeks. */
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  /** Whom it can be about; null: anybody. */
  readonly employeeIds: readonly string[] | null;
  /** The roster of one employee as it will be; the very same one when it stays. */
  replan(employeeId: string, roster: Roster): Roster;
  /** Days of people who are told; empty for changes that reach everybody by their shift. */
  readonly told: readonly { readonly employeeId: string; readonly dates: readonly LocalDate[] }[];
}
