import { ask, type Api } from "../../core/api.ts";
import { bold, lines, plain } from "../../core/html.ts";
import { pagingKeys } from "../../core/paging.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { dayText, plusDays, weekStart } from "../shared/roster-text.ts";
import { backKey } from "../shared/steer.ts";
import { proposeChange } from "./roster-change.ts";
import { canPlan, turnKeys } from "./roster.ts";
import { assignmentsText } from "./shift-text.ts";

type Ctx = ScreenContext<Api>;

/** One person's week: every day to tap, their shifts, the week copied to the next one or to a colleague. */
export const rosterPersonScreen: Screen<Api> = {
  name: "roster-person",
  code: "rp",
  permission: "attendance.view_team",
  async open(ctx, [employeeId = "", act = "week", value = "", other = ""]) {
    const week = weekStart(ctx.t, dateOr(ctx, value));
    switch (act) {
      case "copy":
        return copy(ctx, employeeId, week);
      case "whom":
        return whomView(ctx, employeeId, week, Number(other) || 1);
      case "give":
        return copyTo(ctx, employeeId, other, value);
      case "shifts":
        return shiftsView(ctx, employeeId);
      default:
        return weekView(ctx, employeeId, week);
    }
  },
};

const dateOr = ({ t, now }: Ctx, text: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : t.format.localDate(now);

export async function readDays({ api }: Ctx, employeeId: string, from: string, until: string) {
  const query = { from, to: until, employeeId };
  const { items, today } = await ask(api.schedule.roster.$get({ query }));
  return {
    name: items[0]?.employee.name ?? "",
    days: items[0]?.days ?? [],
    today,
  };
}

async function weekView(ctx: Ctx, employeeId: string, week: string): Promise<View> {
  const { t } = ctx;
  const { name, days } = await readDays(ctx, employeeId, week, plusDays(week, 6));
  const isPlanner = canPlan(ctx);
  const here = (act: string, ...more: readonly string[]) =>
    to("roster-person", [employeeId, act, week, ...more]);
  return {
    body: lines(
      bold(plain(name)),
      t.th("schedule.roster.week", {
        from: t.format.dayMonth(week),
        to: t.format.dayMonth(plusDays(week, 6)),
      }),
      isPlanner && t.th("schedule.roster.tap_day"),
    ),
    keys: [
      ...days.map((day): Key[] => [
        {
          label: plain(`${t.format.shortDate(day.date)} · ${dayText(t, day)}`, 60),
          go: to("roster-day", [employeeId, day.date]),
        },
      ]),
      turnKeys(ctx, (by) => to("roster-person", [employeeId, "week", plusDays(week, by)])),
      ...(isPlanner
        ? [
            [
              {
                label: t.tp("schedule.roster.keys.fill"),
                go: to("roster-fill", ["open", employeeId, week]),
              },
            ],
            [
              { label: t.tp("schedule.roster.keys.copy_week"), go: here("copy") },
              { label: t.tp("schedule.roster.keys.copy_to"), go: here("whom") },
            ],
            [{ label: t.tp("schedule.roster.keys.shifts"), go: here("shifts") }],
          ]
        : []),
      [
        { label: t.tp("schedule.roster.keys.person"), go: to("person", [employeeId]) },
        backKey(t, to("roster", ["week", week])),
      ],
    ],
  };
}

async function copy(ctx: Ctx, employeeId: string, week: string): Promise<View | Reply> {
  if (!canPlan(ctx)) return ctx.stale(to("roster"));
  const next = plusDays(week, 7);
  const wish = { kind: "copy" as const, employeeId, from: week, to: next, days: 7 };
  return proposeChange(ctx, wish, to("roster-person", [employeeId, "week", next]));
}

/** The keys carry two people and no week: it is the one of the person whose days are copied, kept short. */
async function whomView(ctx: Ctx, employeeId: string, week: string, wanted: number): Promise<View> {
  const { t, api } = ctx;
  const query = { state: "active" as const, page: String(wanted) };
  const people = await ask(api.people.employees.$get({ query }));
  const offset = Math.round((Date.parse(week) - Date.parse("2020-01-04")) / 86_400_000);
  return {
    body: t.th("schedule.roster.choose_person"),
    keys: [
      ...people.items
        .filter(({ id }) => id !== employeeId)
        .map(({ id, name }): Key[] => [
          {
            label: plain(name),
            go: to("roster-person", [employeeId, "give", String(offset), id]),
          },
        ]),
      ...pagingKeys(t, people, (page) =>
        to("roster-person", [employeeId, "whom", week, String(page)]),
      ),
      [backKey(t, to("roster-person", [employeeId, "week", week]))],
    ],
  };
}

async function copyTo(
  ctx: Ctx,
  employeeId: string,
  toEmployeeId: string,
  offset: string,
): Promise<View | Reply> {
  if (!canPlan(ctx)) return ctx.stale(to("roster"));
  const week = plusDays("2020-01-04", Number(offset) || 0);
  const wish = { kind: "copy" as const, employeeId, toEmployeeId, from: week, to: week, days: 7 };
  return proposeChange(ctx, wish, to("roster-person", [toEmployeeId, "week", week]));
}

/** The person's own shifts, past ones too; the group's are in the group. */
async function shiftsView(ctx: Ctx, employeeId: string): Promise<View> {
  const { t, api } = ctx;
  const { items } = await ask(api.schedule.assignments.$get({ query: { employeeId } }));
  return {
    body: lines(
      assignmentsText(t, items, "what"),
      items.length === 0 && t.th("schedule.assign.by_group"),
    ),
    keys: [
      [
        {
          label: t.tp("schedule.assign.keys.give"),
          go: to("shift-assign", ["person", employeeId]),
        },
      ],
      ...items
        .filter(({ state }) => state !== "past")
        .slice(0, 10)
        .map((one): Key[] => [
          {
            label: t.tp("schedule.assign.keys.end", { name: plain(one.shift.name, 20) }),
            go: to("shift-assign", ["end", one.id]),
          },
        ]),
      [backKey(t, to("roster-person", [employeeId]))],
    ],
  };
}
