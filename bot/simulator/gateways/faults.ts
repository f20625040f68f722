import type { Rail } from "./model.ts";

/** Everything that can be made to go wrong next, by name, so that a scenario is data and a failing test can print it. */
export const faultNames = [
  // The merchant's call
  "http500_before",
  "http500_after_commit",
  "lose_request",
  "lose_answer",
  "hang",
  "slow",
  "truncate_body",
  "html_instead_of_json",
  "too_many_requests",
  // A refund of YooKassa
  "refund_pending",
  "refund_canceled",
  // A webhook of YooKassa
  "drop",
  "delay",
  "dup",
  "reorder",
] as const;
export type FaultName = (typeof faultNames)[number];

/** What each of them does, for people who read a scenario. */
export const faultMeanings: Readonly<Record<FaultName, string>> = {
  http500_before: "nothing is done, the answer is HTTP 500",
  http500_after_commit: "it is done, the answer is HTTP 500",
  lose_request: "nothing is done, the connection breaks",
  lose_answer: "it is done, the connection breaks",
  hang: "it is done, no answer ever comes",
  slow: "it is done, the answer comes late (`ms`, 100 unless told)",
  truncate_body: "it is done, the answer is half a JSON",
  html_instead_of_json: "it is done, a proxy answers with a page and 200",
  too_many_requests: "nothing is done: Zarinpal −12, YooKassa 429",
  refund_pending: "the refund takes a minute",
  refund_canceled: "the refund takes a minute and is canceled",
  drop: "a delivery gets lost on its way; the next one follows the curve",
  delay: "the first delivery comes late (`ms`, a minute unless told)",
  dup: "a delivery arrives `copies` times at once, 2 unless told",
  reorder: "the event arrives after the next one, at the latest a minute later",
};

export interface FaultOptions {
  /** How many it hits; default 1. */
  readonly times?: number;
  readonly rail?: Rail;
  /** Only this call: `request`, `verify`, `inquiry`, `unVerified`, `create`, `get`, `list`, `refund`, … */
  readonly call?: string;
  readonly ms?: number;
  readonly copies?: number;
}

export interface FaultPlan {
  readonly add: (name: FaultName, options?: FaultOptions) => void;
  /** Takes the first planned fault among `names` that fits. */
  readonly take: (
    names: readonly FaultName[],
    rail: Rail,
    call: string,
  ) => { readonly name: FaultName; readonly options: FaultOptions } | undefined;
  readonly clear: () => void;
}

export function createFaultPlan(): FaultPlan {
  const planned: { name: FaultName; options: FaultOptions; left: number }[] = [];
  return {
    add(name, options = {}) {
      if (!faultNames.includes(name)) throw new Error(`there is no fault ${name}`);
      planned.push({ name, options, left: options.times ?? 1 });
    },
    take(names, rail, call) {
      const at = planned.findIndex(
        ({ name, options }) =>
          names.includes(name) &&
          (options.rail ?? rail) === rail &&
          (options.call ?? call) === call,
      );
      const hit = planned[at];
      if (!hit) return undefined;
      if (--hit.left <= 0) planned.splice(at, 1);
      return hit;
    },
    clear: () => void planned.splice(0),
  };
}
