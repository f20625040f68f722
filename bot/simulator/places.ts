import { editOwn, say, type MessageOptions, type Seat } from "./seat.ts";
import { announce, type World } from "./world.ts";
import type { Point, StoredMessage, User, WireContact, WireLocation } from "./model.ts";

/** Says where the person's phone is from now on. */
export function movePin(world: World, user: User, point: Point): void {
  user.pin = { accuracy: 12, ...point };
  user.hasPin = true;
  announce(world, { kind: "people" });
}

/** Sends a point; without `accuracy` the client did not know it (a hand-picked point). */
export function shareLocation(
  seat: Seat,
  point: Point = seat.user.pin,
  options: MessageOptions = {},
): StoredMessage {
  return say(seat, { location: wireLocation(point) }, options);
}

/** @param periodSeconds 60-86400, or 0x7FFFFFFF for «until I turn it off» */
export function startLive(
  seat: Seat,
  point: Point = seat.user.pin,
  periodSeconds = 3600,
  options: MessageOptions = {},
): StoredMessage {
  return say(seat, { location: { ...wireLocation(point), live_period: periodSeconds } }, options);
}

/** Moves the running live location: an `edited_message` that still has `live_period`. */
export function moveLive(seat: Seat, point: Point = seat.user.pin): StoredMessage {
  const { wire } = runningLive(seat);
  const location = { ...wireLocation(point), live_period: wire.location?.live_period ?? 3600 };
  return editOwn(seat, wire.message_id, { location });
}

/** Ends it: the last edit has no `live_period`. */
export function stopLive(seat: Seat): StoredMessage {
  const { wire } = runningLive(seat);
  const { live_period: _period, ...location } = wire.location ?? { latitude: 0, longitude: 0 };
  return editOwn(seat, wire.message_id, { location });
}

export function shareVenue(
  seat: Seat,
  point: Point,
  title: string,
  address: string,
): StoredMessage {
  const location = wireLocation(point);
  return say(seat, { location, venue: { location, title, address } });
}

/** Shares the own contact, or that of someone else. */
export function shareContact(
  seat: Seat,
  of: User = seat.user,
  options: MessageOptions & { withoutUserId?: boolean; phone?: string } = {},
): StoredMessage {
  const contact: WireContact = {
    phone_number: options.phone ?? of.phone ?? "+10000000000",
    first_name: of.wire.first_name,
  };
  if (of.wire.last_name !== undefined) contact.last_name = of.wire.last_name;
  if (!options.withoutUserId) contact.user_id = of.wire.id;
  return say(seat, { contact }, options);
}

/** Forwards a message of this chat: the same content with `forward_origin`. */
export function forward(seat: Seat, messageId: number): StoredMessage {
  const source = seat.chat.messages.find(({ wire }) => wire.message_id === messageId);
  if (!source) throw new Error(`no message ${messageId} to forward`);
  const { text, entities, location, contact, venue, from, date } = source.wire;
  return say(seat, {
    ...(text !== undefined && { text }),
    ...(entities && { entities }),
    ...(location && { location }),
    ...(contact && { contact }),
    ...(venue && { venue }),
    forward_origin: { type: "user", sender_user: from, date },
  });
}

function runningLive(seat: Seat): StoredMessage {
  const live = seat.chat.messages.findLast(
    ({ from, wire }) => from === "me" && wire.location?.live_period !== undefined,
  );
  if (!live) throw new Error("no live location is running");
  return live;
}

function wireLocation({ latitude, longitude, accuracy }: Point): WireLocation {
  return { latitude, longitude, ...(accuracy !== undefined && { horizontal_accuracy: accuracy }) };
}
