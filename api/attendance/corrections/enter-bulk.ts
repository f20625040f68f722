import type { z } from "zod";
import { usageStatement } from "../../billing/usage.ts";
import { commit, earlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { sendDueSoon } from "../../core/dispatch.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { punchesInsert, withoutPlace, type NewPunch } from "../punch-statements.ts";
import { previousReceipts, sealAll } from "../seal-punch.ts";
import { type BulkPlan, type BulkRow, planBulk } from "./bulk-rows.ts";
import type { bulkInput, BulkInput, bulkPreview, enteredBulk } from "./bulk-schemas.ts";
import { batchCards, batchUsage } from "./batch.ts";
import { manualTrust } from "./prepare-change.ts";

const namesShown = 10;

/** What one punch for many would enter; nothing is stored. @throws {Refusal} `forbidden`, what `planBulk` says */
export async function previewBulk(
  ctx: MemberContext,
  input: BulkInput,
): Promise<z.infer<typeof bulkPreview>> {
  permit(ctx, "attendance.record_for_others");
  const plan = await planBulk(ctx, input);
  const names = new Set(plan.rows.map(({ name }) => name));
  return {
    ...countsOf(plan),
    days: new Set(plan.rows.map(({ date }) => date)).size,
    skipped: plan.skipped,
    names: [...names].slice(0, namesShown),
  };
}

const countsOf = ({ rows }: BulkPlan) => ({
  count: rows.length,
  people: new Set(rows.map(({ employeeId }) => employeeId)).size,
});

/**
 * Enters one punch for many people or days in one batch, say after a power cut; each of them gets one card.
 * @throws {Refusal} what `planBulk` says; `stale` when the count is no longer that of the preview, `nothing_changes`
 */
export async function enterBulk(
  ctx: MemberContext,
  input: z.infer<typeof bulkInput>,
): Promise<z.infer<typeof enteredBulk>> {
  const allowed = permit(ctx, "attendance.record_for_others");
  const earlier = await earlierAnswer<z.infer<typeof enteredBulk>>(ctx);
  if (earlier !== null) return earlier;
  const plan = await planBulk(ctx, input);
  if (plan.rows.length === 0) throw new Refusal("nothing_changes");
  if (plan.rows.length !== input.count) throw new Refusal("stale");
  const { organisation, employeeId } = ctx.member;
  const now = ctx.deps.clock();
  const reference = `bulk:${ctx.deps.ids()}`;
  const punches = await sealedRows(ctx, plan.rows, { ...input, reference });
  const answer = { reference, ...countsOf(plan) };
  const done = await commit(ctx, {
    permit: allowed,
    statements: [
      punchesInsert(punches),
      batchUsage(organisation, punches),
      usageStatement(organisation, { employeeId, kind: "role", at: now }),
      batchCards(ctx, { reference, reason: input.reason, punches }),
    ],
    audit: [
      {
        orgId: organisation.id,
        action: "punch.entered_bulk",
        subject: reference,
        after: { ...answer, ...input },
      },
    ],
    answer,
  });
  sendDueSoon(ctx.deps);
  return done;
}

async function sealedRows(
  ctx: MemberContext,
  rows: readonly BulkRow[],
  of: { readonly direction: "in" | "out"; readonly reason: string; readonly reference: string },
): Promise<NewPunch[]> {
  const { organisation, employeeId: recordedBy } = ctx.member;
  const [found] = await ctx.deps.db.read([previousReceipts(organisation.id, rows)]);
  const punches = rows.map(({ employeeId, at }): NewPunch => ({
    ...withoutPlace,
    orgId: organisation.id,
    id: ctx.deps.ids(),
    employeeId,
    at,
    receivedAt: ctx.deps.clock(),
    kind: of.direction,
    source: "manual",
    sourceKey: `${of.reference}:${employeeId}:${at}`,
    timeZone: organisation.timeZone,
    trust: manualTrust,
    reason: of.reason,
    supersedesId: null,
    recordedBy,
    reference: of.reference,
  }));
  return sealAll(
    ctx.deps,
    punches,
    (_punch, index) => (found?.rows[index]?.[1] ?? null) as string | null,
  );
}
