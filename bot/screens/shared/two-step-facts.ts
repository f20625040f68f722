import { type RolePreset, rolePresets } from "../../../api/core/permissions.ts";
import type { ConfirmationView } from "../../../api/security/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Html } from "../../core/view.ts";
import { roleName } from "./role-name.ts";

type Facts = ConfirmationView["facts"];

/** Facts people can read, in this order. Ids and whatever else a confirmation is bound to stay unsaid. */
const shown = [
  "name",
  "organisation",
  "roleName",
  "roleBefore",
  "role",
  "group",
  "manages",
  "added",
  "removed",
  "kind",
  "period",
  "people",
  "days",
  "amount",
  "number",
  "place",
  "device",
  "address",
  "email",
  "account",
  "details",
  "reason",
] as const;
type Shown = (typeof shown)[number];

/** One line a fact, in the reader's words. */
export const factLines = (t: Translator, facts: Facts): Html[] =>
  shown.flatMap((name) => {
    const value = said(t, name, facts);
    return value === null ? [] : [t.th(`security.two_step.facts.${name}`, { value })];
  });

function said(t: Translator, name: Shown, facts: Facts): string | null {
  const value = facts[name];
  if (value === undefined || value === null || value === "") return null;
  if (Array.isArray(value)) return listed(t, name, value);
  if (typeof value === "boolean") return null;
  if (name === "role" || name === "roleBefore") return roleWord(t, String(value));
  if (name === "kind") return kindWord(t, String(value));
  if (name === "period" && /^\d{4}-\d{2}$/.test(String(value)))
    return t.format.month(String(value));
  if (name === "amount")
    return t.format.money(Number(value), facts["currency"] === "RUB" ? "RUB" : "IRR");
  return typeof value === "number" ? t.format.number(value) : value;
}

function listed(t: Translator, name: Shown, values: readonly string[]): string | null {
  if (values.includes("*")) return t.tp("security.two_step.all_groups");
  const isRights = name === "added" || name === "removed";
  if (isRights && values.length === 0) return null;
  const words = values.map((value) =>
    isRights ? permissionWord(t, value) : name === "role" ? roleWord(t, value) : value,
  );
  return words.length === 0
    ? t.tp("security.two_step.none")
    : words.join(t.language === "fa" ? "، " : ", ");
}

const isPreset = (value: string): value is RolePreset =>
  (rolePresets as readonly string[]).includes(value);

const roleWord = (t: Translator, value: string): string =>
  isPreset(value) ? roleName(t, value) : value;

function kindWord(t: Translator, value: string): string {
  const key = `timesheets.kinds.${value}`;
  return t.has(key) ? t.tp(key) : value;
}

function permissionWord(t: Translator, value: string): string {
  const key = `people.rights.${value.replaceAll(".", "_")}`;
  return t.has(key) ? t.tp(key) : value;
}
