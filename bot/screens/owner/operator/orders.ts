import { ordersQuery } from "../../../../api/operator/orders/schemas.ts";
import { ask } from "../../../core/api.ts";
import { bold, lines } from "../../../core/html.ts";
import { pagingKeys } from "../../../core/paging.ts";
import { to } from "../../../core/view.ts";
import { backKey } from "../../shared/steer.ts";
import { column, emptyLine, label, operatorScreen, pairs } from "./desk.ts";

const filters = ["open", "overdue", "paid", "annulled"] as const;

/** Orders of everybody, or of one organisation: `state page orgId`. */
export const operatorOrders = operatorScreen({
  name: "operator-orders",
  code: "oo",
  args: ["word", "number", "id"],
  async open({ t, api }, [wanted = "open", at = "1", orgId]) {
    const state = ordersQuery.shape.state.safeParse(wanted).data ?? "open";
    const query = { state, page: at, ...(orgId === undefined ? {} : { orgId }) };
    const { items, page, pages } = await ask(api.operator.orders.$get({ query }));
    const here = (to_state: string, to_page: number) =>
      to("operator-orders", [to_state, to_page, ...(orgId === undefined ? [] : [orgId])]);
    return {
      body: lines(
        bold(t.th("operator.orders.title")),
        t.th(`operator.orders.state_${state}`),
        emptyLine(t, items.length === 0),
      ),
      keys: [
        ...column(
          items.map(({ id, organisation, number, total, currency, dueAt, state: its }) => ({
            label: label(
              `${t.tp(`operator.marks.${its}`)} ${organisation.name}`,
              t.format.digits(number),
              t.format.money(total, currency),
              ...(dueAt === null || (its !== "due" && its !== "overdue")
                ? []
                : [t.format.dayMonth(t.format.localDate(dueAt))]),
            ),
            go: to("operator-order", [organisation.id, id]),
          })),
        ),
        ...pagingKeys(t, { page, pages }, (next) => here(state, next)),
        ...pairs(
          filters
            .filter((one) => one !== state)
            .map((one) => ({ label: t.tp(`operator.orders.keys.${one}`), go: here(one, 1) })),
        ),
        [
          { label: t.tp("operator.orders.keys.find"), go: to("operator-orgs") },
          backKey(t, orgId === undefined ? to("operator") : to("operator-org", [orgId])),
        ],
      ],
    };
  },
});
