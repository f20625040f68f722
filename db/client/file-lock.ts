import Libsql from "libsql";

/**
 * Takes the one seat at a database file. The seat is SQLite's own lock on `<path>.lock`, so the operating system gives it
 * back however the holder dies; a process id in a text file would outlive a kill and be reused.
 * @returns a function that gives the seat back
 * @throws {Error} naming the process that holds the file
 */
export function lockFile(path: string): () => void {
  const lock = new Libsql(`${path}.lock`, { timeout: 0 });
  try {
    lock.exec("CREATE TABLE IF NOT EXISTS holder (pid INTEGER NOT NULL) STRICT");
    lock.exec("BEGIN IMMEDIATE");
    lock.exec(
      `DELETE FROM holder; INSERT INTO holder (pid) VALUES (${process.pid}); COMMIT; BEGIN IMMEDIATE`,
    );
  } catch (error) {
    const holder = holderOf(path);
    lock.close();
    throw new Error(`The database ${path} is in use by process ${holder}. Stop it first.`, {
      cause: error,
    });
  }
  return () => {
    lock.exec("ROLLBACK");
    lock.close();
  };
}

function holderOf(path: string): string {
  try {
    const lock = new Libsql(`${path}.lock`, { timeout: 0 });
    const row: unknown = lock.prepare("SELECT pid FROM holder").raw().get([]);
    lock.close();
    return Array.isArray(row) ? String(row[0]) : "unknown";
  } catch {
    return "unknown";
  }
}
