import type { RequestView } from "../../../api/requests/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { type Api, ask } from "../../core/api.ts";
import { isUuid } from "../../core/arguments.ts";
import { lines } from "../../core/html.ts";
import type { Screen } from "../../core/screen.ts";
import { type Key, to } from "../../core/view.ts";
import { shortSpan } from "../shared/request-card.ts";

/** What I asked for and what became of it, newest first. */
export const myRequestsScreen: Screen<Api> = {
  name: "my-requests",
  code: "rq",
  args: ["id"],
  permission: "requests.self",
  commands: ["requests"],
  labels: ["common.dock.requests"],
  async open({ api, t }, [cursor]) {
    const after = cursor !== undefined && isUuid(cursor) ? { cursor } : {};
    const { items, next, total } = await ask(api.requests.index.$get({ query: after }));
    const turn: Key[] = [];
    if ("cursor" in after)
      turn.push({ label: t.tp("requests.mine.keys.newest"), go: to("my-requests") });
    if (next !== null)
      turn.push({ label: t.tp("requests.mine.keys.older"), go: to("my-requests", [next]) });
    return {
      body: lines(
        t.th("requests.mine.title"),
        total === 0 ? t.th("requests.mine.empty") : t.th("requests.mine.total", { count: total }),
      ),
      keys: [
        ...items.map((item) => [rowKey(t, item)]),
        turn,
        [
          { label: t.tp("requests.mine.keys.new"), go: to("leave", ["start"]) },
          { label: t.tp("requests.mine.keys.balance"), go: to("balance") },
        ],
      ],
    };
  },
};

const icons = { pending: "⏳", approved: "✅", rejected: "❌", withdrawn: "↩️" } as const;

const rowKey = (t: Translator, { id, state, card }: RequestView): Key => ({
  label: `${icons[state]} ${shortSpan(t, card)} · ${t.tp(`requests.kind.${card.unit}`)}` as Plain,
  go: to("request", [id]),
});
