import type { FaultPlan } from "./faults.ts";
import type { GatewayWorld } from "./world.ts";
import type { YookassaEvent } from "./yookassa-desk.ts";

/** Delays (ms) after the event at which it is delivered until somebody answers 200; then YooKassa gives up. */
export const retryCurve = [0, 10_000, 60_000, 600_000, 3_600_000, 21_600_000, 86_400_000] as const;

const patience = 10_000;

export interface Delivery {
  readonly event: string;
  readonly id: string;
  readonly at: number;
  /** HTTP status; 0 for no answer, or a delivery that was dropped. */
  readonly status: number;
}

interface Notice {
  readonly event: YookassaEvent;
  readonly id: string;
  readonly body: string;
  readonly from: number;
  tries: number;
  dueAt: number;
  /** Waits until another one was delivered. */
  heldBack: boolean;
}

export interface Webhooks {
  /** Keeps an event with the object as it is now. */
  readonly notify: (event: YookassaEvent, id: string) => void;
  /** Sends this one now, outside the queue. @returns the HTTP status, 0 for no answer */
  readonly send: (event: string, object: { readonly id: string }) => Promise<number>;
  /** Delivers all that is due at this time, with retries that became due; settles when nothing is. */
  readonly settle: () => Promise<void>;
  readonly waiting: () => number;
  readonly log: Delivery[];
  target: string | null;
  readonly reset: () => void;
}

/** The queue of YooKassa's notifications. Nothing in it moves by itself: somebody calls `settle`. */
export function createWebhooks(parts: {
  world: GatewayWorld;
  faults: FaultPlan;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  target: string | null;
  objectOf: (id: string) => object | undefined;
}): Webhooks {
  const { world, faults, objectOf } = parts;
  const queue: Notice[] = [];
  const log: Delivery[] = [];
  let settling: Promise<void> | null = null;

  const hooks: Webhooks = {
    log,
    target: parts.target,
    waiting: () => queue.length,
    notify(event, id) {
      const from = world.now();
      const body = JSON.stringify({ type: "notification", event, object: objectOf(id) });
      const late = faults.take(["delay"], "yookassa", event)?.options;
      const heldBack = faults.take(["reorder"], "yookassa", event) !== undefined;
      const dueAt = from + (late ? (late.ms ?? 60_000) : heldBack ? 60_000 : 0);
      queue.push({ event, id, body, from, tries: 0, dueAt, heldBack });
    },
    send: (event, object) =>
      post(JSON.stringify({ type: "notification", event, object }), event, object.id),
    settle() {
      // Two that settle together share one round: the same notice is never sent twice by accident.
      settling ??= drain().finally(() => (settling = null));
      return settling;
    },
    reset() {
      queue.splice(0);
      log.splice(0);
    },
  };

  async function drain(): Promise<void> {
    for (;;) {
      const due = queue.filter(({ dueAt }) => dueAt <= world.now());
      const [first] = due.toSorted((a, b) => a.dueAt - b.dueAt);
      if (!first || hooks.target === null) return;
      await attempt(first);
      for (const held of queue)
        if (held.heldBack && held !== first) [held.heldBack, held.dueAt] = [false, world.now()];
    }
  }

  async function attempt(notice: Notice): Promise<void> {
    const { event, id, body, from } = notice;
    notice.heldBack = false;
    const taken = await deliver(event, id, body);
    const next = retryCurve[++notice.tries];
    if (taken || next === undefined) queue.splice(queue.indexOf(notice), 1);
    else notice.dueAt = Math.max(from + next, notice.dueAt);
  }

  async function deliver(event: string, id: string, body: string): Promise<boolean> {
    if (faults.take(["drop"], "yookassa", event)) {
      log.push({ event, id, at: world.now(), status: 0 });
      return false;
    }
    const twice = faults.take(["dup"], "yookassa", event)?.options;
    const copies = twice ? (twice.copies ?? 2) : 1;
    const statuses = await Promise.all(Array.from({ length: copies }, () => post(body, event, id)));
    return statuses.includes(200);
  }

  async function post(body: string, event: string, id: string): Promise<number> {
    const status = hooks.target === null ? 0 : await statusOf(hooks.target, body);
    log.push({ event, id, at: world.now(), status });
    return status;
  }

  async function statusOf(target: string, body: string): Promise<number> {
    const headers = { "content-type": "application/json" };
    const signal = AbortSignal.timeout(patience);
    try {
      const answer = await parts.fetch(target, { method: "POST", headers, body, signal });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return 0;
    }
  }

  return hooks;
}
