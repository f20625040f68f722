import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { Context, Member } from "../core/context.ts";
import { sha256 } from "../core/gatekeeper.ts";
import { selfPermit } from "../core/permissions.ts";
import { countTry, rates } from "../core/rate-limit.ts";
import { Refusal } from "../core/refusal.ts";
import { retryChanged } from "../core/retry-changed.ts";
import { toldAs } from "../core/told-as.ts";
import { insertConfirmation, originOf } from "./confirm-ask.ts";
import { ownConfirmation } from "./confirm-load.ts";
import { codeHash, mailCode, newCode } from "./confirm-mail.ts";
import {
  auditOrgOf,
  type Confirmation,
  confirmationColumns,
  confirmationOf,
  confirmationSubject,
  noOrganisation,
} from "./confirm-row.ts";
import { viewOf } from "./confirm-show.ts";
import { confirmed, type Confirmed, using } from "./confirm.ts";
import { loadOwnEmail, type OwnEmail } from "./email-load.ts";
import {
  canonical,
  confirmationLifeMs,
  emailOf,
  emailProof,
  maskedEmail,
  mostAnHour,
} from "./rules/two-step.ts";
import type { confirmationView, emailInput, emailView } from "./schemas.ts";

type Maybe = Context & { readonly member?: Member };
type View = z.infer<typeof confirmationView>;

/** The caller's address as they know it, and what hangs on it. */
export async function showEmail(ctx: Maybe): Promise<z.infer<typeof emailView>> {
  const own = await loadOwnEmail(ctx);
  return {
    email: own.email === null ? null : maskedEmail(own.email),
    canSend: ctx.deps.mailer !== null,
    recovery: own.recovery,
  };
}

/**
 * Sends a code to a new address: only who reads what goes there may set it.
 * @throws {Refusal} `mail_off`, `email_invalid`, `nothing_changes`, `rate_limited`
 */
export async function proveEmail(
  ctx: Maybe,
  { address: typed }: z.infer<typeof emailInput>,
): Promise<View> {
  const earlier = await earlierAnswer<View>(ctx);
  if (earlier !== null) return earlier;
  if (ctx.deps.mailer === null) throw new Refusal("mail_off");
  const address = emailOf(typed);
  if (address === null) throw new Refusal("email_invalid");
  const fingerprint = await sha256(canonical([emailProof, address]));
  return retryChanged(async () => {
    const own = await loadOwnEmail(ctx);
    if (own.email === address) throw new Refusal("nothing_changes");
    const open = await openProof(ctx, own, fingerprint);
    if (open !== null) return viewOf(open, ctx.deps.clock());
    if (own.askedLately >= mostAnHour) throw new Refusal("rate_limited", { minutes: 60 });
    await countTry(ctx.deps, `letters:${fingerprint}`, rates.letters);
    return askProof(ctx, own, { address, fingerprint });
  });
}

async function openProof(ctx: Maybe, own: OwnEmail, fingerprint: string) {
  const [found] = await ctx.deps.db.read([
    {
      sql: `select ${confirmationColumns} from confirmations c where c.person_id = ? and c.fingerprint = ?
        and c.state in ('pending', 'approved') and c.expires_at > ? and c.org_id = ? limit 1`,
      params: [own.personId, fingerprint, ctx.deps.clock(), orgOf(ctx)],
    },
  ]);
  const row = found?.rows[0];
  return row === undefined ? null : confirmationOf(row);
}

const orgOf = ({ member }: Maybe): string => member?.organisation.id ?? noOrganisation;

