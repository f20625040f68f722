/** Who signs a Russian paper: «Руководитель», «Главный бухгалтер». */
export interface Signatory {
  readonly position: string;
  readonly name: string;
}

export interface RussianBank {
  readonly name: string;
  /** 9 digits. */
  readonly bic: string;
  /** 20 digits, beginning with 301. */
  readonly correspondentAccount: string;
  /** 20 digits, one of them a letter in rare currencies; its key depends on `bic`. */
  readonly account: string;
}

export interface RussianSeller {
  readonly profile: "ru";
  readonly name: string;
  /** 10 digits of a company, 12 of an entrepreneur. */
  readonly inn: string;
  /** 9 characters; entrepreneurs have none. */
  readonly kpp?: string | undefined;
  /** 13 digits of a company (ОГРН), 15 of an entrepreneur (ОГРНИП). */
  readonly ogrn?: string | undefined;
  readonly address: string;
  readonly bank: RussianBank;
  readonly signatories: readonly Signatory[];
}

export interface IranianBank {
  readonly name: string;
  /** `IR` and 24 digits. */
  readonly sheba: string;
}

export interface IranianSeller {
  readonly profile: "ir";
  readonly name: string;
  /** شماره اقتصادی, 11 to 14 digits. */
  readonly economicCode: string;
  /** شناسه ملی of a company (11 digits), or کد ملی of a person (10). */
  readonly nationalId: string;
  readonly registrationNumber?: string | undefined;
  /** 10 digits. */
  readonly postalCode: string;
  readonly address: string;
  readonly phone: string;
  readonly bank: IranianBank;
}

/** A buyer may have told nothing but a name. */
export interface RussianBuyer {
  readonly profile: "ru";
  readonly name: string;
  readonly inn?: string | undefined;
  readonly kpp?: string | undefined;
  readonly address?: string | undefined;
}

/** A buyer may have told nothing but a name. */
export interface IranianBuyer {
  readonly profile: "ir";
  readonly name: string;
  readonly economicCode?: string | undefined;
  readonly nationalId?: string | undefined;
  readonly registrationNumber?: string | undefined;
  readonly postalCode?: string | undefined;
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
}

export type Seller = RussianSeller | IranianSeller;
export type Buyer = RussianBuyer | IranianBuyer;
