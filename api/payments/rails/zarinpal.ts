import { askGateway, type GatewayFetch } from "./ask-gateway.ts";
import { ok, type Outcome, type Paid, type PayBy, type PaymentState, unknown } from "./outcome.ts";
import { positiveAmount } from "./positive-amount.ts";
import { inquired, type Reading, requested, verified, waiting } from "./zarinpal-answers.ts";
import { readZarinpal } from "./zarinpal-read.ts";

export interface ZarinpalOptions {
  /** `https://payment.zarinpal.com`, its sandbox, or any server that speaks like it. */
  readonly baseUrl: string;
  readonly merchantId: string;
  readonly fetch: GatewayFetch;
  /** For one question with its answer; 10 s unless told otherwise. */
  readonly timeoutMs?: number;
}

export interface ZarinpalRequest {
  /** Goes along as `order_id`. */
  readonly attemptId: string;
  /** Rials. */
  readonly amount: number;
  /** Cut after 500 characters. */
  readonly description: string;
  /** On the domain registered with Zarinpal. Gets `?Authority=…&Status=OK|NOK`, of which only Authority is of use. */
  readonly callbackUrl: string;
  readonly mobile?: string;
  readonly email?: string;
}

export interface ZarinpalStarted {
  /** 36 characters; a string for ever, its zeros count. */
  readonly authority: string;
  readonly pay: PayBy;
  /** Rials Zarinpal will take, and from whom. */
  readonly fee: number | null;
}

export interface ZarinpalWaiting {
  readonly authority: string;
  /** Rials. */
  readonly amount: number;
}

export interface Zarinpal {
  /** Opens a payment. After `unknown` just ask again: an authority nobody knows is never paid. */
  request(order: ZarinpalRequest): Promise<Outcome<ZarinpalStarted>>;
  /**
   * The only thing that makes a payment ours; repeat as often as you like (100 and 101 are both `paid`, same `ref`).
   * Without it the money goes back to the buyer, so call it only when it may be booked.
   * @param question.amount rials as kept with the attempt, never from the callback; another one is `security` −50
   */
  verify(question: {
    readonly authority: string;
    readonly amount: number;
  }): Promise<Outcome<Paid | { readonly state: "unpaid" }>>;
  /** How it stands, changing nothing; `to_verify` is no payment yet. */
  inquiry(question: { readonly authority: string }): Promise<Outcome<PaymentState>>;
  /** Paid and not verified yet, the last hundred at most: sweep it often. */
  unverified(): Promise<Outcome<readonly ZarinpalWaiting[]>>;
  /** The page where the buyer pays. */
  startUrl(authority: string): string;
}

/** Zarinpal v4 over `fetch`. Sums are rials, said so in every request; nothing here verifies by itself. (BIL 3.1) */
export function createZarinpal(options: ZarinpalOptions): Zarinpal {
  const { merchantId, fetch, timeoutMs = 10_000 } = options;
  const root = options.baseUrl.replace(/\/+$/, "");
  const startUrl = (authority: string): string =>
    `${root}/pg/StartPay/${encodeURIComponent(authority)}`;

  async function ask<T>(name: string, body: object, reading: Reading<T>): Promise<Outcome<T>> {
    const question = {
      url: `${root}/pg/v4/payment/${name}.json`,
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: { merchant_id: merchantId, ...body },
    } as const;
    const answer = await askGateway(fetch, question, timeoutMs);
    return answer.kind === "answer" ? readZarinpal(answer, reading, merchantId) : answer;
  }

  return {
    startUrl,
    async request(order) {
      const started = await ask("request", requestBody(order), requested);
      if (started.kind !== "ok") return started;
      const { authority, fee } = started.value;
      return ok({ authority, fee, pay: { by: "page", url: startUrl(authority) } });
    },
    async verify({ authority, amount }) {
      const body = { authority, amount: positiveAmount(amount) };
      const answer = await ask("verify", body, verified);
      if (answer.kind === "refused" && answer.code === "-51") return ok({ state: "unpaid" });
      if (answer.kind !== "ok") return answer;
      return ok({ state: "paid", amount, refunded: 0, ...answer.value });
    },
    async inquiry({ authority }) {
      const answer = await ask("inquiry", { authority }, inquired);
      if (answer.kind !== "ok") return answer;
      return answer.value === null ? unknown("garbled") : ok(answer.value);
    },
    unverified: () => ask("unVerified", {}, waiting),
  };
}

function requestBody({ attemptId, amount, description, callbackUrl, ...buyer }: ZarinpalRequest) {
  return {
    amount: positiveAmount(amount),
    currency: "IRR",
    description: description.slice(0, 500),
    callback_url: callbackUrl,
    metadata: {
      ...(buyer.mobile !== undefined && { mobile: buyer.mobile }),
      ...(buyer.email !== undefined && { email: buyer.email }),
      order_id: attemptId,
      auto_verify: false,
    },
  };
}
