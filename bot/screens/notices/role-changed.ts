import { ask } from "../../core/api.ts";
import { lines, link } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { roleName } from "../shared/role-name.ts";

/** A new role, and for who has a team now the bot where it is led. */
export const roleChanged: RenderNotice<"role-changed"> = async (
  { t, api },
  { organisationName, rolePreset, roleName: own, onlyRights },
) => {
  const said = onlyRights === true ? "people.person.role_rights_told" : "people.person.role_told";
  const told = t.th(said, {
    organisation: organisationName,
    role: roleName(t, rolePreset, own),
  });
  if (rolePreset === "employee") return { body: told };
  const { links } = await ask(api().people.me.$get());
  const owner = link(t.tp("people.keys.open_owner"), links.owner);
  return { body: lines(told, t.th("people.join.manage", { link: owner })) };
};
