import { forwardInvoice, pay, payable, settleCheckout, type PayOptions } from "./checkout.ts";
import type {
  BotKind,
  Callback,
  Chat,
  InlineButton,
  Point,
  ReplyButton,
  StoredMessage,
  Toast,
  User,
} from "./model.ts";
import type { Checkout } from "./model-money.ts";
import type { Delivery } from "./delivery.ts";
import { type OwnFile, sendOwnFile } from "./documents.ts";
import type { BotCommand } from "./methods/commands.ts";
import {
  forward,
  moveLive,
  movePin,
  shareContact,
  shareLocation,
  shareVenue,
  startLive,
  stopLive,
} from "./places.ts";
import {
  editText,
  pressStart,
  sayText,
  setBlocked,
  takeSeat,
  type MessageOptions,
  type Seat,
} from "./seat.ts";
import {
  openLink,
  pressInline,
  pressReply,
  sendCallback,
  type ClientKind,
  type Match,
  type TapOptions,
} from "./taps.ts";
import { visibleCommands, visibleMessage, type VisibleMessage } from "./visible.ts";
import { announce, type World } from "./world.ts";

/**
 * One person in one chat. Every act happens at once; the promise it returns settles when the bots are quiet
 * again, so `await` it for a conversation and start several without `await` for a race.
 */
export type ActorChat = {
  start: (payload?: string) => Promise<VisibleMessage>;
  send: (text: string, options?: MessageOptions) => Promise<VisibleMessage>;
  tapReply: (match: Match<ReplyButton>, client?: ClientKind) => Promise<VisibleMessage>;
  /** Matches label or callback data; settles to the callback with its answer. */
  tap: (match: Match<InlineButton>, options?: TapOptions) => Promise<Callback | undefined>;
  /** A button of this message as it is or as it was before an edit. */
  tapOld: (messageId: number, match: Match<InlineButton>) => Promise<Callback | undefined>;
  /** Any callback data on any message: forged, garbage, too new. */
  tapData: (data: string, messageId?: number) => Promise<Callback>;
  shareContact: (
    of?: Actor,
    options?: Parameters<typeof shareContact>[2],
  ) => Promise<VisibleMessage>;
  shareLocation: (point?: Point, options?: MessageOptions) => Promise<VisibleMessage>;
  shareVenue: (point: Point, title: string, address: string) => Promise<VisibleMessage>;
  startLive: (
    point?: Point,
    periodSeconds?: number,
    options?: MessageOptions,
  ) => Promise<VisibleMessage>;
  moveLive: (point?: Point) => Promise<VisibleMessage>;
  stopLive: () => Promise<VisibleMessage>;
  /** Sends a file from the phone. */
  sendsDocument: (file: OwnFile, options?: MessageOptions) => Promise<VisibleMessage>;
  forward: (messageId: number) => Promise<VisibleMessage>;
  edit: (messageId: number, text: string) => Promise<VisibleMessage>;
  openLink: (url: string) => Promise<void>;
  /** Presses «pay» on the newest open invoice; settles to what became of it. `asked`: the bot has not answered. */
  pays: (options?: PayOptions) => Promise<Checkout>;
  /** Opens the invoice and closes it again: Telegram tells the bot nothing. */
  cancels: (messageId?: number) => Promise<void>;
  /** Sends an invoice on; `to` has it in their chat with the same bot. */
  forwardInvoice: (to: Actor, messageId: number) => Promise<VisibleMessage>;
  block: () => Promise<void>;
  unblock: () => Promise<void>;
  /** What the person sees, oldest first. */
  messages: () => VisibleMessage[];
  /** The bot's newest message. @throws Error when there is none */
  last: () => VisibleMessage;
  /** The newest file of the bot, with its caption. @throws Error when there is none */
  lastDocument: () => ReceivedFile;
  /** Rows of the current reply keyboard; empty when there is none. */
  keyboard: () => ReplyButton[][];
  commands: () => BotCommand[];
  toasts: () => Toast[];
  isTyping: () => boolean;
};

export type ReceivedFile = {
  kind: "document" | "photo";
  name: string;
  mime: string;
  bytes: Uint8Array;
  caption: string;
};

export type Actor = {
  readonly id: number;
  readonly user: User;
  in: (bot: BotKind, group?: Group) => ActorChat;
  /** Where the phone is: what a `request_location` button sends. */
  moveTo: (point: Point) => void;
  setLanguage: (languageCode: string | undefined) => void;
  clipboard: () => string;
  /** The account is deleted: every call answers 403. */
  deactivate: () => void;
};

