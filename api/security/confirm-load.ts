import type { Context, Member } from "../core/context.ts";
import { memberOf, memberStatementIn } from "../core/member.ts";
import { Refusal } from "../core/refusal.ts";
import type { Confirming } from "./confirm-ask.ts";
import { type Confirmation, confirmationColumns, confirmationOf } from "./confirm-row.ts";

export interface OwnConfirmation {
  readonly row: Confirmation;
  readonly who: Confirming;
  /** The caller as a member of the organisation the act is in, whichever they have open. */
  readonly ctx: Context & { readonly member?: Member };
}

/** One that the caller was asked, in whatever organisation. @throws {Refusal} `not_found` of anybody else's */
export async function ownConfirmation(ctx: Context, id: string): Promise<OwnConfirmation> {
  const { telegramUserId } = ctx.caller;
  const [found] = await ctx.deps.db.read([
    {
      sql: `select ${confirmationColumns}, p.language, p.calendar, p.email, p.staff_unreachable_at, p.owner_unreachable_at
        from persons p join confirmations c on c.person_id = p.id where p.telegram_user_id = ? and c.id = ?`,
      params: [telegramUserId, id],
    },
  ]);
  const cells = found?.rows[0];
  if (cells === undefined) throw new Refusal("not_found");
  const row = confirmationOf(cells);
  const [language, calendar, email, staff, owner] = cells.slice(-5);
  const [asMember] = await ctx.deps.db.read([
    memberStatementIn(telegramUserId, row.orgId, { columns: "", params: [] }),
  ]);
  const memberRow = asMember?.rows[0];
  const member = memberRow === undefined ? null : memberOf(memberRow);
  return {
    row: outlived(row, ctx.deps.clock()),
    who: {
      personId: row.personId,
      language: language as Confirming["language"],
      calendar: calendar as Confirming["calendar"],
      email: email as string | null,
      unreachable: { staff: typeof staff === "number", owner: typeof owner === "number" },
      member,
      orgId: row.orgId,
    },
    ctx: member === null ? ctx : { ...ctx, member },
  };
}

/** Time ends one before the clock's job has written it. */
const outlived = (row: Confirmation, now: number): Confirmation =>
  (row.state === "pending" || row.state === "approved") && row.expiresAt <= now
    ? { ...row, state: "expired" }
    : row;
