import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openOnYookassa, openOnZarinpal, openSandbox, type Sandbox } from "./sandbox.ts";

let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await openSandbox()));
afterEach(() => sandbox.close());

async function page(path: string): Promise<string> {
  return (await fetch(sandbox.url + path)).text();
}

async function press(path: string, act: string): Promise<Response> {
  const body = new URLSearchParams({ act });
  return fetch(sandbox.url + path, { method: "POST", body, redirect: "manual" });
}

describe("Zarinpal's page", () => {
  it("speaks Persian, shows toman and rial, and says that it is a sandbox", async () => {
    const text = await page(`/pg/StartPay/${await openOnZarinpal(sandbox)}`);
    expect(text).toContain('<html lang="fa" dir="rtl">');
    for (const words of ["۶۶٬۰۰۰ تومان", "۶۶۰٬۰۰۰ ریال", "سفارش ۱۰۴۲", "محیط آزمایشی"])
      expect(text).toContain(words);
  });

  it.each([
    ["pay", "OK", "PAID"],
    ["cancel", "NOK", "FAILED"],
    ["decline", "NOK", "FAILED"],
  ])("%s leads back with Status=%s", async (act, status, state) => {
    const authority = await openOnZarinpal(sandbox);
    const answer = await press(`/pg/StartPay/${authority}`, act);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(
      `${sandbox.shopUrl}/pay/zp/cb/att_zp?from=bot&Authority=${authority}&Status=${status}`,
    );
    expect(sandbox.control.ledger().payments).toMatchObject([{ status: state }]);
  });

  it.each([
    ["pay_and_close", "PAID", "پول کم شده"],
    ["close", "IN_BANK", "چیزی پرداخت نشده"],
  ])("%s leads nowhere", async (act, status, words) => {
    const answer = await press(`/pg/StartPay/${await openOnZarinpal(sandbox)}`, act);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(words);
    expect(sandbox.control.ledger().payments).toMatchObject([{ status }]);
  });

  it("takes no money twice, and none for a payment that is over", async () => {
    const authority = await openOnZarinpal(sandbox);
    const path = `/pg/StartPay/${authority}`;
    await press(path, "pay");
    await press(path, "pay");
    await press(path, "cancel");
    expect(sandbox.control.ledger().merchants).toMatchObject([{ taken: 660_000, held: 660_000 }]);
    const text = await page(path);
    expect(text).toContain("انجام شده");
    expect(text).not.toContain("<button");
  });

  it("knows nothing of other payments", async () => {
    expect((await fetch(`${sandbox.url}/pg/StartPay/A1`)).status).toBe(404);
    expect((await press("/pg/StartPay/A1", "pay")).status).toBe(404);
  });
});

describe("YooKassa's page", () => {
  it("speaks Russian and escapes what a merchant wrote", async () => {
    const description = "<script>alert(1)</script>";
    const text = await page(`/yookassa/pay/${await openOnYookassa(sandbox, { description })}`);
    expect(text).toContain('<html lang="ru" dir="ltr">');
    expect(text).toContain("песочница");
    expect(text).toContain("&lt;script&gt;");
    expect(text).not.toContain("<script");
    expect(text).not.toContain("<svg");
  });

  it("shows SBP as a QR and a bank app, and stays when there is nowhere to return", async () => {
    const id = await openOnYookassa(sandbox, { method: "sbp" });
    const text = await page(`/yookassa/pay/${id}`);
    expect(text).toContain("<svg");
    expect(text).toContain("Оплатить в приложении банка");
    const answer = await press(`/yookassa/pay/${id}`, "pay");
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("оплачен");
  });

  it("leads back after paying, and not after closing", async () => {
    const [paid, closed] = [await openOnYookassa(sandbox), await openOnYookassa(sandbox)];
    const answer = await press(`/yookassa/pay/${paid}`, "pay");
    expect(answer.headers.get("location")).toBe("https://app.example/pay/yk/return/att_yk");
    expect(await (await press(`/yookassa/pay/${closed}`, "pay_and_close")).text()).toContain(
      "Деньги списаны",
    );
    expect(sandbox.control.ledger().payments).toMatchObject([
      { status: "succeeded" },
      { status: "succeeded" },
    ]);
  });

  it("tells a payment the merchant knows as over", async () => {
    const id = await openOnYookassa(sandbox);
    await press(`/yookassa/pay/${id}`, "cancel");
    expect(await page(`/yookassa/pay/${id}`)).toContain("завершён");
    expect((await fetch(`${sandbox.url}/yookassa/pay/x`)).status).toBe(404);
  });

  it("brings its own style and fonts and nothing from elsewhere", async () => {
    const answer = await fetch(`${sandbox.url}/yookassa/pay/${await openOnYookassa(sandbox)}`);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    for (const path of ["pay.css", "fonts/vazirmatn.woff2", "fonts/inter-cyrillic.woff2"])
      expect((await fetch(`${sandbox.url}/sandbox/${path}`)).status).toBe(200);
    expect((await fetch(`${sandbox.url}/sandbox/fonts/constructor`)).status).toBe(404);
  });
});
