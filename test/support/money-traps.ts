import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** Where the product's process is killed: at a call that holds these words, before it gets there or when it is answered. */
export interface Trap {
  readonly on: "gateway" | "database" | "telegram";
  /** In the method, the path or the body. */
  readonly sees: string;
  readonly when: "before" | "after";
}

export interface Traps {
  arm(trap: Trap): void;
  /** Settles when the armed trap was hit and the process is dead. */
  readonly sprung: () => Promise<void>;
  /** @returns the address to use instead of `target` */
  guard(on: Trap["on"], target: string): Promise<string>;
  stop(): Promise<void>;
}

/** Proxies between the product and all it talks to; one trap at a time. */
export function createTraps(kill: () => Promise<void>): Traps {
  let armed: Trap | null = null;
  let hit = Promise.withResolvers<void>();
  const servers: ReturnType<typeof createServer>[] = [];

  async function spring(): Promise<void> {
    armed = null;
    await kill();
    hit.resolve();
  }

  return {
    arm(trap) {
      armed = trap;
      hit = Promise.withResolvers<void>();
    },
    sprung: () => hit.promise,
    async guard(on, target) {
      const server = createServer((call, answer) => {
        void (async () => {
          const body = await bytesOf(call);
          const words = Buffer.concat([Buffer.from(`${call.method} ${call.url}\n`), body]);
          const trap = armed?.on === on && words.includes(armed.sees) ? armed : null;
          if (trap?.when === "before") {
            await spring();
            return call.socket.destroy();
          }
          const passed = await pass(target, call, body);
          if (trap !== null) {
            await spring();
            return call.socket.destroy();
          }
          const { status, type, bytes } = passed;
          answer.writeHead(status, { "content-type": type, "content-length": bytes.length });
          return answer.end(bytes);
        })().catch(() => call.socket.destroy());
      });
      server.keepAliveTimeout = 60_000;
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      servers.push(server);
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    async stop() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

async function pass(target: string, call: IncomingMessage, body: Buffer) {
  const { host: _host, connection: _connection, ...headers } = call.headers;
  const on = httpRequest(`${target}${call.url ?? "/"}`, {
    method: call.method ?? "GET",
    headers: { ...headers, "content-length": body.length },
  });
  on.end(body);
  const [answer] = (await once(on, "response")) as [IncomingMessage];
  return {
    status: answer.statusCode ?? 502,
    type: answer.headers["content-type"] ?? "",
    bytes: await bytesOf(answer),
  };
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
