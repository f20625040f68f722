import { forwardInvoice, pay } from "./checkout.ts";
import type { Delivery } from "./delivery.ts";
import type { CallFault, FaultPlan } from "./faults.ts";
import type { BotKind, Point } from "./model.ts";
import type { PaymentFault } from "./model-money.ts";
import { moveLive, movePin, shareContact, shareLocation, startLive, stopLive } from "./places.ts";
import { editText, pressStart, sayText, setBlocked, takeSeat, type Seat } from "./seat.ts";
import { openLink, pressInline, pressReply, type ClientKind } from "./taps.ts";
import { addUser, botOf, type World } from "./world.ts";

/** One thing a person did on the page; `args` depends on `act`. */
export type PageAct = { act: string; userId: number; bot: BotKind; args?: Record<string, unknown> };

export type PageParts = { world: World; delivery: Delivery; faults: FaultPlan };

/**
 * Carries out what was done on a phone.
 * @throws Error when the act does not exist or is impossible now (the button is gone)
 */
export function carryOutAct(
  { world, delivery }: PageParts,
  { act, userId, bot, args = {} }: PageAct,
): unknown {
  const user = world.users.get(userId);
  if (!user) throw new Error(`nobody has the id ${userId}`);
  const seat = takeSeat(world, delivery, user, bot);
  const handler = Object.hasOwn(ACTS, act) ? ACTS[act] : undefined;
  if (!handler) throw new Error(`unknown act ${act}`);
  return handler(seat, args);
}

type Args = Record<string, unknown>;

const ACTS: Record<string, (seat: Seat, args: Args) => unknown> = {
  start: (seat, { payload }) =>
    void pressStart(seat, typeof payload === "string" ? payload : undefined),
  send: (seat, { text }) => void sayText(seat, String(text)),
  edit: (seat, { messageId, text }) => void editText(seat, Number(messageId), String(text)),
  tapReply: (seat, { text, client }) => void pressReply(seat, String(text), clientKind(client)),
  tap(seat, { messageId, text, data }) {
    const match = (button: { text: string; callback_data?: string }) =>
      button.text === text && (data === undefined || button.callback_data === data);
    const callback = pressInline(seat, match, { messageId: Number(messageId), stale: true });
    return { callbackId: callback?.query.id ?? null };
  },
  openLink: (seat, { url }) => ({
    opened: openLink(seat, String(url))?.chat.bot.config.kind ?? null,
  }),
  shareContact: (seat) => void shareContact(seat),
  shareLocation: (seat, args) => void shareLocation(seat, pointOf(args)),
  startLive: (seat, args) => void startLive(seat, pointOf(args), Number(args["period"] ?? 3600)),
  moveLive: (seat, args) => void moveLive(seat, pointOf(args)),
  stopLive: (seat) => void stopLive(seat),
  pay: (seat, { messageId, email }) =>
    void pay(seat, {
      messageId: Number(messageId),
      ...(typeof email === "string" && email !== "" && { email }),
    }),
  forwardInvoice(seat, { messageId, to }) {
    const other = seat.world.users.get(Number(to));
    if (!other) throw new Error(`nobody has the id ${String(to)}`);
    forwardInvoice(seat, other, Number(messageId));
  },
  movePin: (seat, args) => movePin(seat.world, seat.user, pointOf(args)),
  block: (seat) => setBlocked(seat, true),
  unblock: (seat) => setBlocked(seat, false),
};

/** Adds a person to the list: a stranger to both bots. */
export function addPerson({ world }: PageParts, body: Args): { id: number } {
  const firstName = textOf(body["firstName"]).trim();
  if (firstName === "") throw new Error("a person needs a name");
  const languageCode = textOf(body["languageCode"]) || "fa";
  // Not a round number: a demo person must not meet a seeded one.
  const id = 5_000_000_000 + (Math.floor(world.now() / 10) % 900_000_000);
  const phone =
    textOf(body["phone"]) || `+${languageCode === "ru" ? "7900" : "98912"}${String(id).slice(-7)}`;
  return { id: addUser(world, { id, firstName, languageCode, phone }).wire.id };
}

/** What the developer drawer can do to the wire. */
export async function developerAct(
  { world, delivery, faults }: PageParts,
  body: Args,
): Promise<unknown> {
  const bot = botOf(world, body["bot"] === "owner" ? "owner" : "staff");
  switch (body["act"]) {
    case "redeliver":
      return {
        statuses: await delivery.redeliver(bot, undefined, {
          together: Number(body["together"] ?? 1),
        }),
      };
    case "duplicateNext":
      return delivery.duplicateNext(1);
    case "failNext":
      return faults.add(plannedFault(body, bot.config.kind));
    case "nextPayment":
      return void world.paymentFaults.push(plannedPayment(body));
    case "hold":
      return delivery.hold();
    case "release":
      return delivery.release();
    default:
      throw new Error(`unknown act ${String(body["act"])}`);
  }
}

function plannedPayment({ again, delay }: Args): PaymentFault {
  return {
    ...(typeof again === "number" && { again }),
    ...(typeof delay === "number" && { delay }),
  };
}

function plannedFault(body: Args, bot: BotKind): CallFault {
  const code = Number(body["code"] ?? 500);
  return {
    bot,
    // What a person would notice: not the spinner's answer, not «typing…».
    method: /^(send(?!ChatAction)|edit)/,
    code,
    ...(code === 429 && { retryAfter: 3 }),
    ...(body["how"] === "reset" && { how: "reset" }),
  };
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const clientKind = (client: unknown): ClientKind => (client === "desktop" ? "desktop" : "phone");

function pointOf({ latitude, longitude, accuracy }: Args): Point {
  const point: Point = { latitude: Number(latitude), longitude: Number(longitude) };
  if (!Number.isFinite(point.latitude) || !Number.isFinite(point.longitude))
    throw new Error("a point needs two numbers");
  if (typeof accuracy === "number") point.accuracy = accuracy;
  return point;
}
