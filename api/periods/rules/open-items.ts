import type { DayResult } from "../../attendance/rules/types.ts";
import type { LocalDate } from "../../core/calendar/types.ts";

export const itemKinds = ["missing_punch", "absence", "deficit", "surplus", "objection"] as const;
export type ItemKind = (typeof itemKinds)[number];

export const itemAnswers = ["accepted", "truancy", "unpaid", "withdrawn"] as const;
export type ItemAnswer = (typeof itemAnswers)[number];

/**
 * Something about a day of a month that nobody has settled. `open`: the person has not said anything. `waiting`: a request or an
 * objection of theirs waits for others. `answered`: it stays as it is, and somebody said so.
 */
export interface OpenItem {
  /** `absence:2026-11-03:440`: a day that comes out differently is another item. */
  readonly key: string;
  readonly kind: ItemKind;
  readonly date: LocalDate;
  readonly minutes: number;
  readonly state: "open" | "waiting" | "answered";
  readonly answer: ItemAnswer | null;
  /** Of a request that waits. */
  readonly requestId: string | null;
  /** Row of the log that was objected to. */
  readonly punchId: string | null;
  readonly text: string | null;
}

export interface Objection {
  readonly punchId: string;
  readonly date: LocalDate;
  readonly text: string | null;
}

export interface PendingRequest {
  readonly id: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export interface OpenItemsInput {
  readonly days: readonly DayResult[];
  /** Less than this is not asked about, minutes. */
  readonly askMinutes: number;
  /** The newest answer of each item. */
  readonly answers: ReadonlyMap<string, ItemAnswer>;
  readonly pending: readonly PendingRequest[];
  readonly objections: readonly Objection[];
}

/** What is left to settle about a month, by date (ATT idea 5). Pure. */
export function openItems(input: OpenItemsInput): OpenItem[] {
  const items = input.days.flatMap((day) => dayItems(day, input));
  const objected = input.objections.map(({ punchId, date, text }): OpenItem => ({
    key: `objection:${punchId}`,
    kind: "objection",
    date,
    minutes: 0,
    state: "waiting",
    answer: null,
    requestId: null,
    punchId,
    text,
  }));
  return [...items, ...objected].toSorted((a, b) => a.date.localeCompare(b.date));
}

function dayItems(
  day: DayResult,
  { askMinutes, answers, pending }: OpenItemsInput,
): readonly OpenItem[] {
  const request = pending.find(({ from, to }) => from <= day.date && day.date <= to) ?? null;
  const about = (kind: ItemKind, minutes: number): OpenItem => {
    const key = `${kind}:${day.date}:${minutes}`;
    const said = answers.get(key) ?? null;
    const answer = said === "withdrawn" ? null : said;
    return {
      key,
      kind,
      date: day.date,
      minutes,
      state: answer !== null ? "answered" : request === null ? "open" : "waiting",
      answer,
      requestId: request?.id ?? null,
      punchId: null,
      text: null,
    };
  };
  const { totals } = day;
  return [
    ...(day.status === "unresolved" ? [about("missing_punch", totals.unresolved)] : []),
    ...(totals.absence > 0 ? [about("absence", totals.absence)] : []),
    ...(totals.deficit >= askMinutes ? [about("deficit", totals.deficit)] : []),
    ...(totals.surplus >= askMinutes ? [about("surplus", totals.surplus)] : []),
  ];
}

/** What the person still has to say. */
export const isAsked = ({ state }: OpenItem): boolean => state === "open";

/** What a close would leave unsettled. */
export const isLeft = ({ state }: OpenItem): boolean => state !== "answered";

/** How long settling takes, seconds: what the message says before somebody begins. */
export const secondsFor = (questions: number): number =>
  Math.max(10, Math.ceil((questions * 13) / 10) * 10);
