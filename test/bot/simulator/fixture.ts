import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";
import type { Update } from "../../../bot/simulator/model.ts";
import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from "../../../bot/simulator/simulator.ts";

export const STAFF = {
  token: "1001:staff",
  username: "staff_bot",
  name: "Staff",
  kind: "staff",
} as const;
export const OWNER = {
  token: "1002:owner",
  username: "owner_bot",
  name: "Owner",
  kind: "owner",
} as const;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** A started simulator with a clock that stands until it is moved. */
export async function simulator(options: Partial<SimulatorOptions> = {}) {
  const clock = { now: Date.UTC(2026, 10, 21, 8, 0, 0) };
  const sim = createSimulator({
    bots: [STAFF, OWNER],
    clock: () => clock.now,
    retryDelays: [0, 5, 10],
    retryAfterSecond: 10,
    ...options,
  });
  await sim.start();
  cleanups.push(() => sim.stop());
  return { sim, clock };
}

export type Answer<Result> = {
  status: number;
  ok: boolean;
  result: Result;
  description?: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number };
  headers: Headers;
};

/** Calls a method with JSON, as a bot does. */
export async function call<Result = { message_id: number }>(
  sim: Simulator,
  method: string,
  payload: Record<string, unknown> = {},
  token: string = STAFF.token,
): Promise<Answer<Result>> {
  const response = await fetch(`${sim.url}/bot${token}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(payload),
  });
  const body = (await response.json()) as Omit<Answer<Result>, "status" | "headers">;
  return { ...body, status: response.status, headers: response.headers };
}

export type Received = { update: Update; secret: string | undefined };

/** A webhook receiver; `answer` gives the status, or a status with headers, of each delivery. */
export async function webhook(
  answer: (update: Update, attempt: number) => Promise<Reply> | Reply = () => 200,
) {
  const received: Received[] = [];
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const update = JSON.parse(await readBody(request)) as Update;
    const secret = request.headers["x-telegram-bot-api-secret-token"];
    received.push({ update, secret: secret?.toString() });
    const attempt = received.filter((one) => one.update.update_id === update.update_id).length;
    const reply = await answer(update, attempt);
    const { status, headers = {} } = typeof reply === "number" ? { status: reply } : reply;
    response.writeHead(status, headers).end();
  }
  const server = createServer((request, response) => void receive(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

type Reply = number | { status: number; headers?: Record<string, string> };

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
