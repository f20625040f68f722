import type { Database } from "../../db/client/port.ts";

/** Lets no reminder come between what a test does and the answer it reads, in the organisations there are. */
export const withoutReminders = (db: Database) =>
  db.write([
    {
      sql: `insert into attendance_settings (org_id, payload, updated_at, version)
        select id, ?, 0, 1 from organisations where true on conflict (org_id) do nothing`,
      params: [JSON.stringify({ startReminder: false, endQuestion: false })],
    },
  ]);
