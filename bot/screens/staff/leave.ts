import type { RequestView } from "../../../api/requests/schemas.ts";
import type { Plain } from "../../../locales/text.ts";
import { type Api, ask, named } from "../../core/api.ts";
import { pickRange } from "../../core/calendar-picker.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { plain } from "../../core/html.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { parseTime } from "../../core/text-input.ts";
import { parseRequest } from "../../core/typed-request/parse-request.ts";
import { type Reply, to } from "../../core/view.ts";
import { requestRefusal } from "../shared/request-refusal.ts";
import { parseDates } from "../shared/typed-dates.ts";
import { unlessGone } from "../shared/unless-gone.ts";
import {
  beginningOn,
  type LeaveDraft,
  type LeaveState,
  leaveStateOf,
  ofKind,
  startingAt,
  stepBack,
  withoutWhen,
  withUnit,
} from "./leave-draft.ts";
import { toldOf } from "./leave-sentence.ts";
import { kinds, onward, show, todayOf } from "./leave-show.ts";
import { parseHours, parseLength } from "./leave-typed.ts";
import { askedOf } from "./leave-wish.ts";
import { draftOfKind } from "./request-kinds.ts";
import { draftFile, sendPapers } from "./request-papers.ts";
import { ownRequestView } from "./request.ts";

type Ctx = ScreenContext<Api>;
const longestNote = 500;
const longestPlace = 120;

/**
 * Asks for leave: unit, days, hours, note, card, sent. The answers so far are the dialog's draft; a key of a card that is
 * no longer the waiting step changes nothing (TG 8.6).
 */
export const leaveScreen: Screen<Api> = {
  name: "leave",
  code: "lv",
  permission: "requests.self",
  commands: ["leave"],
  labels: ["common.dock.leave"],
  async open(ctx, [act, value = "", ...when]) {
    const state = leaveStateOf(ctx.dialog);
    if (act === "typed" && ctx.incoming.kind === "text") return openTyped(ctx, ctx.incoming.text);
    // Shown again, say in another language.
    if (act === undefined || act === "resume")
      return show(ctx, state ?? { step: "unit", draft: {} });
    if (act === "kinds") return kinds(ctx, Number(value) || 1);
    if (act === "kind") return chosen(ctx, value);
    if (act === "again") return again(ctx, value);
    if (act === "convert") return convert(ctx, value, when);
    const isKey = ctx.incoming.kind === "tap" && act !== "start";
    if (!isKey) return show(ctx, { step: "unit", draft: {} });
    if (act === "cancel") return cancelled(ctx);
    if (state === null || !isWaiting(ctx)) return ctx.stale(to("my-requests"));
    return answerTap(ctx, state, act, value);
  },
  async text(ctx, text) {
    const state = leaveStateOf(ctx.dialog);
    if (state === null) return show(ctx, { step: "unit", draft: {} });
    return answerText(ctx, state, text);
  },
  async document(ctx, document) {
    const state = leaveStateOf(ctx.dialog);
    if (state === null || (state.step !== "note" && state.step !== "card"))
      return state === null
        ? show(ctx, { step: "unit", draft: {} })
        : show(ctx, state, { problem: ctx.t.tp("requests.papers.later") });
    const files = state.draft.files ?? [];
    const file = draftFile(ctx, document, files);
    if (typeof file === "string") return show(ctx, state, { problem: file });
    return show(ctx, { ...state, draft: { ...state.draft, files: [...files, file] } });
  },
};

async function chosen(ctx: Ctx, code: string, said: LeaveDraft = {}): Promise<Reply> {
  const draft = await draftOfKind(ctx, code, said);
  return draft === null ? ctx.stale(to("leave", ["kinds"])) : onward(ctx, ofKind(draft));
}

/** What is missing or too much on a day, as a draft of its hours or of the day. */
function convert(
  ctx: Ctx,
  code: string,
  [date = "", from, last]: readonly string[],
): Promise<Reply> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return show(ctx, { step: "unit", draft: {} });
  const [fromMinute, toMinute] = [Number(from), Number(last)];
  const said: LeaveDraft =
    from === undefined
      ? { unit: "day", from: date, to: date, typed: true }
      : { unit: "hour", from: date, fromMinute, toMinute, typed: true };
  return chosen(ctx, code, said);
}

