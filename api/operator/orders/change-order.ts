import { annulOrder, reinstateOrder } from "../../billing/annul-order.ts";
import type { BooksPart } from "../../billing/books-part.ts";
import { changeBooks, refuseParked } from "../../billing/change-books.ts";
import type { LoadedBooks } from "../../billing/load-books.ts";
import type { OrderFacts } from "../../billing/rules/types.ts";
import type { Context } from "../../core/context.ts";
import { operatorPermit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";

interface Of {
  readonly orgId: string;
  readonly id: string;
}

/** Annuls an unpaid order with a reason the owner reads (C-11). @throws {Refusal} `not_found`, `stale` when it is not unpaid, `account_parked` */
export const annul = (ctx: Context, of: Of, reason: string): Promise<{ done: true }> =>
  change(ctx, of, (loaded, order) => annulOrder(loaded, order, reason));

/** Takes an annulment back: the order is due again and what it brought works again. @throws {Refusal} as `annul` */
export const reinstate = (ctx: Context, of: Of, reason: string): Promise<{ done: true }> =>
  change(ctx, of, (loaded, order) => {
    const part = reinstateOrder(loaded, order);
    return (
      part && {
        ...part,
        audit: [
          ...part.audit,
          {
            orgId: of.orgId,
            action: "billing.order_reinstated",
            subject: `order:${order.id}`,
            after: { reason },
          },
        ],
      }
    );
  });

function change(
  ctx: Context,
  { orgId, id }: Of,
  decide: (loaded: LoadedBooks, order: OrderFacts) => BooksPart | null,
): Promise<{ done: true }> {
  const allowed = operatorPermit(ctx);
  return changeBooks<{ done: true }>(ctx, orgId, (loaded) => {
    const order = loaded.books.orders.find((one) => one.id === id);
    if (order === undefined) throw new Refusal("not_found");
    refuseParked(loaded);
    const part = decide(loaded, order);
    if (part === null) throw new Refusal("stale");
    return { ...part, permit: allowed, answer: { done: true } };
  });
}
