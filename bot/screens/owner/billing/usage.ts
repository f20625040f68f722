import { ask, type Api } from "../../../core/api.ts";
import type { Screen } from "../../../core/screen.ts";
import { to } from "../../../core/view.ts";
import { orBillingRefusal } from "./refusal.ts";
import { closesView, usageView } from "./usage-view.ts";

/** Who will be charged and why, this month or a closed one (product §5.9). */
export const usageScreen: Screen<Api> = {
  name: "billing-usage",
  code: "bu",
  permission: "billing.manage",
  open: (ctx, [action = "", period, ...mark]) =>
    orBillingRefusal(
      ctx,
      async () => {
        const { billing } = ctx.api;
        if (action === "months")
          return { show: closesView(ctx.t, (await ask(billing.closes.$get())).closes) };
        const cursor = mark.length === 0 ? undefined : mark.join(":");
        const query = {
          ...(period === undefined ? {} : { period }),
          ...(cursor === undefined ? {} : { cursor }),
        };
        return { show: usageView(ctx.t, await ask(billing.usage.$get({ query })), cursor) };
      },
      to("billing"),
    ),
};
