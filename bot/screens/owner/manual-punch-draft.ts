import { type Api, ask } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import type { Html, Params, Translator } from "../../../locales/index.ts";
import { type Route, to } from "../../core/view.ts";

/** What is known of a punch that is being entered; grows with every step. */
export interface ManualDraft {
  readonly employeeId: string;
  readonly date: string;
  readonly direction?: "in" | "out";
  /** Minutes since local midnight. */
  readonly minute?: number;
  readonly reason?: string;
}

export interface TimedDraft extends ManualDraft {
  readonly direction: "in" | "out";
  readonly minute: number;
}

/** What a step kept; null when it kept something else. */
export function readDraft(draft: unknown): ManualDraft | null {
  const { employeeId, date, direction, minute, reason } = (draft ?? {}) as Record<string, unknown>;
  if (typeof employeeId !== "string" || typeof date !== "string") return null;
  return {
    employeeId,
    date,
    ...(direction === "in" || direction === "out" ? { direction } : {}),
    ...(typeof minute === "number" ? { minute } : {}),
    ...(typeof reason === "string" ? { reason } : {}),
  };
}

export const isTimed = (draft: ManualDraft | null): draft is TimedDraft =>
  draft !== null && draft.direction !== undefined && draft.minute !== undefined;

/** The key that brings a draft back: `in`, or `in-480` with its minute, then a reason's word or `save`. */
export function draftRoute(
  { employeeId, date, direction, minute }: ManualDraft,
  word?: string,
): Route {
  if (direction === undefined) return to("manual-punch", [employeeId, date]);
  const what = minute === undefined ? direction : `${direction}-${minute}`;
  return to(
    "manual-punch",
    word === undefined ? [employeeId, date, what] : [employeeId, date, what, word],
  );
}

/** The draft that a key's arguments name. */
export function draftOfKey(employeeId: string, date: string, what = ""): ManualDraft {
  const [, direction, minute] = /^(in|out)(?:-(\d{1,4}))?$/.exec(what) ?? [];
  return {
    employeeId,
    date,
    ...(direction === "in" || direction === "out" ? { direction } : {}),
    ...(minute === undefined ? {} : { minute: Number(minute) }),
  };
}

/** The day before and after. @throws {ApiProblem} why it cannot be entered */
export const preview = (api: Api, { employeeId, date, direction, minute }: TimedDraft) =>
  ask(
    api.attendance.punches.manual.$get({
      query: { employeeId, date, direction, minute: String(minute) },
    }),
  );
export type Preview = Awaited<ReturnType<typeof preview>>;

/** Why a time cannot be entered, in words; null when the failure is another one. */
export function refusalText(t: Translator, error: unknown): Html | null {
  if (!(error instanceof ApiProblem)) return null;
  const key = `errors.${error.code}`;
  return t.has(key) ? t.th(key, error.details as Params) : null;
}
