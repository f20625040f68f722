import { ask } from "../../../core/api.ts";
import { bold, lines, name } from "../../../core/html.ts";
import { pagingKeys } from "../../../core/paging.ts";
import { type Reply, to } from "../../../core/view.ts";
import { planName } from "../../shared/billing-words.ts";
import { backKey } from "../../shared/steer.ts";
import { column, type Ctx, emptyLine, label, operatorScreen, signedText } from "./desk.ts";

/** Organisations by name; what is typed looks for one. */
export const operatorOrgs = operatorScreen({
  name: "operator-orgs",
  code: "og",
  args: ["number"],
  open: (ctx, [page = "1"]) => listView(ctx, page),
  text: (ctx, text) => listView(ctx, "1", text.trim().slice(0, 100)),
});

async function listView({ t, api }: Ctx, at: string, wanted = ""): Promise<Reply> {
  const { items, page, pages } = await ask(
    api.operator.organisations.$get({
      query: { page: at, ...(wanted === "" ? {} : { name: wanted }) },
    }),
  );
  return {
    show: {
      body: lines(
        bold(t.th("operator.orgs.title")),
        wanted !== "" && t.th("operator.orgs.found", { name: name(wanted) }),
        t.th("operator.orgs.hint"),
        emptyLine(t, items.length === 0),
      ),
      keys: [
        ...column(
          items.map((one) => ({ label: label(one.name), go: to("operator-org", [one.id]) })),
        ),
        ...(wanted === ""
          ? pagingKeys(t, { page, pages }, (next) => to("operator-orgs", [next]))
          : []),
        [backKey(t, to("operator"))],
      ],
    },
    dialog: { step: "operator-orgs" },
  };
}

/** One organisation: what it has and owes, its orders, corrections. */
export const operatorOrg = operatorScreen({
  name: "operator-org",
  code: "oz",
  args: ["id"],
  async open({ t, api }, [orgId = ""]) {
    const one = await ask(api.operator.organisations[":orgId"].$get({ param: { orgId } }));
    const isSeats = one.currency === "RUB";
    return {
      body: lines(
        bold(name(one.organisation.name)),
        one.plan !== null &&
          t.th(one.plan.lapsed ? "operator.org.plan_lapsed" : "operator.org.plan", {
            plan: planName(t, one.plan.code),
            date: t.format.date(one.plan.endsOn),
          }),
        t.th("operator.org.wallet", { sum: t.format.money(one.wallet, one.currency) }),
        isSeats
          ? t.th("operator.org.seats", {
              active: t.format.number(one.seats.active),
              needed: t.format.number(one.seats.needed),
            })
          : t.th("operator.org.credit", { credit: signedText(t, one.credit, "PM") }),
        t.th("operator.org.open", { count: t.format.number(one.openOrders) }),
        one.parkedReason !== null &&
          t.th("operator.org.parked", { reason: name(one.parkedReason, 300) }),
      ),
      keys: [
        [{ label: t.tp("operator.org.keys.orders"), go: to("operator-orders", ["all", 1, orgId]) }],
        [
          { label: t.tp("operator.org.keys.money"), go: to("operator-act", ["money", orgId]) },
          { label: t.tp("operator.org.keys.months"), go: to("operator-act", ["months", orgId]) },
        ],
        one.parkedReason === null
          ? []
          : [
              {
                label: t.tp("operator.parked.keys.release"),
                go: to("operator-act", ["release", orgId]),
              },
            ],
        [backKey(t, to("operator-orgs"))],
      ],
    };
  },
});

/** Who owes, the largest first. */
export const operatorDebts = operatorScreen({
  name: "operator-debts",
  code: "oe",
  args: ["number"],
  async open({ t, api }, [at = "1"]) {
    const { items, page, pages } = await ask(api.operator.debts.$get({ query: { page: at } }));
    return {
      body: lines(
        bold(t.th("operator.debts.title")),
        t.th("operator.debts.hint"),
        emptyLine(t, items.length === 0),
      ),
      keys: [
        ...column(
          items.map(({ organisation, personMonths, amount, currency }) => ({
            label: label(
              organisation.name,
              ...(personMonths > 0
                ? [t.tp("billing.units.person_months", { count: personMonths })]
                : []),
              ...(amount > 0 ? [t.format.money(amount, currency)] : []),
            ),
            go: to("operator-org", [organisation.id]),
          })),
        ),
        ...pagingKeys(t, { page, pages }, (next) => to("operator-debts", [next])),
        [backKey(t, to("operator"))],
      ],
    };
  },
});
