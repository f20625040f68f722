import type { Cell } from "../../db/client/port.ts";
import type {
  FenceVerdict,
  PunchDirection,
  PunchFlag,
  PunchRow,
  PunchSource,
} from "./rules/types.ts";

/** Columns of `punches q` as one JSON array, read back by `punchRow`. */
export const punchJson = `json_array(q.id, q.kind, q.at, q.received_at, q.source, q.workplace_id, q.time_zone,
  q.verdict, q.trust, q.flags, q.supersedes_id)`;

/** The same as plain columns. */
export const punchColumns = `q.id, q.kind, q.at, q.received_at, q.source, q.workplace_id, q.time_zone,
  q.verdict, q.trust, q.flags, q.supersedes_id`;
export const punchCells = 11;

/** Nothing has taken the place of a row: what supersedes it was voided itself, which brings it back (see `effectivePunches`). */
function stands(row: string, depth = 0): string {
  const above = `v${depth}`;
  const superseded = `select 1 from punches ${above} where ${above}.org_id = ${row}.org_id and ${above}.supersedes_id = ${row}.id`;
  return `not exists (${superseded} and ${depth < deepest ? `not ${voided(above, depth + 1)}` : "1"})`;
}

/** A void of the row stands. */
function voided(row: string, depth: number): string {
  const above = `v${depth}`;
  const rest = depth < deepest ? ` and not ${voided(above, depth + 1)}` : "";
  return `exists (select 1 from punches ${above} where ${above}.org_id = ${row}.org_id and ${above}.supersedes_id = ${row}.id
    and ${above}.kind = 'void'${rest})`;
}

/** Corrections of corrections that are told apart; nobody goes on longer. */
const deepest = 4;

const standing = (row: string) => `instr(${row}.flags, '"quarantined"') = 0 and ${stands(row)}`;

/** Nothing has taken the place of `q`, and it is not kept out (ATT J10, A15). */
export const isStanding = standing("q");
/** The same of `i`, beside `q`. */
export const isStandingBeside = standing("i");
/** `q` counts: it is no void, and it stands. */
export const isEffective = `q.kind <> 'void' and ${isStanding}`;

const noFlags: readonly PunchFlag[] = [];

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
    // A void has no direction of its own and never becomes a punch.
    direction: kind === "void" ? "undirected" : (kind as PunchDirection),
    source: sourceOf(String(source), verdict as FenceVerdict),
    workplaceId: (workplaceId ?? null) as string | null,
    zone: String(zone),
    verdict: verdict as FenceVerdict,
    trust: Number(trust),
    flags: flags === "[]" ? noFlags : (JSON.parse(String(flags)) as PunchFlag[]),
  };
}

function sourceOf(stored: string, verdict: FenceVerdict): PunchSource {
  switch (stored) {
    case "telegram":
      return verdict === "not_asked" ? "telegram_text" : "telegram_location";
    case "kiosk":
      return "kiosk_qr";
    case "seed":
      return "import";
    default:
      return stored as PunchSource;
  }
}

/** The rows of a JSON column; none when it is null. */
export function rowsOfJson(cell: Cell | undefined): Cell[][] {
  return typeof cell === "string" ? (JSON.parse(cell) as Cell[][]) : [];
}
