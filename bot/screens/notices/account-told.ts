import type { RenderNotice } from "../../core/notice.ts";

/** What became of an account: to the old one and the new one. */
export const accountTold: RenderNotice<"account-told"> = ({ t }, { organisationName, what }) => ({
  body: t.th(`members.account.told.${what}`, { organisation: organisationName }),
});
