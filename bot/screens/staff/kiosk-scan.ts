import { ask, named, type Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";

/** Opened by the code of a kiosk: the next punch there. The receipt comes from the outbox of the same commit (ATT K12). */
export const kioskScan: Screen<Api> = {
  name: "kiosk-scan",
  code: "ks",
  permission: "punch.self",
  async open(ctx, [start = ""]) {
    const { incoming } = ctx;
    await ask(
      ctx.api.trust.scans.$post(
        {
          json: {
            chatId: incoming.chat.id,
            messageId: incoming.messageId ?? 0,
            at: incoming.at,
            start,
            ...incoming.flags,
          },
        },
        named(ctx.idempotencyKey()),
      ),
    );
    return {};
  },
};
