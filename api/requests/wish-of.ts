import { instantAt, localDateOf } from "../core/calendar/zone.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { Refusal } from "../core/refusal.ts";
import type { RequestPayload } from "./request-payload.ts";
import type { PunchChange } from "./rules/correction.ts";
import type { RequestKind, RequestSpan } from "./rules/types.ts";
import type { RequestInput } from "./schemas.ts";
import { dateOf, firstDay, lastDay, spanOf, wrong } from "./span-of.ts";

/** What somebody asks for, in our words. */
export interface Wish {
  readonly kind: RequestKind;
  readonly typeCode: string;
  readonly span: RequestSpan;
  /** Minutes of overtime after the shift; then the span says only the day. */
  readonly afterShift: number | null;
  readonly payload: RequestPayload;
  readonly parentId: string | null;
}

/** First and last day. */
export const rangeOf = ({ span }: Pick<Wish, "span">): { from: LocalDate; to: LocalDate } => ({
  from: firstDay(span),
  to: lastDay(span),
});

/**
 * Reads a wish, if it is one.
 * @param zone tells the day of a proposed punch
 * @throws {Refusal} `invalid_input` with the pointer of what is wrong, `range_too_long`
 */
export function wishOf(input: RequestInput, zone: string): Wish {
  const parentId = input.parentId ?? null;
  switch (input.kind) {
    case "leave":
      return {
        ...noExtras,
        kind: "leave",
        typeCode: input.type ?? "annual",
        span: spanOf(withUnit(input)),
        parentId,
      };
    case "mission":
      return { ...noExtras, ...missionOf(input), parentId };
    case "overtime":
      return { ...noExtras, ...overtimeOf(input), parentId };
    case "correction":
      return { ...noExtras, ...correctionOf(input, zone) };
    case "cancel":
      break;
  }
  if (parentId === null) throw wrong("/parentId");
  return { ...noExtras, kind: "cancel", typeCode: "cancel", span: anyDay, parentId };
}

/** A cancellation has the days of what it cancels. */
const anyDay: RequestSpan = { unit: "day", from: "1970-01-01", to: "1970-01-01" };
const noExtras = { afterShift: null, payload: {}, parentId: null };

function withUnit({ unit, from, ...rest }: RequestInput) {
  if (unit === undefined) throw wrong("/unit");
  if (from === undefined) throw wrong("/from");
  return { ...rest, unit, from };
}

function missionOf(input: RequestInput) {
  const { workplaceId, place, type = "mission" } = input;
  return {
    kind: "mission" as const,
    typeCode: type,
    span: spanOf(withUnit(input)),
    payload: {
      ...(workplaceId === undefined ? {} : { workplaceId }),
      ...(place === undefined ? {} : { place }),
    },
  };
}

function overtimeOf(input: RequestInput) {
  const { from, minutes, fromMinute } = input;
  const base = { kind: "overtime" as const, typeCode: "overtime" };
  if (fromMinute !== undefined)
    return { ...base, span: spanOf(withUnit({ ...input, unit: "hour" })) };
  if (from === undefined) throw wrong("/from");
  if (minutes === undefined || minutes < 1 || minutes > 1440) throw wrong("/minutes");
  const date = dateOf(from, "/from");
  return { ...base, span: { unit: "day" as const, from: date, to: date }, afterShift: minutes };
}

function correctionOf(input: RequestInput, zone: string) {
  const { from } = input;
  const changes = input.changes ?? atClock(input, zone);
  if (changes === undefined) throw wrong("/changes");
  const days = changes.flatMap((change) =>
    change.action === "void" ? [] : [localDateOf(change.at, zone)],
  );
  const named = from === undefined ? [] : [dateOf(from, "/from")];
  const [first, last] = [[...days, ...named].toSorted()[0], [...days, ...named].toSorted().at(-1)];
  if (first === undefined || last === undefined) throw wrong("/from");
  return {
    kind: "correction" as const,
    typeCode: "correction",
    span: { unit: "day" as const, from: first, to: last },
    payload: { changes },
  };
}

/** Changes by the clock of a day. */
function atClock({ clock, from }: RequestInput, zone: string): PunchChange[] | undefined {
  if (clock === undefined) return undefined;
  if (from === undefined) throw wrong("/from");
  const date = dateOf(from, "/from");
  return clock.map((change) => {
    if (change.action === "void") return change;
    const { minute, ...rest } = change;
    return { ...rest, at: instantAt(date, minute, zone) };
  });
}

/** @throws {Refusal} `in_the_future` when a proposed punch has not happened yet (ATT J11) */
export function refuseFuture({ payload }: Wish, now: number): void {
  if (payload.changes?.some((change) => change.action !== "void" && change.at > now))
    throw new Refusal("in_the_future");
}
