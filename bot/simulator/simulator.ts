import { createActor, type Actor } from "./actor.ts";
import { releasePayments, stopCheckouts } from "./checkout.ts";
import { createCaller } from "./call.ts";
import { createDelivery, type Delivery } from "./delivery.ts";
import { createFaultPlan, type CallFault } from "./faults.ts";
import { createGroup, type SimulatorGroup } from "./group.ts";
import { createSimulatorServer } from "./http-server.ts";
import { createIdle, until } from "./idle.ts";
import type {
  BotConfig,
  BotKind,
  Callback,
  CallRecord,
  Place,
  StoredFile,
  Update,
  UserConfig,
  Violation,
} from "./model.ts";
import type { PaymentFault } from "./model-money.ts";
import { createPageRoutes, type Letter } from "./page-routes.ts";
import { createPolling } from "./polling.ts";
import { createUpdatePoster } from "./post-update.ts";
import { addUser, botOf, createWorld, resetWorld } from "./world.ts";

export type SimulatorOptions = {
  bots: readonly BotConfig[];
  /** Epoch ms; messages are dated and callbacks expire by it. Default: the machine's clock. */
  clock?: () => number;
  host?: string;
  port?: number;
  /** Refuse parameters the Bot API does not have; default true. */
  strict?: boolean;
  /** Milliseconds before each webhook retry; the last repeats. */
  retryDelays?: readonly number[];
  /** Milliseconds one second of a webhook's Retry-After takes; default 1000. */
  retryAfterSecond?: number;
  /** How long (ms) nothing may happen before `idle()` settles; default 25. */
  quiet?: number;
  /** What else `idle()` has to wait for, in words; empty when nothing. For bots that live in the same process. */
  alsoBusyWith?: () => readonly string[];
  /** How long (ms) `idle()` waits before it gives up; default 10 000. */
  patience?: number;
  /** People the page offers from the start. */
  people?: readonly UserConfig[];
  /** Named points on the page's map. */
  places?: readonly Place[];
  /** First update_id of every bot (message ids then start from 1); default: from the clock. */
  firstUpdateId?: number;
};

type CallFilter = { bot?: BotKind; method?: string; chatId?: number };

export type Simulator = {
  start: () => Promise<void>;
  stop: () => Promise<void>;
  /** Root of the Bot API and address of the page, without a trailing slash. */
  readonly url: string;
  /** Forgets chats, people, webhooks, faults and logs; people of the options come back. */
  reset: () => void;
  user: (config: UserConfig) => Actor;
  group: (title: string) => SimulatorGroup;
  /** Settles when queues and calls have been quiet for a moment. @throws Error after `patience` */
  idle: () => Promise<void>;
  /** Settles when `ready`: for what comes later than quiet (a retry after 429, a tick). @throws Error */
  until: (ready: () => boolean, patience?: number) => Promise<void>;
  /** Calls of the bots, oldest first. */
  calls: (filter?: CallFilter) => CallRecord[];
  /** Payloads no bot should ever send: wrong types, limits, unknown fields, uneditable messages. */
  violations: () => Violation[];
  /** Updates emitted to a bot, oldest first, delivered or not. */
  updates: (bot: BotKind) => Update[];
  callbacks: () => Callback[];
  file: (id: string) => StoredFile | undefined;
  failNext: (fault: CallFault) => void;
  clearFaults: () => void;
  /** What goes wrong with telling the bot about the next payment: twice (TG 42), late. */
  nextPayment: (fault: PaymentFault) => void;
  /** Tells the bots about the payments that are held back. */
  releasePayments: () => void;
  /** A letter of the product, for the page's mailbox; the last 50 are kept. */
  takeMail: (letter: Letter) => void;
  /** Letters taken so far, oldest first. */
  mail: () => readonly Letter[];
  /** Emits any content as an update, whatever `allowed_updates` says. */
  inject: (bot: BotKind, content: Record<string, unknown>) => Update;
  /** Delivers the given or last update again; with `together: 2` twice at once. Settles to the HTTP statuses. */
  redeliver: (
    bot: BotKind,
    updateId?: number,
    options?: { together?: number },
  ) => Promise<number[]>;
} & Pick<Delivery, "hold" | "release" | "dropNext" | "duplicateNext">;

