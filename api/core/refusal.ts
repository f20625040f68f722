/** Every refusal the API can answer with, and its HTTP status. Each code has a fa and a ru text under `errors.<code>`. */
export const refusalStatus = {
  invalid_input: 400,
  malformed_json: 400,
  idempotency_key_missing: 400,
  unauthenticated: 401,
  not_a_member: 403,
  employment_ended: 403,
  forbidden: 403,
  own_request: 403,
  not_found: 404,
  method_not_allowed: 405,
  already_decided: 409,
  already_member: 409,
  already_undone: 409,
  stale: 409,
  overlapping_request: 409,
  leave_started: 409,
  last_owner: 409,
  name_taken: 409,
  invite_used: 409,
  invite_expired: 410,
  undo_too_late: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  idempotency_key_reused: 422,
  contact_not_own: 422,
  phone_invalid: 422,
  phone_anonymous: 422,
  phone_taken: 409,
  no_workplace: 422,
  forwarded: 422,
  via_bot: 422,
  scheduled_message: 422,
  venue: 422,
  location_needed: 422,
  nothing_to_undo: 422,
  in_the_future: 422,
  too_old: 422,
  insufficient_balance: 422,
  nothing_to_charge: 422,
  range_too_long: 422,
  date_out_of_range: 422,
  no_approver: 422,
  no_shift: 422,
  outside_employment: 422,
  not_billed: 409,
  account_parked: 409,
  unpaid_orders: 409,
  overdue_orders: 409,
  annulled_seats: 409,
  no_plan: 409,
  plan_lapsed: 409,
  plan_not_offered: 409,
  free_used: 409,
  nothing_to_remove: 409,
  wrong_meter: 409,
  quantity_invalid: 422,
  too_many_orders: 429,
  price_changed: 409,
  already_paid: 409,
  order_annulled: 409,
  rail_unavailable: 409,
  gateway_unavailable: 502,
  refund_too_large: 409,
  seller_missing: 409,
  requisites_missing: 409,
  requisites_invalid: 422,
  statement_invalid: 422,
  bank_line_known: 409,
  bank_line_settled: 409,
  wrong_currency: 422,
  wallet_too_small: 409,
  still_faulty: 409,
  plan_date_past: 422,
  plan_date_taken: 409,
  plan_dates_order: 409,
  plan_unchanged: 422,
  price_step: 422,
  debt_lock: 402,
  plan_lock: 402,
  order_lock: 402,
  seat_lock: 402,
  no_free_seat: 402,
  owner_needed: 409,
  internal: 500,
  unavailable: 503,
} as const;

export type RefusalCode = keyof typeof refusalStatus;
export type RefusalParams = Readonly<Record<string, string | number | null>>;

/** A refusal with a stable code; `params` are facts for the text (names, sums, distances). */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly params: RefusalParams;
  readonly errors: readonly { readonly pointer: string; readonly code: string }[];

  constructor(code: RefusalCode, params: RefusalParams = {}, errors: Refusal["errors"] = []) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.params = params;
    this.errors = errors;
  }
}
