import type { SqlValue, Statement } from "./port.ts";

/**
 * Guards make a batch fail with `DatabaseError` kind "guard". They insert a row that the CHECK of the always empty table
 * `write_guards` refuses, which every driver reports inside a batch, where no code of ours can look at a row count.
 */
export function guardChanged(): Statement {
  return changed;
}

/** Fails the batch unless the subquery finds a row. Placed anywhere in the batch. */
export function guardExists(subquery: string, params: readonly SqlValue[]): Statement {
  return { sql: `INSERT INTO write_guards (ok) SELECT 0 WHERE NOT EXISTS (${subquery})`, params };
}

/** Fails the batch if the INSERT, UPDATE or DELETE right before it changed no row. */
const changed: Statement = {
  sql: "INSERT INTO write_guards (ok) SELECT 0 WHERE changes() = 0",
  params: [],
};
