import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";
import type { UpdateSource } from "./updates.ts";

export interface Target {
  readonly url: string;
  readonly secret: string;
  readonly updates: UpdateSource;
}

export interface LoadResult {
  /** Answers with status 200. */
  readonly acknowledged: number;
  readonly errors: number;
  /** Milliseconds of each call, ascending. */
  readonly latencies: readonly number[];
}

/** Closed loop: each connection posts its next update when the last is answered. No call is cut off at the end. */
export async function runLoad(
  { url, secret, updates }: Target,
  connections: number,
  seconds: number,
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  const until = performance.now() + seconds * 1000;
  let errors = 0;
  const lanes = Array.from({ length: connections }, async () => {
    while (performance.now() < until) {
      const started = performance.now();
      const status = await post(agent, url, secret, updates.next()).catch(() => 0);
      latencies.push(performance.now() - started);
      if (status !== 200) errors += 1;
    }
  });
  await Promise.all(lanes);
  agent.destroy();
  const ascending = latencies.toSorted((a, b) => a - b);
  return { acknowledged: latencies.length - errors, errors, latencies: ascending };
}

function post(agent: Agent, url: string, secret: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        agent,
        method: "POST",
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "x-telegram-bot-api-secret-token": secret,
        },
      },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
      },
    );
    call.on("error", reject);
    call.end(body);
  });
}

/** The value below which `share` (0…1) of the ascending list lies. */
export function percentile(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? 0;
}
