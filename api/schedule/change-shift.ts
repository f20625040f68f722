import type { z } from "zod";
import type { MemberContext } from "../core/context.ts";
import { makeChange } from "./changes/make-change.ts";
import type { made, shiftVersionInput } from "./schemas.ts";

/** Other hours or rules from a date on; a day that has passed never changes (P 3.2). @throws {Refusal} `not_found`, `too_old` */
export async function changeShift(
  ctx: MemberContext,
  shiftId: string,
  input: z.infer<typeof shiftVersionInput>,
): Promise<z.infer<typeof made>> {
  const { id } = await makeChange(ctx, { kind: "shift", shiftId, ...input });
  return { id };
}
