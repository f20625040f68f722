import type { Cell, ResultSet, Statement } from "../../db/client/port.ts";
import { DatabaseError } from "../../db/errors.ts";
import type { AuditEntry } from "./commit.ts";
import type { Acting } from "./context.ts";
import { readerOf } from "./dispatch.ts";
import type { NewNotice } from "./notices.ts";
import type { Permit } from "./permissions.ts";
import { securityActions } from "./security-actions.ts";
import { hexOf, sign } from "./sign.ts";
import type { CalendarName, Language } from "./words.ts";

/** A row of the security log, in the order of its columns and of its seal. */
export interface SecurityEvent {
  readonly orgId: string;
  readonly seq: number;
  readonly id: string;
  readonly at: number;
  readonly area: string;
  readonly action: string;
  readonly critical: 0 | 1;
  readonly actor: string;
  readonly employeeId: string | null;
  readonly role: string | null;
  readonly origin: string;
  readonly device: string | null;
  readonly address: string | null;
  readonly subject: string;
  /** JSON. */
  readonly before: string | null;
  readonly after: string | null;
  readonly requestId: string;
  readonly keyId: string;
}

export const securityColumns =
  "org_id, seq, id, at, area, action, critical, actor, employee_id, role, origin, device, address, subject, before, after, request_id, key_id";

