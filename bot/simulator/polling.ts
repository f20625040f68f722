import { ApiError } from "./api-error.ts";
import { isExpired, type Delivery } from "./delivery.ts";
import { rememberAllowed } from "./methods/webhook.ts";
import type { Bot, Update } from "./model.ts";
import { number, type Payload } from "./parameters.ts";
import type { World } from "./world.ts";

type Waiter = { finish: (updates: Update[]) => void; fail: (error: Error) => void };

export type Polling = {
  getUpdates: (bot: Bot, payload: Payload, signal: AbortSignal) => Promise<Update[]>;
  /** Ends an open long poll, as setWebhook does. */
  interrupt: (bot: Bot) => void;
  isBusy: (bot: Bot) => boolean;
  reset: () => void;
};

/** A bot that polled this recently (ms) is expected to come back for what is pending. */
const STILL_POLLING = 2000;

export function createPolling(world: World, delivery: Delivery): Polling {
  const waiters = new Map<Bot, Waiter>();
  const lastPoll = new Map<Bot, number>();
  delivery.onArrival((bot) => {
    const waiter = waiters.get(bot);
    if (waiter && bot.pending.length > 0) waiter.finish(take(bot, 100));
  });

  async function getUpdates(bot: Bot, payload: Payload, signal: AbortSignal): Promise<Update[]> {
    if (bot.webhook) {
      throw conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    waiters
      .get(bot)
      ?.fail(
        conflict(
          "terminated by other getUpdates request; make sure that only one bot instance is running",
        ),
      );
    rememberAllowed(bot, payload);
    confirm(bot, number(payload, "offset") ?? 0);
    bot.pending = bot.pending.filter((item) => !isExpired(item, world.now()));
    const limit = Math.min(Math.max(number(payload, "limit") ?? 100, 1), 100);
    const ready = delivery.isHeld() ? [] : take(bot, limit);
    const wait = Math.min(number(payload, "timeout") ?? 0, 50) * 1000;
    if (ready.length > 0 || wait <= 0) {
      lastPoll.set(bot, performance.now());
      return ready;
    }
    return longPoll(bot, wait, signal);
  }

  function longPoll(bot: Bot, wait: number, signal: AbortSignal): Promise<Update[]> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", gone);
        if (waiters.get(bot) === waiter) waiters.delete(bot);
        lastPoll.set(bot, performance.now());
      };
      const waiter: Waiter = {
        finish(updates) {
          end();
          resolve(updates);
        },
        fail(error) {
          end();
          reject(error);
        },
      };
      const gone = (): void => waiter.finish([]);
      const timer = setTimeout(gone, wait);
      signal.addEventListener("abort", gone);
      waiters.set(bot, waiter);
    });
  }

  return {
    getUpdates,
    interrupt: (bot) => waiters.get(bot)?.fail(conflict("terminated by setWebhook request")),
    isBusy(bot) {
      if (bot.webhook || bot.pending.length === 0 || delivery.isHeld()) return false;
      const last = lastPoll.get(bot);
      return waiters.has(bot) || (last !== undefined && performance.now() - last < STILL_POLLING);
    },
    reset() {
      for (const waiter of waiters.values()) waiter.finish([]);
      lastPoll.clear();
    },
  };
}

/** An offset confirms everything before it; a negative one keeps only that many last updates. */
function confirm(bot: Bot, offset: number): void {
  if (offset < 0) bot.pending = bot.pending.slice(offset);
  if (offset > 0)
    bot.pending = bot.pending.filter((item) => item.forced || item.update.update_id >= offset);
}

function take(bot: Bot, limit: number): Update[] {
  const items = bot.pending.slice(0, limit);
  for (const item of items) item.forced = false;
  return items.map(({ update }) => update);
}

function conflict(reason: string): ApiError {
  return new ApiError(409, `Conflict: ${reason}`);
}
