import type * as z from "zod";
import type { Cell, Statement } from "../../../db/client/port.ts";
import type { MemberContext } from "../../core/context.ts";
import { signingKeys } from "../../core/keys.ts";
import { permit } from "../../core/permissions.ts";
import { securityActions } from "../../core/security-actions.ts";
import { keyIdOf, sealOf, securityColumns } from "../../core/security-log.ts";
import type { Verified, verifyQuery } from "./schemas.ts";

const rowsAtOnce = 1000;
const sealedCells = 18;
/** The migration that brought the log. */
const begunInSchema = 4;

/**
 * Seals every row anew and compares; looks for acts of the audit that the log lacks, which is how rows taken from its end are
 * found; and, when given, whether a number and code noted down earlier are still those of the log.
 * @throws {Refusal} `forbidden`
 */
export async function verifyLog(
  ctx: MemberContext,
  noted: z.infer<typeof verifyQuery>,
): Promise<Verified> {
  permit(ctx, "security.view");
  const { db } = ctx.deps;
  const orgId = ctx.member.organisation.id;
  const keys = await keysOf(ctx);
  let [seq, hash, unchecked] = [0, "", 0];
  let brokenAt: number | null = null;
  let isKnown = noted.seq === undefined ? null : false;
  for (;;) {
    const [page] = await db.read([pageStatement(orgId, seq)]);
    const rows = page?.rows ?? [];
    for (const row of rows) {
      const stored = String(row[sealedCells]);
      const key = keys.get(String(row[sealedCells - 1]));
      if (key === undefined) unchecked += 1;
      const fits =
        row[1] === seq + 1 &&
        (key === undefined ||
          (await sealOf(key, hash, row.slice(0, sealedCells) as Sealable[])) === stored);
      [seq, hash] = [Number(row[1]), stored];
      if (!fits) brokenAt ??= seq;
      if (seq === noted.seq) isKnown = stored.startsWith(String(noted.code));
    }
    if (rows.length < rowsAtOnce) break;
  }
  const missing = await countMissing(ctx);
  return {
    isWhole: brokenAt === null && missing === 0 && isKnown !== false,
    count: seq,
    head: seq === 0 ? null : { seq, code: hash.slice(0, 16) },
    brokenAt,
    missing,
    unchecked,
    isKnown,
  };
}

type Sealable = Extract<Cell, string | number | null>;

async function keysOf({ deps }: MemberContext): Promise<ReadonlyMap<string, string>> {
  return new Map(
    await Promise.all(
      signingKeys(deps.config).map(async (key) => [await keyIdOf(key), key] as const),
    ),
  );
}

const pageStatement = (orgId: string, after: number): Statement => ({
  sql: `select ${securityColumns}, hash from security_events where org_id = ? and seq > ? order by seq limit ${rowsAtOnce}`,
  params: [orgId, after],
});

/** Acts since the first row that were audited and are not in the log: both are written in one batch. */
async function countMissing({ deps, member }: MemberContext): Promise<number> {
  const orgId = member.organisation.id;
  const [found] = await deps.db.read([
    {
      sql: `select count(*) from audit a where a.org_id = ? and a.action in (select value from json_each(?))
          and a.at >= coalesce((select at from security_events where org_id = ? and seq = 1),
            (select applied_at from schema_migrations where version = ?))
          and not exists (select 1 from security_events ev where ev.org_id = a.org_id and ev.at = a.at
            and ev.request_id = a.request_id and ev.action = a.action and ev.subject = a.subject)`,
      params: [orgId, JSON.stringify([...securityActions.keys()]), orgId, begunInSchema],
    },
  ]);
  return Number(found?.rows[0]?.[0] ?? 0);
}
