import * as z from "zod";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { defaultDaySettings } from "./rules/defaults.ts";
import type { DaySettings, WorkRule } from "./rules/types.ts";
import { rulesByDate } from "./rules/work-rules.ts";
import {
  daySettings,
  type WorkRuleChanges,
  workRuleChanges,
  workRulesFrom,
  workRuleStatement,
} from "./work-rules.ts";

const version = z.object({
  /** Null: the law pack's own. */
  id: z.string().nullable(),
  validFrom: z.string(),
  settings: daySettings,
});

export const workRulesShown = z.object({
  today: z.string(),
  current: version,
  /** What holds from a later date on, the next first. */
  coming: z.array(version),
});

export const changeWorkRulesInput = z.strictObject({
  validFrom: z.iso.date(),
  changes: workRuleChanges,
});

/** By what days are reckoned now, and by what from later dates on. @throws {Refusal} `forbidden` */
export async function showWorkRules(ctx: MemberContext): Promise<z.infer<typeof workRulesShown>> {
  permit(ctx, "attendance.view_team");
  return shownOf(await rulesOf(ctx), todayOf(ctx));
}

/**
 * Changes some rules from today or a later date on: days before keep the rules they were worked under (ATT D8). What is already
 * entered for still later dates stays as it is.
 * @throws {Refusal} `forbidden`, `rule_in_past`
 */
export function changeWorkRules(
  ctx: MemberContext,
  input: { readonly validFrom: LocalDate; readonly changes: WorkRuleChanges },
): Promise<z.infer<typeof workRulesShown>> {
  const allowed = permit(ctx, "organisation.manage");
  const { organisation, employeeId } = ctx.member;
  const { validFrom } = input;
  if (validFrom < todayOf(ctx)) throw new Refusal("rule_in_past");
  return orEarlierAnswer(ctx, async () => {
    const rules = await rulesOf(ctx);
    const before = rulesByDate(rules)(validFrom).settings;
    const given = Object.fromEntries(
      Object.entries(input.changes).filter(([, value]) => value !== undefined),
    ) as Partial<DaySettings>;
    const settings: DaySettings = { ...before, ...given };
    const id = ctx.deps.ids();
    return commit(ctx, {
      permit: allowed,
      statements: [
        {
          sql: `insert into work_rules (org_id, id, valid_from, payload, created_by, created_at)
            values (?, ?, ?, ?, ?, ?)`,
          params: [
            organisation.id,
            id,
            validFrom,
            JSON.stringify(differing(settings, defaultDaySettings(organisation.profile))),
            employeeId,
            ctx.deps.clock(),
          ],
        },
      ],
      audit: [
        {
          orgId: organisation.id,
          action: "attendance.rules_changed",
          subject: `work_rule:${id}`,
          before: differing(before, settings),
          after: { ...given, validFrom },
        },
      ],
      answer: shownOf([...rules, { id, validFrom, settings }], todayOf(ctx)),
    });
  });
}

const todayOf = ({ member, deps }: MemberContext): LocalDate =>
  localDateOf(deps.clock(), member.organisation.timeZone);

async function rulesOf({ deps, member }: MemberContext): Promise<WorkRule[]> {
  const [rows] = await deps.db.read([workRuleStatement(member.organisation.id)]);
  return workRulesFrom(rows, member.organisation);
}

/** What of `one` is not so in `other`. */
const differing = (one: DaySettings, other: DaySettings): Partial<DaySettings> =>
  Object.fromEntries(
    Object.entries(one).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(other[name as keyof DaySettings]),
    ),
  );

function shownOf(rules: readonly WorkRule[], today: LocalDate): z.infer<typeof workRulesShown> {
  const on = rulesByDate(rules);
  const dates = new Set(rules.map(({ validFrom }) => validFrom).filter((date) => date > today));
  return {
    today,
    current: shown(on(today)),
    coming: [...dates].toSorted().map((date) => shown(on(date))),
  };
}

const shown = ({ id, validFrom, settings }: WorkRule) => ({
  id,
  validFrom,
  settings: { ...settings, overtimeTiers: [...settings.overtimeTiers] },
});
