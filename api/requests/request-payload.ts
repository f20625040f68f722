import type { Instant, LocalDate } from "../core/calendar/types.ts";
import type { PunchChange } from "./rules/correction.ts";

/** Part of a day of leave that came back because the person worked (ATT F22). */
export interface WorkedOnLeave {
  readonly date: LocalDate;
  /** Given back to the balance, minutes. */
  readonly minutes: number;
  readonly worked: readonly { readonly from: Instant; readonly to: Instant }[];
}

/** What a request carries beyond its dates; every part only where it means something. */
export interface RequestPayload {
  readonly workplaceId?: string;
  readonly place?: string;
  readonly changes?: readonly PunchChange[];
  /** Who is told of an approval. */
  readonly inform?: readonly string[];
  /** Vacations that gave back days to this sickness, with what they gave. */
  readonly returns?: readonly { readonly requestId: string; readonly minutes: number }[];
  readonly worked?: readonly WorkedOnLeave[];
}
