import * as z from "zod";
import type { TextKey } from "../../../locales/index.ts";
import { ask, named, type Api } from "../../core/api.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { type Reply, to } from "../../core/view.ts";
import { readStartDate, startDateView } from "./start-date.ts";

type Ctx = ScreenContext<Api>;

/** Which shift a group gets; the start date is asked. */
const groupShiftDraft = z.object({ groupId: z.string(), shiftId: z.string(), name: z.string() });
type GroupShiftDraft = z.infer<typeof groupShiftDraft>;

export const askGroupDate = (
  ctx: Ctx,
  draft: GroupShiftDraft,
  at: { readonly month?: string; readonly problem?: TextKey } = {},
): Reply => ({
  show: startDateView(ctx.t, ctx.now, {
    screen: "groups",
    asked: ctx.t.th("schedule.groups.ask_date", { name: draft.name }),
    cancel: to("groups", ["cancel"]),
    ...at,
  }),
  dialog: { step: "groups/date", draft },
});

/** Another month of the calendar, or the date itself, tapped or typed; nothing given: the question once more. */
export async function answerGroupShift(
  ctx: Ctx,
  part: "month" | "date",
  given: string | undefined,
): Promise<Reply> {
  const draft = groupShiftDraft.safeParse(ctx.dialog?.draft);
  if (ctx.dialog?.step !== "groups/date" || !draft.success) return ctx.stale(to("groups"));
  if (given === undefined) return askGroupDate(ctx, draft.data);
  if (part === "month") return askGroupDate(ctx, draft.data, { month: given });
  const read = readStartDate(ctx.t, ctx.now, given);
  if ("problem" in read) return askGroupDate(ctx, draft.data, { problem: read.problem });
  const { groupId, shiftId } = draft.data;
  await ask(
    ctx.api.schedule.groups[":id"].shift.$put(
      { param: { id: groupId }, json: { shiftId, validFrom: read.date } },
      named(ctx.idempotencyKey()),
    ),
  );
  return {
    toast: { text: ctx.t.tp("schedule.groups.saved") },
    go: to("groups"),
    dialog: "clear",
  };
}
