import type { BankLineView } from "../../../../api/operator/bank/schemas.ts";
import { ask } from "../../../core/api.ts";
import { bold, html, lines, name } from "../../../core/html.ts";
import { type Key, type Reply, to, type View } from "../../../core/view.ts";
import { oncePerCard } from "../billing/desk.ts";
import { backKey, cancelKey } from "../../shared/steer.ts";
import { column, type Ctx, emptyLine, fact, label, operatorScreen } from "./desk.ts";

const screen = "operator-line";

/** One transfer of the bank; a waiting one is given to an organisation or its order, or goes back. */
export const operatorLine = operatorScreen({
  name: screen,
  code: "ol",
  async open(ctx, [id = "", action = "", orgId = ""]): Promise<Reply> {
    if (action === "find") return askOrganisation(ctx, id);
    if (action === "org") return chooseOrder(ctx, id, orgId);
    if (action === "to") return give(ctx, id);
    return { show: lineView(ctx, await readLine(ctx, id)) };
  },
  async text(ctx, typed, part): Promise<Reply> {
    const { items } = await ask(
      ctx.api.operator.organisations.$get({ query: { name: typed.trim().slice(0, 100) } }),
    );
    return askOrganisation(ctx, part, items);
  },
});

export const readLine = ({ api }: Ctx, id: string): Promise<BankLineView> =>
  ask(api.operator.bank.lines[":id"].$get({ param: { id } }));

function lineView({ t }: Ctx, line: BankLineView): View {
  const { target, state } = line;
  const orderNumber = target?.orderNumber ?? null;
  return {
    body: lines(
      bold(t.format.money(line.amount, line.currency)),
      t.th(`operator.line.state_${state}`),
      fact(t.tp("operator.line.payer"), name(line.payerName, 160)),
      line.payerTaxId !== null &&
        fact(t.tp("operator.line.tax_id"), t.format.digits(line.payerTaxId)),
      line.payerAccount !== "" && fact(t.tp("operator.line.account"), name(line.payerAccount, 40)),
      fact(
        t.tp("operator.line.document"),
        html`${name(line.documentNumber, 40)}, ${t.format.date(line.datedOn)}`,
      ),
      line.purpose !== "" && html`💬 ${name(line.purpose, 500)}`,
      target !== null && html`🏢 ${name(target.organisation.name)}`,
      orderNumber !== null && t.th("operator.line.order", { number: t.format.digits(orderNumber) }),
    ),
    keys: [
      state === "unmatched"
        ? [
            {
              label: t.tp("operator.line.keys.apply"),
              go: to(screen, [line.id, "find"]),
              style: "primary",
            },
            {
              label: t.tp("operator.line.keys.return"),
              go: to("operator-act", ["return", line.id]),
            },
          ]
        : [],
      [backKey(t, to("operator-bank", [state === "unmatched" ? "unmatched" : "settled"]))],
    ],
  };
}

function askOrganisation(
  { t }: Ctx,
  id: string,
  found?: readonly { readonly id: string; readonly name: string }[],
): Reply {
  return {
    show: {
      body: lines(
        t.th("operator.line.ask_org"),
        found !== undefined && emptyLine(t, found.length === 0),
      ),
      keys: [
        ...column(
          (found ?? []).map((one) => ({
            label: label(one.name),
            go: to(screen, [id, "org", one.id]),
          })),
        ),
        [cancelKey(t, to(screen, [id]))],
      ],
    },
    dialog: { step: `${screen}/${id}` },
  };
}

/** Its open orders, and the wallet. What a key gives the money to is kept in the step, so it fits into a key. */
async function chooseOrder(ctx: Ctx, id: string, orgId: string): Promise<Reply> {
  const { t, api } = ctx;
  const [line, { items }] = await Promise.all([
    readLine(ctx, id),
    ask(api.operator.orders.$get({ query: { orgId, state: "open" } })),
  ]);
  const keys = items.map(({ id: orderId, number, total, currency }): Key => ({
    label: label(
      `${t.tp(total === line.amount ? "operator.line.fits" : "operator.line.other")} ${t.format.digits(number)}`,
      t.format.money(total, currency),
    ),
    go: to("operator-give", [orderId]),
  }));
  return {
    show: {
      body: lines(
        bold(t.format.money(line.amount, line.currency)),
        t.th("operator.line.ask_order"),
      ),
      keys: [
        ...column(keys),
        [{ label: t.tp("operator.line.keys.wallet"), go: to("operator-give") }],
        [cancelKey(t, to(screen, [id]))],
      ],
    },
    dialog: { step: "operator-give", draft: { lineId: id, orgId } },
  };
}

/** Reached only by old keys. */
const give = (ctx: Ctx, id: string): Reply => ctx.stale(to(screen, [id]));

/** Gives a waiting transfer to the organisation that was chosen, for this order or into its wallet. */
export const operatorGive = operatorScreen({
  name: "operator-give",
  code: "oj",
  args: ["id", "word"],
  async open(ctx, [orderId, action = ""]): Promise<Reply> {
    const { t } = ctx;
    const draft = ctx.dialog?.step === "operator-give" ? ctx.dialog.draft : null;
    const { lineId, orgId } = (draft ?? {}) as { lineId?: string; orgId?: string };
    if (lineId === undefined || orgId === undefined) return ctx.stale(to("operator-bank"));
    const json = { orgId, orderId: orderId ?? null };
    const done = await ask(
      ctx.api.operator.bank.lines[":id"].apply.$post(
        { param: { id: lineId }, json },
        oncePerCard(ctx, "give", lineId, action),
      ),
    );
    return {
      toast: { text: t.tp("operator.line.given", { count: t.format.number(done.ordersPaid) }) },
      go: to(screen, [lineId]),
      dialog: "clear",
    };
  },
});
