import type { Html, Translator } from "../../../locales/index.ts";
import { lines } from "../../core/html.ts";
import type { Key, Route, View } from "../../core/view.ts";
import { capital } from "./capital.ts";
import type { Month } from "./day-data.ts";
import { dayGrid } from "./month-body.ts";
import { backKey } from "./steer.ts";

const numbers = {
  worked: "worked",
  due: "expected",
  late: "late",
  early: "earlyLeave",
  overtime: "overtime",
  surplus: "surplus",
  night: "night",
  holiday: "holiday",
  weekend: "weekend",
  leave: "leave",
  mission: "mission",
  deficit: "deficit",
  excused: "deficitExcused",
  absence: "absence",
  unclear: "unresolved",
} as const satisfies Record<string, keyof Month["totals"]>;
type MonthNumber = keyof typeof numbers;

const isMonthNumber = (text: string | undefined): text is MonthNumber =>
  text !== undefined && Object.hasOwn(numbers, text);

export interface MonthWhyRoutes {
  readonly month: Route;
  list(): Route;
  number(name: string): Route;
  /** Why a number of one of the days is what it is. */
  day(date: string, name: string): Route;
}

/** Every number of a month, then the days that one of them is made of. */
export function monthWhyView(
  t: Translator,
  month: Month,
  name: string | undefined,
  go: MonthWhyRoutes,
): View {
  return isMonthNumber(name) ? numberView(t, month, name, go) : listView(t, month, go);
}

/** Days that have begun: what is planned for later is no part of a number yet. */
const past = ({ days, today }: Month) => days.filter(({ date }) => date <= today);

const minutesOf = (month: Month, name: MonthNumber): number =>
  past(month).reduce((sum, { totals }) => sum + totals[numbers[name]], 0);

function listView(t: Translator, month: Month, go: MonthWhyRoutes): View {
  const keys = (Object.keys(numbers) as MonthNumber[]).flatMap((name): Key[] => {
    const minutes = minutesOf(month, name);
    if (minutes === 0) return [];
    const title = capital(t.tp(`attendance.why.number.${name}`));
    const duration = t.format.durationShort(minutes);
    return [
      { label: t.tp("attendance.why.keys.number", { title, duration }), go: go.number(name) },
    ];
  });
  return {
    body: lines(
      t.th("attendance.why.list", { date: capital(t.format.month(month.period)) }),
      t.th(keys.length === 0 ? "attendance.why.nothing_month" : "attendance.why.pick_month"),
    ),
    keys: [...keys.map((key) => [key]), [backKey(t, go.month)]],
  };
}

function numberView(t: Translator, month: Month, name: MonthNumber, go: MonthWhyRoutes): View {
  const days = past(month).filter(({ totals }) => totals[numbers[name]] > 0);
  return {
    body: lines(
      t.th("attendance.why.title", {
        title: capital(t.tp(`attendance.why.number.${name}`)),
        duration: t.format.duration(minutesOf(month, name)),
      }),
      t.th("attendance.why.days", { count: days.length }),
      ...days.map(({ date, totals }) =>
        t.th("attendance.why.day", {
          date: t.format.shortDate(date),
          duration: t.format.duration(totals[numbers[name]]),
        }),
      ),
      ...(name === "late" ? lateLines(t, month) : []),
      ...(name === "due" || name === "worked" ? weekLines(t, month) : []),
    ),
    keys: [...dayGrid(t, days, (date) => go.day(date, name)), [backKey(t, go.list())]],
  };
}

/** Which late days were free: only recorded. */
function lateLines(t: Translator, { lates }: Month): (Html | string)[] {
  const free = lates.filter((late) => late.free);
  if (free.length === 0) return [];
  return [
    "",
    t.th("attendance.why.free_lates", { count: free.length }),
    ...free.map(({ date, minutes }) =>
      t.th("attendance.why.day", {
        date: t.format.shortDate(date),
        duration: t.format.duration(minutes),
      }),
    ),
  ];
}

/** The weeks of a weekly-flexible shift: worked and excused against what was due. */
function weekLines(t: Translator, { weeks }: Month): (Html | string)[] {
  if (weeks.length === 0) return [];
  const { format } = t;
  return [
    "",
    t.th("attendance.why.weeks"),
    ...weeks.map(({ from, to, worked, credited, expected, balance, over }) =>
      t.th(over ? weekKey(balance) : "attendance.why.week_running", {
        from: format.shortDate(from),
        to: format.shortDate(to),
        worked: format.duration(worked + credited),
        expected: format.duration(expected),
        balance: format.duration(Math.abs(balance)),
      }),
    ),
  ];
}

function weekKey(balance: number) {
  if (balance === 0) return "attendance.why.week_even";
  return balance < 0 ? "attendance.why.week_short" : "attendance.why.week_over";
}
