import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { onTestFinished } from "vitest";
import type { BotLog } from "../../../../bot/core/bot-log.ts";
import type { Session } from "../../../../bot/core/front-desk.ts";
import type { BotName } from "../../../../bot/core/incoming.ts";
import { createRegistry, type Entries } from "../../../../bot/core/registry.ts";
import type { PaymentHandlers } from "../../../../bot/core/payments.ts";
import { createRouter, type FastPath } from "../../../../bot/core/router.ts";
import type { Screen } from "../../../../bot/core/screen.ts";
import { createSimulator } from "../../../../bot/simulator/simulator.ts";
import { createGrammyIntake } from "../../../../bot/owner/grammy.ts";
import { createTelegrafIntake } from "../../../../bot/staff/telegraf.ts";
import { createTelegramClient } from "../../../../bot/telegram/client.ts";
import { createWebhookGate } from "../../../../bot/telegram/gate.ts";
import { createSender, type PostponedCall } from "../../../../bot/telegram/sender.ts";
import { createMemoryFrontDesk } from "./memory-front-desk.ts";

const staff = { token: "1001:staff", username: "staff_bot", name: "Staff", kind: "staff" } as const;
const owner = { token: "1002:owner", username: "owner_bot", name: "Owner", kind: "owner" } as const;
const secret = "s3cret";

export const russianSession: Session = {
  personId: "p1",
  membership: {
    organisationId: "o1",
    organisationName: "Org",
    employeeId: "e1",
    displayName: "Ann",
    profile: "ru",
    permissions: ["punch.self"],
    locationPolicy: "off",
    nextDirection: "in",
  },
  formerOrganisation: null,
  language: "ru",
  languageChosen: true,
  calendar: "gregorian",
  timeZone: "Europe/Moscow",
};

export interface LogLine {
  readonly level: string;
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A log that keeps its lines. */
export function keptLog(): BotLog & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at =
    (level: string) =>
    (event: string, fields: Readonly<Record<string, unknown>> = {}) =>
      void lines.push({ level, event, fields });
  return { lines, info: at("info"), warn: at("warn"), error: at("error") };
}

/**
 * A whole bot between the simulator and a front desk in memory: webhook, Telegraf (grammY for the owner bot), router,
 * screens, sender.
 */
export async function staffBot({
  bot = "staff",
  screens,
  entries = { start: "home", home: "home" },
  session = russianSession,
  fastPath,
  payments,
}: {
  readonly bot?: BotName;
  readonly screens: readonly Screen<object>[];
  readonly entries?: Entries;
  readonly session?: Session;
  readonly fastPath?: FastPath;
  readonly payments?: PaymentHandlers<object>;
}) {
  const { token, username, name } = bot === "staff" ? staff : owner;
  const clock = { now: Date.UTC(2026, 10, 21, 8, 0, 0) };
  const now = () => clock.now;
  const sim = createSimulator({
    bots: [staff, owner],
    clock: now,
    retryDelays: [0, 5, 10],
    retryAfterSecond: 5,
  });
  await sim.start();
  onTestFinished(() => sim.stop());

  const log = keptLog();
  const desk = createMemoryFrontDesk(session, now);
  const registry = createRegistry(screens, entries);
  const client = createTelegramClient({ token, apiRoot: sim.url });
  const postponed: PostponedCall[] = [];
  const slept: number[] = [];
  const courier = createSender({
    client,
    codec: registry.codec,
    log,
    now,
    postpone: async (call) => void postponed.push(call),
    sleep: async (ms) => void slept.push(ms),
  });
  const identity = { id: Number(token.split(":")[0]), username, firstName: name };
  const router = createRouter<object>({
    bot,
    identity,
    registry,
    frontDesk: desk,
    courier,
    api: () => ({}),
    log,
    now,
    language: "ru",
    ...(fastPath ? { fastPath } : {}),
    ...(payments ? { payments } : {}),
  });
  const intake = bot === "staff" ? createTelegrafIntake(identity) : createGrammyIntake(identity);
  const gate = createWebhookGate({
    secret,
    now,
    log,
    handle: async (update, at) => router.handle(await intake(update, at)),
  });
  const url = await serve(gate);
  await client.call("setWebhook", { url, secret_token: secret });

  const ann = sim.user({ id: 7, firstName: "Ann", languageCode: "ru" });
  return {
    sim,
    clock,
    desk,
    log,
    client,
    courier,
    registry,
    postponed,
    slept,
    ann,
    chat: ann.in(bot),
  };
}

async function serve(handle: (request: Request) => Promise<Response>): Promise<string> {
  const listen = getRequestListener(handle);
  const server = createServer((request, response) => void listen(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/telegram/staff`;
}
