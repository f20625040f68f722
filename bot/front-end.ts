import type { Log } from "../api/core/log.ts";
import type { Messenger } from "../api/core/messenger.ts";
import { botNames } from "../api/core/words.ts";
import { type Api, type ApiAccess, apiFor, ask } from "./core/api.ts";
import type { BotLog } from "./core/bot-log.ts";
import { createFrontDesk } from "./core/desk.ts";
import type { BotIdentity, BotName, Intake } from "./core/incoming.ts";
import { moneyHandlers } from "./core/money.ts";
import { createRegistry, type Registry } from "./core/registry.ts";
import { createRouter } from "./core/router.ts";
import { createGrammyIntake } from "./owner/grammy.ts";
import { noticeRenderers } from "./screens/notices/renderers.ts";
import { ownerScreens } from "./screens/owner/registry.ts";
import { createGroupBoard } from "./screens/shared/group-board.ts";
import { lockRefusal } from "./screens/shared/lock-view.ts";
import { createPunchFastPath } from "./screens/staff/punch.ts";
import { staffScreens } from "./screens/staff/registry.ts";
import { createTelegrafIntake } from "./staff/telegraf.ts";
import { createTelegramClient, type TelegramClient } from "./telegram/client.ts";
import { allowedUpdates, introduceBot, setWebhook } from "./telegram/commands.ts";
import { createWebhookGate, type UpdateHandler } from "./telegram/gate.ts";
import { createMessenger } from "./telegram/messenger.ts";
import { createTelegramPayments, type TelegramPayments } from "./telegram/payments.ts";
import { startPolling } from "./telegram/polling.ts";
import { createFileReader } from "./telegram/read-file.ts";
import { isSound } from "./telegram/sound-update.ts";
import { createSender, type PostponedCall } from "./telegram/sender.ts";

export interface BotSettings {
  readonly token: string;
  readonly identity: BotIdentity;
  /** What Telegram repeats with every webhook call. Without it there is no webhook. */
  readonly secret: string | undefined;
  /** What it repeated before, and may still in calls that are on their way. */
  readonly formerSecrets?: readonly string[];
}

export interface FrontEndSettings {
  readonly apiRoot: string;
  readonly linkOrigin: string;
  readonly bots: Readonly<Record<BotName, BotSettings>>;
}

export interface FrontEndParts {
  readonly access: ApiAccess;
  readonly now: () => number;
  readonly log: Log;
  readonly fetch?: typeof globalThis.fetch;
}

export interface FrontEnd {
  readonly messenger: Messenger;
  /** What Telegram knows about money paid inside it; of the owner bot, where people pay. */
  readonly telegramPayments: TelegramPayments;
  /** Webhook doors; null for a bot without a secret. */
  readonly gates: Readonly<Record<BotName, ((request: Request) => Promise<Response>) | null>>;
  /**
   * Tells Telegram what the bots are and where to bring updates: to webhooks under `publicUrl`, or to nobody, so that they
   * can be polled. Safe to repeat.
   * @throws {TelegramFailure}
   */
  introduce(publicUrl: string | undefined): Promise<void>;
  /** Fetches the updates of both bots itself. @returns stops it when what is in hand is done */
  poll(): () => Promise<void>;
}

interface Line {
  readonly client: TelegramClient;
  readonly registry: Registry<Api>;
  readonly handle: UpdateHandler;
  readonly settings: BotSettings;
}

