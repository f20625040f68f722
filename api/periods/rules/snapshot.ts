import type { DayResult } from "../../attendance/rules/types.ts";
import type { PeriodKey } from "../../core/calendar/types.ts";
import { canonicalJson } from "./canonical-json.ts";

/** A session of the month still runs, or its day is not over. */
export const isRunning = ({ status, sessions }: DayResult): boolean =>
  status === "open" && sessions.at(-1)?.out === null;

/** SHA-256 as lower-case hex. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** One hash over a month: the organisation, the month, and each person's line by its hash, in the order of their ids. */
export const snapshotHash = (
  orgId: string,
  period: PeriodKey,
  lines: readonly { readonly employeeId: string; readonly hash: string }[],
): Promise<string> =>
  sha256(
    canonicalJson({
      form: 1,
      orgId,
      period,
      lines: lines
        .toSorted((a, b) => (a.employeeId < b.employeeId ? -1 : 1))
        .map(({ employeeId, hash }) => [employeeId, hash]),
    }),
  );
