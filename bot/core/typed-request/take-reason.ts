import type { Token } from "./lex.ts";
import type { Role } from "./words.ts";

/** Words that say when end a reason: «برای دکتر فردا». */
const whens: readonly Role[] = [
  "number",
  "ordinal",
  "written",
  "clock",
  "relative",
  "weekday",
  "month",
  "length",
  "leave",
  "half_day",
];
const loose: readonly Role[] = ["from", "to", "at", "and", "for", "hour", "day", "filler", "this"];

interface Parted {
  /** The sentence without the reason. */
  readonly tokens: readonly Token[];
  /** The reason as it was typed; empty when there is none. */
  readonly note: string;
}

/** Takes out why somebody wants to be away: «برای دندانپزشکی», «к врачу», «потому что …». It is passed on, not read. */
export function takeReason(tokens: readonly Token[]): Parted {
  const start = tokens.findIndex(({ role }) => role === "because");
  if (start < 0) return { tokens, note: "" };
  const after = tokens.slice(start + 1);
  const stop = after.findIndex(({ role }) => whens.includes(role));
  const reach = stop < 0 ? after : after.slice(0, stop);
  const last = reach.findLastIndex(({ role }) => !loose.includes(role));
  if (last < 0) {
    const rest = takeReason(after);
    return { ...rest, tokens: [...tokens.slice(0, start), ...rest.tokens] };
  }
  const reason = tokens.slice(start, start + last + 2);
  return {
    tokens: [...tokens.slice(0, start), ...tokens.slice(start + last + 2)],
    note: reason.map(({ raw }) => raw).join(" "),
  };
}
