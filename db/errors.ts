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

/**
 * Every driver's error as one `DatabaseError`; a mistake of ours (bad SQL, a missing table) stays what it is.
 * The embedded driver gives an extended code, sqld only the message, a replica a PROXY_ERROR around the primary's
 * message: so the message, which SQLite keeps stable, decides first, and the code after it.
 */
export function toDatabaseError(cause: unknown): Error {
  if (cause instanceof DatabaseError) return cause;
  // drizzle wraps what its driver throws.
  if (cause instanceof Error && cause.cause instanceof DatabaseError) return cause.cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return brokenRule(message, cause) ?? byCode(codeOf(cause), message, cause);
}

function brokenRule(message: string, cause: unknown): DatabaseError | null {
  const unique = /UNIQUE constraint failed: ([^\n`"]+)/.exec(message)?.[1];
  if (unique) return new DatabaseError("unique", unique.trim(), cause);
  const check = /CHECK constraint failed: ([^\n]+)/.exec(message)?.[1];
  if (check) return new DatabaseError(isGuard(check) ? "guard" : "constraint", check.trim(), cause);
  const rule = rules.exec(message)?.[0];
  return rule ? new DatabaseError("constraint", rule.trim(), cause) : null;
}

const rules =
  /NOT NULL constraint failed: [\w.]+|FOREIGN KEY constraint failed|cannot store \w+ value in \w+ column [\w.]+|\w+ is append-only/;

const isGuard = (check: string): boolean =>
  check.includes("write_guard") || /^"?ok"?\s*=\s*1$/.test(check.trim());

function byCode(code: string, message: string, cause: unknown): Error {
  if (
    code.startsWith("SQLITE_BUSY") ||
    code.startsWith("SQLITE_LOCKED") ||
    /database is locked/.test(message)
  )
    return new DatabaseError("busy", "the database is locked", cause);
  if (code.startsWith("SQLITE_CONSTRAINT")) return new DatabaseError("constraint", message, cause);
  if (isMistake(code, message)) return cause instanceof Error ? cause : new Error(message);
  if (code === "" && cause instanceof Error) return cause;
  return new DatabaseError("unavailable", code, cause);
}

const isMistake = (code: string, message: string): boolean =>
  /^(SQLITE_ERROR|SQLITE_RANGE|SQLITE_MISUSE|SQLITE_READONLY|SQL_|ARGS_|BATCH_)/.test(code) ||
  /syntax error|no such (table|column|function)/.test(message);

function codeOf(cause: unknown): string {
  if (typeof cause !== "object" || cause === null || !("code" in cause)) return "";
  return typeof cause.code === "string" ? cause.code : "";
}
