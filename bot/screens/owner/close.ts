import { type Api, ask, named } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { html, lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { capital } from "../shared/capital.ts";
import { fetchPeriod, progressBody, progressKeys } from "../shared/period-progress.ts";
import { backKey, cancelKey, homeKey } from "../shared/steer.ts";
import { unlessGone } from "../shared/unless-gone.ts";
import { adjustedView, leftView, markItem, personView } from "./close-left.ts";
import { orLockView } from "./or-lock-view.ts";

type Ctx = ScreenContext<Api>;

/** So much of a hash travels in a key. */
const hashInKey = 16;

/**
 * The close of months: which are open, how far each is, what is left of whom, the close itself with its totals and hash, and
 * opening the newest one again (P 3.6).
 */
export const closeScreen: Screen<Api> = {
  name: "close",
  code: "cl",
  permission: "attendance.view_team",
  commands: ["months"],
  open: (ctx, [act = "", period = "", ...rest]) =>
    orLockView(ctx, to("home"), async () => {
      if (!/^\d{4}-\d{2}$/.test(period)) return listView(ctx);
      switch (act) {
        case "left":
          return leftView(ctx, period, Number(rest[0]) || 1);
        case "who":
          return personView(ctx, period, rest[0] ?? "", Number(rest[1]) || 0);
        case "t":
        case "u":
        case "k":
          return markItem(ctx, period, act, rest);
        case "adjusted":
          return adjustedView(ctx, period);
        case "remind":
          return steered(ctx, period, "remind");
        case "advance":
          return steered(ctx, period, "advance");
        case "ask":
          return askView(ctx, period);
        case "do":
          return closed(ctx, period, rest[0] ?? "");
        case "reopen":
          return askReason(ctx, period);
        case "sure":
          return reopened(ctx, period);
        default:
          return { show: await periodView(ctx, period) };
      }
    }),
  text: (ctx, text, part) => sureView(ctx, part, text),
};

async function listView({ t, api, session }: Ctx): Promise<View> {
  const { running, periods } = await ask(api.periods.months.$get());
  return {
    body: lines(
      t.th("periods.list.title"),
      t.th("periods.list.running", { month: capital(t.format.month(running)) }),
      ...(periods.length === 0 ? ["", t.th("periods.list.none")] : []),
      ...periods.map(({ period, state, adjustedDays }) =>
        lines(
          t.th(`periods.list.${state === "closed" ? "closed" : "open"}`, {
            month: capital(t.format.month(period)),
          }),
          adjustedDays > 0 && t.th("periods.list.adjusted", { count: adjustedDays }),
        ),
      ),
    ),
    keys: [
      ...periods
        .slice(0, 12)
        .map(({ period }): Key[] => [
          { label: t.format.month(period), go: to("close", ["show", period]) },
        ]),
      session.membership?.permissions.includes("organisation.manage") === true
        ? [{ label: t.tp("periods.keys.settings"), go: to("close-settings") }]
        : [],
      [homeKey(t)],
    ],
  };
}

async function periodView(ctx: Ctx, period: string): Promise<View> {
  const { t, api } = ctx;
  const shown = await unlessGone(fetchPeriod(api, period));
  if (shown === null) return listView(ctx);
  return {
    body: progressBody(t, shown),
    keys: [...progressKeys(t, shown), [backKey(t, to("close"))]],
  };
}

async function steered(ctx: Ctx, period: string, act: "remind" | "advance"): Promise<Reply> {
  const { t, api } = ctx;
  const of = api.periods[":period"];
  const input = { param: { period }, json: {} };
  const key = named(ctx.idempotencyKey());
  if (act === "advance") {
    const isStale = await refusedAs(ask(of.advance.$post(input, key)), "stale");
    if (isStale) return ctx.stale(await periodView(ctx, period));
    return { show: await periodView(ctx, period) };
  }
  const { reminded } = await ask(of.nudge.$post(input, key));
  return {
    show: await periodView(ctx, period),
    toast: { text: t.tp("periods.close.reminded", { count: reminded }) },
  };
}

async function refusedAs(call: Promise<unknown>, code: string): Promise<boolean> {
  try {
    await call;
    return false;
  } catch (error) {
    if (error instanceof ApiProblem && error.code === code) return true;
    throw error;
  }
}

const shownTotals = [
  "worked",
  "expected",
  "overtime",
  "night",
  "leave",
  "mission",
  "deficit",
  "absence",
] as const;

/** What would be closed: totals, what is left, who objects, the hash. Nothing is closed before the owner says yes. */
async function askView(ctx: Ctx, period: string): Promise<View> {
  const { t, api } = ctx;
  const seen = await ask(api.periods[":period"].close.$get({ param: { period } }));
  const back = backKey(t, to("close", ["show", period]));
  const title = t.th("periods.close.title", { month: capital(t.format.month(period)) });
  if (seen.running.length > 0)
    return {
      body: lines(
        title,
        t.th("periods.close.running"),
        ...seen.running.slice(0, 10).map(({ name }) => html`▫️ ${plain(name, 40)}`),
      ),
      keys: [[back]],
    };
  return {
    body: lines(
      title,
      t.th("periods.close.people", { count: seen.people }),
      ...shownTotals
        .filter((name) => (seen.totals[name] ?? 0) !== 0)
        .map((name) =>
          t.th("periods.close.total", {
            title: t.tp(`periods.total.${name}`),
            duration: t.format.duration(seen.totals[name] ?? 0),
          }),
        ),
      seen.left > 0 && t.th("periods.close.as_it_is", { count: seen.left }),
      seen.disputed.length > 0 && t.th("periods.close.disputed", { count: seen.disputed.length }),
      ...seen.disputed.slice(0, 5).map(({ name }) => html`▫️ ${plain(name, 40)}`),
      t.th("periods.close.hash", { hash: seen.hash.slice(0, 12) }),
      "",
      t.th("periods.close.sure"),
    ),
    keys: [
      [
        {
          label: t.tp("periods.keys.close"),
          go: to("close", ["do", period, seen.hash.slice(0, hashInKey)]),
          style: "success",
        },
      ],
      [back],
    ],
  };
}

async function closed(ctx: Ctx, period: string, hash: string): Promise<Reply> {
  if (!/^[0-9a-f]{16}$/.test(hash)) return { go: to("close", ["show", period]) };
  const call = ctx.api.periods[":period"].close.$post(
    { param: { period }, json: { hash } },
    named(ctx.idempotencyKey()),
  );
  if (await refusedAs(ask(call), "snapshot_changed"))
    return {
      show: await askView(ctx, period),
      toast: { text: ctx.t.tp("periods.close.changed"), alert: true },
    };
  return {
    show: await periodView(ctx, period),
    toast: { text: ctx.t.tp("periods.close.done") },
  };
}

const askReason = ({ t }: Ctx, period: string): Reply => ({
  show: {
    body: lines(
      t.th("periods.reopen.title", { month: t.format.month(period) }),
      t.th("periods.reopen.what"),
      "",
      t.th("periods.reopen.ask"),
    ),
    keys: [[cancelKey(t, to("close", ["show", period]))]],
  },
  dialog: { step: `close/${period}` },
});

/** The reason is there: one more look before the month opens. */
function sureView({ t }: Ctx, period: string, text: string): Reply {
  const reason = text.trim().slice(0, 300);
  const cancel = [cancelKey(t, to("close", ["show", period]))];
  if (reason.length < 3)
    return { show: { body: t.th("periods.reopen.short"), keys: [cancel] }, dialog: "keep" };
  return {
    show: {
      body: lines(
        t.th("periods.reopen.title", { month: t.format.month(period) }),
        t.th("periods.close.reason", { text: plain(reason, 300) }),
        "",
        t.th("periods.reopen.sure"),
      ),
      keys: [
        [
          {
            label: t.tp("periods.keys.reopen"),
            go: to("close", ["sure", period]),
            style: "danger",
          },
        ],
        cancel,
      ],
    },
    dialog: { step: `close/${period}`, draft: { reason } },
  };
}

async function reopened(ctx: Ctx, period: string): Promise<Reply> {
  const draft = ctx.dialog?.draft as { readonly reason?: string } | null | undefined;
  const reason = draft?.reason;
  if (ctx.dialog?.step !== `close/${period}` || reason === undefined)
    return ctx.stale(await periodView(ctx, period));
  await ask(
    ctx.api.periods[":period"].reopen.$post(
      { param: { period }, json: { reason } },
      named(ctx.idempotencyKey()),
    ),
  );
  return {
    show: await periodView(ctx, period),
    toast: { text: ctx.t.tp("periods.reopen.done") },
    dialog: "clear",
  };
}
