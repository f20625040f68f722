import type { SwapView } from "../../../api/schedule/swap/schemas.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { isUuid } from "../../core/arguments.ts";
import { lines, plain } from "../../core/html.ts";
import { pagingKeys } from "../../core/paging.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { backKey } from "../shared/steer.ts";
import { sideKeys } from "../shared/swap-keys.ts";
import { swapBody } from "../shared/swap-text.ts";

type Ctx = ScreenContext<Api>;
const perPage = 6;

/** A swap I offered or am offered: accept, decline, take back. */
export const mySwapScreen: Screen<Api> = {
  name: "my-swap",
  code: "sp",
  args: ["word", "id"],
  permission: "requests.self",
  async open(ctx, [act = "show", id = ""]) {
    if (!isUuid(id)) return { go: to("my-swaps") };
    switch (act) {
      case "accept":
      case "decline":
        return answer(ctx, id, act);
      case "withdraw":
        return withdraw(ctx, id);
      default:
        return card(ctx, await read(ctx, id));
    }
  },
};

const read = ({ api }: Ctx, id: string): Promise<SwapView> =>
  ask(api.schedule.swaps[":id"].$get({ param: { id } }));

const card = ({ t }: Ctx, swap: SwapView): View => ({
  body: swapBody(t, swap),
  keys: [...sideKeys(t, swap), [backKey(t, to("my-swaps"))]],
});

async function answer(ctx: Ctx, id: string, given: "accept" | "decline"): Promise<Reply> {
  const swap = await read(ctx, id);
  if (!swap.mayAnswer) return ctx.stale(card(ctx, swap));
  const json = { answer: given, version: swap.version };
  await ask(
    ctx.api.schedule.swaps[":id"].answer.$post(
      { param: { id }, json },
      named(ctx.idempotencyKey()),
    ),
  );
  return { show: card(ctx, await read(ctx, id)) };
}

async function withdraw(ctx: Ctx, id: string): Promise<Reply> {
  const swap = await read(ctx, id);
  if (!swap.mayWithdraw) return ctx.stale(card(ctx, swap));
  await ask(
    ctx.api.schedule.swaps[":id"].withdraw.$post(
      { param: { id }, json: { version: swap.version } },
      named(ctx.idempotencyKey()),
    ),
  );
  return { show: card(ctx, await read(ctx, id)) };
}

const icons = {
  asked: "⏳",
  accepted: "⏳",
  approved: "✅",
  declined: "❌",
  rejected: "❌",
  withdrawn: "↩️",
  cancelled: "↩️",
  expired: "⌛️",
} as const;

/** All of them, newest first. */
export const mySwapsScreen: Screen<Api> = {
  name: "my-swaps",
  code: "sps",
  args: ["number"],
  permission: "requests.self",
  async open(ctx, [wanted = "1"]) {
    const { t, api } = ctx;
    const page = Math.max(1, Number(wanted));
    const { items, total } = await ask(api.schedule.swaps.$get({ query: { page: String(page) } }));
    return {
      body: lines(t.th("schedule.swap.mine"), total === 0 && t.th("schedule.swap.mine_empty")),
      keys: [
        ...items.map(({ id, state, date, role, from, to: other }): Key[] => {
          const name = role === "offerer" ? other.name : from.name;
          return [
            {
              label: plain(`${icons[state]} ${t.format.dayMonth(date)} · ${plain(name, 30)}`),
              go: to("my-swap", ["show", id]),
            },
          ];
        }),
        ...pagingKeys(t, { page, pages: Math.ceil(total / perPage) }, (other) =>
          to("my-swaps", [other]),
        ),
        [{ label: t.tp("schedule.mine.keys.shifts"), go: to("my-shifts") }],
      ],
    };
  },
};
