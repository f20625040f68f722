import type { RenderNotice } from "../../core/notice.ts";
import { fetchPeriod, progressBody, progressKeys } from "../shared/period-progress.ts";
import { unlessGone } from "../shared/unless-gone.ts";

/** The owner's card of a month: one message from the first question to the close. */
export const periodProgress: RenderNotice<"period-progress"> = async ({ t, api }, { period }) => {
  const shown = await unlessGone(fetchPeriod(api(), period));
  if (shown === null) return null;
  return { body: progressBody(t, shown), keys: progressKeys(t, shown) };
};
