import type { SwapView } from "../../../api/schedule/swap/schemas.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { isUuid } from "../../core/arguments.ts";
import { lines, plain } from "../../core/html.ts";
import { pagingKeys } from "../../core/paging.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { backKey, cancelKey, homeKey } from "../shared/steer.ts";
import { swapBody } from "../shared/swap-text.ts";
import { approveKeys } from "../shared/swap-keys.ts";

type Ctx = ScreenContext<Api>;
const perPage = 6;
const longestReason = 300;

/** A swap that two colleagues have agreed on: what the law says, approve or reject. One decides, however many tap. */
export const swapScreen: Screen<Api> = {
  name: "swap",
  code: "sw",
  permission: "requests.decide",
  async open(ctx, [act = "", id = ""]) {
    if (act === "resume") {
      const draft = ctx.dialog?.draft;
      return typeof draft === "string" ? askReason(ctx, draft) : { go: to("swaps") };
    }
    switch (act) {
      case "approve":
        return decide(ctx, id, { decision: "approve" });
      case "ask":
        return askReason(ctx, id);
      case "reject":
        return decide(ctx, id, { decision: "reject" });
      default:
        return card(ctx, await read(ctx, id));
    }
  },
  async text(ctx, text) {
    const id = ctx.dialog?.draft;
    const reason = text.trim().slice(0, longestReason);
    if (typeof id !== "string" || reason === "") return { go: to("swaps"), dialog: "clear" };
    return decide(ctx, id, { decision: "reject", reason });
  },
};

const read = ({ api }: Ctx, id: string): Promise<SwapView> =>
  ask(api.schedule.swaps[":id"].$get({ param: { id } }));

const card = ({ t }: Ctx, swap: SwapView): View => ({
  body: swapBody(t, swap),
  keys: [...approveKeys(t, swap), [backKey(t, to("swaps"))]],
});

const askReason = ({ t }: Ctx, id: string): Reply => ({
  show: {
    body: t.th("schedule.swap.ask_reason"),
    keys: [
      [{ label: t.tp("schedule.swap.keys.no_reason"), go: to("swap", ["reject", id]) }],
      [cancelKey(t, to("swap", ["show", id]))],
    ],
  },
  dialog: { step: "swap/reason", draft: id },
});

/** On the version that is there now: a swap has no other state that waits for a manager. */
async function decide(
  ctx: Ctx,
  id: string,
  given: { readonly decision: "approve" | "reject"; readonly reason?: string },
): Promise<Reply> {
  if (!isUuid(id)) return ctx.stale(to("swaps"));
  const swap = await read(ctx, id);
  if (!swap.mayDecide) return { ...ctx.stale(card(ctx, swap)), dialog: "clear" };
  const json = { ...given, version: swap.version };
  await ask(
    ctx.api.schedule.swaps[":id"].decide.$post(
      { param: { id }, json },
      named(ctx.idempotencyKey()),
    ),
  );
  return { show: card(ctx, await read(ctx, id)), dialog: "clear" };
}

/** Swaps that wait for a word. */
export const swapsScreen: Screen<Api> = {
  name: "swaps",
  code: "sws",
  args: ["number"],
  permission: "requests.decide",
  async open(ctx, [wanted = "1"]) {
    const { t, api } = ctx;
    const page = Math.max(1, Number(wanted));
    const query = { page: String(page) };
    const { items, total } = await ask(api.schedule.swaps.inbox.$get({ query }));
    return {
      body: lines(
        t.th("schedule.swap.inbox"),
        t.th(total === 0 ? "schedule.swap.inbox_empty" : "schedule.swap.inbox_hint"),
      ),
      keys: [
        ...items.map(({ id, from, to: other, date }): Key[] => [
          {
            label: plain(
              `${t.format.dayMonth(date)} · ${plain(from.name, 18)} 🔁 ${plain(other.name, 18)}`,
            ),
            go: to("swap", ["show", id]),
          },
        ]),
        ...pagingKeys(t, { page, pages: Math.ceil(total / perPage) }, (other) =>
          to("swaps", [other]),
        ),
        [{ label: t.tp("schedule.roster.keys.roster"), go: to("roster") }, homeKey(t)],
      ],
    };
  },
};