const keptLetters = 50;
const REAL_RETRY_DELAYS = [0, 2000, 4000, 8000, 16_000, 32_000, 60_000];

/** A strict Bot API stand-in on loopback with people to act and a two-phone web page. */
export function createSimulator(options: SimulatorOptions): Simulator {
  const worldOptions = {
    now: options.clock ?? Date.now,
    strict: options.strict ?? true,
    bots: options.bots,
    firstUpdateId: options.firstUpdateId,
  };
  const world = createWorld(worldOptions);
  const poster = createUpdatePoster();
  const delivery = createDelivery(world, {
    retryDelays: options.retryDelays ?? REAL_RETRY_DELAYS,
    retryAfterSecond: options.retryAfterSecond ?? 1000,
    poster,
  });
  const polling = createPolling(world, delivery);
  const faults = createFaultPlan();
  const caller = createCaller({ world, faults, delivery, polling });
  const mail: Letter[] = [];
  const page = createPageRoutes({
    world,
    delivery,
    faults,
    mail,
    places: options.places ?? [],
  });
  const server = createSimulatorServer(world, caller, [page.route]);
  const busyWith = (): string[] => [
    ...(caller.openCalls() > 0 ? [`${caller.openCalls()} open calls`] : []),
    ...world.bots
      .filter((bot) => delivery.isBusy(bot) || polling.isBusy(bot))
      .map(({ config, pending }) => `${pending.length} updates of the ${config.kind} bot`),
    ...(options.alsoBusyWith?.() ?? []),
  ];
  const idle = createIdle(world, busyWith, options.quiet ?? 25, options.patience ?? 10_000);
  const addPeople = (): void => options.people?.forEach((config) => void addUser(world, config));
  addPeople();
  let url = "";

  return {
    async start() {
      url = await server.start(options.host ?? "127.0.0.1", options.port ?? 0);
    },
    async stop() {
      stopCheckouts(world);
      delivery.reset();
      polling.reset();
      page.close();
      poster.close();
      await server.stop();
    },
    get url() {
      return url;
    },
    reset() {
      stopCheckouts(world);
      delivery.reset();
      polling.reset();
      faults.clear();
      resetWorld(world, worldOptions);
      addPeople();
    },
    user: (config) => createActor({ world, delivery, idle }, addUser(world, config)),
    group: (title) => createGroup(world, delivery, title),
    idle,
    until: (ready, patience) => until(ready, patience ?? options.patience ?? 10_000),
    calls: (filter = {}) => world.calls.filter((record) => fits(record, filter)),
    violations: () => [...world.violations],
    updates: (bot) => [...botOf(world, bot).history],
    callbacks: () => [...world.callbacks.values()],
    file: (id) => world.files.get(id),
    failNext: faults.add,
    clearFaults: faults.clear,
    nextPayment: (fault) => void world.paymentFaults.push(fault),
    releasePayments: () => releasePayments(world),
    takeMail(letter) {
      mail.push(letter);
      if (mail.length > keptLetters) mail.shift();
    },
    mail: () => [...mail],
    inject: (bot, content) => delivery.emit(botOf(world, bot), content, { raw: true }),
    redeliver: (bot, updateId, again) => delivery.redeliver(botOf(world, bot), updateId, again),
    hold: delivery.hold,
    release: delivery.release,
    dropNext: delivery.dropNext,
    duplicateNext: delivery.duplicateNext,
  };
}

function fits(record: CallRecord, { bot, method, chatId }: CallFilter): boolean {
  if (bot !== undefined && record.bot !== bot) return false;
  if (method !== undefined && record.method !== method) return false;
  return chatId === undefined || Number(record.payload["chat_id"]) === chatId;
}
