import type { RenderNotice } from "../../core/notice.ts";
import { ownerChangeKeys, staffChangeKeys } from "../shared/change-keys.ts";
import { changeBody, fetchChange } from "../shared/change-text.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** A change of a log for both sides, in its present state; re-shown whenever it is answered or settled. */
export const changeCard: RenderNotice<"change-card"> = async ({ api, t }, card) => {
  const { reference, employeeId, forEmployee } = card;
  const change = await unlessGone(
    fetchChange(api(), reference, forEmployee ? undefined : employeeId),
  );
  if (change === null) return null;
  return {
    body: changeBody(t, change, card),
    keys: forEmployee ? staffChangeKeys(t, change) : ownerChangeKeys(t, change, card.date),
  };
};
