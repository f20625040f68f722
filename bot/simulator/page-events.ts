import type { ServerResponse } from "node:http";
import type { Chat } from "./model.ts";
import {
  callEntry,
  chatView,
  ownerOf,
  peopleView,
  updateEntry,
  type LogEntry,
} from "./page-view.ts";
import type { World, WorldEvent } from "./world.ts";

/** Pushes what changes to every open page (server-sent events) and keeps the developer log. */
export type PageEvents = {
  connect: (response: ServerResponse) => void;
  log: readonly LogEntry[];
  close: () => void;
};

const LOG_LENGTH = 300;
/** Calls that change what every chat of a bot shows. */
const SETUP_CALLS = /^(set|delete)My|^setChatMenuButton/;

export function createPageEvents(world: World): PageEvents {
  const pages = new Set<ServerResponse>();
  const log: LogEntry[] = [];
  const dirty = new Set<Chat>();
  let flushing: NodeJS.Timeout | undefined;

  const push = (name: string, data: unknown): void => {
    for (const page of pages) page.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  };

  function remember(entry: LogEntry): void {
    log.push(entry);
    if (log.length > LOG_LENGTH) log.shift();
    push("log", entry);
  }

  function touch(chats: Iterable<Chat>): void {
    if (pages.size === 0) return;
    for (const chat of chats) dirty.add(chat);
    flushing ??= setTimeout(flush, 8);
  }

  function flush(): void {
    flushing = undefined;
    for (const chat of dirty) {
      const user = ownerOf(world, chat);
      if (user) push("chat", chatView(world, chat.bot, user));
    }
    dirty.clear();
  }

  function onEvent(event: WorldEvent): void {
    if (event.kind === "chat") touch([event.chat]);
    if (event.kind === "people") push("people", peopleView(world));
    if (event.kind === "toast") {
      const toast = event.chat.toasts.at(-1);
      push("toast", { bot: event.chat.bot.config.kind, userId: event.userId, ...toast });
    }
    if (event.kind === "update") remember(updateEntry(world.now(), event.bot, event.update));
    if (event.kind === "call" && event.record.method !== "getUpdates") {
      remember(callEntry(event.record));
      const { bot } = event.record;
      if (SETUP_CALLS.test(event.record.method)) {
        touch([...world.chats.values()].filter((chat) => chat.bot.config.kind === bot));
      }
    }
  }

  world.listeners.add(onEvent);
  return {
    log,
    connect(response) {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write("retry: 1000\n\n");
      pages.add(response);
      response.on("close", () => pages.delete(response));
    },
    close() {
      clearTimeout(flushing);
      world.listeners.delete(onEvent);
      for (const page of pages) page.end();
      pages.clear();
    },
  };
}
