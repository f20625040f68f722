import { guardChanged } from "../../db/client/guard.ts";
import { commit } from "../core/commit.ts";
import type { Context } from "../core/context.ts";
import { selfPermit } from "../core/permissions.ts";
import { retryChanged } from "../core/retry-changed.ts";
import { ownConfirmation } from "./confirm-load.ts";
import { auditOrgOf, confirmationSubject } from "./confirm-row.ts";

/** The person does not want to go on: the question in the other bot is closed, and nobody is called. @throws {Refusal} `not_found` */
export function withdrawConfirmation(given: Context, id: string): Promise<{ done: true }> {
  return retryChanged(async () => {
    const { row, ctx } = await ownConfirmation(given, id);
    if (row.state !== "pending" && row.state !== "approved") return { done: true };
    return commit<{ done: true }>(ctx, {
      permit: selfPermit(),
      statements: [
        {
          sql: `update confirmations set state = 'withdrawn', ended_at = ?
            where org_id = ? and id = ? and state in ('pending', 'approved')`,
          params: [ctx.deps.clock(), row.orgId, id],
        },
        guardChanged(),
      ],
      audit: [
        {
          orgId: auditOrgOf(row),
          action: "confirmation.withdrawn",
          subject: confirmationSubject(id),
          after: { action: row.action },
        },
      ],
      refresh: { subject: confirmationSubject(id), kind: "confirm-push" },
      answer: { done: true },
    });
  });
}
