import { guardChanged } from "../../db/client/guard.ts";
import { commit } from "../core/commit.ts";
import { type SystemContext, systemContext } from "../core/context.ts";
import { errorFields } from "../core/log.ts";
import { systemPermit } from "../core/permissions.ts";
import type { Language } from "../core/words.ts";
import type { Deps } from "../deps.ts";
import { cardsFor, peopleOf } from "./approvers.ts";
import { loadChain } from "./load-chain.ts";
import { refreshRequest } from "./refresh-request.ts";
import { escalatedNotice } from "./request-notices.ts";
import { requestRowOf, selectRequests } from "./request-row.ts";
import { escalated } from "./rules/chain.ts";
import { widenStep } from "./step-row.ts";

const atOnce = 100;

interface Due {
  readonly requestId: string;
  readonly organisation: {
    readonly id: string;
    readonly language: Language;
    readonly timeZone: string;
  };
}

/**
 * Levels that nobody answered in time: the next in rank are asked beside the others, everybody is told. Safe to repeat and to run
 * twice at once: a level goes on once.
 */
export async function escalateRequests(deps: Deps, now: number): Promise<void> {
  const [found] = await deps.db.read([
    {
      sql: `select s.request_id, o.id, o.language, o.time_zone from approval_steps s
        join organisations o on o.id = s.org_id
        join requests r on r.org_id = s.org_id and r.id = s.request_id and r.kind <> 'swap' and r.state = 'pending'
        where s.escalate_at <= ? and s.state = 'open' and s.escalated_at is null order by s.escalate_at limit ?`,
      params: [now, atOnce],
    },
  ]);
  const ctx = systemContext(deps, "job:escalate-requests");
  for (const row of found?.rows ?? []) {
    const due: Due = {
      requestId: String(row[0]),
      organisation: {
        id: String(row[1]),
        language: row[2] as Language,
        timeZone: String(row[3]),
      },
    };
    await escalateOne(ctx, due, now).catch((error: unknown) =>
      deps.log("error", {
        event: "escalation_failed",
        request: due.requestId,
        ...errorFields(error),
      }),
    );
  }
}

async function escalateOne(
  ctx: SystemContext,
  { requestId, organisation }: Due,
  now: number,
): Promise<void> {
  const [chain, [found]] = await Promise.all([
    loadChain(ctx.deps, organisation),
    ctx.deps.db.read([
      {
        sql: `${selectRequests} where r.org_id = ? and r.id = ?`,
        params: [organisation.id, requestId],
      },
    ]),
  ]);
  const cells = found?.rows[0];
  const row = cells === undefined ? null : requestRowOf(cells);
  const step = row?.steps.find(({ stage, state }) => stage === row.stage && state === "open");
  if (row?.state !== "pending" || step === undefined) return;
  const next = row.steps.find(({ stage }) => stage === row.stage + 1)?.level ?? null;
  const author = { authorId: row.employeeId, groupId: row.employeeGroupId };
  const asked = escalated(step, next, author, chain);
  const known = new Set(step.people.map(({ id }) => id));
  const added = peopleOf(asked, chain.deciders).filter(({ id }) => !known.has(id));
  await commit(ctx, {
    permit: systemPermit(),
    statements: [
      widenStep(organisation.id, row.id, row.stage, asked, now),
      guardChanged(),
      refreshRequest(row.id, now),
    ],
    audit: [
      {
        orgId: organisation.id,
        action: "request.escalated",
        subject: `request:${row.id}`,
        after: { stage: row.stage, added: added.map(({ id }) => id) },
      },
    ],
    notices: [
      ...cardsFor(added, organisation.id, row.id, `escalated${row.stage}`),
      escalatedNotice(organisation.id, row),
    ],
    answer: null,
  });
}
