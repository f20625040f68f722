import type { Cell } from "../../db/client/port.ts";
import type { FenceVerdict, PunchFlag, PunchRow, PunchSource } from "./rules/types.ts";

/** Columns of `punches q` as one JSON array, read back by `punchRow`. */
export const punchJson = `json_array(q.id, q.kind, q.at, q.received_at, q.source, q.workplace_id, q.time_zone,
  q.verdict, q.trust, q.flags, q.supersedes_id)`;

/** The same as plain columns. */
export const punchColumns = `q.id, q.kind, q.at, q.received_at, q.source, q.workplace_id, q.time_zone,
  q.verdict, q.trust, q.flags, q.supersedes_id`;
export const punchCells = 11;

/** `q` counts: it is no void, and nothing has taken its place. */
export const isEffective = `q.kind <> 'void' and not exists
  (select 1 from punches v where v.org_id = q.org_id and v.supersedes_id = q.id)`;

/** A row of the log as the rules read it. */
export function punchRow(cells: readonly (Cell | undefined)[]): PunchRow {
  const [id, kind, at, receivedAt, source, workplaceId, zone, verdict, trust, flags, supersedes] =
    cells;
  const supersedesId = (supersedes ?? null) as string | null;
  return {
    id: String(id),
    action: kind === "void" ? "void" : supersedesId === null ? "record" : "replace",
    supersedesId,
    at: Number(at),
    receivedAt: Number(receivedAt),
    direction: kind === "out" ? "out" : "in",
    source: sourceOf(String(source), verdict as FenceVerdict),
    workplaceId: (workplaceId ?? null) as string | null,
    zone: String(zone),
    verdict: verdict as FenceVerdict,
    trust: Number(trust),
    flags: JSON.parse(String(flags)) as PunchFlag[],
  };
}

function sourceOf(stored: string, verdict: FenceVerdict): PunchSource {
  if (stored === "manual") return "manual";
  if (stored === "seed") return "import";
  return verdict === "not_asked" ? "telegram_text" : "telegram_location";
}

/** The rows of a JSON column; none when it is null. */
export function rowsOfJson(cell: Cell | undefined): Cell[][] {
  return typeof cell === "string" ? (JSON.parse(cell) as Cell[][]) : [];
}
