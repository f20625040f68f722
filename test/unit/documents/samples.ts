import type { IranianSeller, RussianSeller } from "../../../api/documents/rules/requisites.ts";
import type {
  DocumentLine,
  IranianSnapshot,
  RussianSnapshot,
} from "../../../api/documents/rules/snapshot.ts";

export const russianSeller: RussianSeller = {
  profile: "ru",
  name: "ООО «Хозур»",
  inn: "7707083893",
  kpp: "770701001",
  ogrn: "1027700132195",
  address: "107078, Москва, ул. Новая Басманная, д. 14, стр. 4, помещ. 7",
  bank: {
    name: "ПАО СБЕРБАНК",
    bic: "044525225",
    correspondentAccount: "30101810400000000225",
    account: "40702810138250123017",
  },
  signatories: [
    { position: "Руководитель", name: "Соколова А. В." },
    { position: "Главный бухгалтер", name: "Кравцов И. П." },
  ],
};

export const iranianSeller: IranianSeller = {
  profile: "ir",
  name: "شرکت حضور (سهامی خاص)",
  economicCode: "411398765432",
  nationalId: "10380284790",
  registrationNumber: "284790",
  postalCode: "1517863411",
  address: "تهران، خیابان ولیعصر، بالاتر از میدان ونک، کوچهٔ نگار، پلاک ۱۲، طبقهٔ ۳",
  phone: "+98 21 8877 6655",
  bank: { name: "بانک ملت، شعبهٔ ونک", sheba: "IR820540102680020817909002" },
};

const seatLine: DocumentLine = {
  title: "Дополнительное место",
  details: "08.04–01.05.2025, 22 дня",
  quantity: 3,
  unit: "seat",
  unitPrice: 32_900,
  discount: 0,
  vat: 0,
  total: 98_700,
};

/** BIL K2: three seats for 22 days. */
export const bankInvoice: RussianSnapshot = {
  version: 1,
  kind: "bank_invoice",
  language: "ru",
  currency: "RUB",
  issuedOn: "2025-04-08",
  dueOn: "2025-04-10",
  validUntil: null,
  orderNumber: "17",
  basis: null,
  seller: russianSeller,
  buyer: {
    profile: "ru",
    name: "ООО «Ромашка»",
    inn: "7710140679",
    kpp: "771001001",
    address: "125009, Москва, ул. Тверская, д. 9",
  },
  lines: [seatLine],
  totals: { gross: 98_700, discount: 0, vat: 0, payable: 98_700 },
  tax: null,
  purpose: "Места в сервисе «Хозур»",
};

export const act: RussianSnapshot = {
  ...bankInvoice,
  kind: "act",
  issuedOn: "2026-04-30",
  dueOn: null,
  basis: { number: "17", issuedOn: "2026-04-08" },
  lines: [
    {
      ...seatLine,
      title: "Доступ к сервису, тариф «Команда»",
      details: "01.04–01.07.2026, 3 месяца",
      quantity: 12,
      unitPrice: 149_700,
      discount: 179_640,
      vat: 291_546,
      total: 1_616_760,
    },
    { ...seatLine, vat: 17_798 },
  ],
  totals: { gross: 1_895_100, discount: 179_640, vat: 309_344, payable: 1_715_460 },
  tax: { mode: "inclusive", rateBp: 2200, amount: 309_344 },
};

const creditLine: DocumentLine = {
  title: "اعتبار نفرماه، دورهٔ شش‌ماهه",
  details: "جبران بدهی ۵ نفرماه",
  quantity: 5,
  unit: "person_month",
  unitPrice: 120_000,
  discount: 0,
  vat: 60_000,
  total: 660_000,
};

/** BIL A-4: a debt of five person-months at 12,000 toman, with VAT. */
export const proForma: IranianSnapshot = {
  version: 1,
  kind: "pro_forma",
  language: "fa",
  currency: "IRR",
  issuedOn: "2025-03-25",
  dueOn: null,
  validUntil: "2025-04-01",
  orderNumber: "1042",
  basis: null,
  seller: iranianSeller,
  buyer: {
    profile: "ir",
    name: "شرکت آتنسی",
    economicCode: "10380284790",
    nationalId: "10380284790",
    postalCode: "1439814411",
    address: "تهران، خیابان کارگر شمالی، پلاک ۲۱۰",
    phone: "+98 21 4433 2211",
  },
  lines: [creditLine],
  totals: { gross: 600_000, discount: 0, vat: 60_000, payable: 660_000 },
  tax: { mode: "exclusive", rateBp: 1000, amount: 60_000 },
  purpose: "شارژ اعتبار نفرماه",
};

export const invoice: IranianSnapshot = {
  ...proForma,
  kind: "invoice",
  validUntil: null,
  basis: { number: "31", issuedOn: "2025-03-25" },
  lines: [
    creditLine,
    {
      ...creditLine,
      title: "بستهٔ ۱۰ نفرساعت پشتیبانی",
      details: "برای «ООО Ромашка (Tehran)»",
      quantity: 1,
      unit: "service",
      unitPrice: 25_000_000,
      discount: 2_500_000,
      vat: 2_250_000,
      total: 24_750_000,
    },
  ],
  totals: { gross: 25_600_000, discount: 2_500_000, vat: 2_310_000, payable: 25_410_000 },
  tax: { mode: "exclusive", rateBp: 1000, amount: 2_310_000 },
};
