import { boardShows, type BoardShow } from "../../../api/team/rules/filter-board.ts";
import type { Translator } from "../../../locales/index.ts";
import { type Api, ask } from "../../core/api.ts";
import { isUuid } from "../../core/arguments.ts";
import { lines, plain } from "../../core/html.ts";
import { pagingKeys } from "../../core/paging.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { backKey, cancelKey, homeKey } from "../shared/steer.ts";
import { boardLines, countLines, numberKeys } from "./board-body.ts";
import { orLockView } from "./or-lock-view.ts";

const perPage = 40;
const foundAtMost = 16;

type Ctx = ScreenContext<Api>;
export type BoardQuery = NonNullable<Parameters<Api["attendance"]["board"]["$get"]>[0]>["query"];

export const fetchBoard = (api: Api, query: BoardQuery) =>
  ask(api.attendance.board.$get({ query }));
export type Board = Awaited<ReturnType<typeof fetchBoard>>;

/** What a reader looks at: a page, one standing of all, one group of all. */
interface Asked {
  readonly page: number;
  readonly show: BoardShow | undefined;
  readonly groupId: string | undefined;
}

/**
 * Who is at work, late, away, not there yet, gone: names by standing, a numbered key for each person; filters by standing and
 * group, a search by name. Every tap edits the same message.
 */
export const board: Screen<Api> = {
  name: "board",
  code: "b",
  args: ["word", "word", "id"],
  permission: "attendance.view_team",
  commands: ["team", "board"],
  open: (ctx, args) =>
    orLockView(ctx, to("home"), async () => {
      if (args[0] === "search") return askName(ctx);
      if (args[0] === "groups") return groupsView(ctx, Number(args[1]) || 1);
      return boardView(ctx, askedBy(args));
    }),
  text: (ctx, text) => orLockView(ctx, to("board"), () => foundView(ctx, text.slice(0, 120))),
};

function askedBy([page, show, groupId]: readonly string[]): Asked {
  const known = boardShows.find((one) => one === show);
  return {
    page: Math.max(1, Number(page) || 1),
    show: known,
    groupId: groupId !== undefined && isUuid(groupId) ? groupId : undefined,
  };
}

const routeTo = ({ page, show, groupId }: Asked) =>
  to("board", [page, show ?? "all", ...(groupId === undefined ? [] : [groupId])]);

async function boardView(ctx: Ctx, asked: Asked): Promise<View> {
  const { t } = ctx;
  const { show, groupId } = asked;
  const shown = await fetchBoard(ctx.api, {
    page: String(asked.page),
    perPage: String(perPage),
    ...(show === undefined ? {} : { show }),
    ...(groupId === undefined ? {} : { groupId }),
  });
  const { page, pages, people, groups } = shown;
  const group = groups.find(({ id }) => id === groupId);
  const isEmpty = Object.values(shown.counts).every((count) => count === 0);
  const first = (page - 1) * perPage;
  return {
    body: lines(
      t.th("attendance.board.title"),
      t.th("attendance.board.at", {
        time: t.format.time(shown.at),
        date: t.format.shortDate(shown.date),
      }),
      group && t.th("team.board.group", { name: plain(group.name, 40) }),
      ...countLines(t, shown.counts, show),
      ...(people.length > 0
        ? boardLines(t, people, first, shown.counts)
        : [
            "",
            t.th(
              show !== undefined || group !== undefined
                ? "team.board.nobody"
                : "attendance.board.empty",
            ),
          ]),
    ),
    keys: [
      ...numberKeys(t, people, first),
      ...pagingKeys(t, { page, pages }, (other) => routeTo({ ...asked, page: other })),
      ...filterKeys(t, shown, asked),
      ...lastKeys(ctx, { ...asked, page }, groups.length > 1, isEmpty),
    ],
  };
}

/** Standings somebody is in, by fours; the chosen one has a tick. */
function filterKeys(t: Translator, { counts }: Board, asked: Asked): Key[][] {
  const there = boardShows.filter((one) => (counts[one] ?? 0) > 0 || one === asked.show);
  if (there.length < 2 && asked.show === undefined) return [];
  const keys: Key[] = there.map((one) => ({
    label: plain(
      `${one === asked.show ? "✓ " : ""}${t.tp(`team.board.keys.${one}`)} ${t.format.digits(counts[one] ?? 0)}`,
    ),
    go: routeTo({ ...asked, page: 1, show: one === asked.show ? undefined : one }),
  }));
  return Array.from({ length: Math.ceil(keys.length / 3) }, (_, row) => {
    const those = keys.slice(row * 3, row * 3 + 3);
    return t.language === "fa" ? those.toReversed() : those;
  });
}

function lastKeys({ t, session }: Ctx, asked: Asked, hasGroups: boolean, isEmpty: boolean) {
  const mayInvite = session.membership?.permissions.includes("people.invite") ?? false;
  const invite: Key = { label: t.tp("attendance.board.keys.invite"), go: to("invite") };
  const groups: Key = { label: t.tp("team.board.keys.groups"), go: to("board", ["groups"]) };
  const search: Key = { label: t.tp("team.board.keys.search"), go: to("board", ["search"]) };
  const matrix: Key = { label: t.tp("team.board.keys.matrix"), go: to("matrix") };
  return [
    ...(isEmpty && mayInvite ? [[invite]] : []),
    [...(hasGroups ? [groups] : []), search],
    [matrix, { label: t.tp("team.board.keys.pinned"), go: to("team-boards") }],
    [{ label: t.tp("attendance.board.keys.refresh"), go: routeTo(asked) }, homeKey(t)],
  ];
}

/** Groups to choose one from. */
async function groupsView({ t, api }: Ctx, wanted: number): Promise<View> {
  const { groups } = await fetchBoard(api, { perPage: "1" });
  const size = 8;
  const pages = Math.max(1, Math.ceil(groups.length / size));
  const page = Math.min(Math.max(1, wanted), pages);
  return {
    body: t.th("team.board.choose_group"),
    keys: [
      ...groups
        .slice((page - 1) * size, page * size)
        .map(({ id, name }) => [
          { label: plain(name, 40), go: routeTo({ page: 1, show: undefined, groupId: id }) },
        ]),
      ...pagingKeys(t, { page, pages }, (other) => to("board", ["groups", other])),
      [{ label: t.tp("team.board.keys.everybody"), go: to("board") }],
    ],
  };
}

const askName = ({ t }: Ctx): Reply => ({
  show: { body: t.th("team.board.ask_name"), keys: [[cancelKey(t, to("board"))]] },
  dialog: { step: "board" },
});

/** Where those with such a name are; nobody asks for another name. */
async function foundView({ t, api }: Ctx, search: string): Promise<View | Reply> {
  const shown = await fetchBoard(api, { search, perPage: String(foundAtMost) });
  if (shown.total === 0)
    return {
      show: {
        body: t.th("team.board.not_found", { text: plain(search) }),
        keys: [[cancelKey(t, to("board"))]],
      },
      dialog: "keep",
    };
  return {
    body: lines(
      t.th("team.board.found", { count: shown.total, text: plain(search) }),
      ...boardLines(t, shown.people, 0, shown.counts),
    ),
    keys: [
      ...numberKeys(t, shown.people, 0),
      [
        { label: t.tp("team.board.keys.search"), go: to("board", ["search"]) },
        backKey(t, to("board")),
      ],
    ],
  };
}
