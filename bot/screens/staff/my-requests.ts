import type { RequestView } from "../../../api/requests/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { type Api, ask } from "../../core/api.ts";
import { isUuid } from "../../core/arguments.ts";
import { lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { shortSpan } from "../shared/request-card.ts";
import {
  filterKeys,
  filterName,
  filterQuery,
  type RequestFilter,
  requestFilterOf,
  stateIcon,
} from "../shared/request-filter.ts";
import { requestTitle } from "../shared/request-title.ts";
import { backKey } from "../shared/steer.ts";

/** What I asked for and what became of it, newest first; all of it or one kind or state. */
export const myRequestsScreen: Screen<Api> = {
  name: "my-requests",
  code: "rq",
  permission: "requests.self",
  commands: ["requests"],
  labels: ["common.dock.requests"],
  open(ctx, [first, second]) {
    if (first === "filter") return chooseFilter(ctx.t);
    // Keys of earlier messages give the place in the list alone.
    const cursor = [first, second].find((one) => one !== undefined && isUuid(one));
    return list(ctx, requestFilterOf(first), cursor);
  },
};

async function list(
  { api, t }: ScreenContext<Api>,
  filter: RequestFilter,
  cursor: string | undefined,
): Promise<View> {
  const after = cursor === undefined ? {} : { cursor };
  const query = { ...filterQuery(filter), ...after };
  const { items, next, total } = await ask(api.requests.index.$get({ query }));
  const at = (...place: readonly string[]) => to("my-requests", [filter, ...place]);
  const turn: Key[] = [];
  if (cursor !== undefined) turn.push({ label: t.tp("requests.mine.keys.newest"), go: at() });
  if (next !== null) turn.push({ label: t.tp("requests.mine.keys.older"), go: at(next) });
  const empty = filter === "all" ? "requests.mine.empty" : "requests.mine.none_here";
  return {
    body: lines(
      t.th("requests.mine.title"),
      filter !== "all" && t.th("requests.mine.filtered", { filter: filterName(t, filter) }),
      total === 0 ? t.th(empty) : t.th("requests.mine.total", { count: total }),
    ),
    keys: [
      ...items.map((item) => [rowKey(t, item)]),
      turn,
      [
        { label: t.tp("requests.mine.keys.new"), go: to("leave", ["start"]) },
        { label: t.tp("requests.mine.keys.balance"), go: to("balance") },
      ],
      [
        { label: t.tp("requests.leave.keys.other"), go: to("leave", ["kinds"]) },
        { label: t.tp("requests.mine.keys.filter"), go: to("my-requests", ["filter"]) },
      ],
      [{ label: t.tp("requests.mine.keys.away"), go: to("absences") }],
    ],
  };
}

const chooseFilter = (t: Translator): View => ({
  body: t.th("requests.mine.title"),
  keys: [
    ...filterKeys(t, (filter) => to("my-requests", [filter]), true),
    [backKey(t, to("my-requests"))],
  ],
});

const rowKey = (t: Translator, { id, state, card }: RequestView): Key => ({
  label: `${stateIcon(state)} ${shortSpan(t, card)} · ${requestTitle(t, card)}` as Plain,
  go: to("request", [id]),
});
