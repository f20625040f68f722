import { ask, named } from "../../core/api.ts";
import { to } from "../../core/view.ts";
import { punchEditDialog } from "../shared/punch-edit-dialog.ts";

/** A manager moves, takes away or enters punches of somebody's day; the person gets a card to answer. */
export const editPunch = punchEditDialog({
  name: "edit-punch",
  code: "co3",
  permission: "attendance.record_for_others",
  needsNote: true,
  preview: (ctx, { who, date }, change) =>
    ask(
      ctx.api.corrections.preview.$post(
        { json: { employeeId: who, date, changes: [change] } },
        named(ctx.idempotencyKey()),
      ),
    ),
  async submit(ctx, { who, date, note = "" }, change) {
    const { t, api } = ctx;
    await ask(
      api.corrections.edits.$post(
        { json: { employeeId: who, date, changes: [change], reason: note } },
        named(ctx.idempotencyKey()),
      ),
    );
    return { toast: { text: t.tp("corrections.edit.saved") }, go: to("person-day", [who, date]) };
  },
});
