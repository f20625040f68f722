import { type Api, ask, named } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { lines, plain } from "../../core/html.ts";
import { pageOf, pagingKeys } from "../../core/paging.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import type { Plain } from "../../../locales/text.ts";
import { requestRefusal } from "../shared/request-refusal.ts";
import { backKey, cancelKey } from "../shared/steer.ts";
import { parseDates } from "../shared/typed-dates.ts";

type Ctx = ScreenContext<Api>;

/** Who decides in my place while I am away, and in whose place I do. */
export const delegatesScreen: Screen<Api> = {
  name: "delegates",
  code: "dg",
  permission: "requests.decide",
  async open(ctx, [act = "", value = ""]) {
    if (act === "resume") return resume(ctx);
    if (act === "who") return askWho(ctx, Number(value) || 1);
    if (act === "to") return askDates(ctx, value);
    if (act === "end") return end(ctx, value);
    return list(ctx);
  },
  text: (ctx, text) => save(ctx, text),
};

const load = ({ api }: Ctx) => ask(api.requests.delegations.$get());

async function list(ctx: Ctx): Promise<View> {
  const { t } = ctx;
  const { items, candidates } = await load(ctx);
  const own = items.filter(({ mine }) => mine);
  const dates = (one: (typeof items)[number]) =>
    t.tp("requests.span.range", {
      from: t.format.shortDate(one.from),
      to: t.format.shortDate(one.to),
    });
  return {
    body: lines(
      t.th("requests.delegates.title"),
      own.length === 0 && t.th("requests.delegates.none"),
      ...items.map((one) =>
        t.th(one.mine ? "requests.delegates.mine" : "requests.delegates.standing", {
          name: plain(one.name, 40),
          dates: dates(one),
        }),
      ),
      candidates.length === 0 && t.th("requests.delegates.nobody"),
    ),
    keys: [
      ...own.map((one): Key[] => [
        {
          label: plain(t.tp("requests.delegates.keys.end", { name: plain(one.name, 20) }), 40),
          go: to("delegates", ["end", one.id]),
        },
      ]),
      candidates.length === 0
        ? []
        : [{ label: t.tp("requests.delegates.keys.add"), go: to("delegates", ["who", 1]) }],
      [backKey(t, to("inbox"))],
    ],
  };
}

async function askWho(ctx: Ctx, page: number): Promise<View> {
  const { t } = ctx;
  const { candidates } = await load(ctx);
  const shown = pageOf(candidates, page);
  return {
    body: t.th("requests.delegates.ask_who"),
    keys: [
      ...shown.items.map((one): Key[] => [
        { label: plain(one.name, 40), go: to("delegates", ["to", one.id]) },
      ]),
      ...pagingKeys(t, shown, (other) => to("delegates", ["who", other])),
      [cancelKey(t, to("delegates"))],
    ],
  };
}

const askDates = ({ t }: Ctx, id: string, problem?: Plain): Reply => ({
  show: {
    body: lines(problem !== undefined && `⚠️ ${problem}`, t.th("requests.delegates.ask_dates")),
    keys: [[cancelKey(t, to("delegates"))]],
  },
  dialog: { step: "delegates/dates", draft: { id } },
});

function waitingFor({ dialog }: Ctx): string | null {
  const draft = dialog?.step === "delegates/dates" ? dialog.draft : null;
  if (typeof draft !== "object" || draft === null || !("id" in draft)) return null;
  return typeof draft.id === "string" ? draft.id : null;
}

function resume(ctx: Ctx): Reply {
  const id = waitingFor(ctx);
  return id === null ? { go: to("delegates") } : askDates(ctx, id);
}

async function save(ctx: Ctx, text: string): Promise<Reply> {
  const { t, api } = ctx;
  const id = waitingFor(ctx);
  if (id === null) return { go: to("delegates"), dialog: "clear" };
  const typed = parseDates(text, {
    calendar: t.calendar,
    today: t.format.localDate(ctx.now),
  });
  if ("problem" in typed) {
    const key =
      typed.problem === "order" ? "requests.leave.order" : `common.input.date_${typed.problem}`;
    return askDates(ctx, id, t.has(key) ? t.tp(key) : t.tp("common.input.date_invalid"));
  }
  const json = { toEmployeeId: id, from: typed.from, to: typed.to ?? typed.from };
  try {
    await ask(api.requests.delegations.$post({ json }, named(ctx.idempotencyKey())));
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "invalid_input")
      return ctx.stale(to("delegates"));
    return askDates(ctx, id, requestRefusal(t, error, ctx.now));
  }
  return {
    toast: { text: t.tp("requests.delegates.saved") },
    go: to("delegates"),
    dialog: "clear",
  };
}

async function end(ctx: Ctx, id: string): Promise<Reply> {
  const { t, api } = ctx;
  try {
    const call = api.requests.delegations[":id"].end.$post(
      { param: { id }, json: {} },
      named(`end-delegation:${id}`),
    );
    await ask(call);
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "not_found")
      return ctx.stale(to("delegates"));
    throw error;
  }
  return { toast: { text: t.tp("requests.delegates.ended") }, go: to("delegates") };
}
