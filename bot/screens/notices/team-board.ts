import type { Html, Translator } from "../../../locales/index.ts";
import { html, lines, plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";

/** A message holds 4096 characters: who is here comes first, the rest is counted. */
const mostNames = 40;

/** The board in a team's group: names by where they are, nothing about why (ATT idea 20, L2). No keys: groups have no screens. */
export const teamBoardNotice: RenderNotice<"team-board"> = ({ t }, board) => {
  const title = t.th("team.pinned.title", { name: plain(board.organisationName, 40) });
  if (board.state !== "shown")
    return { body: lines(title, t.th(`team.pinned.${board.state}`)), silent: true };
  const { here, left, elsewhere } = board;
  return {
    body: lines(
      title,
      board.groupName !== null && t.th("team.board.group", { name: plain(board.groupName, 40) }),
      ...namesUnder(t, t.th("team.pinned.here", { count: here.length }), here),
      ...namesUnder(t, t.th("team.pinned.left", { count: left.length }), left),
      ...namesUnder(t, t.th("team.pinned.elsewhere", { count: elsewhere.length }), elsewhere),
      "",
      t.th("team.pinned.at", { time: t.format.time(board.at) }),
    ),
    silent: true,
  };
};

function namesUnder(t: Translator, title: Html, names: readonly string[]): Html[] {
  if (names.length === 0) return [];
  const rest = names.length - mostNames;
  return [
    html``,
    title,
    ...names.slice(0, mostNames).map((name) => t.th("team.pinned.name", { name: plain(name, 40) })),
    ...(rest > 0 ? [t.th("team.pinned.more", { count: rest })] : []),
  ];
}
