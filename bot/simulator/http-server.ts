import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Caller } from "./call.ts";
import { BodyError, readPayload } from "./read-body.ts";
import type { World } from "./world.ts";

export type RouteHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => boolean | Promise<boolean>;

export type SimulatorServer = {
  start: (host: string, port: number) => Promise<string>;
  stop: () => Promise<void>;
};

/**
 * The loopback server: `/bot<token>/<method>`, `/file/bot<token>/<path>`, and whatever `routes` answer
 * (the page and its control endpoints).
 */
export function createSimulatorServer(
  world: World,
  caller: Caller,
  routes: readonly RouteHandler[],
): SimulatorServer {
  const server: Server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => fail(response, error));
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://simulator");
    const called = /^\/bot([^/]+)\/([A-Za-z]+)$/.exec(url.pathname);
    if (called) return answerCall(request, response, url, called[1] ?? "", called[2] ?? "");
    const file = /^\/file\/bot([^/]+)\/files\/([\w-]+)$/.exec(url.pathname);
    if (file) return answerFile(response, file[1] ?? "", file[2] ?? "");
    for (const route of routes) if (await route(request, response, url)) return;
    sendJson(response, 404, { ok: false, error_code: 404, description: "Not Found" });
  }

  async function answerCall(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    token: string,
    method: string,
  ): Promise<void> {
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    const payload = await readPayload(request, url.searchParams);
    const outcome = await caller.call(decodeURIComponent(token), method, payload, gone.signal);
    if (outcome.kind === "hang" || response.destroyed) return;
    if (outcome.kind === "reset") {
      request.socket.resetAndDestroy();
      return;
    }
    if (outcome.retryAfter !== undefined)
      response.setHeader("retry-after", String(outcome.retryAfter));
    response.writeHead(outcome.status, { "content-type": "application/json" }).end(outcome.body);
  }

  function answerFile(response: ServerResponse, token: string, id: string): void {
    const file = world.bots.some((bot) => bot.config.token === token)
      ? world.files.get(id)
      : undefined;
    if (!file)
      return sendJson(response, 404, { ok: false, error_code: 404, description: "Not Found" });
    response.writeHead(200, { "content-type": "application/octet-stream" }).end(file.bytes);
  }

  return {
    start: (host, port) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => {
          server.off("error", reject);
          resolve(`http://${host}:${(server.address() as AddressInfo).port}`);
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const code = error instanceof BodyError ? error.code : 500;
  const description = error instanceof Error ? error.message : "Internal Server Error";
  sendJson(response, code, { ok: false, error_code: code, description });
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { "content-type": "application/json; charset=utf-8" })
    .end(JSON.stringify(body));
}
