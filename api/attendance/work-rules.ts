import * as z from "zod";
import type { ResultSet, Statement } from "../../db/client/port.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { Organisation } from "../core/context.ts";
import type { DaySettings, WorkRule } from "./rules/types.ts";
import { workRulesOf } from "./rules/work-rules.ts";

const minuteOfDay = z.int().min(0).max(1439);

/** What an organisation may decide about the reckoning of its days. */
export const daySettings = z.strictObject({
  maxOpenMinutes: z.int().min(240).max(2160),
  shortSessionSeconds: z.int().min(0).max(600),
  nightFromMinute: minuteOfDay,
  nightToMinute: minuteOfDay,
  restDayWork: z.enum(["approval", "automatic", "never"]),
  markWeekend: z.boolean(),
  rounding: z.strictObject({
    minutes: z.union([1, 5, 6, 10, 15, 20, 30, 60].map((minutes) => z.literal(minutes))),
    mode: z.enum(["nearest", "up", "down"]),
  }),
  overtimeTiers: z.array(z.int().min(1).max(1440)).max(1),
  autoOutAfterMinutes: z.int().min(0).max(960).nullable(),
  freeLatesPerMonth: z.int().min(0).max(31).nullable(),
});

/** Only what differs from its law pack is stored. */
export const workRuleChanges = daySettings.partial();
export type WorkRuleChanges = z.infer<typeof workRuleChanges>;

/** All rows of an organisation: they are few, and which holds is a matter of each date. */
export const workRuleStatement = (orgId: string): Statement => ({
  sql: "select id, valid_from, payload from work_rules where org_id = ? order by id",
  params: [orgId],
});

/** @throws {z.ZodError} for a row that no version of ours has written */
export const workRulesFrom = (
  result: ResultSet | undefined,
  { profile }: Pick<Organisation, "profile">,
): WorkRule[] =>
  workRulesOf(
    profile,
    (result?.rows ?? []).map(([id, validFrom, payload]) => ({
      id: String(id),
      validFrom: validFrom as LocalDate,
      changes: workRuleChanges.parse(JSON.parse(String(payload))) as Partial<DaySettings>,
    })),
  );
