import type { Instant } from "../../../core/calendar/types.ts";
import type { PunchChange } from "../../../requests/rules/correction.ts";
import type { PunchDirection, PunchFlag, PunchRow } from "../../rules/types.ts";

/** A row to be added to the log, as far as a change decides it. */
export interface ChangeRow {
  readonly kind: PunchDirection | "void";
  readonly at: Instant;
  readonly supersedesId: string | null;
  readonly workplaceId: string | null;
  /** Zone in which it belongs to a day; null: the organisation's. */
  readonly timeZone: string | null;
  readonly flags: readonly PunchFlag[];
}

/** Why a change cannot be made: the row is not there, something has taken its place, or nothing would differ. */
export type ChangeProblem = "not_found" | "stale" | "nothing_changes";

/** A stored row and whether another one names it as superseded. */
export interface StoredPunchRow extends PunchRow {
  readonly isHead: boolean;
}

const kept: readonly PunchFlag[] = [];
const keptOut: readonly PunchFlag[] = [{ code: "quarantined" }];

/**
 * What is to be stored for the changes of one edit. Every change stands at the end of its chain of rows: a row is superseded once,
 * and what the last row says holds. So taking away a punch that was itself put in the place of another stores it again as not
 * counted, because a void of it would bring back the one before (see `effectivePunches`).
 */
export function changeRows(
  changes: readonly PunchChange[],
  stored: ReadonlyMap<string, StoredPunchRow>,
): ChangeRow[] | ChangeProblem {
  const rows: ChangeRow[] = [];
  for (const change of changes) {
    const row = change.action === "add" ? added(change) : changed(change, stored);
    if (typeof row === "string") return row;
    rows.push(row);
  }
  return rows;
}

const added = ({ kind, at }: Extract<PunchChange, { action: "add" }>): ChangeRow => ({
  kind,
  at,
  supersedesId: null,
  workplaceId: null,
  timeZone: null,
  flags: kept,
});

function changed(
  change: Exclude<PunchChange, { action: "add" }>,
  stored: ReadonlyMap<string, StoredPunchRow>,
): ChangeRow | ChangeProblem {
  const target = stored.get(change.punchId);
  if (target === undefined || target.action === "void") return "not_found";
  if (!target.isHead || isKeptOut(target)) return "stale";
  if (change.action === "void") return withdrawn(target);
  if (change.kind === target.direction && change.at === target.at) return "nothing_changes";
  return { ...inPlaceOf(target), kind: change.kind, at: change.at };
}

const withdrawn = (target: PunchRow): ChangeRow =>
  target.supersedesId === null
    ? { ...inPlaceOf(target), kind: "void" }
    : { ...inPlaceOf(target), flags: keptOut };

const inPlaceOf = (target: PunchRow): ChangeRow => ({
  kind: target.direction,
  at: target.at,
  supersedesId: target.id,
  workplaceId: target.workplaceId,
  timeZone: target.zone,
  flags: kept,
});

/**
 * What takes a change back: one more row that says again what was so before it.
 * @param before what the row had taken the place of; undefined when it had been added
 * @returns null when something else has taken the row's place since
 */
export function takenBack(row: StoredPunchRow, before: PunchRow | undefined): ChangeRow | null {
  if (!row.isHead) return null;
  if (before === undefined)
    return row.action === "void" || isKeptOut(row) ? null : { ...inPlaceOf(row), kind: "void" };
  const isGone = before.action === "void" || isKeptOut(before);
  return {
    ...inPlaceOf(before),
    supersedesId: row.id,
    flags: isGone ? keptOut : before.flags,
  };
}

const isKeptOut = ({ flags }: Pick<PunchRow, "flags">): boolean =>
  flags.some(({ code }) => code === "quarantined");
