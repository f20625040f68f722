import { guardExists } from "../../db/client/guard.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { refreshRequest } from "./refresh-request.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { loadRequest } from "./request-row.ts";
import { fileKind, safeName } from "./rules/file-kind.ts";
import type { FileView } from "./setup-schemas.ts";

const mostBytes = 5 * 1024 * 1024;
const mostFiles = 5;

/**
 * Adds a paper to an own request that waits or is approved.
 * @throws {Refusal} `not_found`, `already_decided`, `file_unknown` for what is no PDF or picture, `file_too_big`, `too_many_files`
 */
export async function addFile(
  ctx: MemberContext,
  id: string,
  input: { readonly name: string; readonly base64: string },
): Promise<{ items: FileView[] }> {
  const allowed = permit(ctx, "requests.self");
  return orEarlierAnswer(ctx, async () => {
    const { organisation, employeeId } = ctx.member;
    const row = await loadRequest(ctx, id);
    if (row.employeeId !== employeeId) throw new Refusal("not_found");
    if (row.state !== "pending" && row.state !== "approved")
      throw new Refusal("already_decided", {
        state: row.state,
        by: row.decidedByName,
        at: row.decidedAt,
        reason: row.decisionReason,
      });
    if (row.files >= mostFiles) throw new Refusal("too_many_files", { limit: mostFiles });
    const bytes = bytesOf(input.base64);
    if (bytes.length > mostBytes) throw new Refusal("file_too_big", { limit: mostBytes });
    const kind = fileKind(bytes);
    if (kind === null) throw new Refusal("file_unknown");
    const file = {
      id: ctx.deps.ids(),
      name: safeName(input.name, kind),
      mime: kind.mime,
      size: bytes.length,
    };
    const now = ctx.deps.clock();
    return commit(ctx, {
      permit: allowed,
      statements: [
        guardExists(
          "select 1 from requests where org_id = ? and id = ? and state in ('pending', 'approved')",
          [organisation.id, id],
        ),
        {
          sql: `insert into request_files (org_id, id, request_id, name, mime, size, content, created_by, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          params: [
            organisation.id,
            file.id,
            id,
            file.name,
            file.mime,
            file.size,
            bytes,
            employeeId,
            now,
          ],
        },
        refreshRequest(id, now),
      ],
      audit: [
        {
          orgId: organisation.id,
          action: "request.file_added",
          subject: `request:${id}`,
          after: { file: file.id, mime: file.mime, size: file.size },
        },
      ],
      answer: { items: [...(await filesOf(ctx, id)), file] },
    });
  });
}

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** The papers of a request, for its author and those who decide. @throws {Refusal} `not_found` */
export async function listFiles(ctx: MemberContext, id: string): Promise<{ items: FileView[] }> {
  await loadRequest(ctx, id);
  return { items: await filesOf(ctx, id) };
}

async function filesOf({ deps, member }: MemberContext, id: string): Promise<FileView[]> {
  const [found] = await deps.db.read([
    {
      sql: "select id, name, mime, size from request_files where org_id = ? and request_id = ? order by id",
      params: [member.organisation.id, id],
    },
  ]);
  return (found?.rows ?? []).map(([file, name, mime, size]) => ({
    id: String(file),
    name: String(name),
    mime: String(mime),
    size: Number(size),
  }));
}

/** One paper's bytes. @throws {Refusal} `not_found`, also for those who may not see the request */
export async function readFile(
  ctx: MemberContext,
  id: string,
  fileId: string,
): Promise<{ readonly name: string; readonly mime: string; readonly bytes: Uint8Array }> {
  await loadRequest(ctx, id);
  const [found] = await ctx.deps.db.read([
    {
      sql: "select name, mime, content from request_files where org_id = ? and request_id = ? and id = ?",
      params: [ctx.member.organisation.id, id, fileId],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return { name: String(row[0]), mime: String(row[1]), bytes: row[2] as Uint8Array };
}
