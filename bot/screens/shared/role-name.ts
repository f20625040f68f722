import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";

/** A role as people call it. */
export const roleName = (t: Translator, preset: "owner" | "manager" | "employee" | null): Plain =>
  t.tp(`people.roles.${preset ?? "custom"}`);
