import type { Translator } from "../../../locales/index.ts";
import type { Html } from "../../../locales/text.ts";
import { lines } from "../../core/html.ts";
import { balanceText } from "./leave-amount.ts";

/** A balance as the API tells it, minutes. */
export interface Balance {
  readonly minutes: number;
  readonly dayMinutes: number;
  readonly earned: number;
  readonly used: number;
  readonly pending: number;
  readonly next: { readonly on: string; readonly minutes: number } | null;
  readonly expiring: { readonly after: string; readonly minutes: number } | null;
  readonly others: readonly { readonly name: string; readonly minutes: number }[];
}

/** How much leave there is, how it came about, what comes next and what would be lost. */
export function balanceBody(t: Translator, title: Html, balance: Balance): Html {
  const { minutes, dayMinutes, earned, used, pending, next, expiring, others } = balance;
  const amount = (of: number) => balanceText(t, of, dayMinutes);
  return lines(
    title,
    t.th("leave.balance.left", { balance: amount(minutes) }),
    t.th("leave.balance.in_time", {
      time: t.format.duration(minutes),
      day: t.format.duration(dayMinutes),
    }),
    "",
    t.th("leave.balance.earned", { minutes: amount(earned) }),
    t.th("leave.balance.used", { minutes: amount(used) }),
    pending > 0 && t.th("leave.balance.pending", { minutes: amount(pending) }),
    next !== null &&
      t.th("leave.balance.next", {
        date: t.format.shortDate(next.on),
        minutes: amount(next.minutes),
      }),
    expiring !== null &&
      t.th("leave.balance.expiring", {
        date: t.format.date(expiring.after),
        minutes: amount(expiring.minutes),
      }),
    ...others.map((other) =>
      t.th("leave.balance.other", { name: other.name, balance: amount(other.minutes) }),
    ),
  );
}

/** A row of the ledger as the API tells it. */
interface StatementRow {
  readonly reason:
    | "opening"
    | "accrual"
    | "use"
    | "reversal"
    | "carry_over"
    | "expiry"
    | "payout"
    | "adjustment";
  readonly on: string;
  readonly minutes: number;
  readonly balance: number;
  readonly note: string | null;
}

/** The ledger like a bank's statement, newest first. */
export const statementBody = (
  t: Translator,
  rows: readonly StatementRow[],
  dayMinutes: number,
): Html =>
  lines(
    t.th("leave.balance.statement_title"),
    rows.length === 0 ? t.th("leave.balance.empty") : null,
    ...rows.flatMap((row) => ["", rowText(t, row, dayMinutes)]),
  );

const rowText = (t: Translator, row: StatementRow, dayMinutes: number): Html =>
  lines(
    t.th("leave.balance.row", {
      date: t.format.numericDate(row.on),
      reason: t.tp(`leave.balance.reasons.${row.reason}`),
      minutes: balanceText(t, signed(row), dayMinutes),
      balance: balanceText(t, row.balance, dayMinutes),
    }),
    row.note !== null && t.th("leave.balance.note", { note: row.note }),
  );

/** The reason says the direction, but for corrections, which go both ways. */
const signed = ({ reason, minutes }: StatementRow): number =>
  reason === "opening" || reason === "adjustment" ? minutes : Math.abs(minutes);
