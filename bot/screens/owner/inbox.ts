import type { RequestView } from "../../../api/requests/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { type Api, ask } from "../../core/api.ts";
import { isUuid } from "../../core/arguments.ts";
import { lines, plain } from "../../core/html.ts";
import type { Screen } from "../../core/screen.ts";
import { type Key, to } from "../../core/view.ts";
import { costText } from "../shared/leave-amount.ts";
import { shortSpan } from "../shared/request-card.ts";

/** What waits for this person's decision, oldest first. */
export const inboxScreen: Screen<Api> = {
  name: "inbox",
  code: "ib",
  args: ["id"],
  permission: "requests.decide",
  commands: ["approvals"],
  async open({ api, t }, [cursor]) {
    const after = cursor !== undefined && isUuid(cursor) ? { cursor } : {};
    const { items, next, total } = await ask(api.requests.inbox.$get({ query: after }));
    const refresh: Key = { label: t.tp("requests.inbox.keys.refresh"), go: to("inbox") };
    const home: Key = { label: t.tp("common.actions.keys.home"), go: to("home") };
    const turn: Key[] = [];
    if ("cursor" in after) turn.push({ label: t.tp("requests.inbox.keys.first"), go: to("inbox") });
    if (next !== null)
      turn.push({ label: t.tp("requests.inbox.keys.more"), go: to("inbox", [next]) });
    return {
      body: lines(
        t.th("requests.inbox.title"),
        total === 0
          ? t.th("requests.inbox.empty")
          : t.th("requests.inbox.waiting", { count: total }),
      ),
      keys: [...items.map((item) => [rowKey(t, item)]), turn, [refresh, home]],
    };
  },
};

const rowKey = (t: Translator, { id, employeeName, card }: RequestView): Key => {
  const cost =
    card.unit === "day"
      ? t.tp("common.units.days", { count: card.chargedDays })
      : costText(t, card);
  return {
    label: `${plain(employeeName, 20)} · ${shortSpan(t, card)} · ${cost}` as Plain,
    go: to("request", [id, "inbox"]),
  };
};
