import * as z from "zod";
import type { Params } from "../../../locales/index.ts";
import { type Api, ask, named } from "../../core/api.ts";
import { calendarPicker, monthOf } from "../../core/calendar-picker.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import { parseDate } from "../../core/date-input.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { parseTime } from "../../core/text-input.ts";
import { type Reply, to } from "../../core/view.ts";
import { unlessGone } from "../shared/unless-gone.ts";
import { confirmView, dayView, doneView, groupView, noteView, timeView } from "./bulk-views.ts";

type Ctx = ScreenContext<Api>;

const draftShape = z.object({
  /** Empty: everybody. */
  groupId: z.string(),
  groupName: z.string(),
  direction: z.enum(["in", "out"]).optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  minute: z.number().optional(),
  reason: z.string().optional(),
  everybody: z.boolean(),
});
export type BulkDraft = z.infer<typeof draftShape>;
const longestNote = 300;
const daysBack = 60;

/** One punch for many people or days, say after a power cut: who → which → days → when → why → counts → done, and undo. */
export const bulk: Screen<Api> = {
  name: "bulk",
  code: "co9",
  permission: "attendance.record_for_others",
  async open(ctx, [action = "", value = "", other = ""]) {
    if (action === "undo") return undo(ctx, value);
    if (action === "") return groups(ctx);
    if (action === "group") return group(ctx, value);
    const draft = draftOf(ctx);
    if (draft === null) return ctx.stale(to("bulk"));
    switch (action) {
      case "kind":
        return days(ctx, { ...draft, direction: value === "out" ? "out" : "in" });
      case "page":
        return days(ctx, draft, value);
      case "day":
        return picked(ctx, draft, value);
      case "at":
        return notes(ctx, { ...draft, minute: Number(value) });
      case "why":
        return preview(ctx, { ...draft, reason: reasonOf(ctx, value) });
      case "all":
        return preview(ctx, { ...draft, everybody: value === "1" });
      case "save":
        return save(ctx, draft, Number(other || value));
      default:
        return resume(ctx, draft);
    }
  },
  async text(ctx, text, part) {
    const draft = draftOf(ctx);
    if (draft === null) return { go: to("bulk"), dialog: "clear" };
    if (part === "day") {
      const read = parseDate(text, { calendar: ctx.t.calendar, today: today(ctx) });
      if ("problem" in read)
        return { send: [{ body: ctx.t.th(`common.input.date_${read.problem}`) }], dialog: "keep" };
      return picked(ctx, draft, read.date);
    }
    if (part === "time") {
      const minute = parseTime(text);
      return minute === null
        ? { send: [{ body: ctx.t.th("common.input.time_invalid") }], dialog: "keep" }
        : notes(ctx, { ...draft, minute });
    }
    const reason = text.trim();
    if (part !== "why") return resume(ctx, draft);
    return reason.length < 2 || reason.length > longestNote
      ? { send: [{ body: ctx.t.th("attendance.manual.bad_reason") }], dialog: "keep" }
      : preview(ctx, { ...draft, reason });
  },
};

const draftOf = ({ dialog }: Ctx): BulkDraft | null =>
  dialog?.step.startsWith("bulk") === true
    ? (draftShape.safeParse(dialog.draft).data ?? null)
    : null;

const today = ({ t, now }: Ctx): string => t.format.localDate(now);

const reasonOf = ({ t }: Ctx, word: string): string =>
  t.tp(word === "device" ? "corrections.bulk.reasons.device" : "corrections.bulk.reasons.power");

/** Who may not see the groups enters for everybody. */
const loadGroups = async (ctx: Ctx) =>
  (await unlessGone(ask(ctx.api.schedule.groups.$get())))?.items ?? [];

async function groups(ctx: Ctx): Promise<Reply> {
  const all = await loadGroups(ctx);
  return { show: groupView(ctx.t, all), dialog: "clear" };
}

async function group(ctx: Ctx, id: string): Promise<Reply> {
  const all = await loadGroups(ctx);
  const found = all.find((one) => one.id === id);
  const draft: BulkDraft = {
    groupId: found?.id ?? "",
    groupName: found?.name ?? "",
    everybody: false,
  };
  return { show: dayView(ctx.t, draft, []), dialog: { step: "bulk/kind", draft } };
}

