import type { StoredMessage, WireMessage } from "./model.ts";
import type {
  Checkout,
  LatePayment,
  PaymentFault,
  StoredInvoice,
  SuccessfulPayment,
} from "./model-money.ts";
import { takeSeat, type Seat } from "./seat.ts";
import { addMessage, announce, seconds, type World } from "./world.ts";

/** Telegram waits that long (ms) for answerPreCheckoutQuery. */
const ANSWER_WITHIN = 10_000;

export type PayOptions = {
  /** Only this invoice; default: the newest that can still be paid. */
  messageId?: number;
  /** For an invoice that asks for it. */
  email?: string;
  /** The bank refuses after the bot's yes: no payment ever comes. */
  declined?: boolean;
};

/** By the simulator's clock; a real timer ends it as well. */
export const isTimely = (world: World, { at }: Checkout): boolean =>
  world.now() - at <= ANSWER_WITHIN;

/**
 * The invoice a person would pay.
 * @throws Error when there is none, it is paid, or a forwarded copy has no pay button
 */
export function payable(seat: Seat, messageId?: number): StoredMessage {
  const invoices = seat.chat.messages.filter(({ invoice }) => invoice !== undefined);
  const found =
    messageId === undefined
      ? invoices.findLast(isOpen)
      : invoices.find(({ wire }) => wire.message_id === messageId);
  if (!found) throw new Error("there is no invoice to pay");
  if (!isOpen(found)) throw new Error("this invoice has no pay button (any more)");
  return found;
}

/** Presses «pay»: the bot is asked, and the money is taken when it says yes in time. */
export function pay(seat: Seat, options: PayOptions = {}): Checkout {
  const { world, delivery, user, chat } = seat;
  const message = payable(seat, options.messageId);
  const invoice = message.invoice as StoredInvoice;
  const order = {
    currency: invoice.currency,
    total_amount: invoice.total,
    invoice_payload: invoice.payload,
    ...(invoice.needEmail && { order_info: { email: options.email ?? "payer@example.org" } }),
  };
  const id = `${BigInt(user.wire.id) * 4_294_967_296n + BigInt(++world.serial)}`;
  const checkout: Checkout = {
    bot: chat.bot,
    query: { id, from: user.wire, ...order },
    at: world.now(),
    state: "asked",
    timer: setTimeout(() => expire(seat, message, checkout), ANSWER_WITHIN).unref(),
    answer(error) {
      clearTimeout(checkout.timer);
      if (error !== undefined) {
        checkout.error = error;
        end(seat, message, checkout, "refused", error);
      } else if (options.declined) {
        end(seat, message, checkout, "declined", "PAYMENT_FAILED");
      } else {
        takeMoney(seat, message, checkout);
      }
    },
  };
  world.checkouts.set(id, checkout);
  delivery.emit(chat.bot, { pre_checkout_query: checkout.query });
  announce(world, { kind: "activity" });
  return checkout;
}

/** What became of it: an unanswered query is over when its time is, whether or not anybody looked. */
export function settleCheckout(world: World, checkout: Checkout): Checkout {
  if (checkout.state === "asked" && !isTimely(world, checkout)) checkout.state = "expired";
  return checkout;
}

/** Lets every payment that was held back reach its bot now. */
export function releasePayments(world: World): void {
  for (const late of world.latePayments) late.tell();
}

/**
 * Sends an invoice on to somebody else. Their copy can be paid only when the bot set no `start_parameter`; otherwise it
 * has a link that starts the bot.
 */
export function forwardInvoice(seat: Seat, to: Seat["user"], messageId: number): StoredMessage {
  const { world, delivery, chat, user } = seat;
  const source = chat.messages.find(({ wire }) => wire.message_id === messageId);
  if (!source?.invoice || !source.wire.invoice)
    throw new Error(`no invoice ${messageId} to forward`);
  const { startParameter } = source.invoice;
  const { username } = chat.bot.config;
  const own = source.wire.reply_markup?.inline_keyboard.flat().find((button) => button.pay);
  const link = { text: "Pay", url: `https://t.me/${username}?start=${startParameter}` };
  const other = takeSeat(world, delivery, to, chat.bot.config.kind);
  const copy = addMessage(world, other.chat, "me", {
    from: to.wire,
    invoice: source.wire.invoice,
    forward_origin: { type: "user", sender_user: user.wire, date: seconds(world) },
    reply_markup: { inline_keyboard: [[startParameter === "" && own ? own : link]] },
  });
  copy.invoice = source.invoice;
  announce(world, { kind: "chat", chat: other.chat });
  return copy;
}

