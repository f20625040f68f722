import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { presetPermissions } from "../../api/core/permissions.ts";
import { openEmbedded } from "../../db/client/embedded.ts";
import { migrate } from "../../db/migrate.ts";
import { readMigrations } from "../../db/read-migrations.ts";

/** A company as it was kept before schedules, requests and the log grew. */
const before = [
  `insert into organisations values ('o', 'O', 'ir', 'fa', 'jalali', 'Asia/Tehran', '[5]', 'off', 0, 1)`,
  `insert into persons (id, telegram_user_id, name, created_at) values ('p', 1, 'P', 0)`,
  `insert into roles values ('o', 'r', 'owner', 'Owner', '["punch.self"]')`,
  `insert into employees (org_id, id, person_id, role_id, name, state, started_on, created_at)
    values ('o', 'e', 'p', 'r', 'E', 'active', '2020-01-01', 0)`,
  `insert into shifts values ('o', 's', 'S', 0)`,
  `insert into shift_versions values ('o', 'v', 's', '2020-01-01', 480, 920, 30, 240, 10, 5, 120, 240, 0)`,
  `insert into shift_versions values ('o', 'w', 's', '2021-01-01', 1320, 1800, 0, 240, 0, 0, 60, 90, 0)`,
  `insert into shift_assignments values ('o', 'a', 's', null, 'e', '2020-01-01', '2022-01-01', 0)`,
  `insert into punches values ('o', 'p1', 'e', 1, 2, 'in', 'telegram', 'k1', 'Asia/Tehran', null, 'not_asked',
    null, null, null, 80, '[]', null, null, null)`,
  `insert into punches values ('o', 'p2', 'e', 3, 4, 'void', 'telegram', 'k2', 'Asia/Tehran', null, 'not_asked',
    null, null, null, 80, '[]', null, 'p1', null)`,
  `insert into punch_evidence values ('o', 'pe', 'p1', 1, 'reason', 'kk', 'x', null, null)`,
  `insert into requests values ('o', 'q', 'e', 'leave', 'annual', 'day', '2026-01-01', '2026-01-02', null, null,
    'Asia/Tehran', 880, '{}', null, 'pending', null, null, null, 0, 1)`,
  `insert into leave_ledger values ('o', 'l', 'e', 'annual', 440, 'accrual', 'x', '2026-01-01', 0)`,
];

it("the tables that are made anew for attendance keep every row, and no reference breaks", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hozur-rows-"));
  const db = await openEmbedded({ path: join(folder, "hozur.db") });
  onTestFinished(async () => {
    await db.close();
    await rm(folder, { recursive: true });
  });
  const files = await readMigrations();
  await migrate(
    db,
    files.filter(({ version }) => version < 3),
  );
  await db.write(before.map((sql) => ({ sql, params: [] })));
  await migrate(db, files);

  const read = async (sql: string) => (await db.read([{ sql, params: [] }]))[0]?.rows;
  expect(await read("pragma foreign_key_check")).toEqual([]);
  expect(
    (await read("select id, valid_from, pattern, rules from shift_versions order by id"))?.map(
      ([id, from, pattern, rules]) => [
        id,
        from,
        JSON.parse(String(pattern)),
        JSON.parse(String(rules)),
      ],
    ),
  ).toEqual([
    [
      "v",
      "2020-01-01",
      { kind: "workdays", segments: [{ startMinute: 480, endMinute: 920 }] },
      {
        graceLateMinutes: 10,
        graceEarlyMinutes: 5,
        earlyWindowMinutes: 120,
        lateWindowMinutes: 240,
        breaks: [{ mode: "auto_deduct", paid: false, minutes: 30, afterMinutes: 240 }],
      },
    ],
    [
      "w",
      "2021-01-01",
      { kind: "workdays", segments: [{ startMinute: 1320, endMinute: 1800 }] },
      {
        graceLateMinutes: 0,
        graceEarlyMinutes: 0,
        earlyWindowMinutes: 60,
        lateWindowMinutes: 90,
        breaks: [],
      },
    ],
  ]);
  expect(await read("select id, employee_id, valid_from, valid_to from shift_assignments")).toEqual(
    [["a", "e", "2020-01-01", "2022-01-01"]],
  );
  expect(
    await read("select id, kind, at, received_at, supersedes_id, receipt from punches order by id"),
  ).toEqual([
    ["p1", "in", 1, 2, null, null],
    ["p2", "void", 3, 4, "p1", null],
  ]);
  expect(await read("select id, punch_id, text from punch_evidence")).toEqual([["pe", "p1", "x"]]);
  expect(
    await read("select id, kind, type_code, minutes_charged, state, stage, payload from requests"),
  ).toEqual([["q", "leave", "annual", 880, "pending", 1, "{}"]]);
  expect(await read("select id, leave_type, minutes, reason from leave_ledger")).toEqual([
    ["l", "annual", 440, "accrual"],
  ]);
  // Every preset has its row, and it is what the code says: who adds a right writes the migration too.
  expect(
    Object.fromEntries(
      ((await read("select preset, permissions from roles")) ?? []).map(([preset, rights]) => [
        preset,
        JSON.parse(String(rights)),
      ]),
    ),
  ).toEqual(presetPermissions);
  await expect(db.write([{ sql: "delete from punches", params: [] }])).rejects.toThrow(
    /append-only/,
  );
});
