import { ask, named, type Api } from "../../../core/api.ts";
import { bold, lines } from "../../../core/html.ts";
import type { Screen } from "../../../core/screen.ts";
import { type Reply, to } from "../../../core/view.ts";
import { cancelKey, backKey } from "../../shared/steer.ts";
import type { Ctx } from "./desk.ts";

const longest = 1000;
const shortest = 3;

/** A tariff of one's own, asked for in plain words; the operator reads it and answers (product §5.6). */
export const planRequestScreen: Screen<Api> = {
  name: "billing-request",
  code: "bc",
  permission: "billing.manage",
  open: (ctx) => askText(ctx, false),
  async text(ctx, typed) {
    const text = typed.trim();
    if (text.length < shortest || text.length > longest) return askText(ctx, true);
    await ask(
      ctx.api.billing["plan-requests"].$post({ json: { text } }, named(ctx.idempotencyKey())),
    );
    return {
      show: {
        body: ctx.t.th("billing.request.sent"),
        keys: [[backKey(ctx.t, to("billing-plan"))]],
      },
      dialog: "clear",
    };
  },
};

const askText = ({ t }: Ctx, isWrong: boolean): Reply => ({
  show: {
    body: lines(isWrong && bold(t.th("billing.request.invalid")), t.th("billing.request.ask")),
    keys: [[cancelKey(t, to("billing-plan"))]],
  },
  dialog: { step: "billing-request" },
});
