import { ask, named } from "../../core/api.ts";
import { to } from "../../core/view.ts";
import { punchEditDialog } from "../shared/punch-edit-dialog.ts";

/** A correction of one's own day, asked from those who decide (P 3.5). */
export const correction = punchEditDialog({
  name: "correction",
  code: "co2",
  permission: "requests.self",
  needsNote: false,
  preview: (ctx, { date }, change) =>
    ask(
      ctx.api.corrections.own.preview.$post(
        { json: { date, changes: [change] } },
        named(ctx.idempotencyKey()),
      ),
    ),
  async submit(ctx, { date, note }, change) {
    const { t, api } = ctx;
    const request = await ask(
      api.requests.index.$post(
        {
          json: {
            kind: "correction",
            from: date,
            changes: [change],
            ...(note === undefined ? {} : { note }),
          },
        },
        named(ctx.idempotencyKey()),
      ),
    );
    return {
      show: {
        body: t.th("corrections.edit.sent"),
        keys: [
          [{ label: t.tp("corrections.keys.request"), go: to("request", [request.id]) }],
          [{ label: t.tp("corrections.keys.day"), go: to("my-day", [date]) }],
        ],
      },
    };
  },
});
