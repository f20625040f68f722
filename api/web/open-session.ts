import { guardChanged } from "../../db/client/guard.ts";
import { commit } from "../core/commit.ts";
import type { Context, MemberContext } from "../core/context.ts";
import { loadMember } from "../core/member.ts";
import { selfPermit } from "../core/permissions.ts";
import type { Deps } from "../deps.ts";
import { confirmed } from "../security/confirm.ts";
import { showConfirmation } from "../security/confirm-show.ts";
import type { ConfirmationView } from "../security/schemas.ts";
import { signInAct } from "./begin-session.ts";
import { isAlive, seenEvery, wholeLife } from "./rules/session-life.ts";
import {
  hashOf,
  isToken,
  newToken,
  type Session,
  sessionByToken,
  sessionOf,
} from "./session-row.ts";

/** A browser that has knocked: who it is, and as whom it acts. */
export interface Opened {
  readonly session: Session;
  readonly ctx: Context;
}

/** @returns null for a cookie that opens nothing, or nothing any more. One read. */
export async function openSession(
  deps: Deps,
  requestId: string,
  token: string | undefined,
): Promise<Opened | null> {
  if (token === undefined || !isToken(token)) return null;
  const now = deps.clock();
  const [found] = await deps.db.read([sessionByToken(await hashOf(token))]);
  const row = found?.rows[0];
  if (row === undefined) return null;
  const session = sessionOf(row);
  if (!isAlive(session, now)) return null;
  if (session.state === "active" && now - session.seenAt >= seenEvery)
    await deps.writeSoon([
      { sql: "update web_sessions set seen_at = ? where id = ?", params: [now, session.id] },
    ]);
  const { bot, telegramUserId, id: sessionId, device, address } = session;
  const caller = { bot, telegramUserId, web: { sessionId, device, address } };
  return { session, ctx: { deps, requestId, caller, command: null } };
}

/** As an employee of the organisation that is open. @throws {Refusal} as `loadMember` */
export async function memberOfSession({ ctx }: Opened): Promise<MemberContext> {
  return { ...ctx, member: await loadMember(ctx) };
}

export type Waiting =
  | { readonly kind: "waits"; readonly confirmation: ConfirmationView }
  /** Confirmed: the browser gets a new cookie, so that one taken before is worth nothing. */
  | { readonly kind: "active"; readonly token: string }
  | { readonly kind: "over" };

/** Where a waiting browser stands; when the person has confirmed, it becomes active now. */
export async function stepWaiting(opened: Opened): Promise<Waiting> {
  const { session } = opened;
  const ctx = await memberOfSession(opened);
  if (session.confirmationId === null) return { kind: "over" };
  const confirmation = await showConfirmation(ctx, session.confirmationId);
  if (confirmation.state === "pending") return { kind: "waits", confirmation };
  if (confirmation.state !== "approved") {
    await endSessionOf(ctx, session.id, "session.refused");
    return { kind: "over" };
  }
  return { kind: "active", token: await activate(ctx, session) };
}

async function activate(ctx: MemberContext, session: Session): Promise<string> {
  const step = await confirmed(ctx, signInAct(session.id, session));
  const now = ctx.deps.clock();
  const token = newToken();
  return commit(ctx, {
    permit: selfPermit(),
    statements: [
      {
        sql: `update web_sessions set state = 'active', token_hash = ?, seen_at = ?, expires_at = ?
          where id = ? and state = 'waiting'`,
        params: [await hashOf(token), now, now + wholeLife, session.id],
      },
      guardChanged(),
      ...step.statements,
    ],
    audit: [
      {
        orgId: ctx.member.organisation.id,
        action: "session.begun",
        subject: `session:${session.id}`,
        after: { device: session.device },
      },
      ...step.audit,
    ],
    answer: token,
  });
}

/** Ends a browser of the caller, whatever it was doing. */
export async function endSessionOf(
  ctx: Context & { readonly member?: MemberContext["member"] },
  sessionId: string,
  action: "session.ended" | "session.refused" = "session.ended",
): Promise<{ readonly done: true }> {
  return commit(ctx, {
    permit: selfPermit(),
    statements: [
      {
        sql: `update web_sessions set state = 'ended', ended_at = ? where id = ? and state <> 'ended'
          and person_id = (select id from persons where telegram_user_id = ?)`,
        params: [ctx.deps.clock(), sessionId, ctx.caller.telegramUserId],
      },
      guardChanged(),
    ],
    audit: [
      {
        orgId: ctx.member?.organisation.id ?? null,
        action,
        subject: `session:${sessionId}`,
      },
    ],
    answer: { done: true as const },
  });
}
