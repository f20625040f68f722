import * as z from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import type { Cell, Database, Statement } from "../../db/client/port.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { usualQuiet } from "../core/quiet.ts";
import { permit } from "../core/permissions.ts";
import { retryChanged } from "../core/retry-changed.ts";

const minuteOfDay = z.int().min(0).max(1439);

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
  /** Whether the exact points of punches are kept; turning it off forgets them all (P 3.4). */
  keepPoints: z.boolean(),
  /** A doubtful punch is asked to be confirmed by a live location at once (ATT idea 16). */
  liveForDoubtful: z.boolean(),
  /** So many of a hundred arrivals are asked for a live location, by chance. */
  spotCheckPercent: z.int().min(0).max(50),
  /** Whether managers hear of doubtful punches once a day, and when; minutes from local midnight. */
  digest: z.boolean(),
  digestMinute: minuteOfDay,
  /** Nothing that can wait is sent in between; from later than to runs over midnight. */
  quiet: z.boolean(),
  quietFrom: minuteOfDay,
  quietTo: minuteOfDay,
  /** Whether everybody gets a sum of their week; ISO weekday, 0: the first day of the organisation's week. */
  weeklySummary: z.boolean(),
  weeklySummaryDay: z.int().min(0).max(7),
  weeklySummaryMinute: minuteOfDay,
  /** On the first day of the organisation's month. */
  monthlySummary: z.boolean(),
  monthlySummaryMinute: minuteOfDay,
  /** How long people, then managers, have to settle a month that is over before it goes on without them, days. */
  closePeopleDays: z.int().min(1).max(14),
  closeManagersDays: z.int().min(1).max(14),
  /** At the close nobody is asked about less than this, minutes a day. */
  closeAskMinutes: z.int().min(1).max(120),
});
export type AttendanceSettings = z.infer<typeof attendanceSettings>;

const defaultSettings: AttendanceSettings = {
  startReminder: true,
  startReminderMinutes: 15,
  endQuestion: true,
  endQuestionMinutes: 20,
  selfDeclaredNeedsApproval: false,
  correctionWindowDays: 45,
  keepPoints: false,
  liveForDoubtful: false,
  spotCheckPercent: 0,
  digest: true,
  digestMinute: 19 * 60,
  quiet: false,
  quietFrom: usualQuiet.from,
  quietTo: usualQuiet.to,
  weeklySummary: false,
  weeklySummaryDay: 0,
  weeklySummaryMinute: 9 * 60,
  monthlySummary: false,
  monthlySummaryMinute: 9 * 60,
  closePeopleDays: 2,
  closeManagersDays: 2,
  closeAskMinutes: 15,
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

/** Where people were is gone the moment nobody wants it kept. */
const forgetPoints = (orgId: string): Statement => ({
  sql: "delete from punch_points where org_id = ?",
  params: [orgId],
});

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
          ...(given["keepPoints"] === false ? [forgetPoints(id)] : []),
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
