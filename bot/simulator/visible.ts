import { toHtml } from "./formatted-text.ts";
import type {
  Chat,
  Entity,
  InlineButton,
  StoredMessage,
  User,
  WireContact,
  WireLocation,
  WireMessage,
} from "./model.ts";
import type { StoredInvoice } from "./model-money.ts";
import { resolveCommands, type BotCommand } from "./methods/commands.ts";

/** A message as its reader sees it. */
export type VisibleMessage = {
  id: number;
  from: "me" | "bot";
  /** Instant in ms, whole seconds. */
  date: number;
  /** Text or caption; empty for a location, a contact, a file without caption. */
  text: string;
  html: string;
  entities: Entity[];
  /** Rows of the inline keyboard. */
  buttons: InlineButton[][];
  edits: number;
  silent: boolean;
  location?: WireLocation;
  contact?: WireContact;
  venue?: { title: string; address: string };
  file?: { id: string; name: string; kind: "document" | "photo"; size?: number; mime?: string };
  invoice?: VisibleInvoice;
  /** A service message about money. */
  money?: { kind: "paid" | "refunded"; total: number; currency: string };
  reaction?: string;
  replyTo?: number;
  forwarded?: boolean;
};

/** What an invoice shows before it is paid and after. */
export type VisibleInvoice = {
  title: string;
  description: string;
  prices: { label: string; amount: number }[];
  total: number;
  currency: string;
  needEmail: boolean;
  isPaid: boolean;
};

export function visibleMessage(message: StoredMessage): VisibleMessage {
  const { wire, from, edits, silent, reaction } = message;
  const text = wire.text ?? wire.caption ?? "";
  const entities = wire.entities ?? wire.caption_entities ?? [];
  const photo = wire.photo?.[0];
  return {
    id: wire.message_id,
    from,
    date: wire.date * 1000,
    text,
    html: toHtml({ text, entities }),
    entities,
    buttons: wire.reply_markup?.inline_keyboard ?? [],
    edits,
    silent,
    ...(wire.location && { location: wire.location }),
    ...(wire.contact && { contact: wire.contact }),
    ...(wire.venue && { venue: { title: wire.venue.title, address: wire.venue.address } }),
    ...(wire.document && {
      file: {
        id: wire.document.file_id,
        name: wire.document.file_name ?? "file",
        kind: "document" as const,
        size: wire.document.file_size,
        ...(wire.document.mime_type !== undefined && { mime: wire.document.mime_type }),
      },
    }),
    ...(photo && { file: { id: photo.file_id, name: "photo", kind: "photo" as const } }),
    ...(message.invoice && { invoice: visibleInvoice(message.invoice, message.isPaid === true) }),
    ...visibleMoney(wire),
    ...(reaction !== undefined && { reaction }),
    ...(wire.reply_to_message && { replyTo: wire.reply_to_message.message_id }),
    ...(wire.forward_origin && { forwarded: true }),
  };
}

function visibleInvoice(invoice: StoredInvoice, isPaid: boolean): VisibleInvoice {
  const { title, description, prices, total, currency, needEmail } = invoice;
  return { title, description, prices, total, currency, needEmail, isPaid };
}

function visibleMoney(wire: WireMessage): Pick<VisibleMessage, "money"> {
  const sum = wire.successful_payment ?? wire.refunded_payment;
  if (!sum) return {};
  const kind = wire.successful_payment ? "paid" : "refunded";
  return { money: { kind, total: sum.total_amount, currency: sum.currency } };
}

/** The command menu of a chat as this person sees it. */
export function visibleCommands(chat: Chat, user: User): BotCommand[] {
  return resolveCommands(chat.bot, {
    chat: chat.wire,
    userId: user.wire.id,
    languageCode: user.wire.language_code,
  });
}

/** «What can this bot do?», shown in an empty chat. */
export function visibleDescription(chat: Chat, user: User): string {
  const language = user.wire.language_code?.slice(0, 2) ?? "";
  return chat.bot.descriptions.get(language) ?? chat.bot.descriptions.get("") ?? "";
}
