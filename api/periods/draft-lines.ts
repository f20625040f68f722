import type { Deps } from "../deps.ts";
import type { BuiltLine } from "./build-lines.ts";

/** Lines of a close that does not exist yet: nobody sees them. */
export async function draftLines(
  { db }: Deps,
  orgId: string,
  closeId: string,
  lines: readonly BuiltLine[],
): Promise<void> {
  await db.write(
    lines.map(({ employeeId, text, hash }) => ({
      sql: "insert into period_lines (org_id, close_id, employee_id, payload, hash) values (?, ?, ?, ?, ?)",
      params: [orgId, closeId, employeeId, text, hash],
    })),
  );
}

/** Younger drafts may be those of a close that is being prepared at this moment, ms. */
const draftLifeMs = 15 * 60_000;

/**
 * Throws away lines of closes that never came to be: those of a crash, and those of who came second.
 * @param own a close that is given up now
 */
export async function dropDrafts(
  { db, clock }: Deps,
  orgId: string,
  own: string | null,
): Promise<void> {
  // Ids begin with the time they were made at.
  const time = (clock() - draftLifeMs).toString(16).padStart(12, "0");
  const before = `${time.slice(0, 8)}-${time.slice(8)}`;
  await db.write([
    {
      sql: `delete from period_lines where org_id = ? and (close_id < ? or close_id = ?)
        and not exists (select 1 from period_closes c where c.org_id = period_lines.org_id and c.id = period_lines.close_id)`,
      params: [orgId, before, own],
    },
  ]);
}
