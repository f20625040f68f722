import type { Translator } from "../../../locales/index.ts";
import { parseTime } from "../../core/text-input.ts";
import { type Key, to } from "../../core/view.ts";
import type { Day, Line } from "../shared/day-data.ts";
import { inZone } from "../shared/in-zone.ts";

const debts: readonly Line["kind"][] = ["deficit", "absence_unexplained"];
const shortest = 5;

/**
 * What is missing or too much on a day as a request in one tap: leave or a mission for what is missing, overtime for what is more
 * (ATT H11, §6.7). A correction has its own key on the day. Nothing for a day that still runs.
 */
export function convertKeys(reader: Translator, day: Day): Key[][] {
  const isOver =
    day.status === "complete" || day.status === "absent" || day.status === "unresolved";
  if (!isOver || day.date > day.today) return [];
  const debt = longest(day.lines.filter(({ kind }) => debts.includes(kind)));
  const more = longest(day.lines.filter(({ kind }) => kind === "surplus"));
  return [
    ...(debt === null ? [] : debtKeys(reader, day, debt)),
    ...(more === null ? [] : [moreKeys(reader, day, more)]),
  ];
}

function longest(lines: readonly Line[]): Line | null {
  const there = lines.filter(({ minutes }) => minutes >= shortest);
  return there.toSorted((a, b) => b.minutes - a.minutes)[0] ?? null;
}

function debtKeys(t: Translator, day: Day, debt: Line): Key[][] {
  const when = day.status === "absent" ? [] : hoursOf(t, day, debt);
  if (when === null) return [];
  return [
    [
      {
        label: t.tp("requests.convert.leave"),
        go: to("leave", ["convert", "annual", day.date, ...when]),
      },
    ],
    [
      {
        label: t.tp("requests.convert.mission"),
        go: to("leave", ["convert", "mission", day.date, ...when]),
      },
    ],
  ];
}

function moreKeys(t: Translator, day: Day, more: Line): Key[] {
  const when = hoursOf(t, day, more);
  if (when === null) return [];
  return [
    {
      label: t.tp("requests.convert.overtime"),
      go: to("leave", ["convert", "overtime", day.date, ...when]),
    },
  ];
}

/** The clock of a line in the day's own zone; null when it has none. */
function hoursOf(reader: Translator, { zone }: Day, { from, to: end }: Line) {
  if (from === undefined || end === undefined) return null;
  const { format } = inZone(reader, zone);
  const [first, last] = [parseTime(format.time(from)), parseTime(format.time(end))];
  if (first === null || last === null) return null;
  return [first, last <= first ? last + 1440 : last];
}
