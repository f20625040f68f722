import type { RolePreset } from "../../../api/core/permissions.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";

/** A role as people call it. */
export const roleName = (t: Translator, preset: RolePreset | null): Plain =>
  t.tp(`people.roles.${preset ?? "custom"}`);
