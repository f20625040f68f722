import { guardExists } from "../../db/client/guard.ts";
import { DatabaseError } from "../../db/errors.ts";
import { commit } from "../core/commit.ts";
import { type Member, systemContext } from "../core/context.ts";
import { readerOf, sendDueSoon } from "../core/dispatch.ts";
import { errorFields } from "../core/log.ts";
import { employeeStatement, memberOf } from "../core/member.ts";
import type { NewNotice } from "../core/notices.ts";
import { refreshCards } from "../core/refresh-messages.ts";
import { systemPermit } from "../core/permissions.ts";
import type { Deps } from "../deps.ts";
import {
  exportColumns,
  exportRow,
  type ExportRow,
  exportSubject,
  type ExportWork,
} from "./export-row.ts";
import { storeParts } from "./file-parts.ts";
import { type MadeFile, makeFile } from "./make-file.ts";

/** How long whoever makes a file may be silent, ms. */
const leaseMs = 60_000;
const maxAttempts = 4;
/** Pause after the first failure, ms; longer after each. */
const retryMs = 10_000;
/** How often the card of a running export is shown anew, ms. */
const cardMs = 1500;

/** Makes what was asked for and what a dead process left half made. Returns at once: the work goes on after the tick. */
export async function runDueExports(deps: Deps, now: number): Promise<void> {
  const [due] = await deps.db.read([
    {
      sql: "select org_id, id from exports where next_at <= ? and state = 'running' order by next_at limit 4",
      params: [now],
    },
  ]);
  for (const [orgId, id] of due?.rows ?? []) deps.defer(runExport(deps, String(orgId), String(id)));
}

/**
 * Makes one file, from the first slice to the notice with the document. A failure is logged and tried again a little later;
 * whoever holds the row makes it, so it may be called twice.
 */
export async function runExport(deps: Deps, orgId: string, id: string): Promise<void> {
  const taken = await take(deps, orgId, id);
  if (taken === null) return;
  try {
    await make(deps, taken);
  } catch (error) {
    await giveUpOrWait(deps, taken, error);
  }
}

/** Takes the row for a while; null when somebody else has it or it is over. */
async function take(deps: Deps, orgId: string, id: string): Promise<ExportRow | null> {
  const now = deps.clock();
  const [taken] = await deps.db.write([
    {
      sql: `update exports set next_at = ?, version = version + 1, done = 0
        where org_id = ? and id = ? and state = 'running' and next_at <= ? returning ${exportColumns}`,
      params: [now + leaseMs, orgId, id, now],
    },
  ]);
  const row = taken?.rows[0];
  return row === undefined ? null : exportRow(row);
}

async function make(deps: Deps, row: ExportRow): Promise<void> {
  const member = await requester(deps, row);
  let shownAt = deps.clock();
  const made = await makeFile(deps, member, row, (done, of) => {
    const isShown = deps.clock() - shownAt >= cardMs;
    if (isShown) shownAt = deps.clock();
    return progress(deps, row, { done, of, isShown });
  });
  if (made !== null) await finish(deps, member, row, made);
}

async function requester(deps: Deps, { orgId, requestedBy }: ExportRow): Promise<Member> {
  const [found] = await deps.db.read([employeeStatement(orgId, requestedBy, "")]);
  const member = found?.rows[0] === undefined ? null : memberOf(found.rows[0]);
  const mayStill =
    member?.state === "active" &&
    member.pausedAt === null &&
    member.permissions.has("documents.export");
  if (member === null || !mayStill) throw new Error("who asked for the export may not any more");
  return member;
}

/** Says how far it is and keeps the row. @returns false when it was cancelled, or somebody else makes it now */
async function progress(
  deps: Deps,
  row: ExportRow,
  { done, of, isShown }: { readonly done: number; readonly of: number; readonly isShown: boolean },
): Promise<boolean> {
  const now = deps.clock();
  const [kept] = await deps.db.write([
    {
      sql: `update exports set done = ?, total = ?, next_at = ?
        where org_id = ? and id = ? and state = 'running' and version = ?`,
      params: [done, of, now + leaseMs, row.orgId, row.id, row.version],
    },
    ...(isShown ? [refreshCards(exportSubject(row.id), "export-card", now)] : []),
  ]);
  if (isShown) sendDueSoon(deps);
  return kept?.changes === 1;
}

/** The file first, then the row that says it is there, with the notice that brings it. */
async function finish(deps: Deps, member: Member, row: ExportRow, made: MadeFile): Promise<void> {
  const { bytes, revision, snapshotHash, people, content, isWhole } = made;
  const { orgId, id, kind, format, period } = row;
  const work: ExportWork = { content, isWhole };
  await storeParts(deps, row, bytes);
  await commit(systemContext(deps, "job:exports"), {
    permit: systemPermit(),
    statements: [
      guardExists(
        "select 1 from exports where org_id = ? and id = ? and state = 'running' and version = ?",
        [orgId, id, row.version],
      ),
      {
        sql: `update exports set state = 'done', done = total, revision = ?, snapshot_hash = ?, finished_at = ?,
            next_at = null, work = json_patch(coalesce(work, '{}'), ?) where org_id = ? and id = ?`,
        params: [revision, snapshotHash, deps.clock(), JSON.stringify(work), orgId, id],
      },
    ],
    audit: [
      {
        orgId,
        action: "export.made",
        subject: exportSubject(id),
        after: { kind, format, period, revision, snapshotHash, people, bytes: bytes.length },
      },
    ],
    notices: [ready(member, id)],
    refresh: { subject: exportSubject(id), kind: "export-card" },
    answer: null,
  });
}

/** Brings the document to whoever asked for it. */
const ready = ({ person, organisation }: Member, exportId: string): NewNotice<"export-ready"> => ({
  kind: "export-ready",
  payload: { exportId },
  orgId: organisation.id,
  bot: "owner",
  personId: person.id,
  reader: readerOf(
    person.language ?? organisation.language,
    person.calendar,
    organisation.timeZone,
  ),
  chatId: person.telegramUserId,
  subject: exportSubject(exportId),
  dedupKey: `export-ready:${exportId}`,
});

/** A cancelled one ends quietly; another failure waits a little, and is given up after some. */
async function giveUpOrWait(deps: Deps, row: ExportRow, error: unknown): Promise<void> {
  if (error instanceof DatabaseError && error.kind === "guard") return;
  deps.log("error", { event: "export_failed", export: row.id, ...errorFields(error) });
  const now = deps.clock();
  const isLast = row.version > maxAttempts;
  await deps.db.write([
    {
      sql: `update exports set next_at = ?, error = ?, state = ?, finished_at = ?
        where org_id = ? and id = ? and state = 'running' and version = ?`,
      params: [
        isLast ? null : now + row.version * retryMs,
        "failed",
        isLast ? "failed" : "running",
        isLast ? now : null,
        row.orgId,
        row.id,
        row.version,
      ],
    },
    refreshCards(exportSubject(row.id), "export-card", now),
  ]);
}
