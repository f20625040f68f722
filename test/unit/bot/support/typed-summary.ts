import { parseRequest } from "../../../../bot/core/typed-request/parse-request.ts";
import type { KnownLeave } from "../../../../bot/core/typed-request/types.ts";
import type { Calendar } from "../../../../locales/text.ts";

/** Saturday; 30 Aban 1405. */
const today = "2026-11-21";

/** A sentence's reading on one line: `hour 2026-11-22 10:00–12:00`, `day 3× ? date`, `sick day 2026-11-22`, `none`. */
export function readingOf(sentence: string, calendar: Calendar): string {
  const read = parseRequest(sentence, { calendar, today });
  if (read.kind === "none") return "none";
  if (read.kind === "correction") return ["correction", read.date].filter(Boolean).join(" ");
  if (read.kind !== "leave") return read.kind;
  const { asks, problem, choices = [], unread, known } = read;
  const open = asks === null ? [] : ["?", asks, problem, choices.join("/")];
  const words = unread === undefined ? undefined : `[${unread}]`;
  return [read.type, knownText(known), ...open, words].filter(Boolean).join(" ");
}

function knownText(known: KnownLeave): string {
  const {
    unit = "leave",
    from,
    to,
    part,
    fromMinute,
    toMinute,
    minutes,
    days = 1,
    note,
    place,
  } = known;
  return [
    unit,
    from,
    to !== undefined && to !== from && `..${to}`,
    days > 1 && `${days}×`,
    part,
    fromMinute !== undefined && `${clock(fromMinute)}–`,
    toMinute !== undefined && `–${clock(toMinute)}`,
    minutes !== undefined && `${minutes} min`,
    place !== undefined && `@${place}`,
    note !== undefined && `«${note}»`,
  ]
    .filter(Boolean)
    .join(" ")
    .replace("– –", "–")
    .replace(" ..", "..");
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
