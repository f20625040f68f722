import type { RenderNotice } from "../../core/notice.ts";

/** Who owns the organisation, or is to: to every owner. */
export const ownershipTold: RenderNotice<"ownership-told"> = (
  { t },
  { what, organisationName, fromName, toName },
) => ({
  body: t.th(`members.own.told.${what}`, {
    organisation: organisationName,
    from: fromName,
    to: toName,
  }),
});
