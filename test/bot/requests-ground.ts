import { apiFor } from "../../bot/core/api.ts";
import type { ActorChat } from "../../bot/simulator/actor.ts";
import type { Ground } from "../api/requests-house.ts";
import { testConfig } from "../support/api-world.ts";
import type { BotWorld } from "../support/bot-world.ts";

/** A world of bots as a company of requests is furnished in it. */
export const ground = (of: BotWorld): Ground => ({
  db: of.db,
  get now() {
    return of.now;
  },
  set now(instant) {
    of.now = instant;
  },
  as: (bot, telegramUserId) =>
    apiFor(
      {
        fetch: (url, init) => of.house.app.request(url, init),
        origin: "http://api",
        keys: testConfig.botKeys,
      },
      bot,
      telegramUserId,
    ),
});

/** What a reader sees, without the marks that only steer its direction. */
export const seen = (text: string): string =>
  text.replace(/[\u200e\u200f\u2066-\u2069]/g, "").replaceAll("\u00a0", " ");

/** The newest message of a chat. */
export const text = (chat: ActorChat): string => seen(chat.last().text);