type Group = { readonly id: number; seat: (bot: BotKind, user: User) => Seat };

export type ActorParts = { world: World; delivery: Delivery; idle: () => Promise<void> };

export function createActor(parts: ActorParts, user: User): Actor {
  const { world, delivery } = parts;
  return {
    id: user.wire.id,
    user,
    in: (bot, group) =>
      createActorChat(parts, group ? group.seat(bot, user) : takeSeat(world, delivery, user, bot)),
    moveTo: (point) => movePin(world, user, point),
    setLanguage(languageCode) {
      if (languageCode === undefined) delete user.wire.language_code;
      else user.wire.language_code = languageCode;
      announce(world, { kind: "people" });
    },
    clipboard: () => user.clipboard,
    deactivate: () => void (user.deactivated = true),
  };
}

function createActorChat({ world, idle }: ActorParts, seat: Seat): ActorChat {
  const { chat, user } = seat;
  const act = <Result>(doIt: () => Result): Promise<Result> => {
    const result = doIt();
    const settled = idle().then(() => result);
    // A race test may never look at this promise; whoever awaits it still sees the error.
    settled.catch(() => undefined);
    return settled;
  };
  const shown = (doIt: () => StoredMessage): Promise<VisibleMessage> =>
    act(() => visibleMessage(doIt()));
  const last = (): StoredMessage => {
    const found = chat.messages.findLast(({ from }) => from === "bot");
    if (!found)
      throw new Error(
        `${user.wire.first_name} has no message from the ${chat.bot.config.kind} bot`,
      );
    return found;
  };
  return {
    start: (payload) => shown(() => pressStart(seat, payload)),
    send: (text, options) => shown(() => sayText(seat, text, options)),
    tapReply: (match, client) => shown(() => pressReply(seat, match, client)),
    tap: (match, options) => act(() => pressInline(seat, match, options)),
    tapOld: (messageId, match) => act(() => pressInline(seat, match, { messageId, stale: true })),
    tapData: (data, messageId) =>
      act(() => {
        const target = chat.messages.find(({ wire }) => wire.message_id === messageId);
        return sendCallback(seat, target ?? last(), data);
      }),
    shareContact: (of, options) => shown(() => shareContact(seat, of?.user, options)),
    shareLocation: (point, options) => shown(() => shareLocation(seat, point, options)),
    shareVenue: (point, title, address) => shown(() => shareVenue(seat, point, title, address)),
    startLive: (point, period, options) => shown(() => startLive(seat, point, period, options)),
    moveLive: (point) => shown(() => moveLive(seat, point)),
    stopLive: () => shown(() => stopLive(seat)),
    sendsDocument: (file, options) => shown(() => sendOwnFile(seat, file, options)),
    forward: (messageId) => shown(() => forward(seat, messageId)),
    edit: (messageId, text) => shown(() => editText(seat, messageId, text)),
    openLink: (url) => act(() => void openLink(seat, url)),
    async pays(options) {
      return settleCheckout(world, await act(() => pay(seat, options)));
    },
    async cancels(messageId) {
      await act(() => void payable(seat, messageId));
    },
    forwardInvoice: (to, messageId) => shown(() => forwardInvoice(seat, to.user, messageId)),
    block: () => act(() => setBlocked(seat, true)),
    unblock: () => act(() => setBlocked(seat, false)),
    messages: () => chat.messages.map(visibleMessage),
    last: () => visibleMessage(last()),
    lastDocument: () => receivedFile(world, chat),
    keyboard: () => chat.keyboard?.markup.keyboard ?? [],
    commands: () => visibleCommands(chat, user),
    toasts: () => [...chat.toasts],
    isTyping: () => chat.typingUntil > world.now(),
  };
}

function receivedFile(world: World, chat: Chat): ReceivedFile {
  const message = chat.messages.findLast(
    ({ from, wire }) => from === "bot" && (wire.document ?? wire.photo) !== undefined,
  );
  const { document, photo, caption = "" } = message?.wire ?? {};
  const stored = world.files.get(document?.file_id ?? photo?.[0]?.file_id ?? "");
  if (!stored) throw new Error("the bot has sent no file");
  const { name, type, bytes } = stored;
  return { kind: document ? "document" : "photo", name, mime: type, bytes, caption };
}
