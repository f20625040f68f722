import { isoDate } from "../../../locales/dates.ts";
import type { Html, Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { zoneClock } from "../../../locales/zone-clock.ts";
import { type Api, ask } from "../../core/api.ts";
import { html, lines, plain } from "../../core/html.ts";
import { capital } from "./capital.ts";
import { inZone } from "./in-zone.ts";

/** A change of somebody's log, as the API tells it. */
export const fetchChange = (api: Api, reference: string, employeeId?: string) =>
  ask(
    api.corrections.changes.$get({
      query: { reference, ...(employeeId === undefined ? {} : { employeeId }) },
    }),
  );
export type Change = Awaited<ReturnType<typeof fetchChange>>;
type Line = Change["changes"][number];

const linesShown = 12;

/** A day in one word and one number, or in full. */
export type DayBrief =
  | { readonly status: string; readonly worked: number }
  | { readonly status: string; readonly totals: { readonly worked: number } };

export const kindText = (t: Translator, kind: string): Plain => {
  const key = `corrections.kind.${kind}`;
  return t.has(key) ? t.tp(key) : plain(kind, 20);
};

/** `➕ ورود ۰۸:۰۰`, with the date when the change is of several days. */
function changeLine(t: Translator, line: Line, isDated: boolean): Html {
  const moment = (at: number): string =>
    isDated
      ? `${t.format.dayMonth(t.format.localDate(at))} ${t.format.time(at)}`
      : t.format.time(at);
  const what = { direction: capital(kindText(t, line.kind)), time: moment(line.at) };
  if (line.action === "add") return t.th("corrections.line.add", what);
  if (line.action === "void") return t.th("corrections.line.void", what);
  const was = line.was ?? { kind: line.kind, at: line.at };
  return t.th("corrections.line.replace", {
    ...what,
    was: moment(was.at),
    was_direction: capital(kindText(t, was.kind)),
  });
}

function changeLines(reader: Translator, changes: readonly Line[], zone: string): Html[] {
  const t = inZone(reader, zone);
  const clock = zoneClock(zone);
  const dates = new Set(changes.map(({ at }) => isoDate(clock(at).day)));
  const shown = changes.slice(0, linesShown).map((line) => changeLine(t, line, dates.size > 1));
  const [date] = dates;
  return [
    ...(dates.size === 1 && date !== undefined ? [html`📅 ${t.format.date(date)}`] : []),
    ...shown,
    ...(changes.length > linesShown
      ? [t.th("corrections.change.more", { count: changes.length - linesShown })]
      : []),
  ];
}

/** A day before and after, line by line. */
export const beforeAfterLines = (t: Translator, before: DayBrief, after: DayBrief): Html[] => [
  t.th("corrections.before", briefText(t, before)),
  t.th("corrections.after", briefText(t, after)),
];

function briefText(t: Translator, day: DayBrief) {
  const { status } = day;
  const worked = "totals" in day ? day.totals.worked : day.worked;
  const key = `attendance.status.${status}`;
  return {
    status: t.has(key) ? t.tp(key) : plain(status, 20),
    worked: t.format.duration(worked),
  };
}

/** A change in full: who, what, the day before and after, what was answered. */
export function changeBody(
  t: Translator,
  change: Change,
  days: { readonly before: DayBrief | null; readonly after: DayBrief | null },
): Html {
  const by = plain(change.changedByName ?? "");
  return lines(
    change.mine
      ? t.th("corrections.change.for_you", { by })
      : t.th("corrections.change.of", { name: plain(change.employeeName), by }),
    ...changeLines(t, change.changes, change.timeZone),
    change.reason !== null &&
      change.reason !== "" &&
      t.th("corrections.change.reason", { reason: plain(change.reason, 300) }),
    ...(days.before === null || days.after === null
      ? []
      : [html``, ...beforeAfterLines(t, days.before, days.after)]),
    "",
    stateLine(t, change),
    change.text !== null && t.th("corrections.change.text", { text: plain(change.text, 500) }),
    change.note !== null && t.th("corrections.change.note", { note: plain(change.note, 300) }),
  );
}

function stateLine(t: Translator, { state, mine, settledByName }: Change): Html {
  if (state === "waiting")
    return t.th(mine ? "corrections.state.waiting_mine" : "corrections.state.waiting");
  if (state === "kept" || state === "taken_back")
    return settledByName === null
      ? t.th(`corrections.state.${state}`)
      : t.th(`corrections.state.${state}_by`, { name: plain(settledByName) });
  return t.th(`corrections.state.${state}`);
}

const letters = { edit: "e", bulk: "b", import: "i" } as const;

/** A change's name in the few bytes of a key. */
export function referenceArgs(reference: string): [string, string] {
  const [kind = "edit", id = ""] = reference.split(":");
  return [letters[kind as keyof typeof letters] ?? "e", id];
}

export function referenceOf(letter = "", id = ""): string {
  const kind = Object.entries(letters).find(([, one]) => one === letter)?.[0] ?? "edit";
  return `${kind}:${id}`;
}
