import type { Cell, Statement } from "../../db/client/port.ts";
import type { Currency } from "../billing/rules/types.ts";
import type { Deps } from "../deps.ts";
import type { AttemptState } from "./rules/attempts.ts";

export type Rail =
  | "zarinpal"
  | "yookassa_card"
  | "yookassa_sbp"
  | "telegram"
  | "stars"
  | "bank"
  | "wallet";

/** One try to pay an order over one rail. */
export interface Attempt {
  readonly orgId: string;
  /** Also the idempotency key at the gateway. */
  readonly id: string;
  readonly orderId: string;
  readonly rail: Rail;
  readonly state: AttemptState;
  /** Minor units. */
  readonly amount: number;
  readonly currency: Currency;
  /** Whole Stars, when they are what is asked for. */
  readonly stars: number | null;
  /** Authority, payment id or charge id; written once. */
  readonly gatewayRef: string | null;
  readonly paymentUrl: string | null;
  /** Text to draw as a QR code. */
  readonly qr: string | null;
  readonly receiptRef: string | null;
  readonly checks: number;
  readonly nextCheckAt: number | null;
  readonly underReviewAt: number | null;
  readonly caseAt: number | null;
  readonly error: string | null;
  readonly createdBy: string | null;
  readonly createdAt: number;
  readonly concludedAt: number | null;
}

export const attemptColumns = `org_id, id, order_id, rail, state, amount, currency, stars, gateway_ref, payment_url, qr, receipt_ref,
  checks, next_check_at, under_review_at, case_at, error, created_by, created_at, concluded_at`;

export const attemptOf = (row: readonly Cell[]): Attempt => ({
  orgId: String(row[0]),
  id: String(row[1]),
  orderId: String(row[2]),
  rail: row[3] as Rail,
  state: row[4] as AttemptState,
  amount: Number(row[5]),
  currency: row[6] as Currency,
  stars: row[7] as number | null,
  gatewayRef: row[8] as string | null,
  paymentUrl: row[9] as string | null,
  qr: row[10] as string | null,
  receiptRef: row[11] as string | null,
  checks: Number(row[12]),
  nextCheckAt: row[13] as number | null,
  underReviewAt: row[14] as number | null,
  caseAt: row[15] as number | null,
  error: row[16] as string | null,
  createdBy: row[17] as string | null,
  createdAt: Number(row[18]),
  concludedAt: row[19] as number | null,
});

/** Its money is in the books. */
export const isSettled = ({ state }: Pick<Attempt, "state">): boolean =>
  state === "succeeded" || state === "refunding" || state === "refunded";

type ReadDeps = Pick<Deps, "db">;

/** Attempt ids are unique over all organisations: gateways know nothing else of us. */
export const findAttempt = (deps: ReadDeps, id: string): Promise<Attempt | null> =>
  one(deps, { sql: `select ${attemptColumns} from attempts where id = ?`, params: [id] });

/** The one attempt of an order that waits for its end. */
export const findLiveAttempt = (
  deps: ReadDeps,
  orgId: string,
  orderId: string,
): Promise<Attempt | null> =>
  one(deps, {
    sql: `select ${attemptColumns} from attempts where org_id = ? and order_id = ? and state in ('created', 'pending')`,
    params: [orgId, orderId],
  });

/** @param rails names of one gateway's rails */
export const findByRef = (
  deps: ReadDeps,
  rails: readonly Rail[],
  gatewayRef: string,
): Promise<Attempt | null> =>
  one(deps, {
    sql: `select ${attemptColumns} from attempts where rail in (select value from json_each(?)) and gateway_ref = ?`,
    params: [JSON.stringify(rails), gatewayRef],
  });

async function one({ db }: ReadDeps, statement: Statement): Promise<Attempt | null> {
  const [found] = await db.read([statement]);
  const row = found?.rows[0];
  return row === undefined ? null : attemptOf(row);
}

/** A new row; refs come later, once. */
export const insertAttempt = (
  attempt: Pick<Attempt, "orgId" | "id" | "orderId" | "rail" | "amount" | "currency"> & {
    readonly state: AttemptState;
    readonly createdAt: number;
    readonly stars?: number | null;
    readonly gatewayRef?: string | null;
    readonly receiptRef?: string | null;
    readonly nextCheckAt?: number | null;
    readonly createdBy?: string | null;
    readonly concludedAt?: number | null;
  },
): Statement => ({
  sql: `insert into attempts (org_id, id, order_id, rail, state, amount, currency, stars, gateway_ref, receipt_ref,
      next_check_at, created_by, created_at, concluded_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  params: [
    attempt.orgId,
    attempt.id,
    attempt.orderId,
    attempt.rail,
    attempt.state,
    attempt.amount,
    attempt.currency,
    attempt.stars ?? null,
    attempt.gatewayRef ?? null,
    attempt.receiptRef ?? null,
    attempt.nextCheckAt ?? null,
    attempt.createdBy ?? null,
    attempt.createdAt,
    attempt.concludedAt ?? null,
  ],
});
