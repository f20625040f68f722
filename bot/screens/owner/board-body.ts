import { boardShows, type BoardShow } from "../../../api/team/rules/filter-board.ts";
import type { Html, Translator } from "../../../locales/index.ts";
import { html, name as isolated, plain } from "../../core/html.ts";
import { type Key, to } from "../../core/view.ts";
import type { Board } from "./board.ts";

const keysPerRow = 8;
const longestName = 40;

type Entry = Board["people"][number];
type Counts = Board["counts"];

/** How many stand where, in one line; nothing when only one standing is shown. */
export function countLines(t: Translator, counts: Counts, show: BoardShow | undefined): Html[] {
  if (show !== undefined) return [];
  const there = boardShows.filter((one) => (counts[one] ?? 0) > 0);
  if (there.length < 2) return [];
  const parts = there.map((one) => `${marks[one]} ${t.format.digits(counts[one] ?? 0)}`);
  return [html`${parts.join("  ")}`];
}

const marks: Readonly<Record<BoardShow, string>> = {
  in: "🟢",
  late: "⏰",
  absent: "🚫",
  not_yet: "⌛️",
  away: "🌴",
  out: "🔴",
  flexible: "🔁",
  day_off: "🏖",
  no_shift: "▫️",
  no_seat: "🔒",
};

/** People under a title for each standing. @param before people on the pages before: numbers go on */
export const boardLines = (
  t: Translator,
  people: readonly Entry[],
  before: number,
  counts: Counts,
): Html[] =>
  boardShows.flatMap((show) => {
    const members = people
      .map((entry, index) => ({ entry, number: before + index + 1 }))
      .filter(({ entry }) => entry.show === show);
    if (members.length === 0) return [];
    return [
      html``,
      show === "absent"
        ? t.th("team.board.absent", { count: counts.absent ?? 0 })
        : t.th(`attendance.board.${show}`, { count: counts[show] ?? 0 }),
      ...members.map(
        ({ entry, number }) => html`${t.format.digits(number)}. ${entryText(t, entry)}`,
      ),
    ];
  });

function entryText(t: Translator, entry: Entry): Html {
  const { show, since, lateMinutes } = entry;
  const name = plain(entry.name, longestName);
  const late = t.format.durationShort(lateMinutes);
  if (show === "absent") return t.th("attendance.board.absent_person", { name, late });
  if (since === null || show === "away") return html`${isolated(entry.name, longestName)}`;
  const time = t.format.time(since);
  if (entry.state === "ended") return t.th("attendance.board.ended_person", { name, time });
  if (show === "not_yet") return t.th("attendance.board.starts", { name, time });
  if (show === "out") return t.th("attendance.board.left", { name, time });
  const there =
    show === "late"
      ? t.th("attendance.board.late_person", { name, time, late })
      : t.th("attendance.board.since", { name, time });
  const placed =
    entry.place === null
      ? there
      : t.th("team.board.at_place", { person: there, place: plain(entry.place, 24) });
  if (entry.onBreakSince === undefined) return placed;
  return t.th("attendance.board.on_break", {
    person: placed,
    time: t.format.time(entry.onBreakSince),
  });
}

/** A numbered key for each person, eight to a row. */
export function numberKeys(t: Translator, people: readonly Entry[], before: number): Key[][] {
  const keys: Key[] = people.map(({ employeeId }, index) => ({
    label: t.format.digits(before + index + 1),
    go: to("person-day", [employeeId]),
  }));
  return Array.from({ length: Math.ceil(keys.length / keysPerRow) }, (_, row) => {
    const those = keys.slice(row * keysPerRow, (row + 1) * keysPerRow);
    return t.language === "fa" ? those.toReversed() : those;
  });
}
