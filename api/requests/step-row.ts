import type { Statement } from "../../db/client/port.ts";
import type { Asked, AskedLevel, ApprovalLevel } from "./rules/chain.ts";
import type { RequestStepView } from "./schemas.ts";

/** A level of a request's chain as stored. */
export interface Step {
  readonly stage: number;
  readonly state: RequestStepView["state"];
  readonly level: ApprovalLevel;
  readonly anybody: boolean;
  readonly people: readonly Asked[];
  readonly names: readonly string[];
  readonly decidedByName: string | null;
  readonly decidedAt: number | null;
  readonly onBehalfOfName: string | null;
  readonly escalateAt: number | null;
  readonly escalatedAt: number | null;
}

/** The chain of a request `r` as one JSON column. */
export const stepsColumn = `(select json_group_array(json_array(s.stage, s.state, json(s.approvers),
      (select json_group_array(n.name) from json_each(s.approvers, '$.people') a
        join employees n on n.org_id = s.org_id and n.id = a.value ->> 'id'),
      (select name from employees x where x.org_id = s.org_id and x.id = s.decided_by), s.decided_at,
      (select name from employees x where x.org_id = s.org_id and x.id = s.on_behalf_of), s.escalate_at, s.escalated_at))
    from (select * from approval_steps q where q.org_id = r.org_id and q.request_id = r.id order by q.stage) s)`;

/** A step from its JSON cells. */
export function stepOf(cells: unknown): Step {
  const [stage, state, asked, names, by, at, behalf, escalateAt, escalatedAt] = cells as [
    number,
    Step["state"],
    AskedLevel,
    string[],
    string | null,
    number | null,
    string | null,
    number | null,
    number | null,
  ];
  return {
    stage,
    state,
    ...asked,
    names,
    decidedByName: by,
    decidedAt: at,
    onBehalfOfName: behalf,
    escalateAt,
    escalatedAt,
  };
}

/** A step as people see it. */
export const stepView = (step: Step): RequestStepView => ({
  stage: step.stage,
  state: step.state,
  by: step.level.by,
  names: step.anybody ? [] : [...step.names],
  decidedByName: step.decidedByName,
  decidedAt: step.decidedAt,
  onBehalfOfName: step.onBehalfOfName,
  escalated: step.escalatedAt !== null,
});

const hour = 60 * 60_000;

/** When a level goes on to the next in rank; null: never. */
export const deadlineOf = ({ escalateHours }: ApprovalLevel, now: number): number | null =>
  escalateHours === null ? null : now + escalateHours * hour;

const stored = ({ level, anybody, people }: AskedLevel): string =>
  JSON.stringify({ level, anybody, people });

/** Lays the chain of a new request: levels before the first with anybody to ask are skipped, those after it wait. */
export const insertSteps = (
  orgId: string,
  requestId: string,
  chain: {
    readonly stage: number;
    readonly levels: readonly ApprovalLevel[];
    readonly asked: AskedLevel;
  },
  now: number,
): Statement[] =>
  chain.levels.map((level, index) => {
    const stage = index + 1;
    const isOpen = stage === chain.stage;
    return {
      sql: `insert into approval_steps (org_id, request_id, stage, approvers, state, escalate_at) values (?, ?, ?, ?, ?, ?)`,
      params: [
        orgId,
        requestId,
        stage,
        stored(isOpen ? chain.asked : { level, anybody: false, people: [] }),
        isOpen ? "open" : stage < chain.stage ? "skipped" : "waiting",
        isOpen ? deadlineOf(level, now) : null,
      ],
    };
  });

/** Asks a level that waited. */
export const openStep = (
  orgId: string,
  requestId: string,
  stage: number,
  asked: AskedLevel,
  now: number,
): Statement => ({
  sql: `update approval_steps set state = 'open', approvers = ?, escalate_at = ?
    where org_id = ? and request_id = ? and stage = ? and state = 'waiting'`,
  params: [stored(asked), deadlineOf(asked.level, now), orgId, requestId, stage],
});

/** One decision of a level. A request without steps is older than chains. */
export const decideStep = (
  of: { readonly orgId: string; readonly requestId: string; readonly stage: number },
  by: {
    readonly state: "approved" | "rejected";
    readonly employeeId: string;
    readonly onBehalfOf: string | null;
    readonly reason: string | null;
    readonly now: number;
  },
): Statement => ({
  sql: `update approval_steps set state = ?, decided_by = ?, on_behalf_of = ?, reason = ?, decided_at = ?, escalate_at = null
    where org_id = ? and request_id = ? and stage = ? and state = 'open'`,
  params: [
    by.state,
    by.employeeId,
    by.onBehalfOf,
    by.reason,
    by.now,
    of.orgId,
    of.requestId,
    of.stage,
  ],
});

/** Nobody is asked any more: levels between `from` and `to`, or all that are left. */
export const skipSteps = (
  orgId: string,
  requestId: string,
  { from, to = 1_000 }: { readonly from: number; readonly to?: number },
): Statement => ({
  sql: `update approval_steps set state = 'skipped', escalate_at = null
    where org_id = ? and request_id = ? and stage between ? and ? and state in ('open', 'waiting')`,
  params: [orgId, requestId, from, to],
});

/** Others are asked as well. */
export const widenStep = (
  orgId: string,
  requestId: string,
  stage: number,
  asked: AskedLevel,
  now: number,
): Statement => ({
  sql: `update approval_steps set approvers = ?, escalated_at = ?, escalate_at = null
    where org_id = ? and request_id = ? and stage = ? and state = 'open' and escalated_at is null`,
  params: [stored(asked), now, orgId, requestId, stage],
});
