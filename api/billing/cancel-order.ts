import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal, type RefusalCode } from "../core/refusal.ts";
import { changeBooks } from "./change-books.ts";
import type { OrderState } from "./rules/types.ts";
import { setOrderState } from "./set-order-state.ts";

/**
 * Drops an offer that was not paid. Money that comes for it all the same goes to the wallet. An order that has taken effect is
 * no offer: it is paid, or annulled by the clock or the operator.
 * @throws {Refusal} `forbidden`, `not_billed`, `not_found`, `already_paid`, `unpaid_orders`
 */
export function cancelOrder(ctx: MemberContext, orderId: string): Promise<{ done: true }> {
  const allowed = permit(ctx, "billing.manage");
  return changeBooks<{ done: true }>(ctx, ctx.member.organisation.id, ({ books }) => {
    const order = books.orders.find(({ id }) => id === orderId);
    if (order === undefined) throw new Refusal("not_found");
    if (order.state === "annulled") return { unchanged: { done: true } };
    if (order.state !== "quoted")
      throw new Refusal(refusals[order.state], {
        count: 1,
        sum: order.total,
        currency: books.currency,
      });
    return {
      permit: allowed,
      statements: [setOrderState(books, order, { state: "annulled", reason: "cancelled" })],
      audit: [
        {
          orgId: books.orgId,
          action: "order.cancelled",
          subject: `order:${orderId}`,
          before: { state: order.state },
          after: { state: "annulled" },
        },
      ],
      answer: { done: true },
    };
  });
}

const refusals: Readonly<Record<Exclude<OrderState, "quoted" | "annulled">, RefusalCode>> = {
  due: "unpaid_orders",
  overdue: "unpaid_orders",
  paid: "already_paid",
  part_refunded: "already_paid",
  refunded: "already_paid",
};
