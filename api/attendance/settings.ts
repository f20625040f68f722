import * as z from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import type { Cell, Database, Statement } from "../../db/client/port.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { retryChanged } from "../core/retry-changed.ts";

/** Choices of an organisation that change no number of a day. A room adds its keys here and to the defaults. */
export const attendanceSettings = z.object({
  /** Whether who has not come is asked, and so many minutes after the start of the shift. */
  startReminder: z.boolean(),
  startReminderMinutes: z.int().min(0).max(240),
  /** Whether who is still in is asked, and so many minutes after the end of the shift (ATT idea 4). */
  endQuestion: z.boolean(),
  endQuestionMinutes: z.int().min(5).max(240),
  /** The exit that somebody declares to the question waits for a manager (ATT B2). */
  selfDeclaredNeedsApproval: z.boolean(),
  /** How long ago a day may be that a person asks to be corrected, days (ATT J1). */
  correctionWindowDays: z.int().min(1).max(366),
});
export type AttendanceSettings = z.infer<typeof attendanceSettings>;

export const defaultSettings: AttendanceSettings = {
  startReminder: true,
  startReminderMinutes: 15,
  endQuestion: true,
  endQuestionMinutes: 20,
  selfDeclaredNeedsApproval: false,
  correctionWindowDays: 45,
};

/** Every key alone may be changed. */
export const attendanceSettingsPatch = z.strictObject(attendanceSettings.shape).partial();
type SettingsPatch = z.infer<typeof attendanceSettingsPatch>;

/** The organisation's choices as a cell, for a query that has `o` in its FROM. */
export const settingsColumn = `(select s.payload from attendance_settings s where s.org_id = o.id)`;

export const settingsStatement = (orgId: string): Statement => ({
  sql: "select payload, version from attendance_settings where org_id = ?",
  params: [orgId],
});

/** Choices with the defaults of what was not chosen; a key that no longer reads right counts as not chosen. */
export function settingsOf(cell: Cell | undefined): AttendanceSettings {
  const known = Object.entries(storedChoices(cell)).filter(
    ([name, value]) => attendanceSettingsPatch.safeParse({ [name]: value }).success,
  );
  return { ...defaultSettings, ...Object.fromEntries(known) };
}

const storedChoices = (cell: Cell | undefined): object =>
  typeof cell === "string" ? (JSON.parse(cell) as object) : {};

/** One read. */
export async function loadSettings(db: Database, orgId: string): Promise<AttendanceSettings> {
  const [found] = await db.read([settingsStatement(orgId)]);
  return settingsOf(found?.rows[0]?.[0]);
}

/** What the organisation has chosen. @throws {Refusal} `forbidden` */
export async function showSettings(ctx: MemberContext): Promise<AttendanceSettings> {
  permit(ctx, "attendance.view_team");
  return loadSettings(ctx.deps.db, ctx.member.organisation.id);
}

/** Changes some of the choices; those not named stay. @throws {Refusal} `forbidden` */
export function changeSettings(
  ctx: MemberContext,
  patch: SettingsPatch,
): Promise<AttendanceSettings> {
  const allowed = permit(ctx, "organisation.manage");
  const { id } = ctx.member.organisation;
  return orEarlierAnswer(ctx, () =>
    retryChanged(async () => {
      const [found] = await ctx.deps.db.read([settingsStatement(id)]);
      const [cell, version] = found?.rows[0] ?? [];
      const before = settingsOf(cell);
      const given = Object.fromEntries(
        Object.entries(patch).filter(([, value]) => value !== undefined),
      );
      const payload = { ...storedChoices(cell), ...given };
      const after = { ...before, ...given };
      return commit(ctx, {
        permit: allowed,
        statements: [
          {
            sql: `insert into attendance_settings (org_id, payload, updated_at, version) values (?, ?, ?, 1)
              on conflict (org_id) do update set payload = excluded.payload, updated_at = excluded.updated_at,
                version = version + 1 where attendance_settings.version = ?`,
            params: [id, JSON.stringify(payload), ctx.deps.clock(), Number(version ?? 0)],
          },
          guardChanged(),
        ],
        audit: [
          {
            orgId: id,
            action: "attendance.settings_changed",
            subject: `organisation:${id}`,
            before: Object.fromEntries(
              Object.keys(given).map((name) => [name, before[name as keyof AttendanceSettings]]),
            ),
            after: given,
          },
        ],
        answer: after,
      });
    }),
  );
}
