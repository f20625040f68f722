import { ask } from "../../../core/api.ts";
import { bold, lines } from "../../../core/html.ts";
import { pagingKeys } from "../../../core/paging.ts";
import { type Reply, to } from "../../../core/view.ts";
import { backKey } from "../../shared/steer.ts";
import { column, type Ctx, emptyLine, label, operatorScreen } from "./desk.ts";

const views = ["unmatched", "settled", "returned"] as const;
type ViewName = (typeof views)[number];

/** Where bank statements come in: a file or its text, sent as a message; and the transfers that came by them. */
export const operatorBank = operatorScreen({
  name: "operator-bank",
  code: "ob",
  args: ["word", "number"],
  open(ctx, [wanted = "", page = "1"]) {
    const view = views.find((known) => known === wanted);
    return view === undefined ? invite(ctx) : listView(ctx, view, page);
  },
});

async function invite(ctx: Ctx): Promise<Reply> {
  const { t } = ctx;
  const { waiting } = await ask(ctx.api.operator.overview.$get());
  return {
    show: {
      body: lines(bold(t.th("operator.bank.title")), t.th("operator.bank.hint")),
      keys: [
        ...column(
          views.map((view) => ({
            label: t.tp(`operator.bank.keys.${view}`, {
              count: view === "unmatched" ? ` (${t.format.number(waiting.bankLines)})` : "",
            }),
            go: to("operator-bank", [view]),
          })),
        ),
        [backKey(t, to("operator"))],
      ],
    },
    dialog: { step: "operator-import" },
  };
}

async function listView({ t, api }: Ctx, state: ViewName, at: string): Promise<Reply> {
  const { items, page, pages } = await ask(
    api.operator.bank.lines.$get({ query: { state, page: at } }),
  );
  return {
    show: {
      body: lines(bold(t.th(`operator.bank.list_${state}`)), emptyLine(t, items.length === 0)),
      keys: [
        ...column(
          items.map(({ id, payerName, amount, currency, datedOn }) => ({
            label: label(
              payerName === "" ? "—" : payerName,
              t.format.money(amount, currency),
              t.format.dayMonth(datedOn),
            ),
            go: to("operator-line", [id]),
          })),
        ),
        ...pagingKeys(t, { page, pages }, (next) => to("operator-bank", [state, next])),
        [backKey(t, to("operator-bank"))],
      ],
    },
  };
}
