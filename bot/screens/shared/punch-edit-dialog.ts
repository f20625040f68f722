import type { Html, Params, Translator } from "../../../locales/index.ts";
import type { Api } from "../../core/api.ts";
import { isUuid } from "../../core/arguments.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { parseTime } from "../../core/text-input.ts";
import { type Reply, to } from "../../core/view.ts";
import { type Day, fetchDay } from "./day-data.ts";
import {
  changeOf,
  editable,
  type EditDraft,
  type EditKind,
  instantOf,
  readEdit,
} from "./punch-edit.ts";
import {
  confirmStep,
  dayRoute,
  editRoute,
  type EditScreen,
  noteStep,
  readyNoteOf,
  timeStep,
  whichStep,
} from "./punch-edit-views.ts";
import { unlessGone } from "./unless-gone.ts";

type Ctx = ScreenContext<Api>;
export type Change = NonNullable<ReturnType<typeof changeOf>>;

/** How an edit is previewed and made; the rest of the dialog is the same for both sides. */
export interface PunchEditing extends EditScreen {
  readonly code: string;
  readonly permission: string;
  preview(ctx: Ctx, draft: EditDraft, change: Change): Promise<{ before: Day; after: Day }>;
  /** @returns what is said when it is done */
  submit(ctx: Ctx, draft: EditDraft, change: Change): Promise<Reply>;
}

const longestNote = 300;
const kinds: readonly EditKind[] = ["in", "out", "break_start", "break_end"];

/** Which punch → when → why → before and after → done. Each step goes back or is left; an older card's key starts anew. */
export function punchEditDialog(editing: PunchEditing): Screen<Api> {
  const isOwn = editing.name === "correction";
  return {
    name: editing.name,
    code: editing.code,
    permission: editing.permission,
    async open(ctx, args) {
      const [who = "", date = "", word] = isOwn ? ["", ...args] : args;
      if (date === "resume" || who === "resume") return resume(ctx, editing);
      if (date === "") return { go: to(isOwn ? "my-day" : "board") };
      return step(ctx, editing, { who, date }, word);
    },
    async text(ctx, text, part) {
      const draft = readEdit(ctx.dialog?.draft);
      if (draft === null) return { go: to("home"), dialog: "clear" };
      if (part === "time") return takeTime(ctx, editing, draft, text);
      if (part === "note") return takeNote(ctx, editing, draft, text);
      return confirm(ctx, editing, draft);
    },
  };
}

const dayOf = (ctx: Ctx, { who, date }: Pick<EditDraft, "who" | "date">): Promise<Day | null> =>
  unlessGone(fetchDay(ctx.api, date, who === "" ? undefined : who));

async function resume(ctx: Ctx, editing: PunchEditing): Promise<Reply> {
  const draft = readEdit(ctx.dialog?.draft);
  const day = draft === null ? null : await dayOf(ctx, draft);
  if (draft === null || day === null) return { go: to("home"), dialog: "clear" };
  return changeOf(draft) === null
    ? timeStep(ctx.t, editing, draft, day)
    : noteStep(ctx.t, editing, draft, day);
}

async function step(
  ctx: Ctx,
  editing: PunchEditing,
  of: Pick<EditDraft, "who" | "date">,
  word: string | undefined,
): Promise<Reply> {
  const day = await dayOf(ctx, of);
  if (day === null) return ctx.stale(to("home"));
  if (word === undefined) return whichStep(ctx.t, editing, of, day);
  const kind = kinds.find((one) => one === word);
  if (kind !== undefined) return timeStep(ctx.t, editing, { ...of, kind }, day);
  if (isUuid(word)) {
    const punch = editable(day).find(({ id }) => id === word);
    if (punch === undefined) return ctx.stale(editRoute(editing, of));
    const draft = { ...of, kind: kindOf(punch.direction), punchId: word };
    return timeStep(ctx.t, editing, draft, day);
  }
  return next(ctx, editing, { of, day, word });
}

const kindOf = (direction: string): EditKind => kinds.find((one) => one === direction) ?? "in";

