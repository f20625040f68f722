import type { Deps } from "../deps.ts";
import type { ExportRow } from "./export-row.ts";

/** Bytes of one row, so that no statement is large. */
const partSize = 256 * 1024;

type Owner = Pick<ExportRow, "orgId" | "id">;

/** Keeps a finished file, in the place of what an earlier try has left. */
export async function storeParts(
  { db }: Pick<Deps, "db">,
  { orgId, id }: Owner,
  bytes: Uint8Array,
): Promise<void> {
  await db.write([
    { sql: "delete from export_files where org_id = ? and export_id = ?", params: [orgId, id] },
  ]);
  for (let part = 0; part * partSize < bytes.length; part += 1)
    await db.write([
      {
        sql: "insert into export_files (org_id, export_id, part, content) values (?, ?, ?, ?)",
        params: [orgId, id, part, bytes.slice(part * partSize, (part + 1) * partSize)],
      },
    ]);
}

/** The file as it was kept; null when it is there no more. */
export async function readParts(
  { db }: Pick<Deps, "db">,
  { orgId, id }: Owner,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const [found] = await db.read([
    {
      sql: "select content from export_files where org_id = ? and export_id = ? order by part",
      params: [orgId, id],
    },
  ]);
  const parts = (found?.rows ?? []).map(([content]) => new Uint8Array(content as Uint8Array));
  if (parts.length === 0) return null;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Files are kept for a quarter: they can be made again. @param before ms */
export const forgetFiles = (before: number) => ({
  sql: `delete from export_files where export_id in
      (select id from exports where finished_at < ? and org_id = export_files.org_id)`,
  params: [before],
});
