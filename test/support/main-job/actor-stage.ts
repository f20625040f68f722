import { expect } from "vitest";
import type { Actor, ActorChat } from "../../../bot/simulator/actor.ts";
import type { Simulator } from "../../../bot/simulator/simulator.ts";
import { seen } from "../shown-text.ts";
import type { Hand, Stage } from "./stage.ts";

export interface ActorStageParts {
  readonly sim: Simulator;
  now(): number;
  settle(): Promise<void>;
  pass?(minutes: number): Promise<void>;
  restart?(): Promise<void>;
}

/** The main job without a browser: people act through the simulator itself. */
export function actorStage({ sim, ...clockwork }: ActorStageParts): Stage {
  return {
    ...clockwork,
    async person(config) {
      const actor = sim.user(config);
      return {
        staff: handOf(actor, "staff", clockwork.settle),
        owner: handOf(actor, "owner", clockwork.settle),
        async moveTo(point) {
          actor.moveTo(point);
        },
      };
    },
  };
}

function handOf(actor: Actor, bot: "staff" | "owner", settle: () => Promise<void>): Hand {
  const chat = actor.in(bot);
  /** message id → how often it had been edited when it was seen. */
  const known = new Map<number, number>();
  let toastsSeen = 0;
  return {
    start: async () => void (await chat.start()),
    type: async (text) => void (await chat.send(text)),
    press: async (label) => void (await chat.tapReply(label)),
    pressOnDesktop: async (label) => void (await chat.tapReply(label, "desktop")),
    tap: async (label) => void (await chat.tap(({ text }) => seen(text) === seen(label))),
    sendPlace: async (point) => void (await chat.shareLocation(point)),
    openLink: (url) => chat.openLink(url),
    async sees(pattern) {
      const found = find(chat, known, pattern) ?? (await settle(), find(chat, known, pattern));
      if (!found)
        throw new Error(`${actor.user.wire.first_name} waits for ${pattern}\n${recent(chat)}`);
      known.set(found.id, found.edits);
      return seen(found.text);
    },
    async isTold(pattern) {
      const toasts = chat.toasts().slice(toastsSeen);
      toastsSeen += toasts.length;
      expect(toasts.map(({ text }) => seen(text)).join("\n")).toMatch(pattern);
    },
    keys: async () =>
      (chat.messages().findLast(({ buttons }) => buttons.length > 0)?.buttons ?? []).map((row) =>
        row.map(({ text }) => seen(text)),
      ),
    dock: async () => chat.keyboard().map((row) => row.map(({ text }) => seen(text))),
    link: async () => actor.clipboard(),
  };
}

const find = (chat: ActorChat, known: ReadonlyMap<number, number>, pattern: RegExp) =>
  chat
    .messages()
    .findLast(
      ({ id, from, edits, text }) =>
        from === "bot" && known.get(id) !== edits && pattern.test(seen(text)),
    );

const recent = (chat: ActorChat): string =>
  chat
    .messages()
    .slice(-3)
    .map(
      ({ from, text, buttons }) =>
        `${from}: ${seen(text)}\n${buttons
          .flat()
          .map((key) => `[${seen(key.text)}]`)
          .join(" ")}`,
    )
    .join("\n---\n");
