import type { Translator } from "../../../locales/index.ts";
import { parseTime } from "../../core/text-input.ts";
import { type Key, type Route, to } from "../../core/view.ts";
import type { Day, Line, Month } from "../shared/day-data.ts";
import { inZone } from "../shared/in-zone.ts";

type Found = Pick<Line, "kind" | "minutes" | "from" | "to">;
/** A day as far as it can be turned into a request. */
interface OpenDay extends Pick<Day, "date" | "today" | "status" | "zone"> {
  readonly lines: readonly Found[];
}

const debts: readonly Line["kind"][] = ["deficit", "absence_unexplained"];
const shortest = 5;
/** A month shows its newest days like this; the others have the keys on their own screen. */
const monthRows = 6;

interface Ways {
  /** What is missing, as leave or a mission. */
  readonly debt: {
    readonly minutes: number;
    readonly leave: Route;
    readonly mission: Route;
  } | null;
  /** What is more, as overtime. */
  readonly more: { readonly minutes: number; readonly overtime: Route } | null;
}

/**
 * What is missing or too much on a day as a request in one tap: leave or a mission for what is missing, overtime for what is more
 * (ATT H11, §6.7). A correction has its own key on the day. Nothing for a day that still runs.
 */
export function convertKeys(t: Translator, day: Day): Key[][] {
  const { debt, more } = waysOf(t, day);
  return [
    ...(debt === null
      ? []
      : [
          [{ label: t.tp("requests.convert.leave"), go: debt.leave }],
          [{ label: t.tp("requests.convert.mission"), go: debt.mission }],
        ]),
    ...(more === null ? [] : [[{ label: t.tp("requests.convert.overtime"), go: more.overtime }]]),
  ];
}

/** The same for the newest days of a month, a row for what is missing and one for what is more. Days of a closed month stay as they were counted. */
export function monthConvertKeys(t: Translator, month: Month): Key[][] {
  if (month.closed !== null) return [];
  const rows = month.days.flatMap(({ unsettled, ...day }): Key[][] => {
    const { debt, more } = waysOf(t, { ...day, today: month.today, lines: unsettled });
    const facts = (minutes: number) => ({
      date: t.format.shortDate(day.date),
      duration: t.format.durationShort(minutes),
    });
    return [
      debt === null
        ? []
        : [
            { label: t.tp("requests.convert.keys.leave", facts(debt.minutes)), go: debt.leave },
            { label: t.tp("requests.convert.keys.mission", facts(debt.minutes)), go: debt.mission },
          ],
      more === null
        ? []
        : [
            {
              label: t.tp("requests.convert.keys.overtime", facts(more.minutes)),
              go: more.overtime,
            },
          ],
    ];
  });
  return rows.filter((row) => row.length > 0).slice(-monthRows);
}

function waysOf(reader: Translator, day: OpenDay): Ways {
  const isOver =
    day.status === "complete" || day.status === "absent" || day.status === "unresolved";
  if (!isOver || day.date > day.today) return { debt: null, more: null };
  const debt = longest(day.lines.filter(({ kind }) => debts.includes(kind)));
  const more = longest(day.lines.filter(({ kind }) => kind === "surplus"));
  const missing = debt === null || day.status === "absent" ? [] : hoursOf(reader, day, debt);
  const extra = more === null ? null : hoursOf(reader, day, more);
  const go = (what: string, when: readonly number[]) =>
    to("leave", ["convert", what, day.date, ...when]);
  return {
    debt:
      debt === null || missing === null
        ? null
        : {
            minutes: debt.minutes,
            leave: go("annual", missing),
            mission: go("mission", missing),
          },
    more:
      more === null || extra === null
        ? null
        : { minutes: more.minutes, overtime: go("overtime", extra) },
  };
}

function longest(lines: readonly Found[]): Found | null {
  const there = lines.filter(({ minutes }) => minutes >= shortest);
  return there.toSorted((a, b) => b.minutes - a.minutes)[0] ?? null;
}

/** The clock of a line in the day's own zone; null when it has none. */
function hoursOf(reader: Translator, { zone }: OpenDay, { from, to: end }: Found) {
  if (from === undefined || end === undefined) return null;
  const { format } = inZone(reader, zone);
  const [first, last] = [parseTime(format.time(from)), parseTime(format.time(end))];
  if (first === null || last === null) return null;
  return [first, last <= first ? last + 1440 : last];
}
