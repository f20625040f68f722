import {
  buyerProblems,
  type RequisiteCode,
} from "../../../../api/documents/rules/requisite-problems.ts";
import type { Buyer } from "../../../../api/documents/rules/requisites.ts";
import { cleanName } from "../../../core/html.ts";
import { normaliseText } from "../../../core/text-input.ts";

export type Profile = "ir" | "ru";
export type Details = Readonly<Record<string, string>>;

/** Names of `Buyer`'s fields, as they are stored. */
export type DetailField =
  | "name"
  | "inn"
  | "kpp"
  | "nationalId"
  | "economicCode"
  | "postalCode"
  | "address"
  | "phone";

const typedAsText: ReadonlySet<DetailField> = new Set(["name", "address"]);

/** What is asked, in order. An entrepreneur (12 digits of ИНН) has no КПП, and nobody without an ИНН is asked for it. */
export const fieldsOf = (profile: Profile, details: Details): readonly DetailField[] =>
  profile === "ir"
    ? ["name", "nationalId", "economicCode", "postalCode", "address", "phone"]
    : details["inn"]?.length === 10
      ? ["name", "inn", "kpp", "address"]
      : ["name", "inn", "address"];

/** Only the name has to be there. */
export const mayBeSkipped = (field: DetailField): boolean => field !== "name";

/** What was typed, in the shape the papers want: Latin digits without spaces and dashes for numbers. */
export function readDetail(field: DetailField, typed: string): string {
  if (typedAsText.has(field)) return cleanName(typed, 300);
  const plain = normaliseText(typed);
  return field === "phone" ? plain : plain.replace(/[\s-]/g, "").toUpperCase();
}

/** Why a value cannot be taken; null when it can. */
export function detailProblem(
  profile: Profile,
  details: Details,
  field: DetailField,
): RequisiteCode | null {
  const wanted = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const buyer = { name: "", ...details, profile } as Buyer;
  return buyerProblems(buyer).find((problem) => problem.field === wanted)?.code ?? null;
}

/** Without what does not belong to what was told: a КПП after the ИНН became an entrepreneur's. */
export function tidy(profile: Profile, details: Details): Details {
  const fields = fieldsOf(profile, details);
  const kept = Object.entries(details).filter(
    ([field, value]) => value !== "" && fields.some((known) => known === field),
  );
  return Object.fromEntries(kept);
}
