import type { RosterDay } from "../../../api/schedule/roster/schemas.ts";
import { ask, type Api } from "../../core/api.ts";
import { monthOf } from "../../core/calendar-picker.ts";
import { bold, lines } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { type Key, to, type View } from "../../core/view.ts";
import { monthRange } from "../shared/month-range.ts";
import { dayText, plusDays, weekStart } from "../shared/roster-text.ts";

type Ctx = ScreenContext<Api>;

/** My shifts: this week and the ones after it, or a month; a day that is worked can be swapped. */
export const myShiftsScreen: Screen<Api> = {
  name: "my-shifts",
  code: "ms",
  args: ["word", "date"],
  permission: "punch.self",
  commands: ["shifts"],
  labels: ["common.dock.my_shifts"],
  open(ctx, [act = "week", date]) {
    const today = ctx.t.format.localDate(ctx.now);
    return act === "month" ? monthView(ctx, date ?? today) : weekView(ctx, date ?? today);
  },
};

const read = async ({ api }: Ctx, from: string, until: string) =>
  (await ask(api.schedule.roster.mine.$get({ query: { from, to: until } }))).days;

async function weekView(ctx: Ctx, date: string): Promise<View> {
  const { t, now } = ctx;
  const today = t.format.localDate(now);
  const week = weekStart(t, date);
  const days = await read(ctx, week, plusDays(week, 6));
  const swappable = days.filter((day) => day.kind === "work" && !day.away && day.date >= today);
  const keys: Key[] = [
    {
      label: t.tp("schedule.roster.keys.before"),
      go: to("my-shifts", ["week", plusDays(week, -7)]),
    },
    { label: t.tp("schedule.roster.keys.after"), go: to("my-shifts", ["week", plusDays(week, 7)]) },
  ];
  return {
    body: lines(
      t.th("schedule.mine.week", {
        from: t.format.dayMonth(week),
        to: t.format.dayMonth(plusDays(week, 6)),
      }),
      "",
      ...days.map((day) => line(ctx, day, today)),
      swappable.length > 0 && lines("", t.th("schedule.mine.swap_hint")),
    ),
    keys: [
      ...swappable.map((day): Key[] => [
        {
          label: t.tp("schedule.mine.keys.swap", { date: t.format.shortDate(day.date) }),
          go: to("swap-offer", ["day", day.date]),
        },
      ]),
      t.language === "fa" ? keys.toReversed() : keys,
      [
        { label: t.tp("schedule.mine.keys.month"), go: to("my-shifts", ["month", week]) },
        { label: t.tp("schedule.mine.keys.swaps"), go: to("my-swaps") },
      ],
    ],
  };
}

function line({ t }: Ctx, day: RosterDay, today: string) {
  const text = t.tp("schedule.mine.day", {
    date: t.format.shortDate(day.date),
    hours: dayText(t, day),
  });
  return day.date === today ? bold(text) : text;
}

async function monthView(ctx: Ctx, date: string): Promise<View> {
  const { t, now } = ctx;
  const { from, to: until, month } = monthRange(t, date);
  const days = await read(ctx, from, until);
  const worked = days.filter(({ kind }) => kind === "work" || kind === "flexible");
  const minutes = days.reduce((sum, day) => sum + day.expectedMinutes, 0);
  const today = t.format.localDate(now);
  const keys: Key[] = [
    {
      label: t.tp("schedule.mine.keys.month_before"),
      go: to("my-shifts", ["month", plusDays(from, -1)]),
    },
    {
      label: t.tp("schedule.mine.keys.month_after"),
      go: to("my-shifts", ["month", plusDays(until, 1)]),
    },
  ];
  return {
    body: lines(
      t.th("schedule.mine.month", { month: t.format.month(month) }),
      t.th("schedule.mine.sum", {
        days: t.tp("schedule.change.days_count", { count: worked.length }),
        hours: t.format.duration(minutes),
      }),
      "",
      ...days
        .filter(({ kind }) => kind !== "off" && kind !== "none")
        .map((day) => line(ctx, day, today)),
    ),
    keys: [
      t.language === "fa" ? keys.toReversed() : keys,
      [
        {
          label: t.tp("schedule.mine.keys.week"),
          go: to("my-shifts", ["week", monthOf(t, today) === month ? today : from]),
        },
      ],
    ],
  };
}
