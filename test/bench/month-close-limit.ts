import Libsql from "libsql";
import type { Size } from "./month-close-fill.ts";

/** Nobody clocked in of every tenth person: their punches lie in the month before. */
export const isIdle = "person % 10 = 0";

/**
 * The bare limit: all punches in one table that is its own covering index, whole numbers for ids, and one statement that counts
 * active people of a month by organisation (BIL B6).
 */
export function openLimit(path: string, { organisations, people, punches }: Size) {
  const database = new Libsql(path);
  database.exec("PRAGMA journal_mode = OFF");
  database.exec("PRAGMA synchronous = OFF");
  database.exec(
    "CREATE TABLE punches (org INTEGER, person INTEGER, at INTEGER, PRIMARY KEY (org, person, at)) STRICT, WITHOUT ROWID",
  );
  database.exec(`WITH RECURSIVE
      o(org) AS (SELECT 1 UNION ALL SELECT org + 1 FROM o WHERE org < ${organisations}),
      p(person) AS (SELECT 1 UNION ALL SELECT person + 1 FROM p WHERE person < ${people}),
      n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${punches - 1})
    INSERT INTO punches SELECT org, person, i * 40000 - CASE WHEN ${isIdle} THEN 2592000 ELSE 0 END
      FROM o CROSS JOIN p CROSS JOIN n`);
  const counting = database.prepare(
    "SELECT org, count(DISTINCT person) FROM punches WHERE at >= 0 AND at < 2592000 GROUP BY org",
  );
  counting.raw();
  return {
    /** Active people of all organisations. */
    count(): number {
      const rows = counting.all() as [number, number][];
      return rows.reduce((sum, [, active]) => sum + active, 0);
    },
    close: () => void database.close(),
  };
}