/** Both bots: what they hear, show and send. They reach data through `access` alone. */
export function createFrontEnd(settings: FrontEndSettings, parts: FrontEndParts): FrontEnd {
  const lines = {
    staff: createLine("staff", settings, parts),
    owner: createLine("owner", settings, parts),
  };
  const log = botLog(parts.log);
  const gateOf = ({ settings: { secret, formerSecrets }, handle }: Line) =>
    secret === undefined
      ? null
      : createWebhookGate({
          secret,
          ...(formerSecrets && { formerSecrets }),
          handle,
          now: parts.now,
          log,
        });

  return {
    messenger: createMessenger({
      access: parts.access,
      clients: { staff: lines.staff.client, owner: lines.owner.client },
      codecs: { staff: lines.staff.registry.codec, owner: lines.owner.registry.codec },
      renderers: noticeRenderers,
      now: parts.now,
    }),
    telegramPayments: createTelegramPayments(lines.owner.client),
    gates: { staff: gateOf(lines.staff), owner: gateOf(lines.owner) },
    async introduce(publicUrl) {
      await Promise.all(botNames.map((bot) => introduceLine(bot, lines[bot], publicUrl)));
    },
    poll() {
      const polls = botNames.map((bot) => {
        const { client, handle } = lines[bot];
        const updates = allowedUpdates[bot];
        return startPolling({ client, handle, allowedUpdates: updates, now: parts.now, log });
      });
      return async () => void (await Promise.all(polls.map((polling) => polling.stop())));
    },
  };
}

const entries = { start: "home", home: "home", freeText: "home", twoStep: "two-step" };

function createLine(bot: BotName, settings: FrontEndSettings, parts: FrontEndParts): Line {
  const own = settings.bots[bot];
  const log = botLog(parts.log);
  const client = createTelegramClient({
    token: own.token,
    apiRoot: settings.apiRoot,
    ...(parts.fetch === undefined ? {} : { fetch: parts.fetch }),
  });
  const registry =
    bot === "staff"
      ? createRegistry<Api>(staffScreens, entries)
      : createRegistry<Api>(ownerScreens, entries);
  const courier = createSender({
    client,
    codec: registry.codec,
    log,
    now: parts.now,
    postpone: (call) => postpone(parts.access, bot, call),
  });
  const router = createRouter<Api>({
    bot,
    identity: own.identity,
    registry,
    frontDesk: createFrontDesk(parts.access),
    courier,
    api: (incoming) => apiFor(parts.access, bot, incoming.user.id),
    log,
    now: parts.now,
    readFile: createFileReader({
      client,
      token: own.token,
      apiRoot: settings.apiRoot,
      fetch: parts.fetch,
    }),
    language: "fa",
    refused: lockRefusal,
    groupCommand: createGroupBoard(parts.access),
    ...(bot === "staff"
      ? { fastPath: createPunchFastPath({ access: parts.access, courier, now: parts.now }) }
      : { payments: moneyHandlers }),
  });
  const intake: Intake =
    bot === "staff" ? createTelegrafIntake(own.identity) : createGrammyIntake(own.identity);
  return {
    client,
    registry,
    settings: own,
    async handle(update, receivedAt) {
      if (isSound(update)) return router.handle(await intake(update, receivedAt));
      log.warn("update_unsound", { bot });
      return "handled";
    },
  };
}

/** A message that may already be out is chatter and let go; one that surely is not goes to the outbox. */
async function postpone(access: ApiAccess, bot: BotName, call: PostponedCall): Promise<void> {
  const { chat_id: chatId } = call.payload as { readonly chat_id?: number };
  // Groups have negative ids: a word to a group is not worth keeping either.
  if (call.uncertain || chatId === undefined || chatId < 0) return;
  const method = call.method === "editMessageText" ? call.method : "sendMessage";
  const json = { method, payload: { ...call.payload }, notBefore: call.notBefore } as const;
  await ask(apiFor(access, bot, chatId).telegram.postponed.$post({ json }));
}

async function introduceLine(
  bot: BotName,
  { client, settings: { secret } }: Line,
  publicUrl: string | undefined,
): Promise<void> {
  if (publicUrl !== undefined && secret !== undefined)
    await setWebhook(client, { url: `${publicUrl}/telegram/${bot}`, secret, bot });
  else await client.call("deleteWebhook", {});
  await introduceBot(client, bot);
}

const botLog = (log: Log): BotLog => ({
  info: (event, fields) => log("info", { event, ...(fields as object) }),
  warn: (event, fields) => log("warn", { event, ...(fields as object) }),
  error: (event, fields) => log("error", { event, ...(fields as object) }),
});
