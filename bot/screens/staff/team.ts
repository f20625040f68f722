import { type Api, ask } from "../../core/api.ts";
import { html, lines, plain } from "../../core/html.ts";
import { pagingKeys } from "../../core/paging.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { backKey, cancelKey, homeKey } from "../shared/steer.ts";
import { orLockedView } from "./locked-view.ts";

type Ctx = ScreenContext<Api>;

/** Which colleagues are here. Why somebody is not is nobody else's business (ATT L2). */
export const team: Screen<Api> = {
  name: "team",
  code: "tm",
  args: ["word"],
  permission: "punch.self",
  commands: ["team"],
  labels: ["common.dock.colleagues"],
  open: (ctx, [page]) =>
    page === "search" ? askName(ctx) : orLockedView(ctx, () => teamView(ctx, Number(page) || 1)),
  async text(ctx, text) {
    const search = text.slice(0, 120);
    let isFound = true;
    const show = await orLockedView(ctx, async () => {
      const found = await foundView(ctx, search);
      isFound = found.total > 0;
      return found.view;
    });
    return isFound ? show : { show, dialog: "keep" };
  },
};

const fetchColleagues = (api: Api, query: { page?: string; search?: string }) =>
  ask(api.team.colleagues.$get({ query }));

async function teamView({ t, api }: Ctx, asked: number): Promise<View> {
  const shown = await fetchColleagues(api, { page: String(Math.max(1, asked)) });
  const { page, pages, people } = shown;
  return {
    body: lines(
      t.th("team.colleagues.title"),
      shown.groupName !== null && t.th("team.board.group", { name: plain(shown.groupName, 40) }),
      ...(shown.total === 0
        ? ["", t.th("team.colleagues.nobody")]
        : [
            t.th("team.colleagues.count", {
              here: t.format.digits(shown.here),
              total: t.format.digits(shown.total),
              time: t.format.time(shown.at),
            }),
            "",
            ...people.map((person) => lineOf(person)),
          ]),
    ),
    keys: [
      ...pagingKeys(t, { page, pages }, (other) => to("team", [other])),
      [
        { label: t.tp("team.board.keys.search"), go: to("team", ["search"]) },
        { label: t.tp("attendance.board.keys.refresh"), go: to("team", [page]) },
      ],
      [homeKey(t)],
    ] satisfies Key[][],
  };
}

const lineOf = ({ name, here }: { readonly name: string; readonly here: boolean }) =>
  html`${here ? "🟢" : "⚪️"} ${plain(name, 40)}`;

const askName = ({ t }: Ctx): Reply => ({
  show: { body: t.th("team.board.ask_name"), keys: [[cancelKey(t, to("team"))]] },
  dialog: { step: "team" },
});

async function foundView({ t, api }: Ctx, search: string) {
  const { total, people } = await fetchColleagues(api, { search });
  const again: Key = { label: t.tp("team.board.keys.search"), go: to("team", ["search"]) };
  const view: View =
    total === 0
      ? {
          body: t.th("team.board.not_found", { text: plain(search) }),
          keys: [[cancelKey(t, to("team"))]],
        }
      : {
          body: lines(
            t.th("team.board.found", { count: total, text: plain(search) }),
            "",
            ...people.map(lineOf),
          ),
          keys: [[again, backKey(t, to("team"))]],
        };
  return { total, view };
}
