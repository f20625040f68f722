import type { RequestView } from "../../../api/requests/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { type Api, ask } from "../../core/api.ts";
import { isUuid } from "../../core/arguments.ts";
import { lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, to } from "../../core/view.ts";
import { costText } from "../shared/leave-amount.ts";
import { lengthText, shortSpan } from "../shared/request-card.ts";
import { requestTitle } from "../shared/request-title.ts";

/** What waits for this person's decision, oldest first. */
export const inboxScreen: Screen<Api> = {
  name: "inbox",
  code: "ib",
  args: ["id"],
  permission: "requests.decide",
  commands: ["approvals"],
  async open(ctx, [cursor]) {
    const { api, t } = ctx;
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
      keys: [
        ...items.map((item) => [rowKey(t, item)]),
        turn,
        [refresh, home],
        [
          { label: t.tp("requests.inbox.keys.history"), go: to("history") },
          { label: t.tp("requests.inbox.keys.away"), go: to("absences") },
        ],
        ...setupKeys(ctx),
      ],
    };
  },
};

/** Who stands in; for owners also who decides what and what may be asked for. */
function setupKeys({ t, session }: ScreenContext<Api>): Key[][] {
  const isOwner = session.membership?.permissions.includes("organisation.manage") === true;
  const delegate: Key = { label: t.tp("requests.inbox.keys.delegate"), go: to("delegates") };
  if (!isOwner) return [[delegate]];
  return [
    [delegate],
    [
      { label: t.tp("requests.inbox.keys.chains"), go: to("chains") },
      { label: t.tp("requests.inbox.keys.types"), go: to("types") },
    ],
  ];
}

const rowKey = (t: Translator, { id, employeeName, card }: RequestView): Key => ({
  label: `${plain(employeeName, 20)} · ${shortSpan(t, card)} · ${shortFacts(t, card)}` as Plain,
  go: to("request", [id, "inbox"]),
});

/** What an annual leave takes; of other kinds what it is. */
function shortFacts(t: Translator, card: RequestView["card"]): Plain {
  if (card.typeCode !== "annual" || card.kind !== "leave") return requestTitle(t, card);
  return card.unit === "day" ? lengthText(t, card) : costText(t, card);
}
