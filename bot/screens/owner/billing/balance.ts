import type { Api } from "../../../core/api.ts";
import type { Screen } from "../../../core/screen.ts";
import { balanceScreenView } from "./balance-view.ts";
import { readBalance } from "./desk.ts";
import { orBillingRefusal } from "./refusal.ts";

/** Credit or seats, plan, debt, wallet and what the next close will charge (product §5.9). */
export const billingScreen: Screen<Api> = {
  name: "billing",
  code: "bi",
  permission: "billing.manage",
  commands: ["billing"],
  open: (ctx) =>
    orBillingRefusal(ctx, async () => ({
      show: balanceScreenView(ctx.t, await readBalance(ctx)),
    })),
};
