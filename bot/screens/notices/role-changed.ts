import { ask } from "../../core/api.ts";
import { lines, link } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { roleName } from "../shared/role-name.ts";

/** A new role, and for who has a team now the bot where it is led. */
export const roleChanged: RenderNotice<"role-changed"> = async (
  { t, api },
  { organisationName, rolePreset },
) => {
  const told = t.th("people.person.role_told", {
    organisation: organisationName,
    role: roleName(t, rolePreset),
  });
  if (rolePreset === "employee") return { body: told };
  const { links } = await ask(api().people.me.$get());
  const owner = link(t.tp("people.keys.open_owner"), links.owner);
  return { body: lines(told, t.th("people.join.manage", { link: owner })) };
};
