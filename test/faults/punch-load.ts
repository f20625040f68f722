import { setTimeout as pause } from "node:timers/promises";
import { translator } from "../../locales/index.ts";

export const secret = "webhook-secret-of-tests";
const senders = 8;

/**
 * Plays Telegram under load: several senders post punches of many people, one after another in each chat's own time, and
 * post again what was not answered with 200.
 * @param now instant of the server, ms
 */
export function createPunchLoad(users: readonly number[], url: string, now: number) {
  const t = translator("fa", { calendar: "jalali", timeZone: "Asia/Tehran" });
  const labels = [t.tp("common.dock.clock_in"), t.tp("common.dock.clock_out")];
  const startedAt = Math.floor(now / 1000) - 20 * 3600;
  const unanswered: { readonly key: string; readonly body: string }[] = [];
  const sent: string[] = [];
  const acknowledged: string[] = [];
  let made = 0;

  const next = () => {
    const user = users[made % users.length] ?? 0;
    const turn = Math.floor(made / users.length);
    made += 1;
    const message = {
      message_id: made,
      date: startedAt + turn * 300,
      from: { id: user, is_bot: false, first_name: "سارا", language_code: "fa" },
      chat: { id: user, type: "private", first_name: "سارا" },
      text: labels[turn % 2],
    };
    sent.push(`tg:staff:${user}:${made}`);
    return {
      key: `tg:staff:${user}:${made}`,
      body: JSON.stringify({ update_id: 1_000 + made, message }),
    };
  };

  const deliver = async (update: {
    readonly key: string;
    readonly body: string;
  }): Promise<void> => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret },
      body: update.body,
    }).catch(() => null);
    if (response?.status === 200) acknowledged.push(update.key);
    else unanswered.push(update);
  };

  return {
    sent: () => sent,
    acknowledged: () => acknowledged,
    /** Waits until so many more are acknowledged. @throws Error after 20 s */
    async moreAcknowledged(count: number): Promise<void> {
      const enough = acknowledged.length + count;
      for (let tries = 0; tries < 2000 && acknowledged.length < enough; tries += 1) await pause(10);
      if (acknowledged.length < enough) throw new Error("The server does not answer");
    },
    run() {
      const stopping = new AbortController();
      const workers = Array.from({ length: senders }, async () => {
        while (!stopping.signal.aborted) {
          await deliver(unanswered.shift() ?? next());
          await pause(1);
        }
      });
      return {
        async stop() {
          stopping.abort();
          await Promise.all(workers);
        },
      };
    },
    async repeatUnanswered() {
      for (let tries = 0; unanswered.length > 0 && tries < 2000; tries += 1) {
        const update = unanswered.shift();
        if (update !== undefined) await deliver(update);
      }
    },
  };
}
