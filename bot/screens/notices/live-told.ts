import type { RenderNotice } from "../../core/notice.ts";

/** It has begun, or it is enough and may be stopped. */
export const liveTold: RenderNotice<"live-told"> = ({ t }, { stage }) => ({
  body: t.th(`trust.live.${stage}`),
});
