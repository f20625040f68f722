import papa from "papaparse";
import type * as z from "zod";
import { localDateOf, minuteOfDayOf } from "../../core/calendar/zone.ts";
import { commit, earlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit, type Permit } from "../../core/permissions.ts";
import { confirmed } from "../confirm.ts";
import { eventOf } from "./event-view.ts";
import { eventsStatement } from "./list-events.ts";
import type { exported, exportInput, SecurityEventView } from "./schemas.ts";

/** So many entries a file at most, the newest; a narrower filter gives the rest. */
const mostRows = 20_000;
/** Tells a spreadsheet that the text is UTF-8. */
const byteOrderMark = "\uFEFF";

/**
 * The filtered log as CSV, newest first, with the seal of every entry; taking it out is itself an entry. What is taken out ends
 * before that entry, so a repetition gives the same file.
 * @throws {Refusal} `forbidden`, `confirmation_needed`
 */
export async function exportLog(
  ctx: MemberContext,
  filter: z.infer<typeof exportInput>,
): Promise<z.infer<typeof exported>> {
  permit(ctx, "security.view");
  const allowed = permit(ctx, "documents.export");
  const { id: orgId, timeZone } = ctx.member.organisation;
  const [newest] = await ctx.deps.db.read([
    {
      sql: "select coalesce(max(seq), 0) + 1 from security_events where org_id = ?",
      params: [orgId],
    },
  ]);
  const earlier = await earlierAnswer<{ before: number }>(ctx);
  const { before } =
    earlier ?? (await record(ctx, allowed, filter, Number(newest?.rows[0]?.[0] ?? 1)));
  const [found] = await ctx.deps.db.read([
    eventsStatement(ctx, filter, { before, limit: mostRows }),
  ]);
  const events = (found?.rows ?? []).map(eventOf);
  const csv = papa.unparse(
    events.map((event) => lineOf(event, timeZone)),
    { escapeFormulae: true, newline: "\r\n" },
  );
  return {
    fileName: `security-log-${before - 1}.csv`,
    rows: events.length,
    csv: byteOrderMark + csv,
  };
}

/** The export as an entry of the log, once it is confirmed. */
async function record(
  ctx: MemberContext,
  allowed: Permit,
  filter: z.infer<typeof exportInput>,
  before: number,
): Promise<{ before: number }> {
  const orgId = ctx.member.organisation.id;
  const step = await confirmed(ctx, {
    action: "export",
    subject: "security-log",
    facts: {
      what: "security_log",
      ...(JSON.parse(JSON.stringify(filter)) as Record<string, string>),
    },
  });
  return commit(ctx, {
    permit: allowed,
    statements: step.statements,
    audit: [
      { orgId, action: "security.exported", subject: `organisation:${orgId}`, after: filter },
      ...step.audit,
    ],
    answer: { before },
  });
}

const lineOf = (event: SecurityEventView, zone: string) => ({
  number: event.seq,
  local_time: localTime(event.at, zone),
  utc: new Date(event.at).toISOString(),
  area: event.area,
  action: event.action,
  critical: event.isCritical ? 1 : 0,
  who: event.actor.name ?? event.actor.system ?? event.actor.kind,
  role: event.actor.role ?? "",
  origin: event.origin,
  device: event.device ?? "",
  address: event.address ?? "",
  subject: event.subject.name ?? `${event.subject.kind}:${event.subject.id}`,
  before: event.before === null ? "" : JSON.stringify(event.before),
  after: event.after === null ? "" : JSON.stringify(event.after),
  seal: event.code,
});

const two = (value: number): string => String(value).padStart(2, "0");

function localTime(at: number, zone: string): string {
  const minute = minuteOfDayOf(at, zone);
  return `${localDateOf(at, zone)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
