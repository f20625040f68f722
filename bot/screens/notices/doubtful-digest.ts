import { ask } from "../../core/api.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { doubtfulView } from "../owner/doubtful-view.ts";
import { unlessRefused } from "../shared/unless-refused.ts";

/** What is new among doubtful punches, once a day; nothing new, or hidden by money: no message (ATT idea 14). */
export const doubtfulDigest: RenderNotice<"doubtful-digest"> = async (
  { api, t },
  { orgId, since },
) => {
  const query = { orgId, since: String(since) };
  const list = await unlessRefused(ask(api().trust.doubtful.$get({ query })));
  if (list === null || list.items.length === 0) return null;
  return doubtfulView(t, list, {
    title: t.th("trust.doubtful.digest"),
    last: [{ label: t.tp("trust.doubtful.keys.all"), go: to("doubtful") }],
  });
};
