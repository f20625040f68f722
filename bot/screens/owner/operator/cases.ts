import { ask } from "../../../core/api.ts";
import { bold, html, lines, name } from "../../../core/html.ts";
import { pagingKeys } from "../../../core/paging.ts";
import { oncePerCard } from "../billing/desk.ts";
import { type Reply, to } from "../../../core/view.ts";
import { backKey } from "../../shared/steer.ts";
import { column, type Ctx, emptyLine, label, operatorScreen, railName } from "./desk.ts";

/** Payments whose end nobody knows, the oldest first, and the way to refunds that wait. */
export const operatorCases = operatorScreen({
  name: "operator-cases",
  code: "oc",
  args: ["number"],
  async open({ t, api, now }, [at = "1"]) {
    const { items, page, pages } = await ask(
      api.operator.payments.cases.$get({ query: { page: at } }),
    );
    return {
      body: lines(
        bold(t.th("operator.cases.title")),
        t.th("operator.cases.hint"),
        emptyLine(t, items.length === 0),
      ),
      keys: [
        ...column(
          items.map(({ id, organisation, amount, currency, createdAt, caseAt }) => ({
            label: label(
              `${caseAt === null ? "⏳" : "🔴"} ${organisation.name}`,
              t.format.money(amount, currency),
              t.tp("operator.cases.hours", {
                count: Math.floor(Math.max(0, now - createdAt) / 3_600_000),
              }),
            ),
            go: to("operator-payment", [id]),
          })),
        ),
        ...pagingKeys(t, { page, pages }, (next) => to("operator-cases", [next])),
        [{ label: t.tp("operator.cases.keys.refunds"), go: to("operator-refunds") }],
        [backKey(t, to("operator"))],
      ],
    };
  },
});

/** Refunds that have not ended: those a person sends, and those the gateway is asked about. */
export const operatorRefunds = operatorScreen({
  name: "operator-refunds",
  code: "of",
  args: ["word", "id"],
  async open(ctx, [action = "", id = ""]): Promise<Reply> {
    const { t, api } = ctx;
    if (action === "done") {
      const json = { state: "done" } as const;
      await ask(
        api.operator.payments.refunds[":id"].end.$post(
          { param: { id }, json },
          oncePerCard(ctx, "refunded", id),
        ),
      );
      return { toast: { text: t.tp("operator.refunds.ended") }, show: await refundsView(ctx) };
    }
    return { show: action === "one" ? await refundView(ctx, id) : await refundsView(ctx) };
  },
});

const readRefunds = async ({ api }: Ctx) => (await ask(api.operator.payments.refunds.$get())).items;

async function refundsView(ctx: Ctx) {
  const { t } = ctx;
  const items = await readRefunds(ctx);
  return {
    body: lines(
      bold(t.th("operator.refunds.title")),
      t.th("operator.refunds.hint"),
      emptyLine(t, items.length === 0),
    ),
    keys: [
      ...column(
        items.slice(0, 10).map(({ id, organisation, amount, currency }) => ({
          label: label(organisation.name, t.format.money(amount, currency)),
          go: to("operator-refunds", ["one", id]),
        })),
      ),
      [backKey(t, to("operator-cases"))],
    ],
  };
}

async function refundView(ctx: Ctx, id: string) {
  const { t } = ctx;
  const one = (await readRefunds(ctx)).find((refund) => refund.id === id);
  if (one === undefined) return refundsView(ctx);
  return {
    body: lines(
      bold(t.th("operator.refunds.one", { sum: t.format.money(one.amount, one.currency) })),
      html`🏢 ${name(one.organisation.name)}`,
      html`▫️ ${railName(t, one.rail)}`,
      one.gatewayRef !== null && html`▫️ ${name(one.gatewayRef, 80)}`,
      html`💬 ${name(one.reason, 300)}`,
      "",
      t.th("operator.refunds.sent_question"),
    ),
    keys: [
      [
        {
          label: t.tp("operator.refunds.keys.done"),
          go: to("operator-refunds", ["done", id]),
          style: "primary" as const,
        },
      ],
      [
        {
          label: t.tp("operator.refunds.keys.failed"),
          go: to("operator-act", ["unrefund", id]),
        },
      ],
      [backKey(t, to("operator-refunds"))],
    ],
  };
}
