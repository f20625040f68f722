import type { Html, Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { html, lines, plain } from "../../core/html.ts";
import { capital } from "./capital.ts";
import type { Day, LoggedPunch } from "./day-data.ts";
import { inZone } from "./in-zone.ts";

/** More than a day can honestly have; a longer log ends in «…». */
const punchesShown = 20;

/** A day in words: plan, punches, lines, totals, what is wrong with it. @param own the reader's own day */
export function dayBody(reader: Translator, day: Day, own: boolean): Html {
  const t = inZone(reader, day.zone);
  const title = day.date === day.today ? "attendance.day.title_today" : "attendance.day.title";
  return lines(
    t.th(title, { date: t.format.date(day.date) }),
    !own && t.th("attendance.day.person", { name: plain(day.employee.name) }),
    ...planLines(t, day),
    !hasNoShift(day) && html`${capital(t.tp(`attendance.status.${day.status}`))}`,
    "",
    ...punchLines(t, day),
    ...workLines(t, day),
    ...troubleLines(t, day, own),
  );
}

/** Nobody gave the person a shift: a working day is no day off then, there is just nothing to say. */
const hasNoShift = ({ plan, status }: Day): boolean =>
  status === "day_off" && plan.segments.length === 0 && !isClosed(plan);

const isClosed = ({ official, segments }: Day["plan"]): boolean =>
  segments.length === 0 && official.kind !== "work" && official.kind !== "short";

function planLines(t: Translator, { plan }: Day): Html[] {
  const { official, segments, expectedMinutes, weekMinutes } = plan;
  const title = official.names
    .map((names) => names[t.language] ?? names.fa ?? names.ru ?? "")
    .filter((text) => text !== "")
    .join(t.language === "fa" ? "، " : ", ");
  const closed = isClosed(plan);
  const hours = segments.map(({ start, end }) => spanText(t, start, end)).join(" · ");
  return [
    ...(segments.length > 0
      ? [
          t.th("attendance.day.plan", {
            hours,
            expected: t.format.durationShort(expectedMinutes),
          }),
        ]
      : []),
    ...(closed && title === "" ? [t.th("attendance.day.rest")] : []),
    ...(title === "" ? [] : [t.th("attendance.day.rest_named", { title })]),
    ...(weekMinutes === null && segments.length === 0 && !closed
      ? [t.th("attendance.day.no_shift")]
      : []),
    ...(weekMinutes === null
      ? []
      : [t.th("attendance.day.flexible", { week: t.format.duration(weekMinutes) })]),
    ...(official.known ? [] : [t.th("attendance.day.calendar_unknown")]),
  ];
}

/** «۰۸:۰۰ تا ۱۵:۲۰»: dashes would turn around in Persian. */
export const spanText = (t: Translator, from: number, to: number): Plain =>
  t.tp("attendance.month.hours", { from: t.format.time(from), to: t.format.time(to) });

function punchLines(t: Translator, { punches }: Day): Html[] {
  const shown = punches.slice(0, punchesShown).map((punch) => punchLine(t, punch));
  return [
    t.th("attendance.day.punches"),
    ...(shown.length === 0 ? [t.th("attendance.day.no_punches")] : shown),
    ...(punches.length > punchesShown ? [html`…`] : []),
  ];
}

const marks: Readonly<Record<LoggedPunch["direction"], string>> = {
  in: "🟢",
  out: "🔴",
  break_start: "☕️",
  break_end: "🔵",
  undirected: "⚪️",
};

/** One row of the log: `🟢 08:02 приход · Shop`; what does not count is struck out and says why. */
export function punchLine(t: Translator, punch: LoggedPunch): Html {
  const facts = t.th("attendance.day.punch", {
    mark: marks[punch.direction],
    time: t.format.time(punch.at),
    direction: t.tp(`attendance.direction.${punch.direction}`),
  });
  const said = notes(t, punch).map((note) => html` · ${note}`);
  const text = punch.state === "counted" ? facts : html`<s>${facts}</s>`;
  return said.reduce((line, note) => html`${line}${note}`, text);
}

function notes(t: Translator, punch: LoggedPunch): (string | Html)[] {
  const { state, source, recordedByName, verdict, distanceM, place, reason } = punch;
  if (state === "withdrawn") return [t.tp("attendance.day.withdrawn")];
  if (state === "repeated") return [t.tp("attendance.day.repeated")];
  if (state === "held") return [t.tp("attendance.day.held")];
  const isManual = source === "manual" && recordedByName !== null;
  return [
    ...(isManual ? [t.th("attendance.day.manual", { by: plain(recordedByName ?? "", 32) })] : []),
    ...(verdict === "field" && distanceM !== null
      ? [t.tp("attendance.day.field", { distance: t.format.distance(distanceM) })]
      : []),
    ...(verdict === "review" ? [t.tp("attendance.day.review")] : []),
    ...(place === null || verdict === "field"
      ? []
      : [t.th("attendance.day.place", { place: plain(place, 32) })]),
    ...(reason === null ? [] : [t.th("attendance.day.reason", { reason: plain(reason, 80) })]),
  ];
}

function workLines(t: Translator, day: Day): Html[] {
  const { lines: parts, totals, late, earlyLeave, status } = day;
  const isEmpty = parts.length === 0 && (totals.expected === 0 || status === "upcoming");
  if (isEmpty && status !== "open") return [];
  const { format } = t;
  const sum = {
    worked: format.duration(totals.worked),
    expected: format.duration(totals.expected),
  };
  return [
    html``,
    t.th("attendance.day.lines"),
    ...parts.map((line) =>
      t.th("attendance.day.line", {
        title: capital(t.tp(`attendance.line.${line.kind}`)),
        duration: format.duration(line.minutes),
      }),
    ),
    ...(late !== null && late.minutes > 0
      ? [t.th("attendance.day.late", { duration: format.duration(late.minutes) })]
      : []),
    ...(earlyLeave !== null && earlyLeave.minutes > 0
      ? [t.th("attendance.day.early", { duration: format.duration(earlyLeave.minutes) })]
      : []),
    totals.expected > 0
      ? t.th("attendance.day.total", sum)
      : t.th("attendance.day.total_plain", { worked: sum.worked }),
    ...openLine(t, day),
  ];
}

/** Why the sum does not grow while somebody is at work: hours are counted when their end is known (P 3.5). */
function openLine(t: Translator, { sessions, status }: Day): Html[] {
  const open = sessions.findLast(({ outAt }) => outAt === null);
  if (status !== "open" || open === undefined) return [];
  return [t.th("attendance.day.open", { time: t.format.time(open.inAt) })];
}

function troubleLines(t: Translator, { anomalies, status }: Day, own: boolean): Html[] {
  if (anomalies.length === 0) return [];
  const told = anomalies.map(({ code, at, minutes }) =>
    t.th(`attendance.anomaly.${code}`, {
      time: t.format.time(at),
      duration: t.format.duration(minutes ?? 0),
    }),
  );
  const fix = own ? "attendance.day.fix_self" : "attendance.day.fix_team";
  return [html``, ...told, ...(status === "unresolved" ? [t.th(fix)] : [])];
}
