import { type Api, ask, named } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { lines, plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { to, type View } from "../../core/view.ts";
import { backKey } from "../shared/steer.ts";

/** Boards pinned in group chats: how to pin one, and taking one away. */
export const teamBoardsScreen: Screen<Api> = {
  name: "team-boards",
  code: "tb",
  args: ["word", "id"],
  permission: "attendance.view_team",
  async open(ctx, [action, id]) {
    if (action !== "remove" || id === undefined) return listView(ctx);
    await ask(
      ctx.api.team.boards[":id"].$delete({ param: { id } }, named(ctx.idempotencyKey())),
    ).catch((error: unknown) => {
      if (!(error instanceof ApiProblem) || error.code !== "not_found") throw error;
    });
    return { show: await listView(ctx), toast: { text: ctx.t.tp("team.boards.removed") } };
  },
};

async function listView({ t, api }: ScreenContext<Api>): Promise<View> {
  const { boards } = await ask(api.team.boards.$get());
  const nameOf = (groupName: string | null) =>
    groupName === null ? t.tp("team.boards.everybody") : plain(groupName, 24);
  return {
    body: lines(
      t.th("team.boards.title"),
      ...(boards.length === 0 ? [t.th("team.boards.none")] : []),
      ...boards.map((board) =>
        t.th("team.boards.one", {
          name: nameOf(board.groupName),
          by: plain(board.createdByName, 32),
          date: t.format.dayMonth(t.format.localDate(board.createdAt)),
        }),
      ),
      "",
      t.th("team.boards.how"),
    ),
    keys: [
      ...boards.map(({ id, groupName }) => [
        {
          label: t.tp("team.boards.keys.remove", { name: nameOf(groupName) }),
          go: to("team-boards", ["remove", id]),
        },
      ]),
      [backKey(t, to("board"))],
    ],
  };
}
