import * as z from "zod";
import type { Cell } from "../../db/client/port.ts";
import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import { isWithin } from "../core/scope.ts";
import { punchCells, punchColumns, punchRow } from "./punch-cells.ts";
import type { NewPunch, StoredKind, StoredSource } from "./punch-statements.ts";
import { effectivePunches } from "./rules/effective-punches.ts";
import type { PunchRow } from "./rules/types.ts";
import { signingKeys } from "../core/keys.ts";
import { codeOf, receiptOf, type SealedFacts } from "./seal-punch.ts";

export const receiptParam = z.object({ code: z.string().min(1).max(40) });

const kind = z.enum(["in", "out", "break_start", "break_end", "undirected", "void"]);
const event = z.object({ kind, at: z.int() });

export const verifiedReceipt = z.object({
  code: z.string(),
  punchId: z.string(),
  mine: z.boolean(),
  employeeId: z.string(),
  employeeName: z.string(),
  ...event.shape,
  receivedAt: z.int(),
  timeZone: z.string(),
  source: z.string(),
  place: z.string().nullable(),
  reason: z.string().nullable(),
  recordedByName: z.string().nullable(),
  /** Whether the row is still what the receipt was made of. */
  proven: z.boolean(),
  /** `replaced`: another row stands in its place, see `now`. `kept_out`: stored and not counted. */
  state: z.enum(["stands", "replaced", "taken_back", "kept_out"]),
  now: event.nullable(),
  /** What this one took the place of. */
  before: event.nullable(),
});
export type VerifiedReceipt = z.infer<typeof verifiedReceipt>;

/** A row with everything its receipt vouches for. */
const sealedColumns = `${punchColumns}, q.receipt, q.employee_id, q.kind, q.source, q.source_key, q.distance_m, q.reason,
  q.recorded_by, q.reference`;

/**
 * What a receipt stands for, to the person themselves and to those who see the team (ATT idea 2).
 * @throws {Refusal} `not_found` for everybody else, and for what is no receipt
 */
export async function verifyReceipt(ctx: MemberContext, typed: string): Promise<VerifiedReceipt> {
  const { organisation, employeeId, permissions, sees } = ctx.member;
  const code = codeOf(typed);
  if (code === null) throw new Refusal("not_found");
  const [found, near, chain] = await ctx.deps.db.read([
    {
      sql: `select ${sealedColumns}, e.name, w.name, m.name, b.kind, b.at, e.group_id from punches q
        join employees e on e.org_id = q.org_id and e.id = q.employee_id
        left join workplaces w on w.org_id = q.org_id and w.id = q.workplace_id
        left join employees m on m.org_id = q.org_id and m.id = q.recorded_by
        left join punches b on b.org_id = q.org_id and b.id = q.supersedes_id
        where q.receipt = ? and q.org_id = ?`,
      params: [code, organisation.id],
    },
    {
      sql: `select o.receipt from punches q
        join punches o on o.org_id = q.org_id and o.employee_id = q.employee_id and o.id <> q.id and o.receipt is not null
          and o.at between q.at - 86400000 and q.at + 86400000
        where q.receipt = ? and q.org_id = ? order by o.received_at desc, o.id desc`,
      params: [code, organisation.id],
    },
    {
      sql: `with recursive chain (id) as (
          select id from punches where receipt = ? and org_id = ?
          union select p.id from chain c cross join punches p on p.org_id = ? and p.supersedes_id = c.id)
        select ${punchColumns} from chain c cross join punches q on q.org_id = ? and q.id = c.id`,
      params: [code, organisation.id, organisation.id, organisation.id],
    },
  ]);
  const [cells] = found?.rows ?? [];
  if (cells === undefined) throw new Refusal("not_found");
  const row = punchRow(cells);
  const facts = factsOf(organisation.id, row, cells);
  const mine = facts.employeeId === employeeId;
  const isInSight =
    permissions.has("attendance.view_team") &&
    isWithin(sees, (cells.at(-1) ?? null) as string | null);
  if (!mine && !isInSight) throw new Refusal("not_found");
  const earlier = (near?.rows ?? []).map(([receipt]) => String(receipt));
  return {
    code,
    punchId: row.id,
    mine,
    employeeId: facts.employeeId,
    kind: facts.kind,
    at: row.at,
    receivedAt: row.receivedAt,
    timeZone: row.zone,
    source: facts.source,
    reason: facts.reason,
    proven: await isProven(ctx, facts, code, earlier),
    ...namesOf(cells.slice(punchCells + 9)),
    ...whatBecame(row, facts.kind, (chain?.rows ?? []).map(punchRow)),
  };
}

function factsOf(orgId: string, row: PunchRow, cells: readonly Cell[]): SealedFacts {
  const [, employee, stored, source, sourceKey, distance, reason, recordedBy, reference] =
    cells.slice(punchCells);
  return {
    orgId,
    id: row.id,
    employeeId: String(employee),
    at: row.at,
    receivedAt: row.receivedAt,
    kind: stored as StoredKind,
    source: source as StoredSource,
    sourceKey: String(sourceKey),
    timeZone: row.zone,
    workplaceId: row.workplaceId,
    verdict: row.verdict,
    distanceM: (distance ?? null) as number | null,
    reason: (reason ?? null) as string | null,
    supersedesId: row.supersedesId,
    recordedBy: (recordedBy ?? null) as string | null,
    reference: (reference ?? null) as string | null,
  };
}

/** The row still makes its receipt, following on one of that day. Rows written at once may follow on the same one. */
async function isProven(
  ctx: MemberContext,
  facts: SealedFacts,
  code: string,
  earlier: readonly string[],
): Promise<boolean> {
  for (const signingKey of signingKeys(ctx.deps.config))
    for (const previous of [...earlier, null])
      if ((await receiptOf({ config: { signingKey } }, facts, previous)) === code) return true;
  return false;
}

function namesOf([name, place, recordedBy, beforeKind, beforeAt]: readonly Cell[]) {
  return {
    employeeName: String(name),
    place: (place ?? null) as string | null,
    recordedByName: (recordedBy ?? null) as string | null,
    before:
      typeof beforeKind === "string"
        ? { kind: beforeKind as StoredKind, at: Number(beforeAt) }
        : null,
  };
}

function whatBecame(
  row: PunchRow,
  stored: NewPunch["kind"],
  chain: readonly PunchRow[],
): Pick<VerifiedReceipt, "state" | "now"> {
  if (row.flags.some(({ code }) => code === "quarantined")) return { state: "kept_out", now: null };
  const standing = effectivePunches(chain);
  if (standing.some(({ id }) => id === row.id)) return { state: "stands", now: null };
  const [other] = standing;
  if (other !== undefined)
    return { state: "replaced", now: { kind: other.direction, at: other.at } };
  const isVoid = stored === "void" && !chain.some(({ supersedesId }) => supersedesId === row.id);
  return { state: isVoid ? "stands" : "taken_back", now: null };
}
