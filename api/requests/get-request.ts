import type { MemberContext } from "../core/context.ts";
import { loadRequestSeen } from "./request-row.ts";
import type { RequestView } from "./schemas.ts";
import { viewOf } from "./view-of.ts";

/** One request as the member may see it. @throws {Refusal} `not_found`, also for what is not theirs to see */
export async function getRequest(ctx: MemberContext, id: string): Promise<RequestView> {
  const { row, standsInFor } = await loadRequestSeen(ctx, id);
  return viewOf(row, { member: ctx.member, standsInFor }, ctx.deps.clock());
}