/** A new request in the place of one that is there: the kind stays, the time is asked anew. */
async function again(ctx: Ctx, id: string): Promise<Reply> {
  const request = await unlessGone(ask(ctx.api.requests[":id"].$get({ param: { id } })));
  if (request === null || !request.mayChange) return ctx.stale(to("my-requests"));
  const { typeCode, kind, place, workplaceId } = request.card;
  if (kind !== "leave" && kind !== "mission" && kind !== "overtime")
    return ctx.stale(to("my-requests"));
  const said: LeaveDraft = {
    parentId: id,
    ...(request.note === null ? {} : { note: request.note }),
    ...(workplaceId === null ? {} : { workplaceId }),
    ...(place === null || workplaceId !== null ? {} : { place }),
  };
  return chosen(ctx, kind === "overtime" ? "overtime" : typeCode, said);
}

/** Whether the tapped message is the one that asks. */
const isWaiting = ({ dialog, incoming }: Ctx): boolean =>
  dialog?.screenMessageId === undefined || dialog.screenMessageId === incoming.messageId;

async function answerTap(ctx: Ctx, state: LeaveState, act: string, value: string): Promise<Reply> {
  const { draft } = state;
  switch (act) {
    case "unit": {
      const unit = (["day", "half_day", "hour"] as const).find((one) => one === value);
      return unit === undefined ? show(ctx, state) : onward(ctx, withUnit(draft, unit));
    }
    case "month":
      return show(ctx, state, { month: value });
    case "day":
      return picked(ctx, state, value);
    case "one":
      return onward(ctx, draft.from === undefined ? draft : { ...draft, to: draft.from });
    case "part":
      return onward(ctx, { ...draft, part: value === "second" ? "second" : "first" });
    case "from":
    case "to":
      if (!/^\d{1,4}$/.test(value)) return show(ctx, state);
      if (act === "from") return onward(ctx, startingAt(draft, Number(value)));
      return onward(ctx, { ...draft, toMinute: Number(value) });
    case "length":
      if (!/^\d{1,4}$/.test(value)) return show(ctx, state);
      return onward(ctx, { ...withoutHours(draft), minutes: Number(value) });
    case "place":
      return onward(ctx, {
        ...draft,
        ...(value === "none" ? { anywhere: true as const } : { workplaceId: value }),
      });
    case "skip":
      return show(ctx, { step: "card", draft });
    case "back":
      return show(ctx, stepBack(state));
    case "change":
      return show(ctx, {
        step: "dates",
        draft: {
          ...withoutWhen(draft),
          ...(draft.unit === undefined ? {} : { unit: draft.unit }),
        },
      });
    case "send":
      return send(ctx, state);
    default:
      return show(ctx, state);
  }
}

function withoutHours(draft: LeaveDraft): LeaveDraft {
  const { fromMinute: _from, toMinute: _to, ...rest } = draft;
  return rest;
}

/** A day of the calendar. */
function picked(ctx: Ctx, { step, draft }: LeaveState, date: string): Promise<Reply> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return show(ctx, { step, draft });
  const typed = step === "dates" ? beginningOn(draft, date) : draft;
  if (draft.unit !== "day" || typed.to !== undefined) return onward(ctx, typed);
  const { start, end } = pickRange(step === "dates_end" ? draft.from : undefined, date);
  const { to: _to, days: _days, ...open } = draft;
  return onward(ctx, {
    ...open,
    from: start,
    ...(end === undefined ? {} : { to: end }),
  });
}

async function answerText(ctx: Ctx, state: LeaveState, text: string): Promise<Reply> {
  const { step, draft } = state;
  const problem = (key: Plain) => show(ctx, state, { problem: key });
  const { t } = ctx;
  const sentence = readSentence(ctx, text);
  const isNew = sentence.kind === "leave" && sentence.known.from !== undefined;
  if (isNew && (step === "unit" || (step === "card" && draft.typed))) return openTyped(ctx, text);
  if (step === "dates" || step === "dates_end") {
    const typed = parseDates(text, { calendar: t.calendar, today: todayOf(ctx) });
    if ("problem" in typed)
      return problem(
        typed.problem === "order"
          ? t.tp("requests.leave.order")
          : t.tp(`common.input.date_${typed.problem}`),
      );
    return typedDates(ctx, state, typed);
  }
  if (step === "hours" || step === "hours_end") {
    const hours = parseHours(text);
    const length = draft.kind === "overtime" && hours === null ? parseLength(text) : null;
    if (length !== null) return onward(ctx, { ...withoutHours(draft), minutes: length });
    const start = draft.typed && step === "hours" && hours === null ? parseTime(text) : null;
    if (start !== null) return onward(ctx, startingAt(draft, start));
    if (hours === null) return problem(t.tp("requests.leave.hours_invalid"));
    return onward(ctx, { ...withoutLength(draft), ...hours });
  }
  if (step === "place") {
    const place = plain(text.trim(), longestPlace);
    return place === "" ? show(ctx, state) : onward(ctx, { ...draft, place });
  }
  const note = text.trim().slice(0, longestNote);
  if ((step === "note" || step === "card") && note !== "")
    return show(ctx, { step: "card", draft: { ...draft, note } });
  return problem(t.tp("requests.leave.choose"));
}

