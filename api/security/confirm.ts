import { guardChanged } from "../../db/client/guard.ts";
import type { Statement } from "../../db/client/port.ts";
import type { AuditEntry } from "../core/commit.ts";
import type { Context, Member, MemberContext } from "../core/context.ts";
import { sha256 } from "../core/gatekeeper.ts";
import { Refusal } from "../core/refusal.ts";
import { retryChanged } from "../core/retry-changed.ts";
import { askConfirmation, type Confirming } from "./confirm-ask.ts";
import {
  auditOrgOf,
  type Confirmation,
  confirmationColumns,
  confirmationOf,
  confirmationSubject,
  noOrganisation,
} from "./confirm-row.ts";
import {
  canonical,
  type Facts,
  mostAnHour,
  type SensitiveAction,
  waitsFor,
} from "./rules/two-step.ts";

export interface SensitiveAct {
  readonly action: SensitiveAction;
  /** `employee:<id>`. */
  readonly subject: string;
  /** Everything the act depends on that the person shall have seen: another fact is another act. */
  readonly facts: Facts;
}

/** What a verb writes together with its own change. */
export interface Confirmed {
  /** Uses the confirmation up: fails the batch with `guard` when somebody else has used it meanwhile. */
  readonly statements: readonly Statement[];
  readonly audit: readonly AuditEntry[];
}

/**
 * A sensitive verb's question whether the person has confirmed exactly this a second time. Call it when nothing but the write is
 * left, after `earlierAnswer`, so that a repeated command is not asked anew; put statements and audit into the verb's commit.
 * A batch that fails leaves the confirmation good.
 * @throws {Refusal} `confirmation_needed` with `id`, `channels` (`push`, `email`) and `bot`: the person was asked, the same
 * command shall come again; `rate_limited` with `minutes` after too many questions in an hour
 */
export async function confirmed(
  ctx: Context | MemberContext,
  act: SensitiveAct,
): Promise<Confirmed> {
  const member = memberIn(ctx);
  const orgId = member?.organisation.id ?? noOrganisation;
  const fingerprint = await sha256(canonical([act.action, act.subject, act.facts]));
  return retryChanged(async () => {
    const { who, open, asked } = await look(ctx, orgId, fingerprint);
    if (open?.state === "approved") return using(ctx, open);
    if (open !== null) throw needed(open);
    if (asked >= mostAnHour) throw new Refusal("rate_limited", { minutes: 60 });
    throw needed(await askConfirmation(ctx, { ...who, member, orgId }, { ...act, fingerprint }));
  });
}

const memberIn = (ctx: Context | MemberContext): Member | null =>
  "member" in ctx ? ctx.member : null;

const needed = (confirmation: Confirmation): Refusal =>
  new Refusal("confirmation_needed", {
    id: confirmation.id,
    channels: waitsFor(confirmation).join(),
    bot: confirmation.pushBot,
  });

/** Uses an approved confirmation up. */
export function using(ctx: Context, row: Confirmation): Confirmed {
  const now = ctx.deps.clock();
  return {
    statements: [
      {
        sql: `update confirmations set state = 'used', ended_at = ?
          where org_id = ? and id = ? and state = 'approved' and expires_at > ?`,
        params: [now, row.orgId, row.id, now],
      },
      guardChanged(),
    ],
    audit: [
      {
        orgId: auditOrgOf(row),
        action: "confirmation.used",
        subject: confirmationSubject(row.id),
        after: { action: row.action },
      },
    ],
  };
}

interface Look {
  readonly who: Omit<Confirming, "member" | "orgId">;
  readonly open: Confirmation | null;
  /** New questions within the hour. */
  readonly asked: number;
}

/** One read: the person, what they were asked of this act, and how much they were asked lately. */
async function look({ deps, caller }: Context, orgId: string, fingerprint: string): Promise<Look> {
  const now = deps.clock();
  const personId = "(select id from persons where telegram_user_id = ?)";
  const [persons, open, asked] = await deps.db.read([
    {
      sql: `select id, language, calendar, email, staff_unreachable_at, owner_unreachable_at from persons
        where telegram_user_id = ?`,
      params: [caller.telegramUserId],
    },
    {
      sql: `select ${confirmationColumns} from confirmations c
        where c.person_id = ${personId} and c.fingerprint = ? and c.state in ('pending', 'approved')
          and c.org_id = ? and c.expires_at > ? order by c.state, c.id limit 1`,
      params: [caller.telegramUserId, fingerprint, orgId, now],
    },
    {
      sql: `select count(*) from confirmations c where c.person_id = ${personId} and c.created_at > ?`,
      params: [caller.telegramUserId, now - hourMs],
    },
  ]);
  const person = persons?.rows[0];
  const row = open?.rows[0];
  return {
    who: {
      personId: person === undefined ? null : String(person[0]),
      language: (person?.[1] ?? null) as Confirming["language"],
      calendar: (person?.[2] ?? null) as Confirming["calendar"],
      email: (person?.[3] ?? null) as string | null,
      unreachable: {
        staff: typeof person?.[4] === "number",
        owner: typeof person?.[5] === "number",
      },
    },
    open: row === undefined ? null : confirmationOf(row),
    asked: Number(asked?.rows[0]?.[0] ?? 0),
  };
}

const hourMs = 60 * 60_000;
