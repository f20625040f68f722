import type Libsql from "libsql";
import type { Database } from "../../db/client/port.ts";
import type { Company } from "../api/attendance-company.ts";

/** October 2026 in Russia has 22 working days. */
export const monthRange = {
  period: "2026-10",
  from: "2026-10-01",
  to: "2026-10-31",
  afterwards: Date.parse("2026-11-02T09:00:00Z"),
} as const;

const hour = 3_600_000;
/** Midnight of 1 October in Moscow, a Thursday. */
const midnight = Date.parse("2026-09-30T21:00:00Z");

/** In at nine, an hour of lunch, out at six, in UTC ms from local midnight: eight hours. */
const clock = [9, 13, 14, 18] as const;

/** Four punches of every working day: `n(day, at)` of one person. */
const days = `with recursive d(day) as (select 0 union all select day + 1 from d where day < 30),
  w(day) as (select day from d where (day + 3) % 7 < 5),
  c(position, hours, kind) as (values (0, ${clock[0]}, 'in'), (1, ${clock[1]}, 'out'), (2, ${clock[2]}, 'in'), (3, ${clock[3]}, 'out'))`;
const at = `${midnight} + w.day * ${24 * hour} + c.hours * ${hour}`;

/** People like the company's employee, each with a month of punches. */
export async function fillPunches(db: Database, company: Company, people: number): Promise<void> {
  const { orgId, employee } = company;
  const p = `p(person) as (select 1 union all select person + 1 from p where person < ${people})`;
  const person = "printf('00000000-0000-7000-9000-%012x', person)";
  await db.write([
    {
      sql: `with recursive ${p} insert into persons (id, telegram_user_id, name, created_at)
        select ${person}, 5000000 + person, 'Person ' || person, 0 from p`,
      params: [],
    },
    {
      sql: `with recursive ${p} insert into employees
          (org_id, id, person_id, role_id, group_id, name, state, started_on, created_at)
        select e.org_id, ${person}, ${person}, e.role_id, e.group_id, 'Person ' || person, 'active', '2025-01-01', 0
          from p cross join employees e where e.org_id = ? and e.id = ?`,
      params: [orgId, employee.employeeId],
    },
    {
      sql: `${days}, ${p} insert into punches
          (org_id, id, employee_id, at, received_at, kind, source, source_key, time_zone, verdict, trust, flags)
        select ?, printf('%s-%d-%d', ${person}, w.day, c.position), ${person}, ${at}, ${at}, c.kind, 'telegram',
          printf('%s:%d:%d', ${person}, w.day, c.position), 'Europe/Moscow', 'not_asked', 80, '[]'
          from p cross join w cross join c`,
      params: [orgId],
    },
  ]);
}

/** The bare limit: the same rows in a table of nothing else, read in order, paired, and written as JSON. */
export function limitOf(database: InstanceType<typeof Libsql>, people: number) {
  database.exec("PRAGMA journal_mode = WAL");
  database.exec(
    "CREATE TABLE punches (person INTEGER, at INTEGER, kind TEXT, PRIMARY KEY (person, at)) STRICT, WITHOUT ROWID",
  );
  database.exec(`${days}, p(person) as (select 1 union all select person + 1 from p where person < ${people})
    INSERT INTO punches SELECT person, ${at}, c.kind FROM p CROSS JOIN w CROSS JOIN c`);
  const reading = database.prepare("SELECT person, at, kind FROM punches ORDER BY person, at");
  reading.raw();
  return {
    /** Worked minutes of all. */
    pair(): { minutes: number; bytes: number } {
      const rows = reading.all() as [number, number, string][];
      const sheets = new Map<string, number>();
      let entered = 0;
      for (const [person, instant, kind] of rows) {
        if (kind === "in") entered = instant;
        else {
          const key = `${person} ${Math.floor((instant - midnight) / (24 * hour))}`;
          sheets.set(key, (sheets.get(key) ?? 0) + (instant - entered) / 60_000);
        }
      }
      const minutes = [...sheets.values()].reduce((sum, value) => sum + value, 0);
      return { minutes, bytes: JSON.stringify([...sheets]).length };
    },
    close: () => void database.close(),
  };
}
