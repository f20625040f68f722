import type { MemberContext } from "../core/context.ts";
import { loadRequest, viewOf } from "./request-row.ts";
import type { RequestView } from "./schemas.ts";

/** One request as the member may see it. @throws {Refusal} `not_found`, also for what is not theirs to see */
export async function getRequest(ctx: MemberContext, id: string): Promise<RequestView> {
  return viewOf(await loadRequest(ctx, id), ctx.member, ctx.deps.clock());
}
