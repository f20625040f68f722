import type { Delivery } from "./delivery.ts";
import type { BotKind, User, WireChat } from "./model.ts";
import { emitMembership, type Seat } from "./seat.ts";
import { botOf, openChat, type World } from "./world.ts";

/** A group chat: each bot in it has its own view. */
export type SimulatorGroup = {
  readonly id: number;
  seat: (bot: BotKind, user: User) => Seat;
  /** Adds the bot; `by` is the person who does it. */
  add: (bot: BotKind, by: { user: User }) => void;
  kick: (bot: BotKind, by: { user: User }) => void;
  /** Takes the bot's right to pin. */
  forbidPins: (bot: BotKind) => void;
  /** Ids of pinned messages, the newest last. */
  pinned: (bot: BotKind) => readonly number[];
  /** Upgrades to a supergroup: the old id answers 400 with `migrate_to_chat_id`. Returns the new id. */
  migrate: () => number;
};

export function createGroup(world: World, delivery: Delivery, title: string): SimulatorGroup {
  let wire: WireChat = { id: -4_000_000_000 - ++world.serial, type: "group", title };
  world.groups.set(wire.id, { wire });

  const seat = (kind: BotKind, user: User): Seat => ({
    world,
    delivery,
    user,
    chat: openChat(world, botOf(world, kind), wire),
  });

  return {
    get id() {
      return wire.id;
    },
    seat,
    add(kind, by) {
      const place = seat(kind, by.user);
      place.chat.started = true;
      place.chat.blocked = false;
      emitMembership(place, "left", "member");
    },
    kick(kind, by) {
      const place = seat(kind, by.user);
      place.chat.blocked = true;
      emitMembership(place, "member", "kicked");
    },
    forbidPins(kind) {
      openChat(world, botOf(world, kind), wire).mayNotPin = true;
    },
    pinned: (kind) => openChat(world, botOf(world, kind), wire).pinned ?? [],
    migrate() {
      const upgraded: WireChat = { ...wire, id: wire.id - 1_000_000_000_000, type: "supergroup" };
      world.groups.set(wire.id, { wire, migratedTo: upgraded.id });
      world.groups.set(upgraded.id, { wire: upgraded });
      for (const bot of world.bots) {
        const old = world.chats.get(`${bot.wire.id}:${wire.id}`);
        if (old)
          Object.assign(openChat(world, bot, upgraded), { started: true, blocked: old.blocked });
      }
      wire = upgraded;
      return wire.id;
    },
  };
}
