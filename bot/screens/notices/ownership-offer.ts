import { ask } from "../../core/api.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { transferCard } from "../shared/ownership.ts";

/** The organisation is offered: accept or decline. */
export const ownershipOffer: RenderNotice<"ownership-offer"> = async ({ t, api }) => {
  const { transfer } = await ask(api().ownership.ownership.$get());
  return transfer === null ? null : transferCard(t, transfer);
};
