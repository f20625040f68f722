import type { z } from "zod";
import { settingsOf, settingsStatement } from "../attendance/settings.ts";
import { commit } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { selfPermit } from "../core/permissions.ts";
import type { noticeSettings, noticeSettingsInput } from "./schemas.ts";

type Shown = z.infer<typeof noticeSettings>;

/** When one wants to hear of what can wait, and what of it. One read. */
export async function showNoticeSettings(ctx: MemberContext): Promise<Shown> {
  const { organisation, employeeId } = ctx.member;
  const [own, org] = await ctx.deps.db.read([
    {
      sql: "select quiet_from, quiet_to, weekly_summary, monthly_summary from notice_settings where org_id = ? and employee_id = ?",
      params: [organisation.id, employeeId],
    },
    settingsStatement(organisation.id),
  ]);
  const [from, to, weekly = 1, monthly = 1] = own?.rows[0] ?? [];
  const chosen = settingsOf(org?.rows[0]?.[0]);
  return {
    own: typeof from === "number" && typeof to === "number" ? { from, to } : null,
    organisation: chosen.quiet ? { from: chosen.quietFrom, to: chosen.quietTo } : null,
    weekly: weekly === 1,
    monthly: monthly === 1,
    sent: { weekly: chosen.weeklySummary, monthly: chosen.monthlySummary },
  };
}

/** Changes what is named, for oneself. */
export async function changeNoticeSettings(
  ctx: MemberContext,
  input: z.infer<typeof noticeSettingsInput>,
): Promise<Shown> {
  const before = await showNoticeSettings(ctx);
  const after: Shown = {
    ...before,
    own: input.quiet === undefined ? before.own : input.quiet,
    weekly: input.weekly ?? before.weekly,
    monthly: input.monthly ?? before.monthly,
  };
  const { organisation, employeeId } = ctx.member;
  return commit(ctx, {
    permit: selfPermit(),
    statements: [
      {
        sql: `insert into notice_settings (org_id, employee_id, quiet_from, quiet_to, weekly_summary, monthly_summary, updated_at)
          values (?, ?, ?, ?, ?, ?, ?)
          on conflict (org_id, employee_id) do update set quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
            weekly_summary = excluded.weekly_summary, monthly_summary = excluded.monthly_summary, updated_at = excluded.updated_at`,
        params: [
          organisation.id,
          employeeId,
          after.own?.from ?? null,
          after.own?.to ?? null,
          after.weekly ? 1 : 0,
          after.monthly ? 1 : 0,
          ctx.deps.clock(),
        ],
      },
    ],
    audit: [
      {
        orgId: organisation.id,
        action: "notices.chosen",
        subject: `employee:${employeeId}`,
        before: { own: before.own, weekly: before.weekly, monthly: before.monthly },
        after: input,
      },
    ],
    answer: after,
  });
}
