import { guardExists } from "../../db/client/guard.ts";
import { DatabaseError } from "../../db/errors.ts";
import { tellOperators } from "../billing/tell-operators.ts";
import { type AuditEntry, commit } from "../core/commit.ts";
import { systemContext } from "../core/context.ts";
import type { NewNotice } from "../core/notices.ts";
import { systemPermit } from "../core/permissions.ts";
import type { Deps } from "../deps.ts";
import type { Attempt } from "./attempt-row.ts";

/** Something with money that a person of the operator has to look at; said and logged once. */
export async function alarm(
  deps: Deps,
  attempt: Attempt,
  alarmed: { readonly about: "payment_alarm" | "gateway_settings"; readonly reason: string },
): Promise<void> {
  const { about, reason } = alarmed;
  deps.log("error", { event: about, rail: attempt.rail, attempt: attempt.id });
  // A wrong setting hits every attempt: one alert a day and rail is enough.
  const key =
    about === "gateway_settings"
      ? `${about}:${attempt.rail}:${new Date(deps.clock()).toISOString().slice(0, 10)}`
      : `${about}:${attempt.id}`;
  await tellOnce(
    deps,
    {
      orgId: attempt.orgId,
      action: `payment.${about}`,
      subject: `attempt:${attempt.id}`,
      after: { reason },
    },
    await tellOperators(deps, {
      about,
      orgId: attempt.orgId,
      text: describeAttempt(attempt, reason),
      key,
    }),
  );
}

/** For the operator's eyes: what to look for at the gateway. */
export const describeAttempt = (attempt: Attempt, reason: string): string =>
  [
    `${attempt.rail} ${attempt.gatewayRef ?? attempt.id}`,
    `${attempt.amount} ${attempt.currency}`,
    new Date(attempt.createdAt).toISOString(),
    reason,
  ]
    .filter((part) => part !== "")
    .join(" · ");

/** Sends notices that belong to no change of their own; what was told before is not told again (BIL P21). */
export async function tellOnce(
  deps: Deps,
  entry: AuditEntry,
  notices: readonly NewNotice[],
): Promise<void> {
  if (notices.length === 0) return;
  const keys = JSON.stringify(notices.map(({ dedupKey }) => dedupKey));
  const known = "select 1 from outbox where dedup_key in (select value from json_each(?))";
  const [told] = await deps.db.read([{ sql: known, params: [keys] }]);
  if ((told?.rows.length ?? 0) > 0) return;
  try {
    await commit(systemContext(deps, "job:payments"), {
      permit: systemPermit(),
      statements: [guardExists(`select 1 where not exists (${known})`, [keys])],
      audit: [entry],
      notices,
      answer: null,
    });
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.kind !== "guard") throw error;
  }
}
