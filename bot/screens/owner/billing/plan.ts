import * as z from "zod";
import type { TextKey } from "../../../../locales/index.ts";
import { ask, named, type Api } from "../../../core/api.ts";
import type { Screen } from "../../../core/screen.ts";
import { type Reply, to } from "../../../core/view.ts";
import { typedCount } from "./count-input.ts";
import { type Ctx, readBalance, readOffers, readQuote } from "./desk.ts";
import { offerReply, planView } from "./plan-views.ts";
import { priceReply } from "./quote.ts";
import { orBillingRefusal } from "./refusal.ts";

const draftOf = z.object({ code: z.string() });

/** The tariff: see, choose, renew, upgrade, schedule a smaller one, take a scheduled change back (issue item 5). */
export const planScreen: Screen<Api> = {
  name: "billing-plan",
  code: "bp",
  permission: "billing.manage",
  open: (ctx, [action = "", code = ""]) =>
    orBillingRefusal(
      ctx,
      async () => {
        if (action === "offer") return offer(ctx, code);
        if (action === "unplan" || action === "unseats") return takeBack(ctx, action);
        if (action === "resume") return offer(ctx, draftedCode(ctx));
        return shown(ctx);
      },
      to(action === "" ? "billing" : "billing-plan"),
    ),
  async text(ctx, text) {
    const count = typedCount(text);
    const code = draftedCode(ctx);
    if (count !== null) return priceReply(ctx, { kind: "plan", planCode: code, quantity: count });
    return orBillingRefusal(
      ctx,
      () => offer(ctx, code, "billing.count.invalid"),
      to("billing-plan"),
    );
  },
};

const draftedCode = ({ dialog }: Ctx): string => draftOf.safeParse(dialog?.draft).data?.code ?? "";

async function shown(ctx: Ctx): Promise<Reply> {
  const [balance, offers] = await Promise.all([readBalance(ctx), readOffers(ctx)]);
  return { show: planView(ctx.t, balance, offers) };
}

async function offer(ctx: Ctx, code: string, problem?: TextKey): Promise<Reply> {
  const [balance, offers] = await Promise.all([readBalance(ctx), readOffers(ctx)]);
  const found = offers.find((known) => known.code === code);
  if (found === undefined) return ctx.stale(planView(ctx.t, balance, offers));
  // The preview refuses with the facts that the text needs: how much is unpaid.
  if (found.refusal !== null) await readQuote(ctx, { kind: "plan", planCode: code });
  return offerReply(ctx, balance, found, problem);
}

async function takeBack(ctx: Ctx, action: "unplan" | "unseats"): Promise<Reply> {
  const kind = action === "unplan" ? "plan" : "seats";
  await ask(
    ctx.api.billing.scheduled[":kind"].$delete(
      { param: { kind }, json: {} },
      named(ctx.idempotencyKey()),
    ),
  );
  return { toast: { text: ctx.t.tp("billing.plan.taken_back") }, ...(await shown(ctx)) };
}
