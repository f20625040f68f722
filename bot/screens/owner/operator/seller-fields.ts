import { sellerProblems } from "../../../../api/documents/rules/requisite-problems.ts";
import type { RequisiteCode } from "../../../../api/documents/rules/requisite-problems.ts";
import type { Seller } from "../../../../api/documents/rules/requisites.ts";
import { cleanName } from "../../../core/html.ts";
import { normaliseText } from "../../../core/text-input.ts";

export type Profile = "ir" | "ru";
export type Typed = Readonly<Record<string, string>>;

const russian = [
  "name",
  "inn",
  "kpp",
  "ogrn",
  "address",
  "bank_name",
  "bic",
  "correspondent_account",
  "account",
  "head",
  "accountant",
] as const;
const iranian = [
  "name",
  "national_id",
  "economic_code",
  "registration_number",
  "postal_code",
  "address",
  "phone",
  "bank_name",
  "sheba",
] as const;
export type SellerField = (typeof russian)[number] | (typeof iranian)[number];

/** What is asked, in the order in which a value can be judged: a bank account only after its bank. */
export const fieldsOf = (profile: Profile): readonly SellerField[] =>
  profile === "ru" ? russian : iranian;

const optional: ReadonlySet<SellerField> = new Set([
  "kpp",
  "ogrn",
  "registration_number",
  "head",
  "accountant",
]);
export const mayBeSkipped = (field: SellerField): boolean => optional.has(field);

const asText: ReadonlySet<SellerField> = new Set([
  "name",
  "address",
  "bank_name",
  "head",
  "accountant",
]);

/** What was typed, as papers want it: Latin digits without spaces for numbers. */
export function readField(field: SellerField, typed: string): string {
  if (asText.has(field)) return cleanName(typed, 250);
  const plain = normaliseText(typed);
  return field === "phone" ? plain : plain.replace(/[\s-]/g, "").toUpperCase();
}

/** The company out of the answers; who signs has a position of its own. */
export function sellerOf(profile: Profile, typed: Typed): Seller {
  const text = (field: SellerField): string => typed[field] ?? "";
  const given = (field: SellerField, key: string) =>
    text(field) === "" ? {} : { [key]: text(field) };
  if (profile === "ru")
    return {
      profile,
      name: text("name"),
      inn: text("inn"),
      ...given("kpp", "kpp"),
      ...given("ogrn", "ogrn"),
      address: text("address"),
      bank: {
        name: text("bank_name"),
        bic: text("bic"),
        correspondentAccount: text("correspondent_account"),
        account: text("account"),
      },
      signatories: [
        ...(text("head") === "" ? [] : [{ position: "Руководитель", name: text("head") }]),
        ...(text("accountant") === ""
          ? []
          : [{ position: "Главный бухгалтер", name: text("accountant") }]),
      ],
    };
  return {
    profile,
    name: text("name"),
    nationalId: text("national_id"),
    economicCode: text("economic_code"),
    ...given("registration_number", "registrationNumber"),
    postalCode: text("postal_code"),
    address: text("address"),
    phone: text("phone"),
    bank: { name: text("bank_name"), sheba: text("sheba") },
  };
}

/** The answers out of a company that was entered before. */
export function typedOf(seller: Seller | null): Typed {
  if (seller === null) return {};
  const { name, address } = seller;
  if (seller.profile === "ru") {
    const [head, accountant] = seller.signatories;
    return filled({
      name,
      address,
      inn: seller.inn,
      kpp: seller.kpp,
      ogrn: seller.ogrn,
      bank_name: seller.bank.name,
      bic: seller.bank.bic,
      correspondent_account: seller.bank.correspondentAccount,
      account: seller.bank.account,
      head: head?.name,
      accountant: accountant?.name,
    });
  }
  return filled({
    name,
    address,
    national_id: seller.nationalId,
    economic_code: seller.economicCode,
    registration_number: seller.registrationNumber,
    postal_code: seller.postalCode,
    phone: seller.phone,
    bank_name: seller.bank.name,
    sheba: seller.bank.sheba,
  });
}

const filled = (given: Readonly<Record<string, string | undefined>>): Typed =>
  Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

/** Why a value cannot be taken; null when it can. */
export const fieldProblem = (
  profile: Profile,
  typed: Typed,
  field: SellerField,
): RequisiteCode | null =>
  sellerProblems(sellerOf(profile, typed)).find((problem) => problem.field === field)?.code ?? null;
