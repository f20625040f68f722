import type {
  IranianBuyer,
  IranianSeller,
  RussianBuyer,
  RussianSeller,
} from "../rules/requisites.ts";
import type { PaperWords } from "./words.ts";

export interface PartyField {
  readonly label: string;
  readonly value: string;
  /** Takes a line of its own. */
  readonly isLong: boolean;
}

/** Seller or buyer: one line of text in Russia, a box of fields in Iran. */
export interface Party {
  readonly heading: string;
  readonly name: string;
  readonly fields: readonly PartyField[];
  /** Everything in one sentence. */
  readonly line: string;
}

type Role = "seller" | "buyer";

export function russianParty(
  role: Role,
  party: RussianSeller | RussianBuyer,
  { tp, own }: PaperWords,
): Party {
  const ogrn = "ogrn" in party ? party.ogrn : undefined;
  const fields = [
    { label: tp("documents.parties.tax_id"), value: party.inn ?? "", isLong: false },
    { label: tp("documents.parties.second_id"), value: party.kpp ?? "", isLong: false },
    { label: tp("documents.parties.register"), value: ogrn ?? "", isLong: false },
  ].filter(({ value }) => value !== "");
  const address = party.address === undefined || party.address === "" ? [] : [own(party.address)];
  const ids = fields.map(({ label, value }) => `${label} ${value}`);
  const name = own(party.name);
  return {
    heading: tp(`documents.parties.${role}`),
    name,
    fields,
    line: [name, ...ids, ...address].join(", "),
  };
}

/** Codes stay in Latin digits, since people type them into the tax system. */
export function iranianParty(
  role: Role,
  party: IranianSeller | IranianBuyer,
  words: PaperWords,
): Party {
  const { tp, own } = words;
  const field = (
    key:
      | "tax_id"
      | "second_id"
      | "register"
      | "postal_code"
      | "phone"
      | "address"
      | "bank"
      | "account_code",
    value: string | undefined,
  ) => ({
    label: tp(`documents.parties.${key}`),
    value: value === undefined || value === "" ? "" : own(value),
    isLong: (value?.length ?? 0) > 30,
  });
  const bank = "bank" in party ? party.bank : undefined;
  const fields = [
    field("tax_id", party.economicCode),
    field("second_id", party.nationalId),
    field("register", party.registrationNumber),
    field("postal_code", party.postalCode),
    field("phone", party.phone),
    field("address", party.address),
    field("bank", bank?.name),
    field("account_code", bank?.sheba),
  ].filter(({ value }) => value !== "");
  const name = own(party.name);
  const line = [name, ...fields.map(({ label, value }) => `${label}: ${value}`)].join("، ");
  return { heading: tp(`documents.parties.${role}`), name, fields, line };
}
