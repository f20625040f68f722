import type { Language } from "../../locales/text.ts";
import type { Message, Plain, Toast, View } from "./view.ts";

/** Where a message goes and in whose language. */
export interface Address {
  readonly chatId: number;
  readonly language: Language;
}

/**
 * `sent`: it is there; `later`: Telegram asked to wait, it will come from the outbox;
 * `unreachable`: the person blocked the bot; `failed`: it did not go, and it is logged.
 */
export type Delivery =
  | { readonly status: "sent"; readonly messageId: number }
  | { readonly status: "later" | "unreachable" }
  | { readonly status: "failed"; readonly why?: DeliveryFailure };

/** `too_big`: Telegram takes no such file; `try_again`: a file or an invoice that no outbox keeps. Without it, a bug. */
export type DeliveryFailure = "too_big" | "try_again";

/** What the router needs to answer a person. Never throws: what cannot be delivered is reported. */
export interface Courier {
  send(to: Address, message: Message): Promise<Delivery>;
  /** Changes an inline screen in place; sends a new one when Telegram will not let us. */
  edit(to: Address, messageId: number, view: View): Promise<Delivery>;
  /** Takes the keys off a screen that is over. */
  dropKeys(chatId: number, messageId: number): Promise<void>;
  /** Stops the spinner on a tapped key, with a toast or without. */
  answerTap(callbackId: string, language: Language, toast?: Toast): Promise<void>;
  /** Lets a payment go on, or stops it with the reason the person reads. Too late is no error. */
  answerPreCheckout(queryId: string, language: Language, refusal?: Plain): Promise<void>;
}
