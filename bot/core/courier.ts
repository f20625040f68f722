import type { Language } from "../../locales/text.ts";
import type { Message, Toast, View } from "./view.ts";

/** Where a message goes and in whose language. */
export interface Address {
  readonly chatId: number;
  readonly language: Language;
}

/**
 * `sent`: it is there; `later`: Telegram asked to wait, it will come from the outbox;
 * `unreachable`: the person blocked the bot; `failed`: Telegram refused it, and it is logged.
 */
export type Delivery =
  | { readonly status: "sent"; readonly messageId: number }
  | { readonly status: "later" | "unreachable" | "failed" };

/** What the router needs to answer a person. Never throws: what cannot be delivered is reported. */
export interface Courier {
  send(to: Address, message: Message): Promise<Delivery>;
  /** Changes an inline screen in place; sends a new one when Telegram will not let us. */
  edit(to: Address, messageId: number, view: View): Promise<Delivery>;
  /** Takes the keys off a screen that is over. */
  dropKeys(chatId: number, messageId: number): Promise<void>;
  /** Stops the spinner on a tapped key, with a toast or without. */
  answerTap(callbackId: string, language: Language, toast?: Toast): Promise<void>;
}
