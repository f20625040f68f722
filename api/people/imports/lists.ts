import { guardChanged } from "../../../db/client/guard.ts";
import { commit, earlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { toldAs } from "../../core/told-as.ts";
import { judgeList, viewOf } from "./judge-list.ts";
import { readDraft } from "./read-draft.ts";
import type { ListInput, ListView } from "./schemas.ts";

/**
 * Reads a list of people and keeps it as a draft: nobody is employed before the preview is confirmed. A newer draft of the same
 * person makes the older one worthless.
 * @throws {Refusal} `forbidden`, `list_invalid`, `list_too_long`
 */
export async function startList(ctx: MemberContext, input: ListInput): Promise<ListView> {
  const allowed = permit(ctx, "people.manage");
  const earlier = await earlierAnswer<ListView>(ctx);
  if (earlier !== null) return earlier;
  const { deps, member } = ctx;
  const { id: orgId } = member.organisation;
  const table = await readDraft(ctx, input);
  const draft = { id: deps.ids(), fileName: input.name, state: "draft" } as const;
  const view = await viewOf(ctx, draft, await judgeList(ctx, table));
  const now = deps.clock();
  return commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: `update people_imports set state = 'discarded', rows = '[]', ended_at = ?
          where org_id = ? and created_by = ? and state = 'draft'`,
        params: [now, orgId, member.employeeId],
      },
      {
        sql: `insert into people_imports (org_id, id, file_name, rows, state, created_by, created_at)
          values (?, ?, ?, ?, 'draft', ?, ?)`,
        params: [orgId, draft.id, input.name, JSON.stringify(table), member.employeeId, now],
      },
    ],
    audit: [
      {
        orgId,
        action: "people.list_read",
        subject: `people-import:${draft.id}`,
        after: { name: input.name, people: view.count, errors: view.errors.length },
      },
    ],
    answer: view,
  });
}

interface Draft {
  readonly fileName: string;
  readonly state: ListView["state"];
  readonly table: string[][];
}

/** A list that was read here. @throws {Refusal} `not_found` */
export async function findDraft({ deps, member }: MemberContext, id: string): Promise<Draft> {
  const [found] = await deps.db.read([
    {
      sql: "select file_name, state, rows from people_imports where org_id = ? and id = ?",
      params: [member.organisation.id, id],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return {
    fileName: String(row[0]),
    state: row[1] as Draft["state"],
    table: JSON.parse(String(row[2])) as string[][],
  };
}

/** A draft as it stands now. @throws {Refusal} `forbidden`, `not_found`, `stale` for one that was applied or discarded */
export async function showList(ctx: MemberContext, id: string): Promise<ListView> {
  permit(ctx, "people.manage");
  const { fileName, state, table } = await findDraft(ctx, id);
  if (state !== "draft") throw new Refusal("stale");
  return viewOf(ctx, { id, fileName, state }, await judgeList(ctx, table));
}

/** Throws a draft away, and what it says of people with it. @throws {Refusal} `forbidden`, `not_found` when it is no draft */
export async function discardList(ctx: MemberContext, id: string): Promise<{ done: true }> {
  const allowed = permit(ctx, "people.manage");
  const { id: orgId } = ctx.member.organisation;
  const discarded = commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: `update people_imports set state = 'discarded', rows = '[]', ended_at = ?
          where org_id = ? and id = ? and state = 'draft'`,
        params: [ctx.deps.clock(), orgId, id],
      },
      guardChanged(),
    ],
    audit: [{ orgId, action: "people.list_discarded", subject: `people-import:${id}` }],
    answer: { done: true as const },
  });
  return toldAs(discarded, { guard: "not_found" });
}
