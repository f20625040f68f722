import { type Api, ask } from "../../core/api.ts";
import { calendarPicker, monthOf } from "../../core/calendar-picker.ts";
import { parseDate } from "../../core/date-input.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { epochDay, isoDate } from "../../../locales/dates.ts";
import { balanceBody, statementBody } from "../shared/leave-account.ts";
import { balanceText } from "../shared/leave-amount.ts";
import { cancelKey } from "../shared/steer.ts";

/** How far ahead a balance is foretold, days. */
const ahead = 732;

/** My leave: what is left, how it came about, the statement behind it, and what will be left on a day. */
export const balanceScreen: Screen<Api> = {
  name: "balance",
  code: "bl",
  permission: "requests.self",
  labels: ["common.dock.balance"],
  open(ctx, [what, value]) {
    if (what !== undefined && /^\d{1,9}$/.test(what)) return statement(ctx, Number(what));
    if (what === "ask") return askDay(ctx, value);
    if (what === "on" && value !== undefined) return projection(ctx, value);
    return balance(ctx);
  },
  text(ctx, text) {
    const today = ctx.t.format.localDate(ctx.now);
    const read = parseDate(text, { calendar: ctx.t.calendar, today });
    if ("date" in read) return projection(ctx, read.date);
    return { send: [{ body: ctx.t.th(`common.input.date_${read.problem}`) }], dialog: "keep" };
  },
};

async function balance({ api, t }: ScreenContext<Api>): Promise<View> {
  const left = await ask(api.leave.balance.$get({ query: {} }));
  return {
    body: balanceBody(t, t.th("leave.balance.title"), left),
    keys: [
      [
        { label: t.tp("leave.balance.keys.statement"), go: to("balance", [0]) },
        { label: t.tp("leave.balance.keys.projection"), go: to("balance", ["ask"]) },
      ],
      [
        { label: t.tp("requests.mine.keys.new"), go: to("leave", ["start"]) },
        { label: t.tp("requests.mine.keys.list"), go: to("my-requests") },
      ],
    ],
  };
}

async function statement({ api, t }: ScreenContext<Api>, cursor: number): Promise<View> {
  const query = { cursor: String(cursor) };
  const { rows, dayMinutes, next } = await ask(api.leave.statement.$get({ query }));
  const turn: Key[] = [];
  if (cursor > 0) turn.push({ label: t.tp("requests.mine.keys.newest"), go: to("balance", [0]) });
  if (next !== null)
    turn.push({ label: t.tp("requests.mine.keys.older"), go: to("balance", [next]) });
  return {
    body: statementBody(t, rows, dayMinutes),
    keys: [turn, [{ label: t.tp("leave.balance.keys.balance"), go: to("balance") }]],
  };
}

function askDay({ t, now }: ScreenContext<Api>, month?: string): Reply {
  const today = t.format.localDate(now);
  return {
    show: {
      body: t.th("leave.projection.ask"),
      keys: [
        ...calendarPicker(t, {
          month: month ?? monthOf(t, today),
          today,
          first: today,
          last: isoDate(epochDay(today) + ahead),
          pick: (date) => to("balance", ["on", date]),
          page: (other) => to("balance", ["ask", other]),
        }),
        [cancelKey(t, to("balance"))],
      ],
    },
    dialog: { step: "balance/day", draft: null },
  };
}

async function projection({ api, t }: ScreenContext<Api>, on: string): Promise<Reply> {
  try {
    const found = await ask(api.leave.projection.$get({ query: { on } }));
    const amount = (of: number) => balanceText(t, of, found.dayMinutes);
    return {
      show: {
        body: lines(
          t.th("leave.projection.title", { date: t.format.date(found.on) }),
          "",
          t.th("leave.projection.now", { balance: amount(found.balanceNow) }),
          found.accruesBefore > 0 &&
            t.th("leave.projection.accrues", { minutes: amount(found.accruesBefore) }),
          found.expiresBefore > 0 &&
            t.th("leave.projection.expires", { minutes: amount(found.expiresBefore) }),
          found.otherRequests > 0 &&
            t.th("leave.projection.others", { minutes: amount(found.otherRequests) }),
          t.th("leave.projection.after", { balance: amount(found.balanceAfter) }),
        ),
        keys: [
          [{ label: t.tp("leave.projection.keys.other"), go: to("balance", ["ask"]) }],
          [{ label: t.tp("leave.balance.keys.balance"), go: to("balance") }],
        ],
      },
      dialog: "clear",
    };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== "date_out_of_range") throw error;
    const [first, last] = [String(error.details["first"]), String(error.details["last"])];
    const range = { first: t.format.date(first), last: t.format.date(last) };
    return { send: [{ body: t.th("leave.projection.out_of_range", range) }], dialog: "keep" };
  }
}
