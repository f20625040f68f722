import type { OrderCard } from "../../../../api/operator/orders/schemas.ts";
import { ask } from "../../../core/api.ts";
import { bold, html, type Html, lines, name } from "../../../core/html.ts";
import { type Key, to, type View } from "../../../core/view.ts";
import { orderTitle, stateText } from "../billing/order-view.ts";
import { backKey } from "../../shared/steer.ts";
import { column, type Ctx, label, operatorScreen, orgLine, railName } from "./desk.ts";

/** One order, its payments and what it moved; annul, reinstate, money seen at the bank. */
export const operatorOrder = operatorScreen({
  name: "operator-order",
  code: "od",
  args: ["id", "id"],
  async open(ctx, [orgId = "", id = ""]) {
    return cardView(ctx, await readCard(ctx, orgId, id));
  },
});

export const readCard = ({ api }: Ctx, orgId: string, id: string) =>
  ask(api.operator.orders[":orgId"][":id"].$get({ param: { orgId, id } }));

/** Reasons that no person wrote. */
const ownReasons = ["unpaid", "expired", "cancelled", "overtaken"] as const;

/** Why it was annulled; an order that was brought back has nothing to explain. */
function reasonLine({ t }: Ctx, { order, reason }: OrderCard) {
  if (reason === null || order.state !== "annulled") return false;
  const own = ownReasons.find((known) => known === reason);
  return t.th("operator.order.reason", {
    reason: own === undefined ? name(reason, 200) : t.tp(`operator.order.reasons.${own}`),
  });
}

function cardView(ctx: Ctx, card: OrderCard): View {
  const { t } = ctx;
  const { order, organisation, may } = card;
  const of = [organisation.id, order.id];
  const act = (kind: "annul" | "reinstate"): Key => ({
    label: t.tp(`operator.order.keys.${kind}`),
    go: to("operator-act", [kind, ...of]),
  });
  return {
    body: lines(
      bold(orderTitle(t, order)),
      orgLine(organisation),
      t.th("operator.order.total", { sum: t.format.money(order.total, order.currency) }),
      stateText(t, order),
      reasonLine(ctx, card),
      ...movementLines(ctx, card),
    ),
    keys: [
      ...column(
        card.attempts.map(({ id, rail, state, amount, currency }) => ({
          label: label(
            `${t.tp(`operator.attempt_marks.${markOf(state)}`)} ${railName(t, rail)}`,
            t.format.money(amount, currency),
          ),
          go: to("operator-payment", [id]),
        })),
      ),
      order.state === "quoted" || may.annul
        ? [{ label: t.tp("operator.order.keys.bank"), go: to("operator-money", of) }]
        : [],
      [...(may.annul ? [act("annul")] : []), ...(may.reinstate ? [act("reinstate")] : [])],
      [
        { label: t.tp("operator.order.keys.org"), go: to("operator-org", [organisation.id]) },
        backKey(t, to("operator-orders")),
      ],
    ],
  };
}

/** What became of money, in one mark. */
export function markOf(state: string): "done" | "waits" | "back" | "over" {
  if (state === "succeeded") return "done";
  if (state === "created" || state === "pending") return "waits";
  return state === "refunding" || state === "refunded" ? "back" : "over";
}

function movementLines({ t }: Ctx, { movements }: OrderCard): (Html | "")[] {
  if (movements.length === 0) return [];
  const rows = movements.map(({ kind, at, entries }) => {
    const debit = entries.filter(({ amount }) => amount > 0);
    const sums = debit.map(({ amount, asset }) =>
      asset === "PM"
        ? t.tp("billing.units.person_months", { count: amount })
        : t.format.money(amount, asset),
    );
    const key = `operator.movement.${kind}`;
    const called = t.has(key) ? t.tp(key) : kind;
    return html`▫️ ${t.format.dateTime(at)} · ${called} · ${sums.join(" + ")}`;
  });
  return ["", t.th("operator.order.movements"), ...rows];
}
