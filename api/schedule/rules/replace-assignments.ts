import { addDays } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";

/** A shift given to one group or one person. */
export interface AssignmentRow {
  readonly id: string;
  readonly shiftId: string;
  readonly workplaceId: string | null;
  readonly from: LocalDate;
  /** Last day; null: open. */
  readonly to: LocalDate | null;
}

/** What has to be written so that the rows of one group or person become others. */
export interface AssignmentEdit {
  readonly removed: readonly string[];
  readonly changed: readonly AssignmentRow[];
  readonly added: readonly AssignmentRow[];
  /** All rows as they will be. */
  readonly rows: readonly AssignmentRow[];
}

/**
 * Clears a stretch of time in the assignments of one group or person: rows inside it go, rows that reach into it are cut, one
 * that spans it is cut in two. Days outside the stretch keep what they have.
 * @param newId of the second half of a row that is cut in two
 */
export function clearStretch(
  rows: readonly AssignmentRow[],
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate | null },
  newId: () => string,
): AssignmentEdit {
  const kept: AssignmentRow[] = [];
  const removed: string[] = [];
  const changed: AssignmentRow[] = [];
  const added: AssignmentRow[] = [];
  for (const row of rows) {
    const isOutside = (row.to !== null && row.to < from) || (to !== null && row.from > to);
    const before = row.from < from ? { ...row, to: addDays(from, -1) } : null;
    const goesOn = to !== null && (row.to === null || row.to > to);
    const after = goesOn ? { ...row, from: addDays(to, 1) } : null;
    if (isOutside) kept.push(row);
    else if (before !== null) changed.push(before);
    else if (after !== null) changed.push(after);
    else removed.push(row.id);
    if (!isOutside && before !== null && after !== null) added.push({ ...after, id: newId() });
  }
  return { removed, changed, added, rows: [...kept, ...changed, ...added] };
}

/** The same with a new row in the stretch. */
export function replaceStretch(
  rows: readonly AssignmentRow[],
  row: AssignmentRow,
  newId: () => string,
): AssignmentEdit {
  const edit = clearStretch(rows, row, newId);
  return { ...edit, added: [...edit.added, row], rows: [...edit.rows, row] };
}
