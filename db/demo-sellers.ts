import type { IranianSeller, RussianSeller } from "../api/documents/rules/requisites.ts";

/** Companies that exist nowhere, with numbers whose check digits are right: the demo prints papers too. */
export const demoSellers: { readonly ru: RussianSeller; readonly ir: IranianSeller } = {
  ru: {
    profile: "ru",
    name: "ООО «Хозур Демо»",
    inn: "7701234560",
    kpp: "770101001",
    ogrn: "1027700132195",
    address: "101000, г. Москва, ул. Примерная, д. 1",
    bank: {
      name: "ПАО СБЕРБАНК",
      bic: "044525225",
      correspondentAccount: "30101810400000000225",
      account: "40702810138250123017",
    },
    signatories: [
      { position: "Генеральный директор", name: "Смирнова А. В." },
      { position: "Главный бухгалтер", name: "Орлов П. И." },
    ],
  },
  ir: {
    profile: "ir",
    name: "شرکت حضور نمونه",
    economicCode: "14005893875",
    nationalId: "14005893875",
    registrationNumber: "485120",
    postalCode: "1517613915",
    address: "تهران، خیابان نمونه، پلاک ۱",
    phone: "02188880000",
    bank: { name: "بانک نمونه", sheba: "IR820540102680020817909002" },
  },
};