function withoutLength(draft: LeaveDraft): LeaveDraft {
  const { minutes: _minutes, ...rest } = draft;
  return rest;
}

function typedDates(
  ctx: Ctx,
  { step, draft }: LeaveState,
  { from, to: last }: { readonly from: string; readonly to?: string },
): Promise<Reply> {
  if (draft.unit !== "day") return onward(ctx, { ...draft, from });
  const { days: _days, ...open } = draft;
  if (last !== undefined) return onward(ctx, { ...open, from, to: last });
  return picked(ctx, { step, draft }, from);
}

const readSentence = (ctx: Ctx, text: string) =>
  parseRequest(text, { calendar: ctx.t.calendar, today: todayOf(ctx) });

/** The sentence's card, or the one thing it leaves open. */
async function openTyped(ctx: Ctx, text: string): Promise<Reply> {
  const request = readSentence(ctx, text);
  if (request.kind === "none") return show(ctx, { step: "unit", draft: {} });
  if (request.kind === "correction")
    return { go: to("fix", request.date === undefined ? [] : [request.date]) };
  if (request.kind === "choose") return kinds(ctx, 1);
  if (request.kind === "swap") return { go: to("my-swaps") };
  const said: LeaveDraft = { ...request.known, typed: true };
  const told = toldOf(ctx.t, request);
  if (request.type === undefined) return onward(ctx, said, told);
  const draft =
    (await draftOfKind(ctx, request.type, said)) ??
    (request.type === "study" ? await draftOfKind(ctx, "study_unpaid", said) : null);
  if (draft === null) return kinds(ctx, 1);
  const fits = said.unit === undefined || (draft.units ?? [said.unit]).includes(said.unit);
  return onward(
    ctx,
    ofKind(draft),
    fits ? told : { problem: ctx.t.tp("requests.typed.days_only") },
  );
}

/** One request, however often the key is tapped: its command is named by the card. */
async function send(ctx: Ctx, { draft }: LeaveState): Promise<Reply> {
  const { nonce, files = [] } = draft;
  if (nonce === undefined) return show(ctx, { step: "card", draft });
  const note = draft.note === undefined ? {} : { note: draft.note };
  try {
    const json = { ...askedOf(draft), ...note };
    const request = await ask(ctx.api.requests.index.$post({ json }, named(nonce)));
    const problem = await sendPapers(ctx, request.id, files);
    const shown = files.length === 0 ? request : await reload(ctx, request);
    return {
      show: ownRequestView(ctx, shown),
      toast:
        problem === null
          ? { text: ctx.t.tp("requests.leave.sent") }
          : { text: ctx.t.tp("requests.papers.failed"), alert: true },
      dialog: "clear",
    };
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "stale")
      return show(ctx, { step: "card", draft });
    const problem = requestRefusal(ctx.t, error, ctx.now);
    return show(ctx, stepBack({ step: "note", draft }), { problem });
  }
}

const reload = (ctx: Ctx, request: RequestView): Promise<RequestView> =>
  ask(ctx.api.requests[":id"].$get({ param: { id: request.id } }));

function cancelled(ctx: Ctx): Reply {
  const { t } = ctx;
  const key = { label: t.tp("requests.mine.keys.list"), go: to("my-requests") };
  const own = leaveStateOf(ctx.dialog) !== null && isWaiting(ctx);
  return {
    show: { body: t.th("requests.leave.cancelled"), keys: [[key]] },
    ...(own ? { dialog: "clear" as const } : {}),
  };
}
