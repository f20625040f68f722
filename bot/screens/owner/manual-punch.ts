import { type Api, ask, named } from "../../core/api.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { parseTime } from "../../core/text-input.ts";
import { type Reply, to, type View } from "../../core/view.ts";
import { type Day, fetchDay } from "../shared/day-data.ts";
import { unlessGone } from "../shared/unless-gone.ts";
import {
  draftOfKey,
  isTimed,
  type ManualDraft,
  preview,
  readDraft,
  refusalText,
  type TimedDraft,
} from "./manual-punch-draft.ts";
import {
  confirmStep,
  directionStep,
  reasons,
  reasonStep,
  type ReasonWord,
  timeStep,
} from "./manual-punch-views.ts";

const shortestReason = 2;
const longestReason = 300;

/** Enters a missing punch: which → when → why → before and after → done. Each step goes back or is left. */
export const manualPunch: Screen<Api> = {
  name: "manual-punch",
  code: "mp",
  args: ["id", "date", "word", "word"],
  permission: "attendance.record_for_others",
  async open(ctx, [employeeId = "", date, what, word]) {
    if (date === undefined) return { go: to("person-day", [employeeId]) };
    const draft = draftOfKey(employeeId, date, what);
    if (word === "save") return save(ctx, draft);
    if (isTimed(draft) && isReason(word))
      return confirm(ctx, { ...draft, reason: ctx.t.tp(`attendance.manual.reasons.${word}`) });
    return step(ctx, draft);
  },
  async text(ctx, text, part) {
    const draft = readDraft(ctx.dialog?.draft);
    if (draft === null) return { go: to("board") };
    if (part === "time" && draft.direction !== undefined)
      return takeTime(ctx, { ...draft, direction: draft.direction }, text);
    if (part === "reason" && isTimed(draft)) return takeReason(ctx, draft, text);
    return isTimed(draft) && draft.reason !== undefined
      ? confirm(ctx, { ...draft, reason: draft.reason })
      : step(ctx, draft);
  },
};

const isReason = (word: string | undefined): word is ReasonWord =>
  reasons.some((reason) => reason === word);

/** The next question of a draft. */
async function step(ctx: ScreenContext<Api>, draft: ManualDraft): Promise<View | Reply> {
  const day: Day | null = await unlessGone(fetchDay(ctx.api, draft.date, draft.employeeId));
  if (day === null) return ctx.stale(to("board"));
  if (isTimed(draft)) return reasonStep(ctx.t, draft, day);
  if (draft.direction !== undefined)
    return timeStep(ctx.t, { ...draft, direction: draft.direction }, day);
  return { show: directionStep(ctx.t, draft, day), dialog: "clear" };
}

/** A time that cannot be is said at once, not after the reason has been typed. */
async function takeTime(
  ctx: ScreenContext<Api>,
  draft: ManualDraft & { readonly direction: "in" | "out" },
  text: string,
): Promise<View | Reply> {
  const minute = parseTime(text);
  if (minute === null)
    return { send: [{ body: ctx.t.th("attendance.manual.bad_time") }], dialog: "keep" };
  const timed: TimedDraft = { ...draft, minute };
  try {
    const { before } = await preview(ctx.api, timed);
    return reasonStep(ctx.t, timed, before);
  } catch (error) {
    const body = refusalText(ctx.t, error);
    if (body === null) throw error;
    return { send: [{ body }], dialog: "keep" };
  }
}

async function takeReason(
  ctx: ScreenContext<Api>,
  draft: TimedDraft,
  text: string,
): Promise<Reply> {
  const reason = text.trim();
  if (reason.length < shortestReason || reason.length > longestReason)
    return { send: [{ body: ctx.t.th("attendance.manual.bad_reason") }], dialog: "keep" };
  return confirm(ctx, { ...draft, reason });
}

const confirm = async (
  ctx: ScreenContext<Api>,
  draft: TimedDraft & { readonly reason: string },
): Promise<Reply> => confirmStep(ctx.t, draft, await preview(ctx.api, draft));

/** Saves exactly what the card showed; a key of an older card starts anew. */
async function save(ctx: ScreenContext<Api>, shown: ManualDraft): Promise<Reply> {
  const draft = readDraft(ctx.dialog?.step === "manual-punch/confirm" ? ctx.dialog.draft : null);
  if (!isTimed(draft) || draft.reason === undefined || !isSame(draft, shown))
    return ctx.stale(to("manual-punch", [shown.employeeId, shown.date]));
  const { employeeId, date, direction, minute, reason } = draft;
  await ask(
    ctx.api.attendance.punches.manual.$post(
      { json: { employeeId, date, direction, minute, reason } },
      named(ctx.idempotencyKey()),
    ),
  );
  return {
    toast: { text: ctx.t.tp("attendance.manual.saved") },
    dialog: "clear",
    go: to("person-day", [employeeId, date]),
  };
}

const isSame = (a: ManualDraft, b: ManualDraft): boolean =>
  a.employeeId === b.employeeId &&
  a.date === b.date &&
  a.direction === b.direction &&
  a.minute === b.minute;
