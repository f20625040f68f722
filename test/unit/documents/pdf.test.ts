import { describe, expect, test } from "vitest";
import { renderPdf } from "../../../api/documents/paper/pdf.ts";
import { readPdf } from "../../support/read-pdf.ts";
import { act, bankInvoice, invoice, proForma } from "./samples.ts";

const read = async (...paper: Parameters<typeof renderPdf>) => readPdf(await renderPdf(...paper));
const many = <T>(lines: readonly T[], count: number): T[] =>
  Array.from({ length: count }, (_, index) => lines[index % lines.length] as T);

describe("a PDF of", () => {
  test("a счёт says what accountants look for (BIL §3.4)", async () => {
    const { pages, text } = await read(bankInvoice, 17);
    expect(pages).toHaveLength(1);
    for (const words of [
      "Счёт на оплату № 17 от 8 апреля 2025 г.",
      "Оплатить до: 10 апреля 2025 г.",
      "БИК 044525225",
      "30101810400000000225",
      "40702810138250123017",
      "ИНН 7707083893 КПП 770701001",
      "ООО «Ромашка», ИНН 7710140679, КПП 771001001",
      "1 Дополнительное место 08.04–01.05.2025, 22 дня 3 место 329,00 987,00",
      "Без налога (НДС)",
      "Всего к оплате: 987,00",
      "Всего наименований 1, на сумму 987,00 руб.",
      "Девятьсот восемьдесят семь рублей 00 копеек",
      "По счёту № 17 от 08.04.2025. Места в сервисе «Хозур». Без НДС",
      "Соколова А. В.",
      "Кравцов И. П.",
    ])
      expect(text).toContain(words);
  });

  test("an акт has its VAT, its discount and what it is based on", async () => {
    const { text } = await read(act, 9);
    for (const words of [
      "Акт № 9 от 30 апреля 2026 г.",
      "Основание: счёт на оплату № 17 от 8 апреля 2026 г.",
      "1 497,00 1 796,40 16 167,60",
      "В том числе НДС 22 %: 3 093,44",
      "Всего: 17 154,60",
      "Семнадцать тысяч сто пятьдесят четыре рубля 60 копеек",
      "Заказчик претензий",
    ])
      expect(text.replaceAll("\u00a0", " ")).toContain(words);
    expect(text).not.toContain("QR");
  });

  test("a پیش‌فاکتور has its sums in rials and in words (BIL A-4)", async () => {
    const { pages, text } = await read(proForma, 31);
    expect(pages).toHaveLength(1);
    expect(text).toContain("ششصد و شصت هزار ریال");
    for (const part of [
      "۳۱",
      "۱۴۰۴/۰۱/۰۵",
      "۱۴۰۴/۰۱/۱۲",
      "۶۰۰٬۰۰۰",
      "۶۶۰٬۰۰۰",
      "411398765432",
      "IR820540102680020817909002",
      "+98 21 4433 2211",
    ])
      expect(text).toContain(part);
  });

  test("a فاکتور keeps Russian and English names in one piece", async () => {
    const { text } = await read(invoice, 12);
    expect(text).toContain("ООО Ромашка (Tehran)");
    expect(text).toContain("بیست و پنج میلیون و چهارصد و ده هزار ریال");
  });

  test("many lines goes over pages, each with the header and its number", async () => {
    const { pages } = await read({ ...act, lines: many(act.lines, 60) }, 14);
    expect(pages.length).toBeGreaterThan(2);
    const count = pages.length;
    pages.forEach((page, index) => {
      expect(page).toContain(`Страница ${index + 1} из ${count}`);
      expect(page.includes("Кол-во")).toBe(/\d место/.test(page));
    });
    const rows = pages.join(" ").match(/(?:Доступ к сервису|Дополнительное место)/g);
    expect(rows).toHaveLength(60);
    expect(pages.at(-1)).toContain("Исполнитель");
  });

  test("names with letters no font has is still a PDF, and hides no other letters", async () => {
    const buyer = { profile: "ru", name: "ООО «漢字 🎉 سلام ✓»" } as const;
    const { text } = await read({ ...bankInvoice, buyer }, 1);
    expect(text).toContain("ООО «");
    expect(text).toContain("сервисе «Хозур»");
  });

  test("names without spaces breaks them, and prints every letter", async () => {
    const name = "Сверхдлинноеназваниебезпробелов".repeat(7);
    const { text } = await read({ ...bankInvoice, buyer: { profile: "ru", name } }, 1);
    expect(text.replace(/[\s\u200b-]/g, "")).toContain(name);
  });

  test("the same paper is the same every time but for its stamp of making", async () => {
    const [one, two] = await Promise.all([read(proForma, 31), read(proForma, 31)]);
    expect(one).toEqual(two);
  });
});

test("a PDF is small: a font is in it once, and only the letters it needs", async () => {
  const bytes = await renderPdf({ ...act, lines: many(act.lines, 60) }, 14);
  expect(bytes.length).toBeLessThan(100_000);
});
