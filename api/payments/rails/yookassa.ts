import type * as z from "zod";
import { askGateway, type GatewayFetch } from "./ask-gateway.ts";
import { ok, type Outcome, unknown } from "./outcome.ts";
import {
  type YookassaPayment,
  yookassaPayment,
  yookassaPayments,
  type YookassaRefund,
  yookassaRefund,
} from "./yookassa-answers.ts";
import { createBody, type YookassaOrder } from "./yookassa-create.ts";
import { toYookassaMoney } from "./yookassa-money.ts";
import { readYookassa } from "./yookassa-read.ts";

export interface YookassaOptions {
  /** `https://api.yookassa.ru`, or any server that speaks like it; `/v3` is added. */
  readonly baseUrl: string;
  readonly shopId: string;
  readonly secretKey: string;
  readonly fetch: GatewayFetch;
  /** For one question with its answer; 15 s unless told otherwise. */
  readonly timeoutMs?: number;
}

export interface Yookassa {
  /**
   * Opens a payment that is captured at once. Same order within 24 h: the same payment. Afterwards the key is forgotten and
   * a repetition would be a second payment: only `findByAttempt` then.
   */
  create(order: YookassaOrder): Promise<Outcome<YookassaPayment>>;
  /** The truth about a payment; ask it after every notification, never book the notification itself. */
  get(id: string): Promise<Outcome<YookassaPayment>>;
  /**
   * Payments of an attempt, oldest first; empty when none was made. For a POST whose answer was lost.
   * @param question.createdFrom epoch ms, inclusive; leave a minute for other clocks
   * @param question.createdTo epoch ms, exclusive
   */
  findByAttempt(question: {
    readonly attemptId: string;
    readonly createdFrom: number;
    readonly createdTo: number;
  }): Promise<Outcome<readonly YookassaPayment[]>>;
  /** Gives back kopecks of a paid payment, at most what is left of it. `refundId` is the key: same call, same refund. */
  refund(order: {
    readonly refundId: string;
    readonly paymentId: string;
    readonly amount: number;
  }): Promise<Outcome<YookassaRefund>>;
  getRefund(id: string): Promise<Outcome<YookassaRefund>>;
}

const pageSize = 100;
const mostPages = 30;

/** YooKassa v3 over `fetch`. Sums are kopecks. (BIL 3.2) */
export function createYookassa(options: YookassaOptions): Yookassa {
  const { shopId, secretKey, fetch, timeoutMs = 15_000 } = options;
  const root = `${options.baseUrl.replace(/\/+$/, "")}/v3`;
  const credentials = btoa(`${shopId}:${secretKey}`);
  const signedIn = { authorization: `Basic ${credentials}`, accept: "application/json" };
  const secrets = [secretKey, credentials];

  async function read<T>(path: string, reading: z.ZodType<T>): Promise<Outcome<T>> {
    const question = { url: root + path, method: "GET", headers: signedIn } as const;
    const answer = await askGateway(fetch, question, timeoutMs);
    return answer.kind === "answer" ? readYookassa(answer, reading, secrets) : answer;
  }

  async function post<T>(
    path: string,
    key: string,
    body: object,
    reading: z.ZodType<T>,
  ): Promise<Outcome<T>> {
    const headers = {
      ...signedIn,
      "content-type": "application/json",
      "idempotence-key": idempotenceKey(key),
    };
    const question = { url: root + path, method: "POST", headers, body } as const;
    const answer = await askGateway(fetch, question, timeoutMs);
    return answer.kind === "answer" ? readYookassa(answer, reading, secrets) : answer;
  }

  return {
    async create(order) {
      return post("/payments", order.attemptId, createBody(order), yookassaPayment);
    },
    get: (id) => read(`/payments/${encodeURIComponent(id)}`, yookassaPayment),
    async findByAttempt({ attemptId, createdFrom, createdTo }) {
      const found: YookassaPayment[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < mostPages; page += 1) {
        const query = listQuery(createdFrom, createdTo, cursor);
        const listed = await read(`/payments?${query}`, yookassaPayments);
        if (listed.kind !== "ok") return listed;
        found.push(...listed.value.items.filter((payment) => payment.attemptId === attemptId));
        cursor = listed.value.next;
        if (cursor === null) return ok(found.sort((a, b) => a.createdAt - b.createdAt));
      }
      return unknown("too_many");
    },
    async refund({ refundId, paymentId, amount }) {
      const body = { payment_id: paymentId, amount: toYookassaMoney(amount) };
      return post("/refunds", refundId, body, yookassaRefund);
    },
    getRefund: (id) => read(`/refunds/${encodeURIComponent(id)}`, yookassaRefund),
  };
}

/** @throws {RangeError} for a key the gateway would not take */
function idempotenceKey(key: string): string {
  if (/^[\x21-\x7e]{1,64}$/.test(key)) return key;
  throw new RangeError("An idempotence key is 1 to 64 visible ASCII characters");
}

function listQuery(from: number, to: number, cursor: string | null): URLSearchParams {
  return new URLSearchParams({
    "created_at.gte": new Date(from).toISOString(),
    "created_at.lt": new Date(to).toISOString(),
    limit: String(pageSize),
    ...(cursor !== null && { cursor }),
  });
}
