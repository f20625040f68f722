import { type Api, ask, named } from "../../core/api.ts";
import type { Screen, ScreenContext } from "../../core/screen.ts";
import { to, type Reply } from "../../core/view.ts";

const longest = 500;

/** Why a punch was outside the workplace: the next text after its receipt. The step is stored with the punch itself. */
export const punchReason: Screen<Api> = {
  name: "punch-reason",
  code: "pr",
  permission: "punch.self",
  open: () => ({ go: to("my-day") }),
  async text(ctx, text): Promise<Reply> {
    const punchId = waitingPunch(ctx);
    const { incoming } = ctx;
    if (punchId === null) return { go: to("my-day") };
    await ask(
      ctx.api.attendance.punches.reason.$post(
        {
          json: {
            punchId,
            text: text.slice(0, longest),
            chatId: incoming.chat.id,
            messageId: incoming.messageId ?? 0,
            at: incoming.at,
          },
        },
        named(ctx.idempotencyKey()),
      ),
    );
    return { send: [{ body: ctx.t.th("attendance.receipt.reason_saved") }] };
  },
};

function waitingPunch({ dialog }: ScreenContext<Api>): string | null {
  const draft = dialog?.draft as { readonly punchId?: unknown } | null | undefined;
  return typeof draft?.punchId === "string" ? draft.punchId : null;
}
