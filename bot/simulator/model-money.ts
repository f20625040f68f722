import type { Bot, User, WireUser } from "./model.ts";

/** Shapes of money inside Telegram; the wire names are those of the Bot API. */

/** A sum: minor units of the currency, whole Stars for `XTR`. */
type Order = {
  currency: string;
  total_amount: number;
  invoice_payload: string;
  order_info?: { email?: string };
};

export type SuccessfulPayment = Order & {
  telegram_payment_charge_id: string;
  provider_payment_charge_id: string;
};

export type RefundedPayment = Omit<SuccessfulPayment, "order_info">;

export type WireInvoice = {
  title: string;
  description: string;
  start_parameter: string;
  currency: string;
  total_amount: number;
};

export type PreCheckoutQuery = Order & { id: string; from: WireUser };

/** What sendInvoice was given, also what the wire does not show. */
export type StoredInvoice = {
  title: string;
  description: string;
  payload: string;
  currency: string;
  prices: { label: string; amount: number }[];
  total: number;
  startParameter: string;
  providerToken: string;
  needEmail: boolean;
};

/** One press on «pay». `asked`: the bot has not answered; `declined`: the bank refused after the bot's yes. */
export type Checkout = {
  bot: Bot;
  query: PreCheckoutQuery;
  at: number;
  state: "asked" | "refused" | "expired" | "declined" | "paid";
  /** What the bot said instead of yes. */
  error?: string;
  payment?: SuccessfulPayment;
  timer: NodeJS.Timeout;
  /** @param error why not; yes when absent */
  answer: (error: string | undefined) => void;
};

/** A payment that was taken. */
export type Charge = {
  bot: Bot;
  user: User;
  payment: SuccessfulPayment;
  refunded: boolean;
  giveBack: () => void;
};

/** What goes wrong with telling the bot about the next payment. */
export type PaymentFault = {
  /** Tell it that often more, each time with a new update_id and the same charge (TG 42). */
  again?: number;
  /** Milliseconds of real time before it is told; `Infinity`: when released. */
  delay?: number;
};

export type LatePayment = { tell: () => void; timer: NodeJS.Timeout | undefined };

type StarPartner = {
  type: "user";
  transaction_type: "invoice_payment";
  user: WireUser;
  invoice_payload: string;
};

export type StarTransaction = {
  id: string;
  amount: number;
  date: number;
  source?: StarPartner;
  receiver?: StarPartner;
};
