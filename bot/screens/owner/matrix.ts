import { epochDay, inCalendar } from "../../../locales/dates.ts";
import type { Html, Translator } from "../../../locales/index.ts";
import { type Api, ask } from "../../core/api.ts";
import { isUuid } from "../../core/arguments.ts";
import { html, lines, plain } from "../../core/html.ts";
import { pagingKeys } from "../../core/paging.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { capital } from "../shared/capital.ts";
import { turnRow } from "../shared/day-keys.ts";
import { periodArgument } from "../shared/day-data.ts";
import { backKey } from "../shared/steer.ts";
import { orLockView } from "./or-lock-view.ts";

type Ctx = ScreenContext<Api>;
type Matrix = Awaited<ReturnType<typeof fetchMatrix>>;
type Row = Matrix["people"][number];
type Day = Row["days"][number];

/** Days on one line: a phone shows no more in one row. */
const daysPerLine = 16;

const marks: Readonly<Record<Day["status"], string>> = {
  complete: "●",
  open: "○",
  unresolved: "!",
  absent: "✕",
  leave: "▲",
  mission: "■",
  flexible: "~",
  day_off: "·",
  upcoming: " ",
  not_started: "?",
};

/** A month of people by days: a sign a day, and what it adds up to. */
export const matrix: Screen<Api> = {
  name: "matrix",
  code: "mx",
  args: ["word", "number", "id"],
  permission: "attendance.view_team",
  open: (ctx, [period, page, groupId]) =>
    orLockView(ctx, to("board"), async () => {
      if (period === "groups") return groupsView(ctx);
      const group = groupId !== undefined && isUuid(groupId) ? groupId : undefined;
      return matrixView(ctx, periodArgument(period), Math.max(1, Number(page) || 1), group);
    }),
};

const fetchMatrix = (api: Api, period: string, page: number, groupId: string | undefined) =>
  ask(
    api.team.matrix[":period"].$get({
      param: { period },
      query: { page: String(page), ...(groupId === undefined ? {} : { groupId }) },
    }),
  );

const routeTo = (period: string, page: number, groupId: string | undefined) =>
  to("matrix", [period, page, ...(groupId === undefined ? [] : [groupId])]);

async function matrixView(
  { t, api }: Ctx,
  period: string,
  asked: number,
  groupId: string | undefined,
): Promise<View> {
  const shown = await fetchMatrix(api, period, asked, groupId);
  const { page, pages, people, groups } = shown;
  const group = groups.find(({ id }) => id === groupId);
  const turn = (other: string | null) =>
    other === null ? null : { label: t.format.month(other), go: routeTo(other, 1, groupId) };
  return {
    body: lines(
      t.th("team.matrix.title", { month: capital(t.format.month(shown.period)) }),
      group && t.th("team.board.group", { name: plain(group.name, 40) }),
      t.th("team.matrix.people", { count: shown.total }),
      ...(people.length === 0 ? [t.th("team.matrix.empty")] : []),
      ...people.flatMap((row, index) => rowLines(t, shown, row, index + 1)),
      "",
      t.th("team.matrix.legend"),
    ),
    keys: [
      ...personKeys(t, people, shown.period),
      ...pagingKeys(t, { page, pages }, (other) => routeTo(shown.period, other, groupId)),
      turnRow(t, turn(shown.previous), null, turn(shown.next)),
      [
        ...(groups.length > 1
          ? [{ label: t.tp("team.board.keys.groups"), go: to("matrix", ["groups"]) }]
          : []),
        backKey(t, to("board")),
      ],
    ],
  };
}

function rowLines(t: Translator, { from, to: last }: Matrix, row: Row, number: number): Html[] {
  const name = t.th("team.matrix.person", {
    number: t.format.digits(number),
    name: plain(row.name, 32),
  });
  if (row.hidden) return [html``, name, t.th("team.matrix.no_seat")];
  const signs = signsOf(t, from, last, row.days);
  return [
    html``,
    name,
    ...signs,
    t.th("team.matrix.totals", {
      worked: t.format.durationShort(row.worked),
      expected: t.format.durationShort(row.expected),
      absent: t.format.digits(row.absentDays),
      leave: t.format.digits(row.leaveDays),
    }),
  ];
}

/** Each line begins with the number of its first day, so that a day can be counted. */
function signsOf(t: Translator, from: string, until: string, days: readonly Day[]): Html[] {
  const statusOf = new Map(days.map(({ date, status }) => [epochDay(date), status]));
  const first = epochDay(from);
  const signs = Array.from({ length: epochDay(until) - first + 1 }, (_, index) => {
    const status = statusOf.get(first + index);
    return status === undefined ? " " : marks[status];
  });
  return Array.from({ length: Math.ceil(signs.length / daysPerLine) }, (_, line) =>
    t.th("team.matrix.days", {
      first: t.format.digits(
        String(inCalendar(t.calendar, first + line * daysPerLine).day).padStart(2, "0"),
      ),
      signs: signs.slice(line * daysPerLine, (line + 1) * daysPerLine).join(""),
    }),
  );
}

function personKeys(t: Translator, people: readonly Row[], period: string): Key[][] {
  const keys: Key[] = people.map(({ employeeId }, index) => ({
    label: t.format.digits(index + 1),
    go: to("person-month", [employeeId, period]),
  }));
  return keys.length === 0 ? [] : [t.language === "fa" ? keys.toReversed() : keys];
}

async function groupsView({ t, api }: Ctx): Promise<View> {
  const { groups } = await fetchMatrix(api, "current", 1, undefined);
  return {
    body: t.th("team.board.choose_group"),
    keys: [
      ...groups
        .slice(0, 20)
        .map(({ id, name }) => [{ label: plain(name, 40), go: routeTo("current", 1, id) }]),
      [{ label: t.tp("team.board.keys.everybody"), go: to("matrix") }],
    ],
  };
}
