import type { Translator } from "../../../locales/index.ts";
import type { Html } from "../../../locales/text.ts";
import { type Api, ask } from "../../core/api.ts";
import { lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { balanceText } from "../shared/leave-amount.ts";

/** My leave: what is left, how it came about, and the statement behind it. */
export const balanceScreen: Screen<Api> = {
  name: "balance",
  code: "bl",
  args: ["number"],
  permission: "requests.self",
  labels: ["common.dock.balance"],
  open: (ctx, [cursor]) =>
    cursor !== undefined && /^\d{1,9}$/.test(cursor)
      ? statement(ctx, Number(cursor))
      : balance(ctx),
};

async function balance({ api, t }: ScreenContext<Api>): Promise<View> {
  const left = await ask(api.requests.leave.balance.$get());
  const { minutes, dayMinutes, earned, used, pending, next } = left;
  const amount = (of: number) => balanceText(t, of, dayMinutes);
  return {
    body: lines(
      t.th("requests.balance.title"),
      t.th("requests.balance.left", { balance: amount(minutes) }),
      t.th("requests.balance.in_time", {
        time: t.format.duration(minutes),
        day: t.format.duration(dayMinutes),
      }),
      "",
      t.th("requests.balance.earned", { minutes: amount(earned) }),
      t.th("requests.balance.used", { minutes: amount(used) }),
      pending > 0 && t.th("requests.balance.pending", { minutes: amount(pending) }),
      next !== null &&
        t.th("requests.balance.next", {
          date: t.format.shortDate(next.on),
          minutes: amount(next.minutes),
        }),
    ),
    keys: [
      [{ label: t.tp("requests.balance.keys.statement"), go: to("balance", [0]) }],
      [
        { label: t.tp("requests.mine.keys.new"), go: to("leave", ["start"]) },
        { label: t.tp("requests.mine.keys.list"), go: to("my-requests") },
      ],
    ],
  };
}

async function statement({ api, t }: ScreenContext<Api>, cursor: number): Promise<View> {
  const query = { cursor: String(cursor) };
  const { rows, dayMinutes, next } = await ask(api.requests.leave.statement.$get({ query }));
  const turn: Key[] = [];
  if (cursor > 0) turn.push({ label: t.tp("requests.mine.keys.newest"), go: to("balance", [0]) });
  if (next !== null)
    turn.push({ label: t.tp("requests.mine.keys.older"), go: to("balance", [next]) });
  return {
    body: lines(
      t.th("requests.balance.statement_title"),
      rows.length === 0 ? t.th("requests.balance.empty") : null,
      ...rows.flatMap((row) => ["", rowText(t, row, dayMinutes)]),
    ),
    keys: [turn, [{ label: t.tp("requests.balance.keys.balance"), go: to("balance") }]],
  };
}

function rowText(
  t: Translator,
  row: {
    readonly reason: "accrual" | "use" | "reversal" | "adjustment";
    readonly on: string;
    readonly minutes: number;
    readonly balance: number;
  },
  dayMinutes: number,
): Html {
  return t.th("requests.balance.row", {
    date: t.format.numericDate(row.on),
    reason: t.tp(`requests.balance.reasons.${row.reason}`),
    minutes: balanceText(t, Math.abs(row.minutes), dayMinutes),
    balance: balanceText(t, row.balance, dayMinutes),
  });
}