function days(ctx: Ctx, draft: BulkDraft, month?: string): Reply {
  const last = today(ctx);
  const first = new Date(Date.parse(last) - daysBack * 86_400_000).toISOString().slice(0, 10);
  const keys = calendarPicker(ctx.t, {
    month: month ?? monthOf(ctx.t, draft.from ?? last),
    today: last,
    first,
    last,
    selected: [draft.from, draft.to].filter((date) => date !== undefined),
    pick: (date) => to("bulk", ["day", date]),
    page: (other) => to("bulk", ["page", other]),
  });
  return { show: dayView(ctx.t, draft, keys), dialog: { step: "bulk/day", draft } };
}

/** The first tap begins the range, the second ends it; the same day twice is one day. */
function picked(ctx: Ctx, draft: BulkDraft, date: string): Reply {
  if (date > today(ctx))
    return { send: [{ body: ctx.t.th("errors.in_the_future") }], dialog: "keep" };
  const { from } = draft;
  const isSecond = from !== undefined && draft.to === undefined && date >= from;
  if (!isSecond) {
    const { to: _to, ...begun } = draft;
    return days(ctx, { ...begun, from: date });
  }
  const full = { ...draft, to: date };
  return { show: timeView(ctx.t, full), dialog: { step: "bulk/time", draft: full } };
}

const notes = (ctx: Ctx, draft: BulkDraft): Reply =>
  draft.to === undefined
    ? days(ctx, draft)
    : { show: noteView(ctx.t, draft), dialog: { step: "bulk/why", draft } };

const resume = (ctx: Ctx, draft: BulkDraft): Promise<Reply> | Reply => {
  if (draft.direction === undefined) return groups(ctx);
  if (draft.to === undefined) return days(ctx, draft);
  if (draft.minute === undefined)
    return { show: timeView(ctx.t, draft), dialog: { step: "bulk/time", draft } };
  return draft.reason === undefined ? notes(ctx, draft) : preview(ctx, draft);
};

/** What the API is asked, once everything is known. */
function inputOf(draft: BulkDraft) {
  const { groupId, direction, from, to: until, minute, everybody } = draft;
  if (direction === undefined || from === undefined || until === undefined || minute === undefined)
    return null;
  return { ...(groupId === "" ? {} : { groupId }), direction, from, to: until, minute, everybody };
}

async function preview(ctx: Ctx, draft: BulkDraft): Promise<Reply> {
  const json = inputOf(draft);
  if (json === null) return resume(ctx, draft);
  try {
    const shown = await ask(
      ctx.api.corrections.bulk.preview.$post({ json }, named(ctx.idempotencyKey())),
    );
    return { show: confirmView(ctx.t, draft, shown), dialog: { step: "bulk/confirm", draft } };
  } catch (error) {
    return refused(ctx, error);
  }
}

async function save(ctx: Ctx, draft: BulkDraft, count: number): Promise<Reply> {
  const json = inputOf(draft);
  if (json === null || draft.reason === undefined || ctx.dialog?.step !== "bulk/confirm")
    return ctx.stale(to("bulk"));
  try {
    const done = await ask(
      ctx.api.corrections.bulk.$post(
        { json: { ...json, reason: draft.reason, count } },
        named(ctx.idempotencyKey()),
      ),
    );
    return { show: doneView(ctx.t, done), dialog: "clear" };
  } catch (error) {
    return refused(ctx, error);
  }
}

async function undo(ctx: Ctx, id: string): Promise<Reply> {
  const { t, api } = ctx;
  try {
    const { count } = await ask(
      api.corrections.bulk.undo.$post(
        { json: { reference: `bulk:${id}` } },
        named(ctx.idempotencyKey()),
      ),
    );
    return {
      show: {
        body: t.th("corrections.bulk.undone", { count }),
        keys: [[{ label: t.tp("corrections.keys.list"), go: to("corrections") }]],
      },
    };
  } catch (error) {
    return refused(ctx, error);
  }
}

function refused({ t }: Ctx, error: unknown): Reply {
  if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
  const key = `errors.${error.code}`;
  if (!t.has(key)) throw error;
  return {
    show: {
      body: t.th(key, error.details as Params),
      keys: [[{ label: t.tp("common.actions.keys.retry"), go: to("bulk") }]],
    },
    dialog: "clear",
  };
}