async function askProof(
  ctx: Maybe,
  own: OwnEmail,
  { address, fingerprint }: { readonly address: string; readonly fingerprint: string },
): Promise<View> {
  const { deps } = ctx;
  const now = deps.clock();
  const id = deps.ids();
  const code = newCode();
  const row: Confirmation = {
    orgId: orgOf(ctx),
    id,
    personId: own.personId,
    action: emailProof,
    facts: { email: address },
    origin: originOf(ctx.caller),
    state: "pending",
    pushBot: null,
    pushedAt: null,
    emailHash: await codeHash(deps, id, code),
    emailAt: null,
    attempts: 0,
    sends: 1,
    sentAt: now,
    createdAt: now,
    expiresAt: now + confirmationLifeMs,
  };
  const view = await commit(ctx, {
    permit: selfPermit(),
    statements: [insertConfirmation(row, fingerprint), guardChanged()],
    audit: [
      {
        orgId: auditOrgOf(row),
        action: "confirmation.asked",
        subject: confirmationSubject(id),
        after: { action: emailProof, email: maskedEmail(address) },
      },
    ],
    answer: viewOf(row, now),
  });
  const { language, calendar } = own;
  mailCode(deps, { language, calendar, email: address, member: ctx.member ?? null, row, code });
  return view;
}

/**
 * Keeps the address whose code was right. Who had another one confirms it by the old rules first.
 * @throws {Refusal} `not_found`, `confirmation_ended`, `confirmation_needed`, `stale`
 */
export async function saveEmail(ctx: Maybe, id: string): Promise<{ email: string }> {
  const earlier = await earlierAnswer<{ email: string }>(ctx);
  if (earlier !== null) return earlier;
  const { row } = await ownConfirmation(ctx, id);
  if (row.action !== emailProof) throw new Refusal("not_found");
  if (row.state !== "approved") throw new Refusal("confirmation_ended", { state: row.state });
  const own = await loadOwnEmail(ctx);
  const address = String(row.facts["email"]);
  const proof = using(ctx, row);
  const email = maskedEmail(address);
  const step =
    own.email === null
      ? none
      : await confirmed(ctx, {
          action: "email.change",
          subject: `person:${own.personId}`,
          facts: { email, proof: id },
        });
  const saved = commit(ctx, {
    permit: selfPermit(),
    statements: [
      ...proof.statements,
      ...step.statements,
      {
        sql: "update persons set email = ? where id = ? and email is ?",
        params: [address, own.personId, own.email],
      },
      guardChanged(),
      endRecoveries(own.personId, ctx.deps.clock()),
    ],
    audit: [
      {
        orgId: ctx.member?.organisation.id ?? null,
        action: "email.set",
        subject: `person:${own.personId}`,
        before: own.email === null ? null : maskedEmail(own.email),
        after: email,
      },
      ...step.audit,
    ],
    answer: { email },
  });
  return toldAs(saved, { guard: "stale" });
}

const none: Confirmed = { statements: [], audit: [] };

/** No code by e-mail any more. @throws {Refusal} `no_email`, `confirmation_needed`, `stale` */
export async function removeEmail(ctx: Maybe): Promise<{ done: true }> {
  const earlier = await earlierAnswer<{ done: true }>(ctx);
  if (earlier !== null) return earlier;
  const own = await loadOwnEmail(ctx);
  if (own.email === null) throw new Refusal("no_email");
  const email = maskedEmail(own.email);
  const step = await confirmed(ctx, {
    action: "email.change",
    subject: `person:${own.personId}`,
    facts: { email, removed: true },
  });
  const removed = commit<{ done: true }>(ctx, {
    permit: selfPermit(),
    statements: [
      ...step.statements,
      {
        sql: "update persons set email = null where id = ? and email = ?",
        params: [own.personId, own.email],
      },
      guardChanged(),
      endRecoveries(own.personId, ctx.deps.clock()),
    ],
    audit: [
      {
        orgId: ctx.member?.organisation.id ?? null,
        action: "email.removed",
        subject: `person:${own.personId}`,
        before: email,
      },
      ...step.audit,
    ],
    answer: { done: true },
  });
  return toldAs(removed, { guard: "stale" });
}

/** Who proves to read the old address has nothing to recover. */
const endRecoveries = (personId: string, now: number) => ({
  sql: `update factor_recoveries set state = 'cancelled', ended_at = ? where state in ('asked', 'waiting')
    and exists (select 1 from employees e where e.org_id = factor_recoveries.org_id and e.id = factor_recoveries.employee_id
      and e.person_id = ?)`,
  params: [now, personId],
});
