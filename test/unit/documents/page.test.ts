import { describe, expect, test } from "vitest";
import { embed } from "../../../api/documents/paper/embed.ts";
import { renderPage } from "../../../api/documents/paper/page.ts";
import { paperOf } from "../../../api/documents/paper/paper.ts";
import { readQr } from "../../support/read-pdf.ts";
import { act, bankInvoice, invoice, proForma } from "./samples.ts";

const links = { pdfUrl: "/paper/abc.pdf", payUrl: "https://pay.example/?a=1&b=2" };
const plain = (page: string) =>
  page
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/[\u2066-\u2069]/g, "")
    .replaceAll("\u00a0", " ")
    .replace(/\s+/g, " ");

describe("a paper as a page", () => {
  test("says what its PDF says", () => {
    const russian = plain(renderPage(bankInvoice, 17, links));
    for (const words of [
      "Счёт на оплату № 17 от 8 апреля 2025 г.",
      "БИК 044525225",
      "987,00",
      "Девятьсот восемьдесят семь рублей 00 копеек",
      "Оплатить онлайн",
      "Скачать PDF",
    ])
      expect(russian).toContain(words);
    const persian = plain(renderPage(proForma, 31, links));
    for (const words of [
      "پیش‌فاکتور شمارهٔ ۳۱، تاریخ ۱۴۰۴/۰۱/۰۵",
      "اعتبار تا: ۱۴۰۴/۰۱/۱۲",
      "مبلغ کل به حروف: ششصد و شصت هزار ریال",
      "مبلغ قابل پرداخت ۶۶۰٬۰۰۰",
    ])
      expect(persian).toContain(words);
  });

  test("with VAT added below shows lines without it, so that columns add up", () => {
    const line = {
      ...act.lines[0]!,
      quantity: 1,
      unitPrice: 100_000,
      discount: 0,
      vat: 22_000,
      total: 122_000,
    };
    const totals = { gross: 100_000, discount: 0, vat: 22_000, payable: 122_000 };
    const tax = { mode: "exclusive", rateBp: 2200, amount: 22_000 } as const;
    const page = plain(renderPage({ ...bankInvoice, lines: [line], totals, tax }, 17, links));
    expect(page).toContain("место 1 000,00 1 000,00");
    expect(page).toContain("Итого 1 000,00 НДС 22 % 220,00 Всего к оплате 1 220,00");
    expect(page).toContain("В т. ч. НДС 22 % 220,00 руб.");
  });

  test("reads in the direction of its language", () => {
    expect(renderPage(invoice, 12, links)).toContain('<html lang="fa" dir="rtl">');
    expect(renderPage(act, 9, links)).toContain('<html lang="ru" dir="ltr">');
  });

  test("loads nothing and runs nothing", () => {
    const page = renderPage(bankInvoice, 17, links);
    expect(page).not.toMatch(/<script|<link|<img|\son\w+=|url\(|@import/i);
    expect([...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url]) => url)).toEqual([
      "https://pay.example/?a=1&amp;b=2",
      "/paper/abc.pdf",
    ]);
  });

  test("escapes whatever people wrote", () => {
    const nasty = `</b><script>alert(1)</script>"'&\u202e`;
    const line = { ...proForma.lines[0]!, title: nasty, details: nasty };
    const page = renderPage(
      { ...proForma, buyer: { profile: "ir", name: nasty, address: nasty }, lines: [line] },
      nasty,
      links,
    );
    expect(page).not.toContain("<script");
    expect(page).not.toContain("\u202e");
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
  });

  test("has no link that runs code or leaves by surprise", () => {
    for (const url of ["javascript:alert(1)", "//evil.example/x", "data:text/html,x"])
      expect(renderPage(act, 9, { pdfUrl: url })).not.toContain("href");
  });

  test("has no way to pay when there is none", () => {
    expect(renderPage(act, 9, { pdfUrl: "/x.pdf" })).not.toContain('class="pay"');
  });
});

describe("the QR of a счёт", () => {
  const drawing = paperOf(bankInvoice, 17).bank?.qr?.drawing;

  test("is read by a scanner as one segment of bytes, and asks for the total (BIL §3.4, I14)", () => {
    const { text, segments } = readQr(drawing!);
    expect(segments).toEqual(["byte"]);
    expect(text).toBe(
      "ST00012|Name=ООО «Хозур»|PersonalAcc=40702810138250123017|BankName=ПАО СБЕРБАНК|BIC=044525225|CorrespAcc=30101810400000000225|Sum=98700|Purpose=По счёту № 17 от 08.04.2025. Места в сервисе «Хозур». Без НДС|PayeeINN=7707083893|KPP=770701001",
    );
  });

  test("is not on papers that ask for no transfer", () => {
    expect([act, proForma, invoice].map((snapshot) => paperOf(snapshot, 1).bank)).toEqual([
      null,
      null,
      null,
    ]);
    const free = { ...bankInvoice, totals: { ...bankInvoice.totals, payable: 0 } };
    expect(paperOf(free, 1).bank?.qr).toBeNull();
  });
});

describe("direction marks for a PDF", () => {
  test("stand for isolates, by the first letter inside", () => {
    expect(embed("شماره \u2068۱۷\u2069، \u2068ООО\u2069", true)).toBe(
      "شماره \u200f\u202a۱۷\u202c\u200f، \u200f\u202aООО\u202c\u200f",
    );
    expect(embed("Имя \u2068سارا\u2069", false)).toBe("Имя \u200e\u202bسارا\u202c\u200e");
    expect(embed("\u2067\u2068۴ روز\u2069 (\u2068۲۹\u2069)\u2069", true)).toBe(
      "\u200f\u202b\u200f\u202b۴ روز\u202c\u200f (\u200f\u202a۲۹\u202c\u200f)\u202c\u200f",
    );
  });

  test("are left out where nothing turns", () => {
    expect(embed("ООО \u2068«Ромашка»\u2069, 17", false)).toBe("ООО «Ромашка», 17");
  });
});
