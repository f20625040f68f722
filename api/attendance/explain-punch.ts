import type { z } from "zod";
import { guardExists } from "../../db/client/guard.ts";
import { DatabaseError } from "../../db/errors.ts";
import { commit } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { messageKey } from "./punch-scene.ts";
import { evidenceInsert, forgetReason } from "./punch-statements.ts";
import type { explainPunchInput } from "./schemas.ts";

/**
 * Adds the person's own words to their punch outside the workplace. Words are added, never changed.
 * @throws {Refusal} `not_found` when the punch is not one's own
 */
export async function explainPunch(
  ctx: MemberContext,
  input: z.infer<typeof explainPunchInput>,
): Promise<{ punchId: string }> {
  const allowed = permit(ctx, "punch.self");
  const { organisation, employeeId } = ctx.member;
  const { bot, telegramUserId } = ctx.caller;
  try {
    return await commit(ctx, {
      permit: allowed,
      statements: [
        guardExists(
          "select 1 from punches where org_id = ? and id = ? and employee_id = ? and kind <> 'void'",
          [organisation.id, input.punchId, employeeId],
        ),
        evidenceInsert({
          orgId: organisation.id,
          id: ctx.deps.ids(),
          punchId: input.punchId,
          at: input.at,
          kind: "reason",
          sourceKey: `${messageKey(ctx, input)}:reason`,
          text: input.text,
          verdict: null,
          distanceM: null,
        }),
        forgetReason(bot, telegramUserId),
      ],
      audit: [
        {
          orgId: organisation.id,
          action: "punch.explained",
          subject: `punch:${input.punchId}`,
          after: { reason: input.text },
        },
      ],
      answer: { punchId: input.punchId },
    });
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    if (error.kind === "guard") throw new Refusal("not_found");
    if (error.kind === "unique") return { punchId: input.punchId };
    throw error;
  }
}
