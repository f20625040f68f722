import type { z } from "zod";
import type { Statement } from "../../db/client/port.ts";
import { groups, organisations, roles } from "../../db/schema/index.ts";
import { builder, toStatement } from "../../db/sql.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import {
  type OpenedAccount,
  openAccount,
  plansOf,
  plansStatement,
} from "../billing/open-account.ts";
import type { PlanVersion } from "../billing/rules/types.ts";
import { commit } from "../core/commit.ts";
import { refreshMenus } from "../core/refresh-messages.ts";
import type { Context } from "../core/context.ts";
import { presetPermissions, rolePresets, selfPermit } from "../core/permissions.ts";
import { profileDefaults } from "../schedule/rules/profile-defaults.ts";
import {
  groupAssignmentStatement,
  shiftStatement,
  shiftVersionStatement,
} from "../schedule/shift-statements.ts";
import { workplaceStatement } from "../schedule/workplace-statement.ts";
import { personStatement } from "./person-statement.ts";
import { personName } from "./rules/clean-name.ts";
import type { founded, FoundInput } from "./schemas.ts";

interface New {
  readonly orgId: string;
  /** The founder as an employee. */
  readonly ownerId: string;
  readonly now: number;
  readonly ids: () => string;
}

/**
 * A new organisation with everything its first day needs, in one batch: roles, its owner, and, when given, the first
 * workplace, shift and group; its billing begins with the free month. Nothing exists half made.
 */
export async function foundOrganisation(
  ctx: Context,
  input: FoundInput,
): Promise<z.infer<typeof founded>> {
  const { ids, clock } = ctx.deps;
  const at: New = { orgId: ids(), ownerId: ids(), now: clock(), ids };
  const [plans] = await ctx.deps.db.read([plansStatement(input.profile)]);
  const account = accountOf(ctx, input, at, plansOf(plans));
  const groupId = input.shift === undefined ? null : ids();
  const ownerRole = ids();
  return commit(ctx, {
    permit: selfPermit(),
    statements: [
      organisationStatement(input, at),
      ...roleStatements(at, ownerRole),
      ...ownerStatements(ctx, input, at, ownerRole),
      ...(input.workplace === undefined
        ? []
        : [
            workplaceStatement(input.workplace, {
              ...at,
              id: ids(),
              timeZone: profileDefaults[input.profile].timeZone,
            }),
          ]),
      ...(groupId === null ? [] : shiftStatements(input, at, groupId)),
      ...account.statements,
    ],
    audit: [
      {
        orgId: at.orgId,
        action: "organisation.founded",
        subject: `organisation:${at.orgId}`,
        after: { name: input.name, profile: input.profile },
      },
      ...account.audit,
    ],
    answer: { organisationId: at.orgId, groupId },
  });
}

function accountOf(
  { deps }: Context,
  { name, profile }: FoundInput,
  { orgId, ownerId, now }: New,
  plans: readonly PlanVersion[],
): OpenedAccount {
  const { calendar, timeZone } = profileDefaults[profile];
  return openAccount(
    deps,
    {
      orgId,
      organisationName: name,
      profile,
      calendar,
      timeZone,
      primaryOwnerId: ownerId,
      now,
      today: localDateOf(now, timeZone),
    },
    plans,
  );
}

function organisationStatement({ name, profile, workplace }: FoundInput, at: New): Statement {
  const { language, calendar, timeZone, weekend } = profileDefaults[profile];
  return toStatement(
    builder.insert(organisations).values({
      id: at.orgId,
      name,
      profile,
      language,
      calendar,
      timeZone,
      weekend: JSON.stringify(weekend),
      locationPolicy: workplace === undefined ? "off" : "required",
      createdAt: at.now,
    }),
  );
}

const roleStatements = ({ orgId, ids }: New, ownerRole: string): Statement[] =>
  rolePresets.map((preset) =>
    toStatement(
      builder.insert(roles).values({
        orgId,
        id: preset === "owner" ? ownerRole : ids(),
        preset,
        name: preset,
        permissions: JSON.stringify(presetPermissions[preset]),
      }),
    ),
  );

function ownerStatements(
  { caller }: Context,
  { personName: given, profile }: FoundInput,
  { orgId, ownerId, now, ids }: New,
  roleId: string,
): Statement[] {
  const { telegramUserId } = caller;
  const name = personName(given, telegramUserId);
  const startedOn = localDateOf(now, profileDefaults[profile].timeZone);
  return [
    personStatement({ id: ids(), telegramUserId, name, now }),
    {
      // Founders keep no time until they clock in themselves: then they need a seat like anybody (AL-5).
      sql: `insert into employees (org_id, id, person_id, role_id, name, state, started_on, created_at, keeps_time)
        select ?, ?, id, ?, ?, 'active', ?, ?, 0 from persons where telegram_user_id = ?`,
      params: [orgId, ownerId, roleId, name, startedOn, now, telegramUserId],
    },
    {
      sql: "update persons set current_org_id = ? where telegram_user_id = ?",
      params: [orgId, telegramUserId],
    },
    refreshMenus({ telegramUserId }, now),
  ];
}

function shiftStatements({ shift, profile }: FoundInput, at: New, groupId: string): Statement[] {
  if (shift === undefined) return [];
  const { orgId, now, ids } = at;
  const shiftId = ids();
  const validFrom = localDateOf(now, profileDefaults[profile].timeZone);
  return [
    toStatement(
      builder.insert(groups).values({ orgId, id: groupId, name: shift.groupName, createdAt: now }),
    ),
    shiftStatement({ orgId, id: shiftId, name: shift.name, now }),
    shiftVersionStatement(shift, { orgId, id: ids(), shiftId, validFrom, now }),
    groupAssignmentStatement({ orgId, id: ids(), shiftId, groupId, validFrom, now }),
  ];
}
