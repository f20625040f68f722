import { type RolePreset, rolePresets } from "../../../api/core/permissions.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { isUuid } from "../../core/arguments.ts";
import { plain } from "../../core/html.ts";

/** A role as people call it: a preset in their language, one of the company's own as it was named. */
export const roleName = (t: Translator, preset: RolePreset | null, own?: string): Plain =>
  preset === null && own !== undefined && own !== ""
    ? plain(own, 60)
    : t.tp(`people.roles.${preset ?? "custom"}`);

/** A role inside a key: the preset's word, or the id of one of the company's own. */
export const roleArg = ({
  preset,
  id,
}: {
  readonly preset: RolePreset | null;
  readonly id: string;
}) => preset ?? id;

/** The role of a key, as the API takes it; null when the key names none. */
export function roleWish(
  arg: string,
): { readonly rolePreset: RolePreset } | { readonly roleId: string } | null {
  const rolePreset = rolePresets.find((known) => known === arg);
  if (rolePreset !== undefined) return { rolePreset };
  return isUuid(arg) ? { roleId: arg } : null;
}
