import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { GatewayControl } from "./control.ts";
import { createGateways, type GatewayOptions } from "./gateways.ts";

export interface StartGatewaysOptions extends GatewayOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default: any free one. */
  readonly port?: number;
  /** How often (ms) time does its work and webhooks go out; null: only in `control.settle()`. Default 500. */
  readonly pulse?: number | null;
}

export interface RunningGateways {
  /** Base URL of both gateways, without a trailing slash. */
  readonly url: string;
  readonly control: GatewayControl;
  readonly stop: () => Promise<void>;
}

/** The sandbox on a loopback server of its own. */
export async function startGateways(options: StartGatewaysOptions = {}): Promise<RunningGateways> {
  const { host = "127.0.0.1", port = 0, pulse = 500 } = options;
  const gateways = createGateways(options);
  const listener = getRequestListener(gateways.app.fetch);
  const server = createServer((request, response) => void listener(request, response));
  server.listen(port, host);
  await once(server, "listening");
  const beat =
    pulse === null ? null : setInterval(() => void gateways.control.settle(), pulse).unref();
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    control: gateways.control,
    async stop() {
      if (beat) clearInterval(beat);
      gateways.stop();
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, "close");
    },
  };
}
