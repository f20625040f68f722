/** The one way to the database. Small on purpose: every driver passes `test/conformance/database.ts`. */

/** What a parameter may be. Whole numbers are bound as INTEGER, never as REAL. */
export type SqlValue = string | number | bigint | boolean | null | Uint8Array;

/** What a cell may come back as. An INTEGER beyond 2^53 comes back as bigint, else as number. */
export type Cell = string | number | bigint | null | Uint8Array;

export interface Statement {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

export interface ResultSet {
  readonly columns: readonly string[];
  /** One array of cells per row, in the order of `columns`. */
  readonly rows: readonly (readonly Cell[])[];
  /** Rows changed by an INSERT, UPDATE or DELETE. */
  readonly changes: number;
}

export interface Database {
  /** Runs the statements in one round trip on one snapshot. They must not write. */
  read(statements: readonly Statement[]): Promise<readonly ResultSet[]>;
  /**
   * Runs the statements as one atomic, durable batch: all or nothing, one round trip. Waiting batches may share a commit;
   * a failing one never touches another.
   * @throws {DatabaseError} see `db/errors.ts`
   */
  write(statements: readonly Statement[]): Promise<readonly ResultSet[]>;
  /** Round trips made so far, for logs and benches. */
  readonly roundTrips: number;
  close(): Promise<void>;
}
