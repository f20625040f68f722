import { guardChanged } from "../../db/client/guard.ts";
import { approvalRules } from "../../db/schema/requests.ts";
import { builder, toStatement } from "../../db/sql.ts";
import type { z } from "zod";
import { usageStatement } from "../billing/usage.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { type Approver, loadChain } from "./load-chain.ts";
import type { ApprovalConditions, ApprovalLevel, ApprovalRule } from "./rules/chain.ts";
import type { AddRuleInput, ruleList } from "./setup-schemas.ts";
import { wrong } from "./span-of.ts";

type RuleList = z.infer<typeof ruleList>;

const mostRules = 30;
const usualHours = 48;

/** The organisation's chains of approval, the first that fits first; without one everybody who may decide is asked. */
export async function listRules(ctx: MemberContext): Promise<RuleList> {
  permit(ctx, "organisation.manage");
  const { organisation } = ctx.member;
  const [{ rules, deciders }, groups] = await Promise.all([
    loadChain(ctx.deps, organisation),
    groupNames(ctx),
  ]);
  return viewOf(rules, deciders, groups);
}

async function groupNames(ctx: MemberContext): Promise<ReadonlyMap<string, string>> {
  const [found] = await ctx.deps.db.read([
    { sql: "select id, name from groups where org_id = ?", params: [ctx.member.organisation.id] },
  ]);
  return new Map((found?.rows ?? []).map(([id, name]) => [String(id), String(name)]));
}

function viewOf(
  rules: readonly ApprovalRule[],
  deciders: readonly Approver[],
  groups: ReadonlyMap<string, string>,
): RuleList {
  const namesOf = (ids: readonly string[]) =>
    ids.map((id) => deciders.find((one) => one.id === id)?.name ?? "—");
  return {
    items: rules.map(({ id, conditions, levels, inform }, index) => ({
      id,
      position: index + 1,
      conditions: plainConditions(conditions),
      levels: levels.map(({ by, ids = [], escalateHours }) => ({
        by,
        names: namesOf(ids),
        escalateHours,
      })),
      informNames: namesOf(inform),
      groupNames: (conditions.groups ?? []).map((group) => groups.get(group) ?? "—"),
    })),
    deciders: deciders.map(({ id, name }) => ({ id, name })),
  };
}

const plainConditions = ({
  kinds,
  types,
  groups,
  ...numbers
}: ApprovalConditions): RuleList["items"][number]["conditions"] => ({
  ...numbers,
  ...(kinds === undefined
    ? {}
    : { kinds: kinds as RuleList["items"][number]["conditions"]["kinds"] }),
  ...(types === undefined ? {} : { types: [...types] }),
  ...(groups === undefined ? {} : { groups: [...groups] }),
});

/**
 * Adds a chain, the last of those there are. The narrower comes first by its place, so a new rule with conditions is put before one
 * without.
 * @throws {Refusal} `forbidden`, `invalid_input` for people who may not decide or groups that are not there
 */
export async function addRule(ctx: MemberContext, input: AddRuleInput): Promise<RuleList> {
  const allowed = permit(ctx, "organisation.manage");
  return orEarlierAnswer(ctx, async () => {
    const { organisation, employeeId } = ctx.member;
    const [{ rules, deciders }, groups] = await Promise.all([
      loadChain(ctx.deps, organisation),
      groupNames(ctx),
    ]);
    if (rules.length >= mostRules) throw wrong("/levels");
    refuseUnknown(input, new Set(deciders.map(({ id }) => id)), groups);
    const now = ctx.deps.clock();
    const id = ctx.deps.ids();
    const rule: ApprovalRule = {
      id,
      conditions: input.conditions,
      levels: input.levels.map(levelOf),
      inform: input.inform ?? [],
    };
    const position = 1000 - weightOf(rule.conditions);
    const all = [...rules, rule].toSorted(
      (a, b) => weightOf(b.conditions) - weightOf(a.conditions),
    );
    return commit(ctx, {
      permit: allowed,
      statements: [
        toStatement(
          builder.insert(approvalRules).values({
            orgId: organisation.id,
            id,
            position,
            conditions: JSON.stringify(rule.conditions),
            levels: JSON.stringify({ levels: rule.levels, inform: rule.inform }),
            createdAt: now,
          }),
        ),
        usageStatement(organisation, { employeeId, kind: "role", at: now }),
      ],
      audit: [
        {
          orgId: organisation.id,
          action: "approval_rule.added",
          subject: `approval_rule:${id}`,
          after: { conditions: rule.conditions, levels: rule.levels },
        },
      ],
      answer: viewOf(all, deciders, groups),
    });
  });
}

/** How narrow a rule is: rules with more conditions, and with higher thresholds, are looked at first. */
function weightOf({ kinds, types, minDays, minMinutes, groups }: ApprovalConditions): number {
  const named = [kinds, types, groups].filter((one) => one !== undefined).length;
  const threshold = minDays === undefined && minMinutes === undefined ? 0 : 1;
  return (named + threshold) * 100 + Math.min(99, minDays ?? Math.floor((minMinutes ?? 0) / 60));
}

const levelOf = ({ by, ids, escalateHours }: AddRuleInput["levels"][number]): ApprovalLevel => ({
  by,
  ...(by === "employees" && ids !== undefined ? { ids } : {}),
  escalateHours:
    escalateHours === undefined ? (by === "anybody" ? null : usualHours) : escalateHours,
});

function refuseUnknown(
  { conditions, levels, inform = [] }: AddRuleInput,
  deciders: ReadonlySet<string>,
  groups: ReadonlyMap<string, string>,
): void {
  const named = levels.flatMap(({ by, ids = [] }) => (by === "employees" ? ids : []));
  if (named.some((id) => !deciders.has(id))) throw wrong("/levels");
  if (inform.some((id) => !deciders.has(id))) throw wrong("/inform");
  if (conditions.groups?.some((id) => !groups.has(id))) throw wrong("/conditions/groups");
}

/** Requests that are on their way keep the chain they were sent by. @throws {Refusal} `forbidden`, `not_found` */
export async function archiveRule(ctx: MemberContext, id: string): Promise<RuleList> {
  const allowed = permit(ctx, "organisation.manage");
  return orEarlierAnswer(ctx, async () => {
    const { organisation, employeeId } = ctx.member;
    const [{ rules, deciders }, groups] = await Promise.all([
      loadChain(ctx.deps, organisation),
      groupNames(ctx),
    ]);
    if (!rules.some((rule) => rule.id === id)) throw new Refusal("not_found");
    const now = ctx.deps.clock();
    return commit(ctx, {
      permit: allowed,
      statements: [
        {
          sql: "update approval_rules set archived_at = ?, version = version + 1 where org_id = ? and id = ? and archived_at is null",
          params: [now, organisation.id, id],
        },
        guardChanged(),
        usageStatement(organisation, { employeeId, kind: "role", at: now }),
      ],
      audit: [
        {
          orgId: organisation.id,
          action: "approval_rule.archived",
          subject: `approval_rule:${id}`,
        },
      ],
      answer: viewOf(
        rules.filter((rule) => rule.id !== id),
        deciders,
        groups,
      ),
    });
  });
}
