import { epochDay, inCalendar } from "../../../locales/dates.ts";
import type { Html, Translator } from "../../../locales/index.ts";
import { html, lines, plain } from "../../core/html.ts";
import type { Key, Route } from "../../core/view.ts";
import { capital } from "./capital.ts";
import { spanText } from "./day-body.ts";
import type { Month, MonthDay } from "./day-data.ts";
import { turnRow } from "./day-keys.ts";

const keysPerRow = 7;
const sums = [
  "overtime",
  "surplus",
  "night",
  "holiday",
  "weekend",
  "leave",
  "mission",
  "deficit",
  "absence",
  "unresolved",
] as const;

const marks: Readonly<Record<MonthDay["status"], string>> = {
  upcoming: "⏳",
  not_started: "⌛️",
  open: "🟢",
  complete: "✅",
  unresolved: "❗️",
  leave: "🌴",
  absent: "🚫",
  flexible: "🔁",
  day_off: "🏖",
};

/** A month: what it adds up to, then a line a day until today. @param own the reader's own month */
export function monthBody(t: Translator, month: Month, own: boolean): Html {
  const past = month.days.filter(({ date }) => date <= month.today);
  const isCurrent = month.today >= month.from && month.today <= month.to;
  return lines(
    t.th("attendance.month.title", { month: capital(t.format.month(month.period)) }),
    !own && t.th("attendance.day.person", { name: plain(month.employee.name) }),
    ...(past.length === 0
      ? [t.th(own ? "attendance.month.empty" : "attendance.month.empty_person")]
      : [
          t.th(isCurrent ? "attendance.month.worked" : "attendance.month.worked_past", {
            worked: t.format.duration(month.totals.worked),
            expected: t.format.duration(month.expectedSoFar),
          }),
          ...totalLines(t, month),
          "",
          t.th("attendance.month.days"),
          ...past.map((day) => dayLine(t, day)),
          "",
          t.th("attendance.month.pick"),
        ]),
  );
}

function totalLines(t: Translator, { totals }: Month): Html[] {
  const rows = [
    ...sums.map((kind) => [lineName(t, kind), totals[kind]] as const),
    [t.tp("attendance.month.late"), totals.late] as const,
    [t.tp("attendance.month.early"), totals.earlyLeave] as const,
  ];
  return rows
    .filter(([, minutes]) => minutes > 0)
    .map(([title, minutes]) =>
      t.th("attendance.month.total", {
        title: capital(title),
        duration: t.format.duration(minutes),
      }),
    );
}

const lineName = (t: Translator, kind: (typeof sums)[number]) =>
  t.tp(`attendance.line.${kind === "absence" ? "absence_unexplained" : kind}`);

function dayLine(t: Translator, day: MonthDay): Html {
  return t.th("attendance.month.day", {
    mark: marks[day.status],
    date: t.format.shortDate(day.date),
    facts: factsOf(t, day),
  });
}

function factsOf(t: Translator, { status, firstIn, lastOut, totals, official }: MonthDay): Html {
  const holiday = official.names[0]?.[t.language];
  if (firstIn === null && lastOut === null)
    return html`${status === "day_off" && holiday !== undefined ? plain(holiday, 40) : statusText(t, status)}`;
  const worked = t.format.durationShort(totals.worked);
  if (firstIn === null || lastOut === null)
    return html`${firstIn === null ? "…" : t.format.time(firstIn)} · ${statusText(t, status)}`;
  return html`${spanText(t, firstIn, lastOut)} · ${worked}`;
}

/** Without its mark: the line has one already. */
const statusText = (t: Translator, status: MonthDay["status"]): string =>
  t.tp(`attendance.status.${status}`).replace(/^\P{L}+/u, "");

/** Day numbers in the reader's own calendar, seven to a row. */
export function dayGrid(
  t: Translator,
  days: readonly { readonly date: string }[],
  go: (date: string) => Route,
): Key[][] {
  const numbers: Key[] = days.map(({ date }) => ({
    label: t.format.digits(inCalendar(t.calendar, epochDay(date)).day),
    go: go(date),
  }));
  return Array.from({ length: Math.ceil(numbers.length / keysPerRow) }, (_, row) =>
    numbers.slice(row * keysPerRow, (row + 1) * keysPerRow),
  ).map((row) => (t.language === "fa" ? row.toReversed() : row));
}

/** A grid of the days, why the sums are what they are, then the neighbouring months. */
export function monthKeys(
  t: Translator,
  month: Month,
  go: { day(date: string): Route; month(period: string): Route; readonly why: Route },
): Key[][] {
  const past = month.days.filter(({ date }) => date <= month.today);
  const rows = dayGrid(t, past, go.day);
  const turn = (period: string | null) =>
    period === null ? null : { label: t.format.month(period), go: go.month(period) };
  const why: Key = { label: t.tp("attendance.why.keys.why"), go: go.why };
  return [
    ...rows,
    ...(past.length === 0 ? [] : [[why]]),
    turnRow(t, turn(month.previous), null, turn(month.next)),
  ];
}
