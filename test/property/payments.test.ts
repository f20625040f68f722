import fc from "fast-check";
import { expect, test } from "vitest";
import { tick } from "../../api/operations/tick.ts";
import { annulOrder, reinstateOrder } from "../../api/billing/annul-order.ts";
import { changeBooks } from "../../api/billing/change-books.ts";
import { systemContext } from "../../api/core/context.ts";
import { systemPermit } from "../../api/core/permissions.ts";
import { faultNames } from "../../bot/simulator/gateways/faults.ts";
import { codeOf, createPaymentsHouse, type PaymentsHouse } from "../support/payments-house.ts";

const minute = 60_000;

/** What may happen around one order, in any order; `at` picks one of the payments the gateway knows. */
type Step =
  | { readonly do: "pay"; readonly rail: number }
  | {
      readonly do: "buyer_pays" | "buyer_cancels" | "deliver" | "forge" | "return";
      readonly at: number;
    }
  | { readonly do: "fault"; readonly name: number; readonly times: number }
  | { readonly do: "tick" | "webhooks" | "annul" | "reinstate" | "check" }
  | { readonly do: "wait"; readonly minutes: number }
  | { readonly do: "at_once"; readonly at: number };

const at = fc.nat({ max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("pay" as const), rail: fc.nat({ max: 1 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("buyer_pays" as const), at }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "buyer_cancels" as const,
        "deliver" as const,
        "forge" as const,
        "return" as const,
      ),
      at,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("fault" as const),
      name: fc.nat(),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "tick" as const,
        "webhooks" as const,
        "annul" as const,
        "reinstate" as const,
        "check" as const,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      minutes: fc.integer({ min: 1, max: 90 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("at_once" as const), at }) },
);

/** Those a run can wait for: a call that hangs takes as long as our patience. */
const faults = faultNames.filter((name) => name !== "hang" && name !== "slow");

const railsOf = {
  ir: ["zarinpal", "zarinpal"],
  ru: ["yookassa_card", "yookassa_sbp"],
} as const;

async function run(
  house: PaymentsHouse,
  profile: "ir" | "ru",
  order: string,
  steps: readonly Step[],
) {
  const { world } = house;
  const { control } = world.gateways;
  const paymentAt = (index: number) => {
    const { payments } = control.ledger();
    return payments[index % Math.max(payments.length, 1)]?.id;
  };
  const backs = new Map<string, string>();
  const back = (id: string) => {
    const url = backs.get(id);
    return url === undefined ? Promise.resolve() : house.visit(url);
  };
  const checkAll = async () =>
    Promise.all((await house.attempts()).map(({ id }) => codeOf(house.check(id))));
  const annul = (how: typeof annulOrder | typeof reinstateOrder) =>
    changeBooks<null>(systemContext(world.deps, "test"), house.orgId, (loaded) => {
      const found = loaded.books.orders.find(({ id }) => id === order);
      const part = found === undefined ? null : how(loaded, found, "test");
      return part === null
        ? { unchanged: null }
        : { ...part, permit: systemPermit(), answer: null };
    });

  for (const now of steps) {
    switch (now.do) {
      case "pay":
        await codeOf(house.pay(order, railsOf[profile][now.rail] ?? "zarinpal"));
        break;
      case "fault":
        control.next(faults[now.name % faults.length] ?? "drop", { times: now.times });
        break;
      case "wait":
        world.now += now.minutes * minute;
        break;
      case "tick":
        await tick(world.deps);
        break;
      case "webhooks":
        await control.settle();
        break;
      case "annul":
        await annul(annulOrder);
        break;
      case "reinstate":
        await annul(reinstateOrder);
        break;
      case "check":
        await checkAll();
        break;
      case "buyer_pays":
      case "buyer_cancels":
      case "deliver":
      case "forge":
      case "return":
      case "at_once": {
        const id = paymentAt(now.at);
        if (id !== undefined) await act(now.do, id);
      }
    }
  }

  async function act(what: Extract<Step, { at: number }>["do"], id: string): Promise<void> {
    if (what === "buyer_pays") {
      const url = control.pay(id);
      if (url !== null) backs.set(id, url);
    } else if (what === "buyer_cancels") control.cancel(id);
    else if (what === "deliver") await control.deliver(id, 2);
    else if (what === "forge")
      await control.forge({ event: profile === "ir" ? "callback_ok" : "payment.succeeded", id });
    else if (what === "return") await back(id);
    else
      await Promise.all([
        back(id),
        control.deliver(id, 3),
        control.settle(),
        checkAll(),
        tick(world.deps),
        back(id),
      ]);
  }
}

/** The gateways work again and a day goes by: whatever was lost on its way is found. */
async function calm({ world }: PaymentsHouse): Promise<void> {
  const { control } = world.gateways;
  control.clearFaults();
  for (const pause of [3, 30, 120, 600, 1440]) {
    world.now += pause * minute;
    await control.settle();
    await world.settle();
  }
}

test.each(["ir", "ru"] as const)(
  "whatever gateways, buyers, clocks and networks do, each captured sum is credited once and the books are sound (%s; BIL P2, P5, P6, P9, P10)",
  { timeout: 180_000 },
  async (profile) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 22 }), async (steps) => {
        const house = await createPaymentsHouse(profile, { isQuiet: true });
        try {
          const order = await house.order();
          const total = await house.total(order);
          await run(house, profile, order, steps);
          await calm(house);
          await house.expectSound();
          // Paid, or in the wallet: never lost, never both (P5).
          const { merchants } = house.world.gateways.control.ledger();
          const captured = merchants.reduce((sum, { balance }) => sum + balance, 0);
          const isPaid = (await house.orderState(order)) === "paid";
          expect(await house.wallet()).toBe(captured - (isPaid ? total : 0));
          const attempts = await house.attempts();
          expect(attempts.filter(({ underReviewAt }) => underReviewAt !== null)).toEqual([]);
          expect(attempts.filter(({ nextCheckAt }) => nextCheckAt !== null)).toEqual([]);
        } finally {
          await house.world.close();
        }
      }),
      { numRuns: 40 },
    );
  },
);
