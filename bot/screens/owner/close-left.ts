import type { Plain, Translator } from "../../../locales/index.ts";
import { type Api, ask, named } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { html, lines, plain } from "../../core/html.ts";
import { pagingKeys } from "../../core/paging.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { capital } from "../shared/capital.ts";
import { fetchItems, type Item, itemOf, itemText, letterOf } from "../shared/period-items.ts";
import { backKey } from "../shared/steer.ts";
import { unlessGone } from "../shared/unless-gone.ts";

type Ctx = ScreenContext<Api>;

/** People with something left in a month. */
export async function leftView({ t, api }: Ctx, period: string, asked: number): Promise<View> {
  const shown = await ask(
    api.periods[":period"].left.$get({ param: { period }, query: { page: String(asked) } }),
  );
  return {
    body: lines(
      t.th("periods.close.title", { month: capital(t.format.month(period)) }),
      shown.total === 0
        ? t.th("periods.close.nothing_left")
        : t.th("periods.left.people", { count: shown.total }),
      ...shown.people.flatMap(({ name, answered, items }) => [
        html``,
        t.th(answered ? "periods.left.person" : "periods.left.silent", { name: plain(name, 40) }),
        ...items.slice(0, 5).map((item) =>
          t.th("periods.left.item", {
            date: t.format.dayMonth(item.date),
            what: t.tp(`periods.short.${item.kind}`),
          }),
        ),
        ...(items.length > 5 ? [t.th("periods.left.more", { count: items.length - 5 })] : []),
      ]),
    ),
    keys: [
      ...shown.people
        .filter(({ items }) => items.length > 0)
        .map(({ employeeId, name }): Key[] => [
          { label: plain(name, 32), go: to("close", ["who", period, employeeId]) },
        ]),
      ...pagingKeys(t, shown, (page) => to("close", ["left", period, page])),
      [backKey(t, to("close", ["show", period]))],
    ],
  };
}

const isLeft = ({ state }: Item): boolean => state !== "answered";

/** One person's open items, one after another, with what a manager may do about each. */
export async function personView(
  ctx: Ctx,
  period: string,
  employeeId: string,
  skipped: number,
): Promise<View> {
  const { t, api } = ctx;
  const month = await unlessGone(fetchItems(api, period, employeeId));
  if (month === null) return leftView(ctx, period, 1);
  const left = month.items.filter(isLeft);
  const item = left[skipped % Math.max(1, left.length)];
  const back = [backKey(t, to("close", ["left", period]))];
  const head = t.th("periods.left.of", {
    name: plain(month.name, 40),
    month: t.format.month(period),
  });
  if (item === undefined)
    return { body: lines(head, "", t.th("periods.left.settled")), keys: [back] };
  const next: Key[] =
    left.length > 1
      ? [
          {
            label: t.tp("periods.keys.next"),
            go: to("close", ["who", period, employeeId, skipped + 1]),
          },
        ]
      : [];
  return {
    body: lines(
      head,
      t.th("periods.left.number", {
        number: t.format.digits((skipped % left.length) + 1),
        of: t.format.digits(left.length),
      }),
      "",
      itemText(t, item),
    ),
    keys: [
      ...settleKeys(ctx, period, employeeId, item),
      [{ label: t.tp("periods.keys.day"), go: to("person-day", [employeeId, item.date]) }, ...next],
      back,
    ],
  };
}

/** What settles an item: a decision that waits, or a word on what it is. An objection is settled where the change is. */
function settleKeys({ t }: Ctx, period: string, employeeId: string, item: Item): Key[][] {
  if (item.requestId !== null && item.state === "waiting")
    return [
      [
        {
          label: t.tp("periods.keys.request"),
          go: to("request", [item.requestId]),
          style: "primary",
        },
      ],
    ];
  if (item.kind === "objection") return [];
  const mark = (act: "t" | "u" | "k", label: Key["label"]): Key => ({
    label,
    go: to("close", [act, period, employeeId, item.date, letterOf(item)], item.minutes),
  });
  const asItIs = mark("k", t.tp(`periods.keys.accept_${item.kind}`));
  if (item.kind !== "absence") return [[asItIs]];
  return [
    [mark("t", t.tp("periods.keys.truancy")), mark("u", t.tp("periods.keys.unpaid"))],
    [asItIs],
  ];
}

const marks = { t: "truancy", u: "unpaid", k: "accepted" } as const;

export async function markItem(
  ctx: Ctx,
  period: string,
  act: "t" | "u" | "k",
  [employeeId = "", date = "", letter = ""]: readonly string[],
): Promise<Reply> {
  const month = await unlessGone(fetchItems(ctx.api, period, employeeId));
  const item = month && itemOf(month.items, date, letter, ctx.rev);
  if (!item) return ctx.stale(await personView(ctx, period, employeeId, 0));
  const route = ctx.api.periods[":period"].people[":employeeId"].answer;
  const call = route.$post(
    { param: { period, employeeId }, json: { item: item.key, answer: marks[act] } },
    named(ctx.idempotencyKey()),
  );
  const isGone = await ask(call).then(
    () => false,
    (error: unknown) => {
      if (error instanceof ApiProblem && error.code === "item_gone") return true;
      throw error;
    },
  );
  const show = await personView(ctx, period, employeeId, 0);
  if (isGone) return ctx.stale(show);
  return { show, toast: { text: ctx.t.tp("periods.left.saved") } };
}

/** What a month carries for closed ones, and why. */
export async function adjustedView({ t, api }: Ctx, period: string): Promise<View> {
  const { adjustments } = await ask(api.periods[":period"].adjustments.$get({ param: { period } }));
  return {
    body: lines(
      t.th("periods.adjusted.title", { month: capital(t.format.month(period)) }),
      ...(adjustments.length === 0 ? [t.th("periods.adjusted.none")] : []),
      ...adjustments.slice(-25).map(({ name, date, delta, reference }) =>
        t.th("periods.adjusted.one", {
          name: plain(name, 32),
          date: t.format.dayMonth(date),
          change: changeText(t, delta),
          why: t.tp(`periods.adjusted.${causeOf(reference)}`),
        }),
      ),
    ),
    keys: [[backKey(t, to("close"))]],
  };
}

const figures = ["overtime", "deficit", "absence", "leave", "mission", "expected"] as const;

/** By how much the hours changed; where they did not, the figure that did. */
function changeText(t: Translator, delta: Readonly<Record<string, number>>): Plain {
  const by = (name: string) =>
    signed(t.format.durationShort(Math.abs(delta[name] ?? 0)), delta[name] ?? 0);
  const other = figures.find((name) => (delta[name] ?? 0) !== 0);
  if ((delta["worked"] ?? 0) !== 0 || other === undefined) return plain(by("worked"));
  return plain(`${t.tp(`periods.total.${other}`)} ${by(other)}`);
}

const signed = (text: string, value: number): string => (value < 0 ? `−${text}` : `+${text}`);

function causeOf(reference: string) {
  const [kind] = reference.split(":");
  const known = ["punch", "request", "roster", "calendar", "employment", "month"] as const;
  return known.find((one) => one === kind) ?? "rules";
}