const insert = `insert into security_events (${securityColumns}, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const cellsOf = (event: SecurityEvent): (string | number | null)[] => [
  event.orgId,
  event.seq,
  event.id,
  event.at,
  event.area,
  event.action,
  event.critical,
  event.actor,
  event.employeeId,
  event.role,
  event.origin,
  event.device,
  event.address,
  event.subject,
  event.before,
  event.after,
  event.requestId,
  event.keyId,
];

/** Seals a row together with the one before it: HMAC-SHA256 as hex. Whoever changes a row would need the deployment's key. */
export const sealOf = async (
  key: string,
  previous: string,
  cells: readonly (string | number | null)[],
): Promise<string> => hexOf(await sign(key, `${previous}\n${JSON.stringify(cells)}`));

/** Names a key without telling it. */
export const keyIdOf = async (key: string): Promise<string> =>
  hexOf(await sign(key, "security log key")).slice(0, 8);

export interface Sealed {
  readonly statements: readonly Statement[];
  readonly notices: readonly NewNotice[];
}

const nothing: Sealed = { statements: [], notices: [] };

/** What of an audit the security log keeps; `[]` for daily work, which then costs nothing. */
export const forSecurity = (audit: readonly AuditEntry[]): AuditEntry[] =>
  audit.filter(({ orgId, action }) => orgId !== null && securityActions.has(action));

/**
 * The rows of the security log for these entries, chained to the newest of each organisation. One read. Of two who chain at the
 * same moment one fails with `isChainTaken` and has to come again.
 */
export async function seal(
  ctx: Acting,
  entries: readonly AuditEntry[],
  { permit, now }: { readonly permit: Permit; readonly now: number },
): Promise<Sealed> {
  if (entries.length === 0) return nothing;
  const parts = await Promise.all(
    [...Map.groupBy(entries, ({ orgId }) => String(orgId))].map(([orgId, own]) =>
      sealIn(ctx, orgId, own, { permit, now }),
    ),
  );
  return {
    statements: parts.flatMap(({ statements }) => statements),
    notices: parts.flatMap(({ notices }) => notices),
  };
}

export const isChainTaken = (error: unknown): boolean =>
  error instanceof DatabaseError &&
  error.kind === "unique" &&
  error.target.startsWith("security_events.");

async function sealIn(
  ctx: Acting,
  orgId: string,
  entries: readonly AuditEntry[],
  { permit, now }: { readonly permit: Permit; readonly now: number },
): Promise<Sealed> {
  const { db, ids, config } = ctx.deps;
  const hasAlert = entries.some(({ action }) => securityActions.get(action)?.isCritical);
  const [head, owners] = await db.read([
    headStatement(orgId),
    ...(hasAlert ? [ownersStatement(orgId)] : []),
  ]);
  const keyId = await keyIdOf(config.signingKey);
  let [seq, hash] = [Number(head?.rows[0]?.[0] ?? 0), String(head?.rows[0]?.[1] ?? "")];
  const [statements, notices]: [Statement[], NewNotice[]] = [[], []];
  for (const entry of entries) {
    const known = securityActions.get(entry.action);
    if (known === undefined) continue;
    const event: SecurityEvent = {
      ...whoOf(ctx, permit),
      orgId,
      seq: (seq += 1),
      id: ids(),
      at: now,
      area: known.area,
      action: entry.action,
      critical: known.isCritical ? 1 : 0,
      subject: entry.subject,
      before: jsonOf(entry.before),
      after: jsonOf(entry.after),
      requestId: ctx.requestId,
      keyId,
    };
    const cells = cellsOf(event);
    hash = await sealOf(config.signingKey, hash, cells);
    statements.push({ sql: insert, params: [...cells, hash] });
    if (known.isCritical) notices.push(...alerts(event, owners));
  }
  return { statements, notices };
}

const jsonOf = (value: unknown): string | null =>
  value === undefined ? null : JSON.stringify(value);

/** Sequence number and seal of the newest row. */
const headStatement = (orgId: string): Statement => ({
  sql: "select seq, hash from security_events where org_id = ? order by seq desc limit 1",
  params: [orgId],
});

const ownersStatement = (orgId: string): Statement => ({
  sql: `select e.id, p.id, p.telegram_user_id, coalesce(p.language, o.language), p.calendar, o.time_zone, o.name
    from employees e
    join roles r on r.org_id = e.org_id and r.id = e.role_id
    join persons p on p.id = e.person_id join organisations o on o.id = e.org_id
    where e.org_id = ? and e.state = 'active' and e.paused_at is null and r.preset = 'owner'`,
  params: [orgId],
});

type Who = Pick<SecurityEvent, "actor" | "employeeId" | "role" | "origin" | "device" | "address">;

/** Who acts, in which role they do it now, and from where. */
function whoOf(ctx: Acting, permit: Permit): Who {
  if ("actor" in ctx)
    return {
      actor: ctx.actor,
      employeeId: null,
      role: null,
      origin: ctx.actor.split(":")[0] ?? "job",
      device: null,
      address: null,
    };
  const member = "member" in ctx ? (ctx.member as MemberFacts) : null;
  const { bot, telegramUserId, web } = ctx.caller;
  return {
    actor: `telegram:${telegramUserId}`,
    employeeId: member?.employeeId ?? null,
    role:
      permit.permission === "operator"
        ? "operator"
        : (member?.rolePreset ?? member?.roleName ?? null),
    origin: web === undefined ? `bot:${bot}` : "web",
    device: web?.device ?? null,
    address: web?.address ?? null,
  };
}

interface MemberFacts {
  readonly employeeId: string;
  readonly rolePreset: string | null;
  readonly roleName: string;
}

/** Every owner hears of a critical act but who did it; of a sign-in or a refused confirmation that one, too. */
function alerts(event: SecurityEvent, owners: ResultSet | undefined): NewNotice[] {
  const tellsAll = event.area === "sign_in" || event.area === "two_step";
  return (owners?.rows ?? [])
    .filter(([employeeId]) => tellsAll || employeeId !== event.employeeId)
    .map((row) => alert(event, row));
}

function alert(event: SecurityEvent, row: readonly Cell[]): NewNotice {
  const [, personId, chatId, language, calendar, timeZone, organisationName] = row;
  return {
    kind: "security-alert",
    payload: { eventId: event.id, organisationName: String(organisationName) },
    orgId: event.orgId,
    bot: "owner",
    personId: String(personId),
    reader: readerOf(
      language as Language | null,
      calendar as CalendarName | null,
      timeZone as string | null,
    ),
    chatId: Number(chatId),
    subject: `security:${event.id}`,
    dedupKey: `security-alert:${event.id}:${String(personId)}`,
  };
}
