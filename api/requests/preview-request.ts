import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { computeCard } from "./compute-card.ts";
import { loadScene } from "./load-scene.ts";
import type { RequestCard, RequestInput } from "./schemas.ts";
import { refuseFuture, wishOf } from "./wish-of.ts";

/** What a request would cost and leave, before it is sent. @throws {Refusal} as `computeCard`, `loadScene` and `wishOf` */
export async function previewRequest(
  ctx: MemberContext,
  input: RequestInput,
): Promise<RequestCard> {
  permit(ctx, "requests.self");
  const wish = wishOf(input, ctx.member.organisation.timeZone);
  refuseFuture(wish, ctx.deps.clock());
  return computeCard(await loadScene(ctx, wish));
}
