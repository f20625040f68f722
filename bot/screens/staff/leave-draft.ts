import { epochDay, isoDate } from "../../../locales/dates.ts";
import { type Dialog, stepTarget } from "../../core/dialog.ts";

export type LeaveUnit = "day" | "half_day" | "hour";

/** A paper that waits at Telegram until the request is there to take it. */
export interface DraftFile {
  readonly fileId: string;
  readonly name: string;
}

/** What is known of a request so far; kept in the dialog's row, so it survives a restart. Dates are `YYYY-MM-DD`. */
export interface LeaveDraft {
  /** `leave` when left out. */
  readonly kind?: "leave" | "mission" | "overtime";
  /** Code of the kind of absence; `annual` when left out. */
  readonly type?: string;
  /** As the organisation calls it. */
  readonly typeName?: string;
  /** What may be chosen; all three when left out. */
  readonly units?: readonly LeaveUnit[];
  /** A paper belongs to it. */
  readonly paper?: true;
  readonly files?: readonly DraftFile[];
  /** Where a mission goes: a workplace, or words; `anywhere` when nothing is to be said. */
  readonly workplaceId?: string;
  readonly place?: string;
  readonly anywhere?: true;
  /** The request that this one takes the place of. */
  readonly parentId?: string;
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
  "kind",
  "unit",
  "dates",
  "dates_end",
  "part",
  "hours",
  "hours_end",
  "place",
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

const isUnit = (value: unknown) => value === "day" || value === "half_day" || value === "hour";
const isFile = (value: unknown) =>
  typeof value === "object" &&
  value !== null &&
  "fileId" in value &&
  typeof value.fileId === "string" &&
  "name" in value &&
  typeof value.name === "string";

const shapes: Readonly<Record<string, (value: unknown) => boolean>> = {
  kind: (value) => value === "leave" || value === "mission" || value === "overtime",
  type: isText,
  typeName: isText,
  units: (value) => Array.isArray(value) && value.length > 0 && value.every(isUnit),
  paper: (value) => value === true,
  files: (value) => Array.isArray(value) && value.every(isFile),
  workplaceId: isText,
  place: isText,
  anywhere: (value) => value === true,
  parentId: isText,
  unit: isUnit,
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
  const when = nextWhen(draft);
  if (when !== null) return when;
  const { kind, place, workplaceId, anywhere } = draft;
  const isPlaced = place !== undefined || workplaceId !== undefined || anywhere === true;
  return kind === "mission" && !isPlaced ? "place" : "note";
}

function nextWhen(draft: LeaveDraft): LeaveStep | null {
  if (draft.unit === undefined) return "unit";
  if (draft.from === undefined) return "dates";
  if (draft.unit === "day") return draft.to === undefined ? "dates_end" : null;
  if (draft.unit === "half_day") return draft.part === undefined ? "part" : null;
  if (isAfterShift(draft)) return null;
  if (draft.fromMinute === undefined) return "hours";
  return draft.toMinute === undefined ? "hours_end" : null;
}

/** Overtime of a length, right after the shift. */
export const isAfterShift = ({ kind, fromMinute, minutes }: LeaveDraft): boolean =>
  kind === "overtime" && fromMinute === undefined && minutes !== undefined;

/** What stays when the answers about time are given anew. */
export function withoutWhen(draft: LeaveDraft): LeaveDraft {
  const { kind, type, typeName, units, paper, files, parentId } = draft;
  return known({ kind, type, typeName, units, paper, files, parentId });
}

/** A kind of request chosen; when it has one unit only, that is chosen with it. */
export function ofKind(draft: LeaveDraft): LeaveDraft {
  const { units, unit } = draft;
  const only = units?.length === 1 ? units[0] : undefined;
  const fits = unit === undefined || units === undefined || units.includes(unit);
  if (only !== undefined) return withUnit(draft, only);
  return fits ? draft : withUnit(draft, undefined);
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
export function withUnit(draft: LeaveDraft, unit: LeaveUnit | undefined): LeaveDraft {
  const { to, part, fromMinute, toMinute, minutes, unit: _unit, ...rest } = draft;
  if (unit === undefined) return known(rest);
  if (unit === "day") return known({ ...rest, unit, to });
  if (unit === "half_day") return known({ ...rest, unit, days: undefined, part });
  const isHour = draft.unit === "hour";
  const hours = isHour ? { fromMinute, toMinute, minutes } : {};
  return known({ ...rest, ...hours, unit, days: undefined });
}

/** One step back, forgetting the answer that led here. */
export function stepBack({ step, draft }: LeaveState): LeaveState {
  const { unit, from, fromMinute, nonce: _nonce, note: _note, ...rest } = draft;
  const base = withoutWhen(draft);
  if (step === "card") return { step: "note", draft: known({ unit, from, fromMinute, ...rest }) };
  if (step === "note" && draft.kind === "mission") return { step: "place", draft: unplaced(draft) };
  if (step === "note" || step === "place") return lastQuestion(draft);
  if (step === "hours_end") return { step: "hours", draft: known({ ...base, unit, from }) };
  if (step === "part" || step === "hours" || step === "dates_end")
    return { step: "dates", draft: known({ ...base, unit }) };
  if (step === "dates" && (draft.units?.length ?? 3) > 1) return { step: "unit", draft: base };
  return draft.kind === undefined ? { step: "unit", draft: {} } : { step: "kind", draft: {} };
}

function unplaced(draft: LeaveDraft): LeaveDraft {
  const {
    workplaceId: _workplace,
    place: _place,
    anywhere: _anywhere,
    note: _note,
    ...rest
  } = draft;
  return rest;
}

function lastQuestion(draft: LeaveDraft): LeaveState {
  const { unit, from, fromMinute } = draft;
  const base = withoutWhen(draft);
  if (unit === "half_day") return { step: "part", draft: known({ ...base, unit, from }) };
  if (unit === "hour" && fromMinute === undefined)
    return { step: "hours", draft: known({ ...base, unit, from }) };
  if (unit === "hour")
    return { step: "hours_end", draft: known({ ...base, unit, from, fromMinute }) };
  return { step: "dates", draft: known({ ...base, unit }) };
}

/** Without the parts that are not there. */
function known(parts: { readonly [K in keyof LeaveDraft]: LeaveDraft[K] | undefined }): LeaveDraft {
  const there = Object.entries(parts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there);
}