/** Keys of the later steps stand on what the dialog knows. */
function next(
  ctx: Ctx,
  editing: PunchEditing,
  { of, day, word }: { of: Pick<EditDraft, "who" | "date">; day: Day; word: string },
): Promise<Reply> | Reply {
  const draft = readEdit(ctx.dialog?.draft);
  const isMine = draft !== null && draft.who === of.who && draft.date === of.date;
  if (!isMine || !ctx.dialog?.step.startsWith(editing.name))
    return ctx.stale(editRoute(editing, of));
  if (word === "v" && draft.punchId !== undefined)
    return noteStep(ctx.t, editing, { ...draft, isVoid: true }, day);
  const minute = /^m(\d{1,4})$/.exec(word)?.[1];
  if (minute !== undefined) return timed(ctx, editing, draft, day, Number(minute));
  const note = readyNoteOf(word);
  if (note !== undefined)
    return confirm(ctx, editing, { ...draft, note: ctx.t.tp(`attendance.manual.reasons.${note}`) });
  if (word === "skip" && !editing.needsNote) return confirm(ctx, editing, draft);
  if (word === "save" && ctx.dialog.step === `${editing.name}/confirm`)
    return save(ctx, editing, draft);
  return ctx.stale(editRoute(editing, of));
}

async function takeTime(
  ctx: Ctx,
  editing: PunchEditing,
  draft: EditDraft,
  text: string,
): Promise<Reply> {
  const minute = parseTime(text);
  if (minute === null)
    return { send: [{ body: ctx.t.th("attendance.manual.bad_time") }], dialog: "keep" };
  const day = await dayOf(ctx, draft);
  if (day === null) return { go: to("home"), dialog: "clear" };
  return timed(ctx, editing, draft, day, minute);
}

/** A time that cannot be is said at once, not after the reason has been typed. */
async function timed(
  ctx: Ctx,
  editing: PunchEditing,
  { isVoid: _isVoid, ...draft }: EditDraft,
  day: Day,
  minute: number,
): Promise<Reply> {
  const at = instantOf(day, draft.kind, minute);
  const full = { ...draft, at };
  const change = changeOf(full);
  if (change === null) return ctx.stale(editRoute(editing, draft));
  try {
    await editing.preview(ctx, full, change);
    return noteStep(ctx.t, editing, full, day);
  } catch (error) {
    const body = refusalText(ctx.t, error);
    if (body === null) throw error;
    return { send: [{ body }], dialog: "keep" };
  }
}

function takeNote(
  ctx: Ctx,
  editing: PunchEditing,
  draft: EditDraft,
  text: string,
): Promise<Reply> | Reply {
  const note = text.trim();
  if (note.length < 2 || note.length > longestNote)
    return { send: [{ body: ctx.t.th("attendance.manual.bad_reason") }], dialog: "keep" };
  return confirm(ctx, editing, { ...draft, note });
}

async function confirm(ctx: Ctx, editing: PunchEditing, draft: EditDraft): Promise<Reply> {
  const change = changeOf(draft);
  if (change === null) return ctx.stale(editRoute(editing, draft));
  try {
    return confirmStep(ctx.t, editing, draft, await editing.preview(ctx, draft, change));
  } catch (error) {
    return refused(ctx, draft, error);
  }
}

async function save(ctx: Ctx, editing: PunchEditing, draft: EditDraft): Promise<Reply> {
  const change = changeOf(draft);
  if (change === null) return ctx.stale(editRoute(editing, draft));
  try {
    return { ...(await editing.submit(ctx, draft, change)), dialog: "clear" };
  } catch (error) {
    return refused(ctx, draft, error);
  }
}

/** What was shown cannot be any more: says why and leads to the day as it is. */
function refused(ctx: Ctx, draft: EditDraft, error: unknown): Reply {
  const text = refusalText(ctx.t, error);
  if (text === null) throw error;
  return { send: [{ body: text }], go: dayRoute(draft), dialog: "clear" };
}

/** Why it cannot be, in words; null when the failure is another one. */
function refusalText(t: Translator, error: unknown): Html | null {
  if (!(error instanceof ApiProblem) || error.status >= 500) return null;
  const key = `errors.${error.code}`;
  return t.has(key) ? t.th(key, error.details as Params) : null;
}
