import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

/** A Bot API that accepts everything at once and counts what each bot sends. */
export interface Stub {
  readonly url: string;
  /** Messages sent by the bot of this token so far. */
  receipts(token: string): number;
  stop(): Promise<void>;
}

const sent = JSON.stringify({
  ok: true,
  result: { message_id: 1, date: 1_790_000_000, chat: { id: 1, type: "private" }, text: "." },
});
const done = JSON.stringify({ ok: true, result: true });

/** Starts the stub on a free loopback port. */
export async function startStub(): Promise<Stub> {
  const receipts = new Map<string, number>();
  const server = createServer((request, response) => {
    const [, token = "", method = ""] = /^\/bot([^/]+)\/(\w+)/.exec(request.url ?? "") ?? [];
    request.resume();
    request.on("end", () => {
      const isMessage = method === "sendMessage";
      if (isMessage) receipts.set(token, (receipts.get(token) ?? 0) + 1);
      const body = isMessage ? sent : done;
      response.writeHead(200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
      });
      response.end(body);
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    receipts: (token) => receipts.get(token) ?? 0,
    stop: () => stop(server),
  };
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}
