import type { Instant } from "../../core/calendar/types.ts";
import type { EffectivePunch, PunchRow, PunchSource } from "./types.ts";

const BRACKETED: readonly PunchSource[] = ["manual", "correction", "self_declared", "import"];
const OWN: readonly PunchSource[] = ["telegram_text", "telegram_location", "kiosk_qr"];

function isLater(a: PunchRow, b: PunchRow): boolean {
  return a.receivedAt !== b.receivedAt ? a.receivedAt > b.receivedAt : a.id > b.id;
}

/**
 * The log → what counts, by time. Of the rows that supersede one row the last counts; a row that is voided supersedes nothing, so
 * a void of a void or of a correction brings back what was before. Give every row that supersedes one of the range, too.
 */
export function effectivePunches(rows: readonly PunchRow[]): EffectivePunch[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const counted = [...byId.values()].filter(isCounted);
  // Most logs hold no correction.
  if (rows.every(({ supersedesId }) => supersedesId === null))
    return counted.map((row) => effectiveOf(row, row.id)).toSorted(comparePunches);
  const superseding = Map.groupBy(byId.values(), (row) => row.supersedesId);
  const winners = new Map<string, PunchRow | null>();

  /** The row that stands in place of this one, if any. */
  function winnerOver(id: string): PunchRow | null {
    const known = winners.get(id);
    if (known !== undefined) return known;
    // A circle of rows would never end; the database cannot hold one, and here it supersedes nothing.
    winners.set(id, null);
    const holding = (superseding.get(id) ?? []).filter(
      (row) => winnerOver(row.id)?.action !== "void",
    );
    const winner = holding.reduce<PunchRow | null>(
      (last, row) => (last && !isLater(row, last) ? last : row),
      null,
    );
    winners.set(id, winner);
    return winner;
  }

  function originalOf(row: PunchRow): string {
    const seen = new Set<string>();
    let current = row;
    while (current.supersedesId !== null && !seen.has(current.id)) {
      seen.add(current.id);
      const before = byId.get(current.supersedesId);
      if (!before) return current.supersedesId;
      current = before;
    }
    return current.id;
  }

  return counted
    .filter((row) => winnerOver(row.id) === null)
    .filter((row) => row.supersedesId === null || winnerOver(row.supersedesId) === row)
    .map((row) => effectiveOf(row, originalOf(row)))
    .toSorted(comparePunches);
}

const isCounted = ({ action, flags }: PunchRow): boolean =>
  action !== "void" && !flags.some(({ code }) => code === "quarantined");

function effectiveOf(row: PunchRow, originalId: string): EffectivePunch {
  return {
    id: row.id,
    at: row.at,
    receivedAt: row.receivedAt,
    direction: row.direction,
    source: row.source,
    workplaceId: row.workplaceId,
    zone: row.zone,
    verdict: row.verdict,
    trust: row.trust,
    flags: row.flags,
    bracketed: BRACKETED.includes(row.source),
    originalId,
  };
}

const RANK = { break_end: 0, out: 1, undirected: 2, in: 3, break_start: 4 } as const;

/** A tie closes before it opens, then by id: the order of arrival never matters (ATT A12). */
export function comparePunches(a: EffectivePunch, b: EffectivePunch): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.direction !== b.direction) return RANK[a.direction] - RANK[b.direction];
  return a.id < b.id ? -1 : 1;
}

export type UndoDecision =
  | { ok: true; punch: EffectivePunch }
  | { ok: false; code: "nothing_to_undo" | "too_late" | "not_own" };

/** May the undo message of `undoAt` take back the last punch? Both times are message dates (ATT A4). */
export function canUndo(
  effective: readonly EffectivePunch[],
  undoAt: Instant,
  undoSeconds: number,
): UndoDecision {
  const last = effective
    .filter((punch) => punch.at <= undoAt)
    .toSorted(comparePunches)
    .at(-1);
  if (!last) return { ok: false, code: "nothing_to_undo" };
  if (!OWN.includes(last.source)) return { ok: false, code: "not_own" };
  return undoAt - last.at > undoSeconds * 1000
    ? { ok: false, code: "too_late" }
    : { ok: true, punch: last };
}
