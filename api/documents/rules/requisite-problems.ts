import {
  isAccountAt,
  isBic,
  isCorrespondentAccountOf,
  isEconomicCode,
  isInn,
  isIranianLegalId,
  isIranianPersonalId,
  isIranianPostalCode,
  isKpp,
  isOgrn,
  isSheba,
} from "./check-digits.ts";
import type { Buyer, IranianBuyer, RussianBuyer, Seller } from "./requisites.ts";

export type RequisiteField =
  | "name"
  | "address"
  | "phone"
  | "inn"
  | "kpp"
  | "ogrn"
  | "bank_name"
  | "bic"
  | "account"
  | "correspondent_account"
  | "signatories"
  | "economic_code"
  | "national_id"
  | "registration_number"
  | "postal_code"
  | "sheba";

/** `missing`: empty; `wrong`: not such a number or its check digit does not fit; `too_long`: over `maxRequisite` characters. */
export type RequisiteCode = "missing" | "wrong" | "too_long";

export interface RequisiteProblem {
  readonly field: RequisiteField;
  readonly code: RequisiteCode;
}

/** Characters of a name or an address; a paper has no room for more. */
export const maxRequisite = 250;

type Check = readonly [
  field: RequisiteField,
  value: string | undefined,
  isRight?: (text: string) => boolean,
];

/** What is wrong with a seller's requisites, in the order of the form; empty when all is right (BIL §3.4, §3.5). */
export function sellerProblems(seller: Seller): RequisiteProblem[] {
  if (seller.profile === "ru") {
    const { bank } = seller;
    return problems(
      [
        ["name", seller.name],
        ["inn", seller.inn, isInn],
        ["address", seller.address],
        ["bank_name", bank.name],
        ["bic", bank.bic, isBic],
        [
          "correspondent_account",
          bank.correspondentAccount,
          ofBank(bank.bic, isCorrespondentAccountOf),
        ],
        ["account", bank.account, ofBank(bank.bic, isAccountAt)],
        ...seller.signatories.map(({ name }): Check => ["signatories", name]),
      ],
      [
        ["kpp", seller.kpp, isKppOf(seller.inn)],
        ["ogrn", seller.ogrn, isOgrn],
      ],
    );
  }
  return problems(
    [
      ["name", seller.name],
      ["economic_code", seller.economicCode, isEconomicCode],
      ["national_id", seller.nationalId, isIranianId],
      ["postal_code", seller.postalCode, isIranianPostalCode],
      ["address", seller.address],
      ["phone", seller.phone, isPhone],
      ["bank_name", seller.bank.name],
      ["sheba", seller.bank.sheba, isSheba],
    ],
    [["registration_number", seller.registrationNumber, isRegistrationNumber]],
  );
}

/** What is wrong with a buyer's requisites: only the name must be there, the rest must be right if it is. */
export function buyerProblems(buyer: Buyer): RequisiteProblem[] {
  return problems(
    [["name", buyer.name]],
    buyer.profile === "ru" ? russianBuyer(buyer) : iranianBuyer(buyer),
  );
}

function russianBuyer(buyer: RussianBuyer): Check[] {
  return [
    ["inn", buyer.inn, isInn],
    ["kpp", buyer.kpp, isKppOf(buyer.inn)],
    ["address", buyer.address],
  ];
}

function iranianBuyer(buyer: IranianBuyer): Check[] {
  return [
    ["economic_code", buyer.economicCode, isEconomicCode],
    ["national_id", buyer.nationalId, isIranianId],
    ["registration_number", buyer.registrationNumber, isRegistrationNumber],
    ["postal_code", buyer.postalCode, isIranianPostalCode],
    ["address", buyer.address],
    ["phone", buyer.phone, isPhone],
  ];
}

function problems(needed: readonly Check[], optional: readonly Check[]): RequisiteProblem[] {
  return [
    ...needed.flatMap(([field, value, isRight]) =>
      missing(value) ? [{ field, code: "missing" as const }] : wrong(field, value, isRight),
    ),
    ...optional.flatMap(([field, value, isRight]) =>
      missing(value) ? [] : wrong(field, value, isRight),
    ),
  ];
}

function wrong(
  field: RequisiteField,
  value: string | undefined,
  isRight: (text: string) => boolean = () => true,
): RequisiteProblem[] {
  if (value === undefined) return [];
  if (value.length > maxRequisite) return [{ field, code: "too_long" }];
  return isRight(value) ? [] : [{ field, code: "wrong" }];
}

const missing = (value: string | undefined) => value === undefined || value.trim() === "";

/** An account is judged only against a right BIC: otherwise the BIC is what is wrong. */
const ofBank =
  (bic: string, fits: (bic: string, account: string) => boolean) => (account: string) =>
    isBic(bic) ? fits(bic, account) : /^[\dA-Z]{20}$/.test(account);

/** Entrepreneurs (12 digits of ИНН) have no КПП. */
const isKppOf = (inn: string | undefined) => (kpp: string) => inn?.length !== 12 && isKpp(kpp);

const isIranianId = (text: string) => isIranianLegalId(text) || isIranianPersonalId(text);
const isRegistrationNumber = (text: string) => /^\d{1,10}$/.test(text);
const isPhone = (text: string) => /^\+?[\d\s()-]{5,25}$/.test(text);
