import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { demoCompanies } from "../../db/demo.ts";
import { launchBrowser } from "../support/browser.ts";
import { chromiumHand } from "../support/main-job/chromium-hand.ts";
import { openPage } from "../support/main-job/chromium-stage.ts";
import type { Hand } from "../support/main-job/stage.ts";
import { type ProductProcess, startProduct } from "../support/product-process.ts";

let browser: Browser;
let product: ProductProcess;
let page: Page;
let complaints: readonly string[];
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());
beforeEach(async () => {
  product = await startProduct();
  ({ page, complaints } = await openPage(browser, { width: 1180, height: 860 }));
  await page.goto(product.page);
}, 60_000);
afterEach(async () => {
  await page.context().close();
  await product.stop();
  const said = [...complaints, ...product.complaints()];
  if (said.length > 0) throw new Error(said.join("\n"));
}, 60_000);

/** The owner of a demo company, holding the phone of their language in the owner bot. */
function ownerOf(language: "fa" | "ru"): Hand {
  const company = demoCompanies.find((one) => one.language === language);
  const owner = company?.people.find(({ role }) => role === "owner");
  if (owner === undefined) throw new Error(`no demo owner speaks ${language}`);
  return chromiumHand({
    page,
    phone: language,
    userId: owner.telegramUserId,
    bot: "owner",
    where: { place: undefined },
    placeAt: () => undefined,
    shared: {},
  });
}

/** Follows a key that leads to the bank's page, pays there and comes back. @returns what the last page says */
async function payAt(hand: Hand, label: string): Promise<string> {
  const opening = page.context().waitForEvent("page");
  await hand.tap(label);
  const bank = await opening;
  await bank.locator('button[value="pay"]').click();
  await bank.waitForURL(/\/pay\/(zarinpal|yookassa)\//);
  const said = await bank.locator("body").innerText();
  await bank.close();
  return said;
}

test("an Iranian owner tops up credit on the phone and hears of it unasked", async () => {
  const owner = ownerOf("fa");
  await owner.start();
  await owner.tap("💳 اعتبار و پرداخت");
  await owner.sees(/اعتبار: ۵۵ نفرماه/);
  await owner.tap("➕ شارژ اعتبار");
  await owner.sees(/./);
  await owner.tap("👥 نفرات بیشتر تا پایان دوره");
  await owner.sees(/./);
  const five = page.locator('[data-phone="fa"]').getByTestId("inline-button");
  await five.filter({ hasText: /(?<![۰-۹])۵[\u2066-\u2069]* نفر/ }).click();
  await owner.sees(/۱۲٬۰۰۰ تومان/);
  expect(await payAt(owner, "💳 پرداخت با کارت")).toMatch(/پرداخت/);
  await owner.sees(/✅ پرداخت .* تومان برای سفارش/);
}, 90_000);

test("a Russian owner adds seats, gets the bank invoice and pays the order by card", async () => {
  const owner = ownerOf("ru");
  await owner.start();
  await owner.tap("💳 Тариф и оплата");
  await owner.sees(/Мест/i);
  await owner.tap("➕ Добавить места");
  await owner.sees(/./);
  await owner.tap("2 места");
  await owner.sees(/Цена дня: 449 ₽/);
  await owner.tap("✅ Оформить заказ");
  await owner.sees(/✅ Места добавлены и уже работают/);
  await owner.tap("💳 Оплатить");
  await owner.sees(/Заказ № 4/);
  const download = page.waitForEvent("download");
  await owner.tap("🏦 Счёт на оплату");
  await page.locator('[data-phone="ru"]').getByTestId("document").last().click();
  const paper = await readFile(await (await download).path());
  expect(paper.subarray(0, 5).toString()).toBe("%PDF-");
  await owner.tap("💳 Картой");
  await owner.sees(/./);
  expect(await payAt(owner, "💳 Открыть страницу оплаты")).toMatch(/оплат/i);
  await owner.sees(/✅ Получена оплата .* за заказ № 4/);
}, 90_000);
