import type { RequestView } from "../../../api/requests/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { type Api, ask } from "../../core/api.ts";
import { isUuid } from "../../core/arguments.ts";
import { lines, plain } from "../../core/html.ts";
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

/** What has been decided or taken back, newest first; all of it or one kind or state. */
export const historyScreen: Screen<Api> = {
  name: "history",
  code: "hs",
  permission: "requests.decide",
  open(ctx, [first, second]) {
    if (first === "filter") return chooseFilter(ctx.t);
    const cursor = second !== undefined && isUuid(second) ? second : undefined;
    return list(ctx, requestFilterOf(first), cursor);
  },
};

async function list(
  { api, t }: ScreenContext<Api>,
  filter: RequestFilter,
  cursor: string | undefined,
): Promise<View> {
  const query = { ...filterQuery(filter), ...(cursor === undefined ? {} : { cursor }) };
  const { items, next, total } = await ask(api.requests.history.$get({ query }));
  const at = (...place: readonly string[]) => to("history", [filter, ...place]);
  const turn: Key[] = [];
  if (cursor !== undefined) turn.push({ label: t.tp("requests.mine.keys.newest"), go: at() });
  if (next !== null) turn.push({ label: t.tp("requests.mine.keys.older"), go: at(next) });
  const empty = filter === "all" ? "requests.history.empty" : "requests.mine.none_here";
  return {
    body: lines(
      t.th("requests.history.title"),
      filter !== "all" && t.th("requests.mine.filtered", { filter: filterName(t, filter) }),
      total === 0 ? t.th(empty) : t.th("requests.mine.total", { count: total }),
    ),
    keys: [
      ...items.map((item) => [rowKey(t, item)]),
      turn,
      [
        { label: t.tp("requests.mine.keys.filter"), go: to("history", ["filter"]) },
        { label: t.tp("requests.inbox.keys.inbox"), go: to("inbox") },
      ],
    ],
  };
}

const chooseFilter = (t: Translator): View => ({
  body: t.th("requests.history.title"),
  keys: [...filterKeys(t, (filter) => to("history", [filter]), false), [backKey(t, to("history"))]],
});

const rowKey = (t: Translator, { id, state, employeeName, card }: RequestView): Key => ({
  label:
    `${stateIcon(state)} ${plain(employeeName, 18)} · ${shortSpan(t, card)} · ${requestTitle(t, card)}` as Plain,
  go: to("request", [id, "inbox"]),
});
