export type AttemptState =
  | "created"
  | "pending"
  | "succeeded"
  | "failed"
  | "expired"
  | "canceled_gateway"
  | "canceled_local"
  | "refunding"
  | "refunded";

export type AttemptEvent =
  | "sent"
  | "succeeded"
  | "failed"
  | "expired"
  | "canceled_gateway"
  | "canceled_local"
  | "refund_asked"
  | "refund_done"
  | "refund_failed";

/**
 * Edges of BIL §5.4. Money that comes late is still money: what we gave up (`canceled_local`, `expired`) can succeed, and a
 * success or a cancellation may overtake the gateway's answer to our request. The gateway's own final words stand. A refund of a part ends where
 * it began.
 */
const edges: Readonly<Record<AttemptState, Readonly<Partial<Record<AttemptEvent, AttemptState>>>>> =
  {
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
    canceled_local: { succeeded: "succeeded" },
    expired: { succeeded: "succeeded" },
    succeeded: { refund_asked: "refunding" },
    refunding: { refund_done: "refunded", refund_failed: "succeeded" },
    failed: {},
    canceled_gateway: {},
    refunded: {},
  };

/** The state after an event; null when nothing changes: it came twice, or too late to matter. */
export const attemptAfter = (state: AttemptState, event: AttemptEvent): AttemptState | null =>
  edges[state][event] ?? null;

/** Waits for its end; one order has at most one such attempt (I15). */
export const isLive = (state: AttemptState): boolean => state === "created" || state === "pending";
