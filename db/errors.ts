/**
 * One error for every driver. `kind` says what the caller can do about it:
 * unique: another row has the key (`target` = `table.column[, table.column]`) · guard: a guarded statement changed nothing ·
 * constraint: any other broken rule · busy: nothing was done, try again · unavailable: nothing is known, the key of the
 * command makes a retry safe.
 */
export type DatabaseErrorKind = "unique" | "guard" | "constraint" | "busy" | "unavailable";

export class DatabaseError extends Error {
  readonly kind: DatabaseErrorKind;
  readonly target: string;

  constructor(kind: DatabaseErrorKind, target: string, cause?: unknown) {
    super(`${kind}: ${target}`, { cause });
    this.name = "DatabaseError";
    this.kind = kind;
    this.target = target;
  }
}
