/** What the operator's people are called for; each has a heading of its own. */
export type OperatorTopic =
  | "plan_request"
  | "payment_case"
  | "parked"
  | "unmatched_money"
  | "payment_alarm"
  | "gateway_settings"
  | "accrual_failed";
