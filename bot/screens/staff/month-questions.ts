import { type Api, ask, named } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { capital } from "../shared/capital.ts";
import {
  fetchOwnItems,
  type Item,
  itemOf,
  itemText,
  letterOf,
  type PersonItems,
  totalsLines,
} from "../shared/period-items.ts";
import { unlessGone } from "../shared/unless-gone.ts";
import { orLockedView } from "./locked-view.ts";

type Ctx = ScreenContext<Api>;

/**
 * One's own month before it is closed: what is not settled, one question after another, then «confirm my month» (ATT idea 5).
 * What is asked for instead of an answer (leave, a correction) makes its question go by itself.
 */
export const monthQuestions: Screen<Api> = {
  name: "month-questions",
  code: "mq",
  permission: "punch.self",
  async open(ctx, [act = "show", period = "", date = "", letter = ""]) {
    if (!/^\d{4}-\d{2}$/.test(period)) return { go: to("my-month") };
    switch (act) {
      case "accept":
        return answered(ctx, period, { date, letter, answer: "accepted" });
      case "undo":
        return answered(ctx, period, { date, letter, answer: "withdrawn" });
      case "confirm":
        return confirmed(ctx, period);
      case "skip":
        return shown(ctx, period, Number(date) || 0);
      default:
        return shown(ctx, period, 0);
    }
  },
};

const isOpen = ({ state }: Item): boolean => state === "open";

/** @param skipped questions the person has put off */
async function shown(ctx: Ctx, period: string, skipped: number): Promise<Reply> {
  const show = await orLockedView(ctx, async () => {
    const month = await unlessGone(fetchOwnItems(ctx.api, period));
    return month === null ? goneView(ctx) : monthView(ctx, month, skipped);
  });
  return { show };
}

const goneView = ({ t }: Ctx): View => ({
  body: t.th("periods.mine.none"),
  keys: [[{ label: t.tp("periods.keys.my_month"), go: to("my-month") }]],
});

function monthView(ctx: Ctx, month: PersonItems, skipped: number): View {
  const { t } = ctx;
  const { period, items } = month;
  const title = t.th("periods.mine.title", { month: capital(t.format.month(period)) });
  const seeMonth: Key = { label: t.tp("periods.keys.my_month"), go: to("my-month", [period]) };
  if (month.state === "closed")
    return { body: lines(title, t.th("periods.mine.closed")), keys: [[seeMonth]] };
  const open = items.filter(isOpen);
  const item = open[skipped % Math.max(1, open.length)];
  if (item !== undefined) return itemView(ctx, month, open, item, skipped);
  const waiting = items.filter(({ state }) => state === "waiting").length;
  return {
    body: lines(
      title,
      ...totalsLines(t, month),
      waiting > 0 && t.th("periods.mine.waiting", { count: waiting }),
      "",
      t.th(month.answered ? "periods.mine.confirmed" : "periods.mine.ask"),
    ),
    keys: [
      ...(month.answered
        ? []
        : [
            [
              {
                label: t.tp("periods.keys.confirm"),
                go: to("month-questions", ["confirm", period]),
                style: "success" as const,
              },
            ],
          ]),
      [
        {
          label: t.tp(month.answered ? "periods.keys.my_month" : "periods.keys.wrong"),
          go: to("my-month", [period]),
        },
      ],
    ],
  };
}

function itemView(
  { t }: Ctx,
  { period }: PersonItems,
  open: readonly Item[],
  item: Item,
  skipped: number,
): View {
  const day: Key = { label: t.tp("periods.keys.day"), go: to("my-day", [item.date]) };
  const accept: Key = {
    label: t.tp(`periods.keys.accept_${item.kind}`),
    go: to("month-questions", ["accept", period, item.date, letterOf(item)], item.minutes),
  };
  const later: Key = {
    label: t.tp("periods.keys.later"),
    go: to("month-questions", ["skip", period, skipped + 1]),
  };
  const instead: Key[] =
    item.kind === "absence" || item.kind === "deficit"
      ? [{ label: t.tp("periods.keys.leave"), go: to("leave", ["start"]), style: "primary" }]
      : item.kind === "surplus"
        ? [{ label: t.tp("periods.keys.overtime"), go: to("leave", ["kinds"]), style: "primary" }]
        : [];
  return {
    body: lines(
      t.th("periods.mine.question", {
        month: capital(t.format.month(period)),
        number: t.format.digits((skipped % open.length) + 1),
        of: t.format.digits(open.length),
      }),
      "",
      itemText(t, item),
      "",
      t.th(`periods.mine.how_${item.kind}`),
    ),
    keys: [instead, [accept], open.length > 1 ? [day, later] : [day]],
  };
}

async function answered(
  ctx: Ctx,
  period: string,
  { date, letter, answer }: { date: string; letter: string; answer: "accepted" | "withdrawn" },
): Promise<Reply> {
  const month = await unlessGone(fetchOwnItems(ctx.api, period));
  const item = month && itemOf(month.items, date, letter, ctx.rev);
  if (!item) return ctx.stale(to("month-questions", ["show", period]));
  const route = ctx.api.periods[":period"].mine.answer;
  const call = route.$post(
    { param: { period }, json: { item: item.key, answer } },
    named(ctx.idempotencyKey()),
  );
  const isGone = await ask(call).then(
    () => false,
    (error: unknown) => {
      if (error instanceof ApiProblem && error.code === "item_gone") return true;
      throw error;
    },
  );
  if (isGone) return ctx.stale(to("month-questions", ["show", period]));
  const next = await shown(ctx, period, 0);
  if (answer === "withdrawn" || next.show === undefined) return next;
  const undo: Key = {
    label: ctx.t.tp("periods.keys.undo"),
    go: to("month-questions", ["undo", period, date, letter], item.minutes),
  };
  return {
    show: { ...next.show, keys: [...(next.show.keys ?? []), [undo]] },
    toast: { text: ctx.t.tp("periods.mine.saved") },
  };
}

async function confirmed(ctx: Ctx, period: string): Promise<Reply> {
  const route = ctx.api.periods[":period"].mine.confirm;
  await ask(route.$post({ param: { period }, json: {} }, named(ctx.idempotencyKey())));
  return { ...(await shown(ctx, period, 0)), toast: { text: ctx.t.tp("periods.mine.thanks") } };
}
