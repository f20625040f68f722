import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit } from "../core/commit.ts";
import type { Context, MemberContext } from "../core/context.ts";
import { selfPermit } from "../core/permissions.ts";
import { toldAs } from "../core/told-as.ts";
import { endSessionOf } from "./open-session.ts";
import { isAlive } from "./rules/session-life.ts";
import type { done, SessionList } from "./schemas.ts";
import { sessionOf, sessionsOf } from "./session-row.ts";

/** Browsers the caller is signed in with. */
export async function listSessions(ctx: Context): Promise<SessionList> {
  const now = ctx.deps.clock();
  const [found] = await ctx.deps.db.read([sessionsOf(ctx.caller.telegramUserId)]);
  return {
    items: (found?.rows ?? [])
      .map(sessionOf)
      .filter((session) => isAlive(session, now))
      .map(({ id, state, method, device, address, createdAt, seenAt }) => ({
        id,
        state: state === "waiting" ? "waiting" : "active",
        method,
        device,
        address,
        createdAt,
        seenAt,
        isThis: id === ctx.caller.web?.sessionId,
      })),
  };
}

/** @throws {Refusal} `not_found` of anybody else's, and of one that is over */
export const endSession = (ctx: MemberContext, id: string): Promise<z.infer<typeof done>> =>
  toldAs(endSessionOf(ctx, id), { guard: "not_found" });

/** All of them; the browser that asks stays. @throws {Refusal} `not_found` when there was none */
export function endOthers(ctx: MemberContext): Promise<z.infer<typeof done>> {
  const { id: personId } = ctx.member.person;
  const ended = commit(ctx, {
    permit: selfPermit(),
    statements: [
      {
        sql: "update web_sessions set state = 'ended', ended_at = ? where person_id = ? and state <> 'ended' and id <> ?",
        params: [ctx.deps.clock(), personId, ctx.caller.web?.sessionId ?? ""],
      },
      guardChanged(),
    ],
    audit: [
      {
        orgId: ctx.member.organisation.id,
        action: "session.ended",
        subject: `person:${personId}`,
        after: { all: true },
      },
    ],
    answer: { done: true as const },
  });
  return toldAs(ended, { guard: "not_found" });
}
