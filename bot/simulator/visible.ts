import { toHtml } from "./formatted-text.ts";
import type {
  Chat,
  Entity,
  InlineButton,
  StoredMessage,
  User,
  WireContact,
  WireLocation,
} from "./model.ts";
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
  file?: { id: string; name: string; kind: "document" | "photo"; size?: number };
  reaction?: string;
  replyTo?: number;
  forwarded?: boolean;
};

export function visibleMessage({
  wire,
  from,
  edits,
  silent,
  reaction,
}: StoredMessage): VisibleMessage {
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
      },
    }),
    ...(photo && { file: { id: photo.file_id, name: "photo", kind: "photo" as const } }),
    ...(reaction !== undefined && { reaction }),
    ...(wire.reply_to_message && { replyTo: wire.reply_to_message.message_id }),
    ...(wire.forward_origin && { forwarded: true }),
  };
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
