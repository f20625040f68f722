import { guardChanged } from "../../db/client/guard.ts";
import { DatabaseError } from "../../db/errors.ts";
import { commit } from "../core/commit.ts";
import { systemContext } from "../core/context.ts";
import { systemPermit } from "../core/permissions.ts";
import { refreshCards } from "../core/refresh-messages.ts";
import type { Deps } from "../deps.ts";
import { recoveryCards } from "./recovery-notices.ts";
import { dueRecoveries, type Recovery, recoveryOf, recoverySubject } from "./recovery-row.ts";

/** The waiting time is over and nobody has stopped it: the address goes, and everybody is told. One read when idle. */
export async function finishRecoveries(deps: Deps, now: number): Promise<void> {
  const [due] = await deps.db.read([dueRecoveries(now)]);
  for (const row of due?.rows ?? []) await finish(deps, recoveryOf(row), now);
}

async function finish(deps: Deps, recovery: Recovery, now: number): Promise<void> {
  const { orgId, id, employeeId, personId } = recovery;
  const cards = await recoveryCards(deps, { id, orgId, personId, toOperators: false });
  await commit(systemContext(deps, "job:recoveries"), {
    permit: systemPermit(),
    statements: [
      {
        sql: `update factor_recoveries set state = 'done', ended_at = ?
          where org_id = ? and id = ? and state = 'waiting' and effective_at <= ?`,
        params: [now, orgId, id, now],
      },
      guardChanged(),
      { sql: "update persons set email = null where id = ?", params: [personId] },
      refreshCards(recoverySubject(id), "recovery-card", now),
    ],
    audit: [
      {
        orgId,
        action: "recovery.done",
        subject: `employee:${employeeId}`,
        after: { recovery: id },
      },
    ],
    // A card that is edited makes no sound; that it is done is worth one.
    notices: cards.map((card) => ({ ...card, dedupKey: `${card.dedupKey}:done` })),
    answer: null,
  }).catch((error: unknown) => {
    // Somebody stopped it at the last moment.
    if (!(error instanceof DatabaseError) || error.kind !== "guard") throw error;
  });
}
