import type { z } from "zod";
import { usageStatement } from "../../billing/usage.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import { commit, earlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { errorFields } from "../../core/log.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { ownReceiver, toldTo } from "./change-notices.ts";
import type { importInput, ImportInput, importPreview, startedImport } from "./import-schemas.ts";
import { readImport } from "./read-import.ts";
import { leaseMs, runImport } from "./run-imports.ts";

/** A line of the file on a screen. */
const lineLength = 200;

/** What a file would bring, line by line where it is wrong; nothing is stored. @throws {Refusal} what `readImport` says */
export async function previewImport(
  ctx: MemberContext,
  input: ImportInput,
): Promise<z.infer<typeof importPreview>> {
  permit(ctx, "attendance.record_for_others");
  const { fresh, known, errors } = await readImport(ctx, input);
  const { timeZone } = ctx.member.organisation;
  const times = fresh.map(({ at }) => at).toSorted((a, b) => a - b);
  const dateOf = (at: number | undefined) => (at === undefined ? null : localDateOf(at, timeZone));
  return {
    count: fresh.length,
    people: new Set(fresh.map(({ employeeId }) => employeeId)).size,
    from: dateOf(times[0]),
    to: dateOf(times.at(-1)),
    known,
    keptOut: fresh.filter(({ isKeptOut }) => isKeptOut).length,
    errors: errors.map(({ line, code, cells }) => ({
      line,
      code,
      text: cells.join("; ").slice(0, lineLength),
    })),
  };
}

/**
 * Takes a file in: its new rows are kept and entered in slices, whoever goes on with them; the card in the chat follows.
 * @throws {Refusal} what `readImport` says; `stale` when the count is no longer that of the preview
 */
export async function startImport(
  ctx: MemberContext,
  input: z.infer<typeof importInput>,
): Promise<z.infer<typeof startedImport>> {
  const allowed = permit(ctx, "attendance.record_for_others");
  const earlier = await earlierAnswer<z.infer<typeof startedImport>>(ctx);
  if (earlier !== null) return earlier;
  const { fresh } = await readImport(ctx, input);
  if (fresh.length === 0) throw new Refusal("nothing_changes");
  if (fresh.length !== input.count) throw new Refusal("stale");
  const { organisation, employeeId } = ctx.member;
  const { deps } = ctx;
  const importId = deps.ids();
  const now = deps.clock();
  const answer = { importId, total: fresh.length };
  const started = await commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: `insert into punch_imports (org_id, id, name, payload, state, total, done, added, created_by, created_at, next_at)
          values (?, ?, ?, ?, 'running', ?, 0, 0, ?, ?, ?)`,
        params: [
          organisation.id,
          importId,
          input.name,
          JSON.stringify(
            fresh.map((row) => [
              row.employeeId,
              row.at,
              row.kind,
              row.isKeptOut ? 1 : 0,
              row.sourceKey,
            ]),
          ),
          fresh.length,
          employeeId,
          now,
          now + leaseMs,
        ],
      },
      usageStatement(organisation, { employeeId, kind: "role", at: now }),
    ],
    audit: [
      {
        orgId: organisation.id,
        action: "punch.import_started",
        subject: `import:${importId}`,
        after: { name: input.name, total: fresh.length },
      },
    ],
    notices: [
      {
        ...toldTo(ctx, ownReceiver(ctx), "owner"),
        kind: "import-card",
        payload: { importId },
        subject: `import:${importId}`,
        dedupKey: `import-card:${importId}`,
      },
    ],
    answer,
  });
  deps.defer(
    runImport(deps, { orgId: organisation.id, importId }).catch((error: unknown) =>
      deps.log("error", { event: "import_failed", import: importId, ...errorFields(error) }),
    ),
  );
  return started;
}
