import type { Html, Translator } from "../../../locales/index.ts";
import { type Api, ask } from "../../core/api.ts";
import { html, lines, name as isolated, plain } from "../../core/html.ts";
import { pageOf, pagingKeys } from "../../core/paging.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, to } from "../../core/view.ts";
import { homeKey } from "../shared/steer.ts";

const perPage = 40;
const keysPerRow = 8;
const longestName = 40;

const groups = ["in", "late", "not_yet", "away", "out", "day_off", "no_shift", "no_seat"] as const;
type Group = (typeof groups)[number];

const fetchBoard = (api: Api) => ask(api.attendance.board.$get({ query: {} }));
type Board = Awaited<ReturnType<typeof fetchBoard>>;
type Entry = Board["people"][number];
interface Numbered extends Entry {
  /** Place on the whole board, from 1: the label of the person's key. */
  readonly number: number;
}

/** Who is at work, late, away, not there yet, gone: names by group, a numbered key for each person. */
export const board: Screen<Api> = {
  name: "board",
  code: "b",
  args: ["number"],
  permission: "attendance.view_team",
  commands: ["team"],
  async open(ctx, [asked]) {
    const { t } = ctx;
    const shown = await fetchBoard(ctx.api);
    const people = groups
      .flatMap((group) => shown.people.filter(({ status }) => status === group))
      .map((entry, index) => ({ ...entry, number: index + 1 }));
    const page = pageOf(people, Number(asked ?? 1), perPage);
    return {
      body: lines(
        t.th("attendance.board.title"),
        t.th("attendance.board.at", {
          time: t.format.time(shown.at),
          date: t.format.shortDate(shown.date),
        }),
        ...(people.length === 0
          ? ["", t.th("attendance.board.empty")]
          : groups.flatMap((group) => groupLines(t, group, people, page.items))),
      ),
      keys: [
        ...personKeys(t, page.items),
        ...pagingKeys(t, page, (other) => to("board", [other])),
        ...lastKeys(ctx, page.page, people.length === 0),
      ],
    };
  },
};

function groupLines(
  t: Translator,
  group: Group,
  everybody: readonly Numbered[],
  here: readonly Numbered[],
): Html[] {
  const members = here.filter(({ status }) => status === group);
  if (members.length === 0) return [];
  const count = everybody.filter(({ status }) => status === group).length;
  return [
    html``,
    t.th(`attendance.board.${group}`, { count }),
    ...members.map((entry) => html`${t.format.digits(entry.number)}. ${entryText(t, entry)}`),
  ];
}

function entryText(t: Translator, entry: Entry): Html {
  const { status, present, since, lateMinutes } = entry;
  const name = plain(entry.name, longestName);
  const late = t.format.durationShort(lateMinutes);
  if (status === "late" && !present) return t.th("attendance.board.absent_person", { name, late });
  if (since === null || status === "away") return html`${isolated(entry.name, longestName)}`;
  const time = t.format.time(since);
  if (entry.state === "ended") return t.th("attendance.board.ended_person", { name, time });
  if (status === "late") return t.th("attendance.board.late_person", { name, time, late });
  if (status === "not_yet") return t.th("attendance.board.starts", { name, time });
  return t.th(status === "out" ? "attendance.board.left" : "attendance.board.since", {
    name,
    time,
  });
}

function personKeys(t: Translator, people: readonly Numbered[]): Key[][] {
  const keys: Key[] = people.map(({ number, employeeId }) => ({
    label: t.format.digits(number),
    go: to("person-day", [employeeId]),
  }));
  return Array.from({ length: Math.ceil(keys.length / keysPerRow) }, (_, row) => {
    const those = keys.slice(row * keysPerRow, (row + 1) * keysPerRow);
    return t.language === "fa" ? those.toReversed() : those;
  });
}

function lastKeys({ t, session }: ScreenContext<Api>, page: number, isEmpty: boolean): Key[][] {
  const refresh: Key = { label: t.tp("attendance.board.keys.refresh"), go: to("board", [page]) };
  const mayInvite = session.membership?.permissions.includes("people.invite") ?? false;
  const invite: Key = { label: t.tp("attendance.board.keys.invite"), go: to("invite") };
  return [...(isEmpty && mayInvite ? [[invite]] : []), [refresh, homeKey(t)]];
}
