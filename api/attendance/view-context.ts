import { loadMemberWithAccess } from "../billing/load-access.ts";
import { contextOf, limitOrganisation, type Request } from "../core/http.ts";
import type { ViewContext } from "./visible-days.ts";

/** Who looks, and what money hides from them: one round trip. */
export async function viewContextOf(c: Request): Promise<ViewContext> {
  const ctx = contextOf(c);
  const seen = await loadMemberWithAccess(ctx);
  limitOrganisation(c, seen.member);
  return { ...ctx, ...seen };
}
