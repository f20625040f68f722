import * as z from "zod";
import type { TextKey } from "../../../locales/index.ts";
import { ask, named, type Api } from "../../core/api.ts";
import { bold, lines } from "../../core/html.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { type Reply, to } from "../../core/view.ts";
import { hoursText, parseHours } from "../shared/hours.ts";
import { cancelKey } from "../shared/steer.ts";
import { typedName } from "../shared/typed-name.ts";
import { breakOf } from "./found-draft.ts";
import { readStartDate, startDateView } from "./start-date.ts";

type Ctx = ScreenContext<Api>;

/** A shift being made (no id) or changed; kept in the dialog row. */
const shiftDraft = z.object({
  id: z.string().optional(),
  hours: z.object({ startMinute: z.int(), endMinute: z.int() }).optional(),
});
type ShiftDraft = z.infer<typeof shiftDraft>;

const cancel = to("shifts", ["cancel"]);

export function shiftDraftOf({ dialog }: Ctx): ShiftDraft | null {
  const read = shiftDraft.safeParse(dialog?.draft);
  return dialog?.step.startsWith("shifts/") === true && read.success ? read.data : null;
}

/** The answer to one question about a shift: the next question, or the change itself. */
export function answerShift(ctx: Ctx, part: string, given: string): Reply | Promise<Reply> {
  const draft = shiftDraftOf(ctx);
  if (draft === null) return ctx.stale(to("shifts"));
  switch (part) {
    case "hours": {
      const hours = parseHours(given);
      if (hours === null) return askHours(ctx, draft, "people.found.hours.invalid");
      return draft.id === undefined
        ? askName(ctx, { ...draft, hours })
        : askDate(ctx, { ...draft, hours });
    }
    case "name":
      return add(ctx, draft, given);
    case "month":
      return askDate(ctx, draft, { month: given });
    default:
      return change(ctx, draft, given);
  }
}

/** The waiting question once more. */
export function resumeShift(ctx: Ctx): Reply {
  const draft = shiftDraftOf(ctx);
  if (draft === null) return { go: to("shifts") };
  if (ctx.dialog?.step === "shifts/name") return askName(ctx, draft);
  return ctx.dialog?.step === "shifts/date" ? askDate(ctx, draft) : askHours(ctx, draft);
}

export const askHours = (ctx: Ctx, draft: ShiftDraft, problem?: TextKey): Reply => ({
  show: {
    body: lines(
      problem !== undefined && bold(ctx.t.th(problem)),
      ctx.t.th("schedule.shifts.ask_hours"),
    ),
    keys: [[cancelKey(ctx.t, cancel)]],
  },
  dialog: { step: "shifts/hours", draft },
});

const askName = (ctx: Ctx, draft: ShiftDraft, problem?: TextKey): Reply => ({
  show: {
    body: lines(
      problem !== undefined && bold(ctx.t.th(problem)),
      ctx.t.th("schedule.shifts.ask_name"),
    ),
    keys: [[cancelKey(ctx.t, cancel)]],
  },
  dialog: { step: "shifts/name", draft },
});

function askDate(
  ctx: Ctx,
  draft: ShiftDraft,
  at: { readonly month?: string; readonly problem?: TextKey } = {},
): Reply {
  if (draft.hours === undefined) return askHours(ctx, draft);
  const asked = ctx.t.th("schedule.shifts.ask_date", { hours: hoursText(ctx.t, draft.hours) });
  return {
    show: startDateView(ctx.t, ctx.now, { screen: "shifts", asked, cancel, ...at }),
    dialog: { step: "shifts/date", draft },
  };
}

async function add(ctx: Ctx, draft: ShiftDraft, given: string): Promise<Reply> {
  const name = typedName(given);
  if (name === null) return askName(ctx, draft, "people.found.name.invalid");
  if (draft.hours === undefined) return askHours(ctx, draft);
  const json = { ...draft.hours, name, breakMinutes: breakFor(ctx, draft.hours) };
  await ask(ctx.api.schedule.shifts.$post({ json }, named(ctx.idempotencyKey())));
  return saved(ctx);
}

async function change(ctx: Ctx, draft: ShiftDraft, given: string): Promise<Reply> {
  const read = readStartDate(ctx.t, ctx.now, given);
  if ("problem" in read) return askDate(ctx, draft, { problem: read.problem });
  const { id, hours } = draft;
  if (id === undefined || hours === undefined) return askHours(ctx, draft);
  const json = { ...hours, breakMinutes: breakFor(ctx, hours), validFrom: read.date };
  await ask(
    ctx.api.schedule.shifts[":id"].versions.$post(
      { param: { id }, json },
      named(ctx.idempotencyKey()),
    ),
  );
  return saved(ctx, ["show", id]);
}

const breakFor = ({ session }: Ctx, hours: NonNullable<ShiftDraft["hours"]>) =>
  breakOf({ key: "", profile: session.membership?.profile }, hours);

const saved = ({ t }: Ctx, shown: readonly string[] = []): Reply => ({
  toast: { text: t.tp("schedule.shifts.saved") },
  go: to("shifts", shown),
  dialog: "clear",
});
