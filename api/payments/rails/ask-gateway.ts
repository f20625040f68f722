import { type Unknown, unknown } from "./outcome.ts";

export type GatewayFetch = (url: string, init: RequestInit) => Promise<Response>;

export interface GatewayQuestion {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface GatewayAnswer {
  readonly kind: "answer";
  readonly status: number;
  /** Parsed JSON. */
  readonly body: unknown;
}

/**
 * Asks once and reads the body whatever the status, for gateways tell the result in it. Never throws and never repeats;
 * errors of the network are named, not quoted: their texts may carry addresses and headers.
 * @param timeoutMs for the whole exchange, the body included
 */
export async function askGateway(
  fetch: GatewayFetch,
  question: GatewayQuestion,
  timeoutMs: number,
): Promise<GatewayAnswer | Unknown> {
  const signal = AbortSignal.timeout(timeoutMs);
  const { url, method, headers, body } = question;
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  let status: number;
  let text: string;
  try {
    // A redirect would carry the secrets to wherever it points.
    const response = await fetch(url, { method, headers, signal, redirect: "manual", ...json });
    status = response.status;
    text = await response.text();
  } catch {
    return unknown(signal.aborted ? "timeout" : "network");
  }
  const parsed = parse(text);
  if (parsed === undefined) return unknown(status >= 500 ? "server" : "garbled");
  return { kind: "answer", status, body: parsed };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The gateway's own words for the operator's log, short and without what must not be there. */
export function forLog(words: string, ...secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length > 0)
    .reduce((text, secret) => text.replaceAll(secret, "…"), words)
    .slice(0, 200);
}
