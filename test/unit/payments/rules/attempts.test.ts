import { describe, expect, it } from "vitest";
import { attemptAfter, isLive } from "../../../../api/payments/rules/attempts.ts";
import type { AttemptEvent, AttemptState } from "../../../../api/payments/rules/attempts.ts";

const events: readonly AttemptEvent[] = [
  "sent",
  "succeeded",
  "failed",
  "expired",
  "canceled_gateway",
  "canceled_local",
  "refund_asked",
  "refund_done",
  "refund_failed",
];

/** BIL §5.4. */
const edges: Readonly<Record<AttemptState, Partial<Record<AttemptEvent, AttemptState>>>> = {
  created: {
    sent: "pending",
    succeeded: "succeeded",
    failed: "failed",
    expired: "expired",
    canceled_gateway: "canceled_gateway",
    canceled_local: "canceled_local",
  },
  pending: {
    succeeded: "succeeded",
    failed: "failed",
    expired: "expired",
    canceled_gateway: "canceled_gateway",
    canceled_local: "canceled_local",
  },
  succeeded: { refund_asked: "refunding" },
  failed: {},
  expired: { succeeded: "succeeded" },
  canceled_gateway: {},
  canceled_local: { succeeded: "succeeded" },
  refunding: { refund_done: "refunded", refund_failed: "succeeded" },
  refunded: {},
};
const states = Object.keys(edges) as AttemptState[];

describe("an attempt to pay", () => {
  it.each(states)("that is %s moves only along its edges", (state) => {
    for (const event of events) {
      expect([event, attemptAfter(state, event)]).toEqual([event, edges[state][event] ?? null]);
    }
  });

  it("lives while it is made and waits", () => {
    expect(states.filter(isLive)).toEqual(["created", "pending"]);
  });
});
