import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { addSeatsScreen } from "./billing/add.ts";
import { billingScreen } from "./billing/balance.ts";
import { detailsScreen } from "./billing/details.ts";
import { orderScreen } from "./billing/order.ts";
import { ordersScreen } from "./billing/orders.ts";
import { seatPeopleScreen } from "./billing/people.ts";
import { planScreen } from "./billing/plan.ts";
import { quoteScreen } from "./billing/quote.ts";
import { removeSeatsScreen } from "./billing/remove.ts";
import { planRequestScreen } from "./billing/request.ts";
import { topUpScreen } from "./billing/topup.ts";
import { usageScreen } from "./billing/usage.ts";

/** Everything about money that whoever pays for the company sees. */
export const ownerBillingScreens: readonly Screen<Api>[] = [
  billingScreen,
  usageScreen,
  topUpScreen,
  addSeatsScreen,
  removeSeatsScreen,
  seatPeopleScreen,
  quoteScreen,
  ordersScreen,
  orderScreen,
  planScreen,
  planRequestScreen,
  detailsScreen,
];
