import { guardChanged } from "../../db/client/guard.ts";
import type { ViewContext } from "../attendance/visible-days.ts";
import { refuseHiddenDays } from "../attendance/visible-days.ts";
import { calendarOfPeriod } from "./sheet-range.ts";
import { periodOf } from "../core/calendar/period.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import { readerOf } from "../core/dispatch.ts";
import type { NewNotice } from "../core/notices.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { groupsWithinSql, withinSql } from "../core/scope.ts";
import { DatabaseError } from "../../db/errors.ts";
import { confirmed } from "../security/confirm.ts";
import { exportColumns, exportRow, type ExportRow, exportSubject, viewOf } from "./export-row.ts";
import { findExport, isOwnSight } from "./find-export.ts";
import { peopleOf } from "./people-of.ts";
import { runExport } from "./run-export.ts";
import type { ExportOptions, ExportView, StartExportInput } from "./schemas.ts";

/**
 * Begins a file of timesheets; it is made after the answer, in slices, and sent to the chat. One of a kind and month is made
 * at a time: asking for the same again answers with the one that is being made.
 * @throws {Refusal} `forbidden`; `debt_lock`, `plan_lock`; `invalid_input` for a month that has not begun; `not_found` for a
 * group or person; `nothing_to_export`; `export_running` when another one of this kind and month is being made
 */
export async function startExport(ctx: ViewContext, input: StartExportInput): Promise<ExportView> {
  const allowed = permit(ctx, "documents.export");
  const earlier = await earlierAnswer<{ id: string }>(ctx);
  if (earlier !== null) return viewOf(await findExport(ctx, earlier.id));
  const { organisation, employeeId } = ctx.member;
  const { kind, format } = input;
  const options = optionsOf(input, ctx.member);
  const now = ctx.deps.clock();
  const today = localDateOf(now, organisation.timeZone);
  const period = input.period === "current" ? periodOf(today, organisation.calendar) : input.period;
  const range = calendarOfPeriod(period, organisation.calendar, options.part);
  if (range === null || range.from > today)
    throw new Refusal("invalid_input", {}, [{ pointer: "/period", code: "invalid_value" }]);
  const name = await nameOf(ctx, options);
  refuseHiddenDays(ctx, options.scope === "employee" ? (options.scopeId ?? "") : "", range.to);
  const people = await peopleOf(ctx.deps, ctx.member, { period, range, options });
  if (people.ids.length === 0) throw new Refusal("nothing_to_export");

  const running = await findRunning(ctx, kind, period);
  if (running !== null) return sameOrRefuse(ctx, running, { format, options });
  const step = await confirmed(ctx, {
    action: "export",
    subject: `organisation:${organisation.id}`,
    facts: { kind, period, format, name, options: JSON.stringify(options) },
  });

  const id = ctx.deps.ids();
  try {
    const started = await commit(ctx, {
      permit: allowed,
      statements: [
        ...step.statements,
        {
          sql: `insert into exports (org_id, id, kind, format, period, options, state, total, done, revision, work,
              requested_by, created_at, next_at)
            select ?, ?, ?, ?, ?, ?, 'running', ?, 0, 1, ?, ?, ?, ? where not exists
              (select 1 from exports where org_id = ? and kind = ? and period = ? and state = 'running')`,
          params: [
            organisation.id,
            id,
            kind,
            format,
            period,
            JSON.stringify(options),
            people.ids.length,
            JSON.stringify({ leftOut: people.leftOut }),
            employeeId,
            now,
            now,
            organisation.id,
            kind,
            period,
          ],
        },
        guardChanged(),
      ],
      audit: [
        {
          orgId: organisation.id,
          action: "export.started",
          subject: exportSubject(id),
          after: { kind, format, period, ...options, people: people.ids.length },
        },
        ...step.audit,
      ],
      notices: [card(ctx, id)],
      answer: { id },
    });
    ctx.deps.defer(runExport(ctx.deps, organisation.id, started.id));
    return viewOf(await findExport(ctx, started.id));
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.kind !== "guard") throw error;
    const other = await findRunning(ctx, kind, period);
    if (other === null) throw new Refusal("stale");
    return sameOrRefuse(ctx, other, { format, options });
  }
}

/** @throws {Refusal} `export_running` */
function sameOrRefuse(
  ctx: ViewContext,
  running: ExportRow,
  { format, options }: { readonly format: string; readonly options: ExportOptions },
): ExportView {
  if (running.format === format && sameOptions(running, options) && isOwnSight(ctx, running))
    return viewOf(running);
  throw new Refusal("export_running");
}

function optionsOf(
  { part, marks, daily, groupId, employeeId }: StartExportInput,
  { sees }: ViewContext["member"],
): ExportOptions {
  const scopeId = groupId ?? employeeId ?? null;
  const scope = groupId !== undefined ? "group" : employeeId !== undefined ? "employee" : "all";
  const options = { part, scope, scopeId, marks, daily } as const;
  return scope === "all" && sees !== "all" ? { ...options, groups: sees.toSorted() } : options;
}

/**
 * Of the group or person it is about; null for everybody. What is somewhere else, or out of sight, does not exist here.
 * @throws {Refusal} `not_found`
 */
async function nameOf(
  { deps, member }: ViewContext,
  { scope, scopeId }: ExportOptions,
): Promise<string | null> {
  if (scope === "all") return null;
  const [table, within] =
    scope === "group"
      ? (["groups", groupsWithinSql(member)] as const)
      : (["employees e", withinSql(member)] as const);
  const [found] = await deps.db.read([
    {
      sql: `select name from ${table} where org_id = ? and id = ? and ${within.sql}`,
      params: [member.organisation.id, scopeId, ...within.params],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return String(row[0]);
}

const sameOptions = (row: ExportRow, options: ExportRow["options"]): boolean =>
  JSON.stringify(row.options) === JSON.stringify(options);

async function findRunning(
  { deps, member }: ViewContext,
  kind: string,
  period: string,
): Promise<ExportRow | null> {
  const [found] = await deps.db.read([
    {
      sql: `select ${exportColumns} from exports
        where org_id = ? and kind = ? and period = ? and state = 'running'`,
      params: [member.organisation.id, kind, period],
    },
  ]);
  const row = found?.rows[0];
  return row === undefined ? null : exportRow(row);
}

/** Shows how far it is, and what became of it; edited in place. */
function card({ member, caller }: ViewContext, exportId: string): NewNotice<"export-card"> {
  const { organisation, person } = member;
  return {
    kind: "export-card",
    payload: { exportId },
    orgId: organisation.id,
    bot: "owner",
    personId: person.id,
    reader: readerOf(
      person.language ?? organisation.language,
      person.calendar,
      organisation.timeZone,
    ),
    chatId: caller.telegramUserId,
    subject: exportSubject(exportId),
    dedupKey: `export-card:${exportId}`,
  };
}
