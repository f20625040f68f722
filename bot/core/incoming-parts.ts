import type {
  BotName,
  IncomingChat,
  IncomingFlags,
  IncomingUser,
  Instant,
  MoneyParts,
  OtherIncoming,
  PaymentIncoming,
  PersonIncoming,
  RefundedPaymentIncoming,
} from "./incoming.ts";

/** The pieces both adapters build an `Incoming` from: our own words for Telegram's fields, no framework in them. */

export interface RawUser {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly last_name?: string | undefined;
  readonly language_code?: string | undefined;
}

export interface RawMessage {
  readonly message_id: number;
  readonly date: number;
  readonly edit_date?: number | undefined;
  readonly forward_origin?: unknown;
  readonly via_bot?: unknown;
  readonly is_from_offline?: unknown;
  readonly sender_chat?: unknown;
}

export interface RawLocation {
  readonly latitude: number;
  readonly longitude: number;
  readonly horizontal_accuracy?: number | undefined;
  readonly live_period?: number | undefined;
}

/** What is known about an update before its kind is. */
export interface Origin {
  readonly bot: BotName;
  readonly updateId: number;
  readonly receivedAt: Instant;
}

const noFlags: IncomingFlags = { forwarded: false, viaBot: false, fromOffline: false };

/** An update nobody has to answer, or nobody can be answered about. */
export function otherIncoming(origin: Origin, message?: RawMessage): OtherIncoming {
  return message
    ? { ...origin, ...messageParts(message), kind: "other" }
    : { ...origin, at: origin.receivedAt, flags: noFlags, kind: "other" };
}

/** Id, time and flags of a message. */
export function messageParts(
  message: RawMessage,
): Pick<PersonIncoming, "at" | "flags"> & { readonly messageId: number } {
  return {
    messageId: message.message_id,
    at: (message.edit_date ?? message.date) * 1000,
    flags: {
      forwarded: message.forward_origin !== undefined,
      viaBot: message.via_bot !== undefined,
      fromOffline: message.is_from_offline === true,
    },
  };
}

/** Time of an event that is no message. @param date seconds; a tap has none */
export function eventParts(origin: Origin, date?: number): Pick<PersonIncoming, "at" | "flags"> {
  return { at: date === undefined ? origin.receivedAt : date * 1000, flags: noFlags };
}

/** Null for a bot, an anonymous admin or a channel speaking: nobody we could know. TG 8.21 */
export function personOf(
  from: RawUser | undefined,
  message: RawMessage | undefined,
): IncomingUser | null {
  if (!from || from.is_bot || message?.sender_chat !== undefined) return null;
  return {
    id: from.id,
    firstName: from.first_name,
    ...(from.last_name === undefined ? {} : { lastName: from.last_name }),
    ...(from.language_code === undefined ? {} : { languageCode: from.language_code }),
  };
}

export function chatOf(chat: IncomingChat): IncomingChat {
  return { id: chat.id, type: chat.type };
}

/** A position in whole microdegrees and metres. */
export function locationParts(location: RawLocation): {
  readonly latitudeE6: number;
  readonly longitudeE6: number;
  readonly accuracyM?: number;
  readonly livePeriodS?: number;
} {
  const { horizontal_accuracy: accuracy, live_period: livePeriod } = location;
  return {
    latitudeE6: Math.round(location.latitude * 1e6),
    longitudeE6: Math.round(location.longitude * 1e6),
    ...(accuracy === undefined ? {} : { accuracyM: Math.ceil(accuracy) }),
    ...(livePeriod === undefined ? {} : { livePeriodS: livePeriod }),
  };
}

/** A contact as sent. */
export function contactParts(contact: {
  readonly phone_number: string;
  readonly user_id?: number | undefined;
}): { readonly phone: string; readonly userId?: number } {
  const { phone_number: phone, user_id: userId } = contact;
  return userId === undefined ? { phone } : { phone, userId };
}

/** A file as sent. */
export function documentParts(document: {
  readonly file_id: string;
  readonly file_name?: string | undefined;
  readonly file_size?: number | undefined;
}): { readonly fileId: string; readonly fileName: string; readonly size: number } {
  const { file_id: fileId, file_name: fileName = "", file_size: size = 0 } = document;
  return { fileId, fileName, size };
}

/** A picture as sent: Telegram offers it in several sizes, the last is the largest. Null when there is none. */
export function photoParts(
  sizes: readonly { readonly file_id: string; readonly file_size?: number | undefined }[],
): { readonly fileId: string; readonly fileName: string; readonly size: number } | null {
  const largest = sizes.at(-1);
  if (largest === undefined) return null;
  return { fileId: largest.file_id, fileName: "photo.jpg", size: largest.file_size ?? 0 };
}

export interface RawMoney {
  readonly currency: string;
  readonly total_amount: number;
  readonly invoice_payload: string;
}

export interface RawPayment extends RawMoney {
  readonly telegram_payment_charge_id: string;
  readonly provider_payment_charge_id: string;
  readonly is_recurring?: boolean | undefined;
  readonly is_first_recurring?: boolean | undefined;
  readonly subscription_expiration_date?: number | undefined;
}

export interface RawRefund extends RawMoney {
  readonly telegram_payment_charge_id: string;
  readonly provider_payment_charge_id?: string | undefined;
}

/** A sum and what it is for. */
export function moneyParts(money: RawMoney): MoneyParts {
  const { currency, total_amount: totalAmount, invoice_payload: payload } = money;
  return { currency, totalAmount, payload };
}

/** A payment that was made. */
export function paymentParts(
  payment: RawPayment,
): Pick<PaymentIncoming, keyof MoneyParts | "telegramChargeId" | "providerChargeId" | "recurring"> {
  const { is_recurring: isRecurring, subscription_expiration_date: until } = payment;
  const recurring = {
    first: payment.is_first_recurring === true,
    ...(until === undefined ? {} : { paidUntil: until * 1000 }),
  };
  return {
    ...moneyParts(payment),
    telegramChargeId: payment.telegram_payment_charge_id,
    providerChargeId: payment.provider_payment_charge_id,
    ...(isRecurring === true ? { recurring } : {}),
  };
}

/** Stars given back. */
export function refundParts(
  refund: RawRefund,
): Pick<RefundedPaymentIncoming, keyof MoneyParts | "telegramChargeId" | "providerChargeId"> {
  const { telegram_payment_charge_id: telegramChargeId, provider_payment_charge_id: provider } =
    refund;
  const charge = { ...moneyParts(refund), telegramChargeId };
  return provider === undefined ? charge : { ...charge, providerChargeId: provider };
}
