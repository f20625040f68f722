import type { z } from "zod";
import type { Context } from "../core/context.ts";
import { leasedRow, outboxInsert } from "../core/dispatch.ts";
import { pushNotice } from "./confirm-ask.ts";
import { ownConfirmation } from "./confirm-load.ts";
import type { waitingInput } from "./schemas.ts";

/**
 * The message in which the acting bot says that it waits, and the key that goes on from there: a card that is out already, so
 * that it shows the answer when it comes.
 * @throws {Refusal} `not_found`
 */
export async function keepWaiting(
  given: Context,
  id: string,
  { messageId, go }: z.infer<typeof waitingInput>,
): Promise<{ done: true }> {
  const { row, who, ctx } = await ownConfirmation(given, id);
  const { bot } = ctx.caller;
  const now = ctx.deps.clock();
  const card = leasedRow(
    {
      ...pushNotice(row, who, bot, ctx.caller),
      kind: "confirm-waiting",
      payload: { confirmationId: id, go },
      dedupKey: `confirm-waiting:${id}`,
    },
    ctx.deps.ids(),
    now,
  );
  await ctx.deps.db.write([
    outboxInsert(card),
    {
      sql: `update outbox set message_id = ?, bot = ?, payload = ?, state = 'sent', sent_at = ?, run_at = ?
        where dedup_key = ?`,
      params: [messageId, bot, JSON.stringify(card.payload), now, now, card.dedupKey],
    },
  ]);
  return { done: true };
}
