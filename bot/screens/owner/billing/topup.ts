import type { BalanceView } from "../../../../api/billing/schemas.ts";
import type { TextKey } from "../../../../locales/index.ts";
import type { Api } from "../../../core/api.ts";
import { bold, lines } from "../../../core/html.ts";
import type { Screen } from "../../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../../core/view.ts";
import { backKey } from "../../shared/steer.ts";
import { askCount, peopleChips, typedCount } from "./count-input.ts";
import { type Ctx, readBalance, readOffers, readQuote } from "./desk.ts";
import { offerRow } from "./plan-views.ts";
import { priceReply } from "./quote.ts";
import { orBillingRefusal } from "./refusal.ts";
import { planName } from "../../shared/billing-words.ts";

/** Person-months: at the running tier's price, or with a new term (BIL AT-2…AT-4, C-6). Four taps to the payment page. */
export const topUpScreen: Screen<Api> = {
  name: "billing-topup",
  code: "bt",
  permission: "billing.manage",
  open: (ctx, [action = ""]) =>
    orBillingRefusal(
      ctx,
      async () => {
        if (action === "people" || action === "resume") return askPeople(ctx);
        return { show: await chooseView(ctx) };
      },
      to("billing"),
    ),
  async text(ctx, text) {
    const persons = typedCount(text);
    if (persons === null) return askPeople(ctx, "billing.count.invalid");
    return priceReply(ctx, { kind: "topup", persons });
  },
};

async function chooseView(ctx: Ctx): Promise<View> {
  const { t } = ctx;
  const [balance, offers] = await Promise.all([readBalance(ctx), readOffers(ctx)]);
  const terms = offers.filter((offer) => !offer.isFree);
  return {
    body: lines(
      bold(t.th("billing.topup.title")),
      t.th("billing.topup.choose"),
      "",
      ...terms.map((offer) => offerRow(t, offer, balance.currency)),
      "",
      t.th("billing.topup.never_expires"),
    ),
    keys: [
      ...quickKeys(ctx, balance),
      ...terms.map((offer): Key[] => [
        {
          label: t.tp("billing.plan.keys.offer", {
            plan: planName(t, offer.code),
            price: t.format.money(offer.unitPrice, balance.currency),
          }),
          go: to("billing-plan", ["offer", offer.code]),
        },
      ]),
      [backKey(t, to("billing"))],
    ],
  };
}

/** What a running tier allows without choosing anything: the debt, and more people until its end. */
function quickKeys({ t }: Ctx, balance: BalanceView): Key[][] {
  const { plan, debtSum, currency } = balance;
  const debt: Key = {
    label: t.tp("billing.balance.keys.debt", { sum: t.format.money(debtSum, currency) }),
    go: to("billing-quote", ["debt"]),
    style: "primary",
  };
  const people: Key = {
    label: t.tp("billing.topup.keys.people"),
    go: to("billing-topup", ["people"]),
  };
  return [
    ...(debtSum > 0 ? [[debt]] : []),
    ...(plan === null || plan.lapsed || plan.isFree ? [] : [[people]]),
  ];
}

/** For how many people until the end of the term; the months are the API's. */
async function askPeople(ctx: Ctx, problem?: TextKey): Promise<Reply> {
  const { t } = ctx;
  const balance = await readBalance(ctx);
  const { plan, currency } = balance;
  if (plan === null || plan.lapsed || plan.isFree) return ctx.stale(to("billing-topup"));
  const one = await readQuote(ctx, { kind: "topup", persons: 1 });
  const perPerson = one.kind === "order" ? one.total : plan.unitPrice;
  return askCount(ctx, {
    step: "billing-topup",
    body: lines(
      bold(t.th("billing.topup.title")),
      t.th("billing.topup.people", {
        plan: planName(t, plan.code),
        date: t.format.date(plan.endsOn),
        price: t.format.money(perPerson, currency),
      }),
    ),
    keys: peopleChips(balance).map((persons) => ({
      label: t.tp("billing.count.keys.priced", {
        people: t.tp("common.units.people", { count: persons }),
        sum: t.format.money(perPerson * persons, currency),
      }),
      go: to("billing-quote", ["topup", String(persons)]),
    })),
    back: to("billing-topup"),
    problem,
  });
}
