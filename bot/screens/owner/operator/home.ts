import { ask } from "../../../core/api.ts";
import { bold, html, type Html, lines } from "../../../core/html.ts";
import { type Key, to } from "../../../core/view.ts";
import { homeKey } from "../../shared/steer.ts";
import { type Ctx, moneyLine, operatorScreen, railName } from "./desk.ts";

/** The company's numbers, and everything that waits for a person of it. */
export const operatorHome = operatorScreen({
  name: "operator",
  code: "o",
  commands: ["operator"],
  async open(ctx) {
    const { t } = ctx;
    const shown = await ask(ctx.api.operator.overview.$get());
    const { organisations, debt, waiting } = shown;
    const number = t.format.number;
    return {
      body: lines(
        bold(t.th("operator.home.title")),
        t.th("operator.home.organisations", {
          billed: number(organisations.billed),
          lapsed: number(organisations.lapsed),
        }),
        t.th("operator.home.use", {
          seats: number(shown.seatsActive),
          months: number(shown.lastCloses),
        }),
        debt.organisations > 0 &&
          t.th("operator.home.debt", {
            organisations: number(debt.organisations),
            months: number(debt.personMonths),
          }),
        ...shown.open.map(({ count, amount, currency, overdueCount, overdueAmount }) =>
          t.th(overdueCount > 0 ? "operator.home.open_overdue" : "operator.home.open", {
            count: number(count),
            sum: t.format.money(amount, currency),
            overdue: number(overdueCount),
            overdue_sum: t.format.money(overdueAmount, currency),
          }),
        ),
        ...block(
          t.th("operator.home.revenue"),
          shown.revenue.map(
            ({ month, amount, currency }) =>
              html`▫️ ${t.format.month(month)}: ${moneyLine(t, [{ amount, currency }])}`,
          ),
        ),
        ...block(
          t.th("operator.home.rails"),
          shown.rails.map(
            ({ rail, count, amount, currency }) =>
              html`▫️ ${railName(t, rail)}: ${number(count)}, ${t.format.money(amount, currency)}`,
          ),
        ),
        organisations.parked > 0 && lines("", t.th("operator.home.parked")),
      ),
      keys: keysOf(ctx, { ...waiting, parked: organisations.parked }),
    };
  },
});

const block = (title: Html, rows: readonly Html[]): readonly (Html | "")[] =>
  rows.length === 0 ? [] : ["", title, ...rows];

function keysOf(
  { t }: Ctx,
  waiting: Readonly<Record<"cases" | "bankLines" | "planRequests" | "parked", number>>,
): Key[][] {
  const counted = (count: number) => (count > 0 ? ` (${t.format.number(count)})` : "");
  const key = (name: HomeKey, screen: string, count = 0): Key => ({
    label: t.tp(`operator.home.keys.${name}`, { count: counted(count) }),
    go: to(screen),
  });
  return [
    [key("orders", "operator-orders"), key("bank", "operator-bank", waiting.bankLines)],
    [
      key("cases", "operator-cases", waiting.cases),
      key("requests", "operator-requests", waiting.planRequests),
    ],
    [key("organisations", "operator-orgs"), key("debts", "operator-debts")],
    [key("plans", "operator-plans"), key("sellers", "operator-seller")],
    [key("parked", "operator-parked", waiting.parked), key("audit", "operator-audit")],
    [homeKey(t)],
  ];
}

type HomeKey =
  | "orders"
  | "bank"
  | "cases"
  | "requests"
  | "organisations"
  | "debts"
  | "plans"
  | "sellers"
  | "parked"
  | "audit";
