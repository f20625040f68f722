import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { Context } from "../core/context.ts";
import { selfPermit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import { pushBotOf, pushNotice } from "./confirm-ask.ts";
import { ownConfirmation } from "./confirm-load.ts";
import { codeHash, mailCode, newCode } from "./confirm-mail.ts";
import { auditOrgOf, type Confirmation, confirmationSubject } from "./confirm-row.ts";
import { viewOf } from "./confirm-show.ts";
import { betweenSendsMs, emailProof, mostAgain, waitsFor } from "./rules/two-step.ts";
import type { confirmationView } from "./schemas.ts";

/**
 * Sends again what is still waited for: the question into the bot that can be reached now, a new code in place of the old one.
 * @throws {Refusal} `not_found`, `confirmation_ended`, `send_later` with `seconds`, `sent_enough`
 */
export async function sendAgain(
  given: Context,
  id: string,
): Promise<z.infer<typeof confirmationView>> {
  const earlier = await earlierAnswer<z.infer<typeof confirmationView>>(given);
  if (earlier !== null) return earlier;
  const { row, who, ctx } = await ownConfirmation(given, id);
  const now = ctx.deps.clock();
  if (row.state === "approved") return viewOf(row, now);
  if (row.state !== "pending") throw new Refusal("confirmation_ended", { state: row.state });
  if (row.sends > mostAgain) throw new Refusal("sent_enough");
  const wait = (row.sentAt ?? 0) + betweenSendsMs - now;
  if (wait > 0) throw new Refusal("send_later", { seconds: Math.ceil(wait / 1000) });
  const missing = waitsFor(row);
  const email = addressOf(row, who.email);
  const code = missing.includes("email") && email !== null ? newCode() : null;
  const emailHash = code === null ? row.emailHash : await codeHash(ctx.deps, id, code);
  const asks = missing.includes("push");
  const pushBot = asks ? pushBotOf(actedFrom(row), who.unreachable) : row.pushBot;
  const after = { ...row, pushBot, emailHash, sends: row.sends + 1, sentAt: now };
  const notice = asks && pushBot !== null ? pushNotice(row, who, pushBot, ctx.caller) : null;
  const answer = await toldAs(
    commit(ctx, {
      permit: selfPermit(),
      statements: [
        {
          sql: `update confirmations set sends = sends + 1, sent_at = ?, push_bot = ?, email_hash = ?
            where org_id = ? and id = ? and state = 'pending' and sends = ?`,
          params: [now, pushBot, emailHash, row.orgId, id, row.sends],
        },
        guardChanged(),
      ],
      audit: [
        {
          orgId: auditOrgOf(row),
          action: "confirmation.sent_again",
          subject: confirmationSubject(id),
          after: { action: row.action, push: asks ? pushBot : null, email: code !== null },
        },
      ],
      notices:
        notice === null ? [] : [{ ...notice, dedupKey: `${notice.dedupKey}:${after.sends}` }],
      answer: viewOf(after, now),
    }),
    { guard: "stale" },
  );
  if (code !== null && ctx.command?.replayed !== true)
    mailCode(ctx.deps, { ...who, email, row, code });
  return answer;
}

/** A code that proves an address goes there; any other to the address that is proven. */
const addressOf = (row: Confirmation, own: string | null): string | null =>
  row.action === emailProof ? String(row.facts["email"]) : own;

/** The way the act came, as far as choosing a bot needs it. */
function actedFrom({ origin }: Pick<Confirmation, "origin">) {
  const bot = origin === "bot:staff" ? ("staff" as const) : ("owner" as const);
  const web = { sessionId: "", device: "", address: null };
  return { bot, telegramUserId: 0, ...(origin === "web" ? { web } : {}) };
}
