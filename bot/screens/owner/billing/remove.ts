import type { TextKey } from "../../../../locales/index.ts";
import { ask, named, type Api } from "../../../core/api.ts";
import { bold, lines } from "../../../core/html.ts";
import type { Screen } from "../../../core/screen.ts";
import { type Reply, to } from "../../../core/view.ts";
import { backKey } from "../../shared/steer.ts";
import { askCount, typedCount } from "./count-input.ts";
import { type Ctx, orProblem, readBalance, readQuote } from "./desk.ts";
import { orBillingRefusal } from "./refusal.ts";
import { unitsText } from "../../shared/billing-words.ts";

/** Fewer seats from the next term on; nothing changes before it and nothing is paid back (BIL KV-15, AT-18). */
export const removeSeatsScreen: Screen<Api> = {
  name: "billing-remove",
  code: "br",
  permission: "billing.manage",
  open: (ctx, [action = "", count = ""]) =>
    orBillingRefusal(
      ctx,
      async () => {
        const seats = typedCount(count);
        if (action === "count" && seats !== null) return preview(ctx, seats);
        if (action === "yes" && seats !== null) return schedule(ctx, seats);
        return askSeats(ctx);
      },
      to("billing-plan"),
    ),
  text(ctx, text) {
    const seats = typedCount(text);
    return seats === null ? askSeats(ctx, "billing.count.invalid") : preview(ctx, seats);
  },
};

async function askSeats(ctx: Ctx, problem?: TextKey): Promise<Reply> {
  const { t } = ctx;
  const { seats, plan, pending } = await readBalance(ctx);
  if (plan === null) return ctx.stale(to("billing"));
  const date = t.format.date(plan.endsOn);
  if (seats.active <= 1 && pending.seatsToRemove === 0)
    return {
      show: {
        body: t.th("billing.remove.nothing"),
        keys: [[backKey(t, to("billing-plan"))]],
      },
    };
  const counts = [...new Set([seats.free, 1, 2, 3])].filter(
    (count) => count > 0 && count < seats.active,
  );
  const asked = askCount(ctx, {
    step: "billing-remove",
    body: lines(
      bold(t.th("billing.remove.title")),
      t.th("billing.balance.seats", {
        used: t.format.number(Math.min(seats.needed, seats.active)),
        active: t.format.number(seats.active),
      }),
      pending.seatsToRemove > 0 &&
        t.th("billing.balance.pending_seats", {
          count: pending.seatsToRemove,
          date: t.format.dayMonth(plan.endsOn),
        }),
      t.th("billing.remove.hint", { date }),
    ),
    keys: [
      ...counts.map((count) => ({
        label: t.tp("billing.remove.keys.count", { seats: unitsText(t, "seat", count) }),
        go: to("billing-remove", ["count", count]),
      })),
      ...(pending.seatsToRemove > 0
        ? [{ label: t.tp("billing.remove.keys.undo"), go: to("billing-plan", ["unseats"]) }]
        : []),
    ],
    back: to("billing-plan"),
    problem,
  });
  return asked;
}

async function preview(ctx: Ctx, seats: number): Promise<Reply> {
  const { t } = ctx;
  const quoted = await orProblem(readQuote(ctx, { kind: "fewer_seats", quantity: seats }), [
    "quantity_invalid",
  ]);
  if ("problem" in quoted) return askSeats(ctx, "billing.remove.leaves_none");
  const { value: quote } = quoted;
  if (quote.kind !== "scheduled") return ctx.stale(to("billing-plan"));
  const { seatsAfter, waitingAfter, appliesOn } = quote;
  return {
    show: {
      body: lines(
        bold(t.th("billing.remove.title")),
        t.th("billing.balance.pending_seats", {
          count: seats,
          date: t.format.date(appliesOn),
        }),
        t.th("billing.remove.rest", { seats: unitsText(t, "seat", seatsAfter ?? 0) }),
        waitingAfter !== null &&
          waitingAfter > 0 &&
          t.th("billing.remove.waiting", { count: waitingAfter }),
      ),
      keys: [
        [
          {
            label: t.tp("billing.quote.keys.schedule"),
            go: to("billing-remove", ["yes", seats]),
            style: "primary",
          },
        ],
        [backKey(t, to("billing-remove"))],
      ],
    },
  };
}

async function schedule(ctx: Ctx, seatsToRemove: number): Promise<Reply> {
  await ask(
    ctx.api.billing.orders.$post(
      { json: { wish: { kind: "fewer_seats", quantity: seatsToRemove }, expected: null } },
      named(ctx.idempotencyKey()),
    ),
  );
  return {
    toast: { text: ctx.t.tp("billing.remove.done") },
    go: to("billing-plan"),
    dialog: "clear",
  };
}
