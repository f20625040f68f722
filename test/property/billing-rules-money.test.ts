import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderAfter } from "../../api/billing/rules/orders.ts";
import {
  applyPosting,
  orderPosting,
  paymentPosting,
  reversal,
  sumsToZero,
} from "../../api/billing/rules/postings.ts";
import type { Entry, OrderState } from "../../api/billing/rules/types.ts";
import { attemptAfter } from "../../api/payments/rules/attempts.ts";
import type { AttemptState } from "../../api/payments/rules/attempts.ts";
import { conclude } from "../../api/payments/rules/conclude.ts";

interface Sold {
  readonly id: string;
  readonly total: number;
  readonly activation: "on_order" | "on_payment";
  readonly state: OrderState;
}

interface World {
  readonly orders: readonly Sold[];
  readonly entries: readonly Entry[];
  readonly received: number;
}

type Event =
  | { readonly do: "pay"; readonly order: number; readonly amount: number }
  | { readonly do: "annulled" | "reinstated" | "passed"; readonly order: number };

const postingOf = ({ total, activation }: Sold): Entry[] =>
  activation === "on_order" ? orderPosting({ currency: "RUB", total, tax: 0 }) : [];

const factsOf = ({ total, activation }: Sold) => ({
  now: 2,
  dueAt: activation === "on_order" ? 1 : null,
  total,
  refunded: 0,
});

const balanceOf = ({ entries }: World, account: string): number =>
  entries.reduce((sum, entry) => sum + (entry.account === account ? entry.amount : 0), 0);

const isOwed = ({ state }: Sold): boolean => state === "due" || state === "overdue";

const sumOf = (orders: readonly Sold[]): number =>
  orders.reduce((sum, { total }) => sum + total, 0);

function paying(world: World, id: string | null, amount: number): World {
  const { pays, walletAfter } = conclude({
    orderId: id,
    amount,
    wallet: 0 - balanceOf(world, "wallet"),
    orders: world.orders.map((order, index) => ({ ...order, createdAt: index, number: index })),
    isParked: false,
  });
  const paid = world.orders.filter((order) => pays.includes(order.id));
  const after: World = {
    received: world.received + amount,
    entries: [
      ...world.entries,
      ...paymentPosting({ rail: "bank", currency: "RUB", amount }),
      ...paid.flatMap((order) => applyPosting({ ...order, currency: "RUB", tax: 0 })),
    ],
    orders: world.orders.map((order) =>
      pays.includes(order.id) ? { ...order, state: stateAfter(order, "paid") } : order,
    ),
  };
  expect(0 - balanceOf(after, "wallet")).toBe(walletAfter);
  return after;
}

function stateAfter(order: Sold, event: "paid"): OrderState {
  const next = orderAfter(order.state, event, factsOf(order));
  if (next === null) throw new Error(`money for an order that is ${order.state}`);
  return next;
}

function happening(world: World, event: Exclude<Event, { do: "pay" }>): World {
  const order = world.orders[event.order];
  const state = order ? orderAfter(order.state, event.do, factsOf(order)) : null;
  if (!order || state === null) return world;
  const booked = postingOf(order);
  const moved = { annulled: reversal(booked), reinstated: booked, passed: [] }[event.do];
  return {
    ...world,
    entries: [...world.entries, ...moved],
    orders: world.orders.with(event.order, { ...order, state }),
  };
}

const order = fc.record({
  total: fc.integer({ min: 1, max: 300 }),
  activation: fc.constantFrom("on_order" as const, "on_payment" as const),
});
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    do: fc.constant("pay" as const),
    order: fc.nat(3),
    amount: fc.integer({ min: 1, max: 300 }),
  }),
  fc.record({
    do: fc.constantFrom("annulled" as const, "reinstated" as const, "passed" as const),
    order: fc.nat(3),
  }),
);

describe("paying twice, late, too much and for what was annulled (BIL P5, P6)", () => {
  it("leaves all money with an order or in the wallet, never both, never lost", () => {
    fc.assert(
      fc.property(
        fc.array(order, { minLength: 1, maxLength: 3 }),
        fc.array(event, { maxLength: 12 }),
        (sold, events) => {
          const orders = sold.map((one, index): Sold => ({
            ...one,
            id: `o${index}`,
            state: one.activation === "on_order" ? "due" : "quoted",
          }));
          let world: World = { orders, entries: orders.flatMap(postingOf), received: 0 };
          for (const each of events) {
            world =
              each.do === "pay"
                ? paying(world, world.orders[each.order]?.id ?? null, each.amount)
                : happening(world, each);
            const paid = world.orders.filter(({ state }) => state === "paid");
            expect(sumsToZero(world.entries)).toBe(true);
            expect(balanceOf(world, "cash:bank")).toBe(world.received);
            expect(0 - balanceOf(world, "wallet")).toBe(world.received - sumOf(paid));
            expect(balanceOf(world, "wallet")).toBeLessThanOrEqual(0);
            expect(balanceOf(world, "receivable")).toBe(sumOf(world.orders.filter(isOwed)));
          }
        },
      ),
    );
  });

  it("counts a success once, whatever the gateway says before and after (I16)", () => {
    const said = fc.array(
      fc.constantFrom(
        "sent" as const,
        "succeeded" as const,
        "failed" as const,
        "expired" as const,
        "canceled_gateway" as const,
        "canceled_local" as const,
      ),
    );
    fc.assert(
      fc.property(said, (all) => {
        let state: AttemptState = "created";
        let successes = 0;
        for (const each of all) {
          const next = attemptAfter(state, each);
          if (next === "succeeded") successes += 1;
          state = next ?? state;
          if (successes > 0) expect(state).toBe("succeeded");
        }
        expect(successes).toBeLessThanOrEqual(1);
      }),
    );
  });
});
