import type { Intake } from "../core/incoming.ts";
import type { Router, UpdateOutcome } from "../core/router.ts";

/** Handles one raw update, from a webhook or a poll. @param receivedAt epoch ms */
export type UpdateHandler = (update: object, receivedAt: number) => Promise<UpdateOutcome>;

/** A bot: its framework listens, its router answers. */
export function createUpdateHandler(intake: Intake, router: Router): UpdateHandler {
  return async (update, receivedAt) => router.handle(await intake(update, receivedAt));
}
