import type { PeriodKey } from "../core/calendar/types.ts";
import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import { sha256, snapshotHash } from "./rules/snapshot.ts";

/** At least so much of a hash must be typed. */
const codeShape = /^[0-9a-f]{12,64}$/;

/**
 * What a hash of a closed month stands for, reckoned anew from the stored lines: every member may ask, so that a paper can be
 * checked by who holds it. Nobody's hours are told.
 * @throws {Refusal} `not_found` for every other text and for months of other organisations
 */
export async function verifySnapshot(ctx: MemberContext, typed: string) {
  const { id: orgId } = ctx.member.organisation;
  const { db } = ctx.deps;
  const code = typed.trim().toLowerCase();
  if (!codeShape.test(code)) throw new Refusal("not_found");
  const [found] = await db.read([
    {
      sql: `select c.id, c.period, c.number, c.snapshot_hash, c.created_at, e.name, p.close_id = c.id
        from period_closes c join employees e on e.org_id = c.org_id and e.id = c.acted_by
        join periods p on p.org_id = c.org_id and p.period = c.period
        where c.org_id = ? and c.action = 'close' and substr(c.snapshot_hash, 1, length(?)) = ?
        order by c.id desc limit 1`,
      params: [orgId, code, code],
    },
  ]);
  const [row] = found?.rows ?? [];
  if (row === undefined) throw new Refusal("not_found");
  const period = String(row[1]) as PeriodKey;
  const hash = String(row[3]);
  const lines = await hashedLines(ctx, String(row[0]));
  return {
    period,
    number: Number(row[2]),
    hash,
    closedAt: Number(row[4]),
    closedByName: String(row[5]),
    /** A later close or a reopening stands in its place. */
    isCurrent: row[6] === 1,
    people: lines.length,
    /** Whether the stored lines still are what the hash was made of. */
    proven: (await snapshotHash(orgId, period, lines)) === hash,
  };
}

const linesAtOnce = 100;

/** The hash of every stored line, reckoned from its text. */
async function hashedLines({ deps, member }: MemberContext, closeId: string) {
  const lines: { employeeId: string; hash: string }[] = [];
  for (let after = ""; ;) {
    const [found] = await deps.db.read([
      {
        sql: `select employee_id, payload from period_lines
          where org_id = ? and close_id = ? and employee_id > ? order by employee_id limit ?`,
        params: [member.organisation.id, closeId, after, linesAtOnce],
      },
    ]);
    for (const [employeeId, payload] of found?.rows ?? [])
      lines.push({ employeeId: String(employeeId), hash: await sha256(String(payload)) });
    const last = lines.at(-1);
    if ((found?.rows.length ?? 0) < linesAtOnce || last === undefined) return lines;
    after = last.employeeId;
  }
}
