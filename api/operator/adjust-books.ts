import { changeBooks } from "../billing/change-books.ts";
import { adjustPosting } from "../billing/rules/postings.ts";
import { tellPayers } from "../billing/tell-payers.ts";
import type { Context } from "../core/context.ts";
import { operatorPermit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";

/** After it, in the books. */
export interface Adjusted {
  readonly wallet: number;
  readonly credit: number;
}

/**
 * A correction by hand, with its reason: money into or out of the wallet, or person-months; positive gives. Credit may fall
 * below zero, money may not (I9). Books that are parked are what this is for.
 * @throws {Refusal} `not_billed`, `wallet_too_small`
 */
export function adjustBooks(
  ctx: Context,
  orgId: string,
  wanted: { readonly asset: "money" | "PM"; readonly amount: number; readonly reason: string },
): Promise<Adjusted> {
  const allowed = operatorPermit(ctx);
  const { amount, reason } = wanted;
  return changeBooks<Adjusted>(ctx, orgId, (loaded) => {
    const { books } = loaded;
    const asset = wanted.asset === "PM" ? "PM" : books.currency;
    const isMoney = asset !== "PM";
    const after = {
      wallet: books.wallet + (isMoney ? amount : 0),
      credit: books.credit + (isMoney ? 0 : amount),
    };
    if (after.wallet < 0)
      throw new Refusal("wallet_too_small", { sum: books.wallet, currency: books.currency });
    const id = ctx.deps.ids();
    const subject = `adjustment:${id}`;
    return {
      permit: allowed,
      transactions: [
        {
          orgId,
          id: `adjust:${id}`,
          kind: "adjust",
          subject,
          reason,
          at: books.now,
          entries: adjustPosting({ asset, amount }),
        },
      ],
      audit: [
        {
          orgId,
          action: "billing.adjusted",
          subject,
          before: { wallet: books.wallet, credit: books.credit },
          after: { asset, amount, reason, ...after },
        },
      ],
      notices: tellPayers(loaded, {
        kind: "books-adjusted",
        payload: { amount, asset, reason },
        subject,
        key: id,
      }),
      answer: after,
    };
  });
}
