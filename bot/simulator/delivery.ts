import type { Bot, Pending, Update, UpdateKind } from "./model.ts";
import type { PostResult, UpdatePoster } from "./post-update.ts";
import { announce, seconds, type World } from "./world.ts";

const DAY = 24 * 3600_000;
const QUERY_LIFE = 150_000;
/** Not sent unless asked for by name (Bot API `allowed_updates`). */
const NOT_BY_DEFAULT = new Set(["chat_member", "message_reaction", "message_reaction_count"]);

export type DeliveryOptions = {
  /** Milliseconds before the 1st, 2nd, … retry; the last one repeats. Real: 0, 2 s, 4 s, … 60 s. */
  retryDelays: readonly number[];
  /** Milliseconds that one second of a webhook's Retry-After takes. */
  retryAfterSecond: number;
  poster: UpdatePoster;
};

export type Delivery = {
  /** Gives the update its id and queues it; `raw` ones pass `allowed_updates`. */
  emit: (bot: Bot, content: Omit<Update, "update_id">, options?: { raw?: boolean }) => Update;
  /** Starts whatever may start; called after every change of webhook or hold. */
  pump: (bot: Bot) => void;
  hold: () => void;
  release: (order?: "in-order" | "reverse" | ((a: Update, b: Update) => number)) => void;
  isHeld: () => boolean;
  dropNext: (times: number) => void;
  duplicateNext: (times: number) => void;
  redeliver: (bot: Bot, updateId?: number, options?: { together?: number }) => Promise<number[]>;
  isBusy: (bot: Bot) => boolean;
  /** Called when a long poll may have something to return. */
  onArrival: (listener: (bot: Bot) => void) => void;
  reset: () => void;
};

/**
 * Delivery as TDLib's WebhookActor does it (TG §1.4): one update in flight per queue, queues in parallel,
 * a failing update blocks only its queue and is retried until it expires.
 */
export function createDelivery(world: World, options: DeliveryOptions): Delivery {
  const inFlight = new Map<Bot, Set<string>>();
  const timers = new Set<NodeJS.Timeout>();
  const arrivals = new Set<(bot: Bot) => void>();
  let held = false;
  let drops = 0;
  let duplicates = 0;
  /** Changes at each reset: what was under way before it must not go on after it. */
  let generation = 0;

  function emit(bot: Bot, content: Omit<Update, "update_id">, { raw = false } = {}): Update {
    const update: Update = structuredClone({ update_id: bot.nextUpdateId++, ...content });
    if (!raw && !isAllowed(bot, kindOf(update))) return update;
    bot.history.push(update);
    if (bot.history.length > 2000) bot.history.shift();
    announce(world, { kind: "update", bot, update });
    if (drops > 0) {
      drops--;
      return update;
    }
    bot.pending.push({ update, at: world.now(), forced: false });
    if (!bot.webhook && duplicates > 0) {
      duplicates--;
      bot.pending.push({ update, at: world.now(), forced: true });
    }
    pump(bot);
    return update;
  }

  function pump(bot: Bot): void {
    announce(world, { kind: "activity" });
    if (held) return;
    if (!bot.webhook) {
      for (const listener of arrivals) listener(bot);
      return;
    }
    const busy = inFlight.get(bot) ?? new Set();
    inFlight.set(bot, busy);
    for (const item of bot.pending.slice()) {
      const key = queueKey(item.update);
      if (busy.size >= bot.webhook.maxConnections) return;
      if (busy.has(key)) continue;
      busy.add(key);
      void attempt(bot, item, key, 0);
    }
  }

  async function attempt(bot: Bot, item: Pending, key: string, count: number): Promise<void> {
    const webhook = bot.webhook;
    if (!webhook || held || !bot.pending.includes(item)) return settle(bot, key);
    if (isExpired(item, world.now())) return settle(bot, key, item);
    const born = generation;
    const result = await options.poster.post(webhook, item.update);
    if (born !== generation) return;
    if (isOk(result)) {
      if (duplicates > 0) {
        duplicates--;
        await options.poster.post(webhook, item.update);
      }
      return settle(bot, key, item);
    }
    webhook.lastErrorDate = seconds(world);
    webhook.lastErrorMessage = result.error ?? `Wrong response from the webhook: ${result.status}`;
    const planned = options.retryDelays[Math.min(count, options.retryDelays.length - 1)] ?? 0;
    const asked = (result.retryAfter ?? 0) * options.retryAfterSecond;
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        void attempt(bot, item, key, count + 1);
      },
      Math.max(planned, asked),
    );
    timers.add(timer);
  }

  function settle(bot: Bot, key: string, done?: Pending): void {
    const at = done ? bot.pending.indexOf(done) : -1;
    if (at >= 0) bot.pending.splice(at, 1);
    inFlight.get(bot)?.delete(key);
    if (world.bots.includes(bot)) pump(bot);
  }

  async function redeliver(bot: Bot, updateId?: number, { together = 1 } = {}): Promise<number[]> {
    const update =
      updateId === undefined
        ? bot.history.at(-1)
        : bot.history.find((one) => one.update_id === updateId);
    if (!update) throw new Error("no such update to deliver again");
    const { webhook } = bot;
    if (!webhook) {
      const copies = Array.from({ length: together }, () => ({
        update,
        at: world.now(),
        forced: true,
      }));
      bot.pending.push(...copies);
      pump(bot);
      return [];
    }
    const posts = Array.from({ length: together }, () => options.poster.post(webhook, update));
    return (await Promise.all(posts)).map(({ status }) => status);
  }

  return {
    emit,
    pump,
    redeliver,
    hold: () => void (held = true),
    release(order = "in-order") {
      held = false;
      for (const bot of world.bots) {
        if (order === "reverse") bot.pending.reverse();
        else if (order !== "in-order") bot.pending.sort((a, b) => order(a.update, b.update));
        pump(bot);
      }
    },
    isHeld: () => held,
    dropNext: (times) => void (drops += times),
    duplicateNext: (times) => void (duplicates += times),
    isBusy: (bot) =>
      (inFlight.get(bot)?.size ?? 0) > 0 ||
      (!held && bot.webhook !== undefined && bot.pending.length > 0),
    onArrival: (listener) => void arrivals.add(listener),
    reset() {
      generation++;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      inFlight.clear();
      held = false;
      drops = 0;
      duplicates = 0;
    },
  };
}

/** 24 h after its date; callback and pre-checkout queries after 150 s. */
export function isExpired({ update, at }: Pending, now: number): boolean {
  if (update.callback_query ?? update.pre_checkout_query) return now - at > QUERY_LIFE;
  const date = (update.message ?? update.edited_message)?.date;
  return now - (date === undefined ? at : Math.min(at, date * 1000)) > DAY;
}

const isOk = (result: PostResult): boolean => result.status >= 200 && result.status < 300;

export function kindOf(update: Update): UpdateKind {
  return Object.keys(update).find((name) => name !== "update_id") as UpdateKind;
}

function isAllowed(bot: Bot, kind: string): boolean {
  return bot.allowedUpdates ? bot.allowedUpdates.includes(kind) : !NOT_BY_DEFAULT.has(kind);
}

/** TDLib: messages by chat, callback and pre-checkout queries by user, my_chat_member by chat in its own queues. */
function queueKey(update: Update): string {
  if (update.callback_query) return `callback:${update.callback_query.from.id}`;
  if (update.pre_checkout_query) return `checkout:${update.pre_checkout_query.from.id}`;
  if (update.my_chat_member) return `membership:${update.my_chat_member.chat.id}`;
  return `chat:${(update.message ?? update.edited_message)?.chat.id ?? 0}`;
}
