import type { RosterPage } from "../../../api/schedule/roster/schemas.ts";
import { ask, type Api } from "../../core/api.ts";
import { askBytes } from "../../core/ask-bytes.ts";
import { bold, lines, plain } from "../../core/html.ts";
import { pagingKeys } from "../../core/paging.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, type Route, to, type View } from "../../core/view.ts";
import { monthRange } from "../shared/month-range.ts";
import { plusDays, weekLines, weekStart } from "../shared/roster-text.ts";
import { backKey, homeKey } from "../shared/steer.ts";
import { proposeChange } from "./roster-change.ts";

type Ctx = ScreenContext<Api>;

/** A page of the roster: which week, whose, which page. */
interface Place {
  readonly week: string;
  readonly groupId: string | undefined;
  readonly page: number;
}

const perPage = 6;
/** Rows of one picture. */
const perPicture = 40;

/** Who works when: a week in words, a month as a picture, of everybody or of a group. */
export const rosterScreen: Screen<Api> = {
  name: "roster",
  code: "ro",
  args: ["word", "date", "number", "id"],
  permission: "attendance.view_team",
  commands: ["roster"],
  async open(ctx, args) {
    const [act = "week", first, page, groupId] = args;
    const place: Place = {
      week: weekStart(ctx.t, first ?? ctx.t.format.localDate(ctx.now)),
      groupId,
      page: Number(page) || 1,
    };
    switch (act) {
      case "groups":
        return groupsView(ctx, place);
      case "picture":
        return picture(ctx, place);
      case "copy":
        return copy(ctx, place);
      default:
        return weekView(ctx, place);
    }
  },
};

const at = ({ week, groupId, page }: Place, act = "week"): Route =>
  to("roster", [act, week, page, ...(groupId === undefined ? [] : [groupId])]);

const queryOf = ({ groupId }: Place) => (groupId === undefined ? {} : { groupId });

export const canPlan = ({ session }: Ctx): boolean =>
  session.membership?.permissions.includes("schedule.manage") === true;

async function weekView(ctx: Ctx, place: Place): Promise<View> {
  const { t } = ctx;
  const until = plusDays(place.week, 6);
  const query = {
    ...queryOf(place),
    from: place.week,
    to: until,
    page: String(place.page),
    size: String(perPage),
  };
  const roster = await ask(ctx.api.schedule.roster.$get({ query }));
  const range = { from: t.format.dayMonth(place.week), to: t.format.dayMonth(until) };
  return {
    body: lines(
      t.th("schedule.roster.week", range),
      roster.groupName !== null &&
        t.th("schedule.roster.group", { name: plain(roster.groupName, 60) }),
      roster.total === 0 && t.th("schedule.roster.nobody"),
      ...roster.items.flatMap(({ employee, days }) => [
        "",
        bold(plain(employee.name, 40)),
        ...weekLines(t, days),
      ]),
    ),
    keys: weekKeys(ctx, place, roster),
  };
}

function weekKeys(ctx: Ctx, place: Place, { items, page, pages }: RosterPage): Key[][] {
  const { t } = ctx;
  return [
    ...pairs(
      items.map(({ employee }) => ({
        label: plain(employee.name, 24),
        go: to("roster-person", [employee.id, "week", place.week]),
      })),
    ),
    ...pagingKeys(t, { page, pages }, (other) => at({ ...place, page: other })),
    turnKeys(ctx, (days) => at({ ...place, week: plusDays(place.week, days) })),
    [
      { label: t.tp("schedule.roster.keys.groups"), go: at(place, "groups") },
      { label: t.tp("schedule.roster.keys.picture"), go: at(place, "picture") },
    ],
    canPlan(ctx) && place.groupId !== undefined
      ? [{ label: t.tp("schedule.roster.keys.copy_week"), go: at(place, "copy") }]
      : [],
    [
      { label: t.tp("schedule.swap.keys.inbox"), go: to("swaps") },
      ...(canPlan(ctx) ? [{ label: t.tp("people.home.keys.shifts"), go: to("shifts") }] : []),
    ],
    [homeKey(t)],
  ];
}

const pairs = (keys: readonly Key[]): Key[][] =>
  keys.flatMap((_key, index) => (index % 2 === 0 ? [keys.slice(index, index + 2)] : []));

/** «‹ week before», «week after ›» in the direction of reading. */
export function turnKeys({ t }: Ctx, go: (days: -7 | 7) => Route): Key[] {
  const keys = [
    { label: t.tp("schedule.roster.keys.before"), go: go(-7) },
    { label: t.tp("schedule.roster.keys.after"), go: go(7) },
  ];
  return t.language === "fa" ? keys.toReversed() : keys;
}

async function groupsView({ t, api, session }: Ctx, place: Place): Promise<View> {
  const invites = session.membership?.permissions.includes("people.invite") === true;
  const groups = invites ? (await ask(api.schedule.groups.$get())).items : [];
  return {
    body: t.th("schedule.roster.choose_group"),
    keys: [
      [{ label: t.tp("schedule.roster.keys.all"), go: to("roster", ["week", place.week, 1]) }],
      ...groups
        .slice(0, 60)
        .map(({ id, name }): Key[] => [
          { label: plain(name), go: to("roster", ["week", place.week, 1, id]) },
        ]),
      [backKey(t, at(place))],
    ],
  };
}

/** The month of the week that is shown, a picture for every forty people. */
async function picture(ctx: Ctx, place: Place): Promise<Reply> {
  const { t, api } = ctx;
  const { from, to: until, month } = monthRange(t, plusDays(place.week, 3));
  const page = Math.floor(((place.page - 1) * perPage) / perPicture) + 1;
  const query = {
    ...queryOf(place),
    from,
    to: until,
    page: String(page),
    size: String(perPicture),
  };
  const bytes = await askBytes(api.schedule.roster.picture.$get({ query }));
  return {
    send: [
      {
        photo: { name: `roster-${from}.png`, mime: "image/png", bytes },
        caption: t.th("schedule.roster.caption", { month: t.format.month(month) }),
        keys: [[backKey(t, at(place))]],
      },
    ],
  };
}

/** This week of a group becomes its next one. */
async function copy(ctx: Ctx, place: Place): Promise<View | Reply> {
  const { groupId, week } = place;
  if (groupId === undefined || !canPlan(ctx)) return ctx.stale(at(place));
  const wish = { kind: "copy" as const, groupId, from: week, to: plusDays(week, 7), days: 7 };
  return proposeChange(ctx, wish, at({ ...place, week: plusDays(week, 7) }));
}
