import type { Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { operatorAct } from "./operator/act.ts";
import { operatorBank } from "./operator/bank.ts";
import { operatorAudit, operatorParked, operatorRequests } from "./operator/care.ts";
import { operatorCases, operatorRefunds } from "./operator/cases.ts";
import { operatorHome } from "./operator/home.ts";
import { operatorImport } from "./operator/import.ts";
import { operatorGive, operatorLine } from "./operator/line.ts";
import { operatorMoney } from "./operator/money.ts";
import { operatorOrder } from "./operator/order.ts";
import { operatorOrders } from "./operator/orders.ts";
import { operatorDebts, operatorOrg, operatorOrgs } from "./operator/orgs.ts";
import { operatorPayment } from "./operator/payment.ts";
import { operatorPlan, operatorPlans } from "./operator/plans.ts";
import { operatorSeller } from "./operator/seller.ts";

/** Rooms of the company that runs Hozur; nobody else gets in. */
export const ownerOperatorScreens: readonly Screen<Api>[] = [
  operatorHome,
  operatorOrders,
  operatorOrder,
  operatorPayment,
  operatorCases,
  operatorRefunds,
  operatorOrgs,
  operatorOrg,
  operatorDebts,
  operatorAct,
  operatorBank,
  operatorImport,
  operatorLine,
  operatorGive,
  operatorMoney,
  operatorParked,
  operatorAudit,
  operatorRequests,
  operatorPlans,
  operatorPlan,
  operatorSeller,
];