/** Forgets timers: nothing under way may go on in another world. */
export function stopCheckouts(world: World): void {
  for (const { timer } of world.checkouts.values()) clearTimeout(timer);
  for (const { timer } of world.latePayments) clearTimeout(timer);
  world.latePayments.clear();
}

function isOpen({ isPaid, wire }: StoredMessage): boolean {
  const buttons = wire.reply_markup?.inline_keyboard.flat() ?? [];
  return !isPaid && buttons.some((button) => button.pay === true);
}

function expire(seat: Seat, message: StoredMessage, checkout: Checkout): void {
  if (checkout.state === "asked")
    end(seat, message, checkout, "expired", "BOT_PRECHECKOUT_TIMEOUT");
}

/** Ends without money; the person reads why. */
function end(
  { world, chat, user }: Seat,
  message: StoredMessage,
  checkout: Checkout,
  state: Checkout["state"],
  text: string,
): void {
  checkout.state = state;
  const messageId = message.wire.message_id;
  chat.toasts.push({ text, alert: true, messageId, at: world.now() });
  announce(world, { kind: "toast", chat, userId: user.wire.id });
}

function takeMoney(seat: Seat, message: StoredMessage, checkout: Checkout): void {
  const { world, user, chat } = seat;
  const { id: _id, from: _from, ...order } = checkout.query;
  const isStars = order.currency === "XTR";
  // With the clock in it: after a restart no charge repeats one that a bot has stored.
  const mark = `${world.now().toString(36)}-${++world.serial}`;
  const payment: SuccessfulPayment = {
    ...order,
    telegram_payment_charge_id: `${isStars ? "stx" : "tpc"}-${user.wire.id}-${mark}`,
    provider_payment_charge_id: isStars ? `${user.wire.id}_${mark}` : `prov-${mark}`,
  };
  checkout.state = "paid";
  checkout.payment = payment;
  message.isPaid = true;
  world.charges.set(payment.telegram_payment_charge_id, {
    bot: chat.bot,
    user,
    payment,
    refunded: false,
    giveBack: () => giveBack(seat, payment),
  });
  if (isStars) noteStars(seat, payment, "source");
  announce(world, { kind: "chat", chat });
  tellBot(seat, { successful_payment: payment }, world.paymentFaults.shift() ?? {});
}

/** The service message and its update, as often and as late as the fault says. TG 42 */
function tellBot(seat: Seat, content: Partial<WireMessage>, fault: PaymentFault): void {
  const { world, delivery, user, chat } = seat;
  const tell = (): void => {
    clearTimeout(late.timer);
    if (!world.latePayments.delete(late)) return;
    chat.started = true;
    const { wire } = addMessage(world, chat, "me", { from: user.wire, ...content });
    for (let times = 0; times <= (fault.again ?? 0); times++)
      delivery.emit(chat.bot, { message: wire });
  };
  const late: LatePayment = { tell, timer: undefined };
  world.latePayments.add(late);
  const { delay = 0 } = fault;
  if (delay === 0) tell();
  else if (Number.isFinite(delay)) late.timer = setTimeout(tell, delay).unref();
}

function giveBack(seat: Seat, payment: SuccessfulPayment): void {
  const { order_info: _order, ...refund } = payment;
  noteStars(seat, payment, "receiver");
  tellBot(seat, { refunded_payment: refund }, {});
}

function noteStars(
  { world, chat, user }: Seat,
  payment: SuccessfulPayment,
  side: "source" | "receiver",
): void {
  chat.bot.stars.push({
    id: payment.telegram_payment_charge_id,
    amount: payment.total_amount,
    date: seconds(world),
    [side]: {
      type: "user",
      transaction_type: "invoice_payment",
      user: user.wire,
      invoice_payload: payment.invoice_payload,
    },
  });
}
