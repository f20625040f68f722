import fc from "fast-check";
import type { Wish } from "../../api/billing/schemas.ts";
import type { FaultName } from "../../bot/simulator/gateways/faults.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Pure data, so that a failing run prints what happened. Numbers choose among what there is, and start again at its end. */
export type Act =
  | {
      readonly do: "order";
      readonly side: number;
      readonly wish: CountryWish;
      readonly clicks: number;
    }
  | { readonly do: "pay"; readonly side: number; readonly which: number; readonly rail: Rail }
  | { readonly do: "atGateway"; readonly how: "pay" | "cancel" | "decline"; readonly which: number }
  | { readonly do: "hear"; readonly how: Hearing; readonly which: number }
  | { readonly do: "forge" | "tamper" | "repeat"; readonly which: number }
  | { readonly do: "fault"; readonly fault: FaultName }
  | { readonly do: "cancel"; readonly side: number; readonly which: number }
  | { readonly do: "removeSeats"; readonly side: number; readonly seats: number }
  | { readonly do: "unschedule"; readonly side: number; readonly kind: "plan" | "seats" }
  | { readonly do: "annul" | "reinstate"; readonly side: number; readonly which: number }
  | {
      readonly do: "refund";
      readonly which: number;
      readonly percent: number;
      readonly works: boolean;
    }
  | {
      readonly do: "adjust";
      readonly side: number;
      readonly asset: "money" | "PM";
      readonly amount: number;
    }
  | { readonly do: "punch"; readonly side: number; readonly which: number }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "race"; readonly acts: readonly SingleAct[] };

export type SingleAct = Exclude<Act, { do: "race" }>;

/** `units`: seats, or people for the rest of the term, as the country counts. */
export type CountryWish = Wish | { readonly kind: "units"; readonly quantity: number };
/** `online`: the first one of the country. */
type Rail = "online" | "zarinpal" | "yookassa_card" | "yookassa_sbp" | "wallet";
type Hearing = "webhook" | "webhookTwice" | "return" | "check" | "settle";

const side = fc.nat({ max: 1 });
const which = fc.nat({ max: 5 });
const quantity = fc.integer({ min: 1, max: 3 });
const wish: fc.Arbitrary<CountryWish> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("units" as const), quantity }) },
  fc.record({ kind: fc.constant("seats" as const), quantity }),
  fc.record({ kind: fc.constant("topup" as const), persons: quantity }),
  fc.constant({ kind: "debt" as const }),
  {
    weight: 4,
    arbitrary: fc.record(
      {
        kind: fc.constant("plan" as const),
        planCode: fc.constantFrom("1", "3", "6", "12", "free"),
        quantity,
      },
      { requiredKeys: ["kind", "planCode"] },
    ),
  },
);
const rail = fc.constantFrom<Rail>(
  ...(["online", "online", "online", "zarinpal", "yookassa_card", "yookassa_sbp"] as const),
  "wallet",
);
const faults: readonly FaultName[] = [
  ...(["http500_before", "http500_after_commit", "lose_request", "lose_answer"] as const),
  ...(["truncate_body", "html_instead_of_json", "too_many_requests"] as const),
  ...(["drop", "delay", "dup", "reorder"] as const),
];
const of = <Kind extends Act["do"]>(
  weight: number,
  what: Kind,
  rest: { [Key in Exclude<keyof Extract<Act, { do: Kind }>, "do">]: fc.Arbitrary<unknown> },
): { weight: number; arbitrary: fc.Arbitrary<Act> } => ({
  weight,
  arbitrary: fc.record({ do: fc.constant(what), ...rest }) as unknown as fc.Arbitrary<Act>,
});
const single = fc.oneof(
  of(10, "order", { side, wish, clicks: fc.constantFrom(1, 1, 1, 2, 3) }),
  of(9, "pay", { side, which, rail }),
  of(8, "atGateway", { how: fc.constantFrom("pay", "pay", "pay", "cancel", "decline"), which }),
  of(8, "hear", {
    how: fc.constantFrom("webhook", "webhookTwice", "return", "check", "settle"),
    which,
  }),
  of(1, "forge", { which }),
  of(1, "tamper", { which }),
  of(1, "repeat", { which }),
  of(3, "fault", { fault: fc.constantFrom(...faults) }),
  of(2, "cancel", { side, which }),
  of(1, "removeSeats", { side, seats: quantity }),
  of(1, "unschedule", { side, kind: fc.constantFrom("plan", "seats") }),
  of(1, "annul", { side, which }),
  of(1, "reinstate", { side, which }),
  of(2, "refund", { which, percent: fc.constantFrom(40, 60, 100), works: fc.boolean() }),
  of(2, "adjust", {
    side,
    asset: fc.constantFrom("money", "PM"),
    amount: fc.constantFrom(-200_000, -2, 1, 3, 200_000),
  }),
  of(1, "wait", { ms: fc.constant(0) }),
);
/** What moves the clock happens alone. */
const alone = fc.oneof(
  of(3, "punch", { side, which }),
  of(6, "wait", {
    ms: fc.constantFrom(
      minute,
      3 * minute,
      40 * minute,
      5 * hour,
      day,
      3 * day,
      6 * day,
      20 * day,
      40 * day,
    ),
  }),
);
export const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 20, arbitrary: single },
  { weight: 4, arbitrary: alone },
  of(4, "race", { acts: fc.array(single, { minLength: 2, maxLength: 3 }) }),
);
