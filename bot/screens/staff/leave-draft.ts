import { epochDay, isoDate } from "../../../locales/dates.ts";
import { type Dialog, stepTarget } from "../../core/dialog.ts";

export type LeaveUnit = "day" | "half_day" | "hour";

/** What is known of a leave so far; kept in the dialog's row, so it survives a restart. Dates are `YYYY-MM-DD`. */
export interface LeaveDraft {
  readonly unit?: LeaveUnit;
  readonly from?: string;
  readonly to?: string;
  readonly part?: "first" | "second";
  /** Minutes from midnight. */
  readonly fromMinute?: number;
  readonly toMinute?: number;
  /** How long, minutes; told before the start is known. */
  readonly minutes?: number;
  /** How many days; told before the first day is known. */
  readonly days?: number;
  readonly note?: string;
  /** Came as one sentence: when nothing is open the card follows at once, without asking for a note. */
  readonly typed?: true;
  /** Names the one command this card may send, however often its key is tapped. */
  readonly nonce?: string;
}

/** The steps in order; each knows what it asks. */
export const leaveSteps = [
  "unit",
  "dates",
  "dates_end",
  "part",
  "hours",
  "hours_end",
  "note",
  "card",
] as const;
export type LeaveStep = (typeof leaveSteps)[number];

export interface LeaveState {
  readonly step: LeaveStep;
  readonly draft: LeaveDraft;
}

/** Where the person is in the flow; null when another step waits, or none. */
export function leaveStateOf(dialog: Dialog | undefined): LeaveState | null {
  if (dialog === undefined) return null;
  const [screen, part] = stepTarget(dialog.step);
  const step = leaveSteps.find((one) => one === part);
  if (screen !== "leave" || step === undefined) return null;
  return { step, draft: draftOf(dialog.draft) };
}

/** Only what our own steps have stored is believed. */
function draftOf(stored: unknown): LeaveDraft {
  if (typeof stored !== "object" || stored === null) return {};
  const kept = Object.entries(stored).filter(([key, value]) => shapes[key]?.(value) === true);
  return Object.fromEntries(kept);
}

const isDate = (value: unknown) => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
const isMinute = (value: unknown) => Number.isInteger(value);
const isText = (value: unknown) => typeof value === "string";

const shapes: Readonly<Record<string, (value: unknown) => boolean>> = {
  unit: (value) => value === "day" || value === "half_day" || value === "hour",
  part: (value) => value === "first" || value === "second",
  from: isDate,
  to: isDate,
  fromMinute: isMinute,
  toMinute: isMinute,
  minutes: isMinute,
  days: isMinute,
  typed: (value) => value === true,
  note: isText,
  nonce: isText,
};

/** The first step whose answer is missing. */
export function nextStep(draft: LeaveDraft): LeaveStep {
  if (draft.unit === undefined) return "unit";
  if (draft.from === undefined) return "dates";
  if (draft.unit === "day") return draft.to === undefined ? "dates_end" : "note";
  if (draft.unit === "half_day") return draft.part === undefined ? "part" : "note";
  if (draft.fromMinute === undefined) return "hours";
  return draft.toMinute === undefined ? "hours_end" : "note";
}

/** A start and what follows from it: the end, when the length is known. */
export function startingAt(draft: LeaveDraft, fromMinute: number): LeaveDraft {
  const { toMinute, minutes, ...rest } = draft;
  if (minutes !== undefined) return { ...rest, fromMinute, toMinute: fromMinute + minutes };
  const isAfter = toMinute !== undefined && toMinute > fromMinute;
  return { ...rest, fromMinute, ...(isAfter ? { toMinute } : {}) };
}

/** A first day and what follows from it: the last one, when it or the number of days is known. */
export function beginningOn(draft: LeaveDraft, from: string): LeaveDraft {
  const { to, ...rest } = draft;
  const { days } = draft;
  if (draft.unit !== "day") return { ...rest, from };
  if (days !== undefined) return { ...rest, from, to: isoDate(epochDay(from) + days - 1) };
  return { ...rest, from, ...(to !== undefined && to >= from ? { to } : {}) };
}

/** The unit chosen, with what of the sentence fits it. */
export function withUnit(draft: LeaveDraft, unit: LeaveUnit): LeaveDraft {
  const { to, part, fromMinute: _from, toMinute: _to, minutes: _minutes, ...rest } = draft;
  if (unit === "day") return known({ ...rest, unit, to });
  return known({ ...rest, unit, days: undefined, part: unit === "half_day" ? part : undefined });
}

/** One step back, forgetting the answer that led here. */
export function stepBack({ step, draft }: LeaveState): LeaveState {
  const { unit, from, nonce: _nonce, note: _note, ...rest } = draft;
  if (step === "card") return { step: "note", draft: known({ unit, from, ...rest }) };
  if (step === "note") return lastQuestion(draft);
  if (step === "hours_end") return { step: "hours", draft: known({ unit, from }) };
  if (step === "part" || step === "hours" || step === "dates_end")
    return { step: "dates", draft: known({ unit }) };
  return { step: "unit", draft: {} };
}

function lastQuestion({ unit, from, fromMinute }: LeaveDraft): LeaveState {
  if (unit === "half_day") return { step: "part", draft: known({ unit, from }) };
  if (unit === "hour") return { step: "hours_end", draft: known({ unit, from, fromMinute }) };
  return { step: "dates", draft: known({ unit }) };
}

/** Without the parts that are not there. */
function known(parts: { readonly [K in keyof LeaveDraft]: LeaveDraft[K] | undefined }): LeaveDraft {
  const there = Object.entries(parts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there);
}
