import { invalid, refused } from "../api-error.ts";
import { isTimely } from "../checkout.ts";
import type { Bot } from "../model.ts";
import type { StarTransaction } from "../model-money.ts";
import { flag, number, text, type Payload } from "../parameters.ts";
import type { World } from "../world.ts";

export function answerPreCheckoutQuery(world: World, bot: Bot, payload: Payload): true {
  const isOk = flag(payload, "ok");
  const error = text(payload, "error_message") ?? "";
  if (!isOk && error.trim() === "") throw invalid("error_message must be non-empty");
  const checkout = world.checkouts.get(text(payload, "pre_checkout_query_id") ?? "");
  if (checkout?.bot !== bot || checkout.state !== "asked" || !isTimely(world, checkout))
    throw refused("query is too old and response timeout expired or query ID is invalid");
  checkout.answer(isOk ? undefined : error);
  return true;
}

/** Gives all Stars of a payment back and tells the bot with a service message. */
export function refundStarPayment(world: World, bot: Bot, payload: Payload): true {
  const charge = world.charges.get(text(payload, "telegram_payment_charge_id") ?? "");
  const userId = number(payload, "user_id");
  if (!world.users.has(userId ?? 0)) throw refused("invalid user_id specified");
  if (charge?.bot !== bot || charge.payment.currency !== "XTR" || charge.user.wire.id !== userId)
    throw refused("CHARGE_NOT_FOUND");
  if (charge.refunded) throw refused("CHARGE_ALREADY_REFUNDED");
  charge.refunded = true;
  charge.giveBack();
  return true;
}

/** Oldest first; like the real server it takes the nearest allowed limit. */
export function getStarTransactions(
  _world: World,
  bot: Bot,
  payload: Payload,
): { transactions: StarTransaction[] } {
  const offset = Math.max(number(payload, "offset") ?? 0, 0);
  const limit = Math.min(Math.max(number(payload, "limit") ?? 100, 1), 100);
  return { transactions: structuredClone(bot.stars.slice(offset, offset + limit)) };
}
