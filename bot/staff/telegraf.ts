import { Telegraf, type Context } from "telegraf";
import { callbackQuery, editedMessage, message } from "telegraf/filters";
import {
  chatOf,
  contactParts,
  documentParts,
  eventParts,
  locationParts,
  messageParts,
  moneyParts,
  otherIncoming,
  paymentParts,
  personOf,
  photoParts,
  type Origin,
} from "../core/incoming-parts.ts";
import type {
  BotIdentity,
  Incoming,
  IncomingChat,
  IncomingUser,
  Intake,
} from "../core/incoming.ts";

type Update = Context["update"];

/** One update on its way through the middleware. */
interface Passage extends Context {
  readonly origin: Origin;
  readonly speaker: { readonly user: IncomingUser; readonly chat: IncomingChat };
  incoming: Incoming;
}

/** The staff bot's ears: Telegraf sorts the update, we keep what it found. Calls nothing, throws nothing. */
export function createTelegrafIntake(identity: BotIdentity): Intake {
  const bot = new Telegraf<Passage>(`${identity.id}:intake`, { handlerTimeout: Infinity });
  bot.botInfo = {
    id: identity.id,
    is_bot: true,
    first_name: identity.firstName,
    username: identity.username,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  };
  const found = new WeakMap<Update, Incoming>();
  const received = new WeakMap<Update, number>();
  bot.catch(() => undefined);

  bot.use(async (ctx, next) => {
    const { update } = ctx;
    const origin: Origin = {
      bot: "staff",
      updateId: update.update_id,
      receivedAt: received.get(update) ?? 0,
    };
    const user = personOf(ctx.from, ctx.callbackQuery ? undefined : ctx.msg);
    const speaker = user && ctx.chat ? { user, chat: chatOf(ctx.chat) } : undefined;
    Object.assign(ctx, { origin, speaker, incoming: otherIncoming(origin) });
    if (speaker || (user && ctx.preCheckoutQuery)) await next();
    found.set(update, ctx.incoming);
  });

  bot.on("pre_checkout_query", (ctx) => {
    const { from, id, ...money } = ctx.preCheckoutQuery;
    const user = personOf(from, undefined);
    if (!user) return;
    const event = { ...ctx.origin, user, ...eventParts(ctx.origin) };
    ctx.incoming = { ...event, kind: "precheckout", queryId: id, ...moneyParts(money) };
  });

  bot.on(message("successful_payment"), (ctx) => {
    const said = { ...ctx.origin, ...ctx.speaker, ...messageParts(ctx.message) };
    const paid = paymentParts(ctx.message.successful_payment);
    ctx.incoming = { ...said, kind: "payment", ...paid };
  });

  bot.on(callbackQuery("data"), (ctx) => {
    const { id, data, message: tapped } = ctx.callbackQuery;
    if (!tapped) return;
    const event = { ...ctx.origin, ...ctx.speaker, ...eventParts(ctx.origin) };
    ctx.incoming = { ...event, kind: "tap", callbackId: id, data, messageId: tapped.message_id };
  });

  bot.on("my_chat_member", (ctx) => {
    const { date, new_chat_member: member } = ctx.myChatMember;
    const event = { ...ctx.origin, ...ctx.speaker, ...eventParts(ctx.origin, date) };
    const { status } = member;
    if (ctx.chat.type !== "private") ctx.incoming = { ...event, kind: "group" };
    else if (status === "member" || status === "kicked")
      ctx.incoming = { ...event, kind: "membership", status };
  });

  bot.on(message("migrate_to_chat_id"), (ctx) => {
    const said = { ...ctx.origin, ...ctx.speaker, ...messageParts(ctx.message) };
    ctx.incoming = { ...said, kind: "migration", toChatId: ctx.message.migrate_to_chat_id };
  });

  bot.command(/.*/, (ctx) => {
    const said = { ...ctx.origin, ...ctx.speaker, ...messageParts(ctx.message) };
    const command = { name: ctx.command.toLowerCase(), payload: ctx.payload.trim() };
    ctx.incoming =
      ctx.chat.type === "private"
        ? { ...said, kind: "command", ...command }
        : { ...said, kind: "group", command };
  });

  bot.on(["message", "edited_message"], (ctx, next) => {
    const said = { ...ctx.origin, ...ctx.speaker, ...messageParts(ctx.msg) };
    if (ctx.chat.type === "private") return next();
    ctx.incoming = { ...said, kind: "group" };
    return undefined;
  });

  bot.on([message("location"), editedMessage("location")], (ctx) => {
    const said = { ...ctx.origin, ...ctx.speaker, ...messageParts(ctx.msg) };
    const place = locationParts(ctx.msg.location);
    const edited = ctx.updateType === "edited_message";
    ctx.incoming = { ...said, kind: "location", ...place, venue: "venue" in ctx.msg, edited };
  });

  bot.on(message("contact"), (ctx) => {
    const said = { ...ctx.origin, ...ctx.speaker, ...messageParts(ctx.message) };
    ctx.incoming = { ...said, kind: "contact", ...contactParts(ctx.message.contact) };
  });

  bot.on(message("photo"), (ctx, next) => {
    const photo = photoParts(ctx.message.photo);
    if (photo === null) return next();
    const said = { ...ctx.origin, ...ctx.speaker, ...messageParts(ctx.message) };
    ctx.incoming = { ...said, kind: "document", ...photo };
    return undefined;
  });

  bot.on(message("document"), (ctx, next) => {
    // A moving picture is sent as a document too.
    if ("animation" in ctx.message) return next();
    const said = { ...ctx.origin, ...ctx.speaker, ...messageParts(ctx.message) };
    ctx.incoming = { ...said, kind: "document", ...documentParts(ctx.message.document) };
    return undefined;
  });

  bot.on([message("text"), editedMessage("text")], (ctx) => {
    const said = { ...ctx.origin, ...ctx.speaker, ...messageParts(ctx.msg) };
    const kind = ctx.updateType === "edited_message" ? "edited_text" : "text";
    ctx.incoming = { ...said, kind, text: ctx.msg.text };
  });

  bot.on("message", (ctx) => {
    ctx.incoming = { ...otherIncoming(ctx.origin, ctx.message), ...ctx.speaker };
  });

  return async (raw, receivedAt) => {
    const update = raw as Update;
    received.set(update, receivedAt);
    await bot.handleUpdate(update);
    const origin: Origin = { bot: "staff", updateId: update.update_id, receivedAt };
    return found.get(update) ?? otherIncoming(origin);
  };
}
