import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createSimulator } from "../../bot/simulator/simulator.ts";
import { createTelegramClient } from "../../bot/telegram/client.ts";
import { launchBrowser } from "../support/browser.ts";
import { openPage } from "../support/main-job/chromium-stage.ts";
import { png } from "../support/png.ts";
import { type ProductProcess, startProduct } from "../support/product-process.ts";

let browser: Browser;
let product: ProductProcess;
beforeAll(async () => {
  [browser, product] = await Promise.all([launchBrowser(), startProduct()]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await product.stop();
});

const wide = { width: 1180, height: 860 };
const narrow = { width: 390, height: 844 };

async function opened(viewport: typeof wide) {
  const { page, complaints } = await openPage(browser, viewport);
  await page.goto(product.page);
  const phones = {
    fa: page.locator('[data-phone="fa"]'),
    ru: page.locator('[data-phone="ru"]'),
  };
  for (const phone of Object.values(phones))
    await phone.and(page.locator('[data-ready="true"]')).waitFor({ state: "attached" });
  return { page, complaints, phones };
}

describe("the page that npm start prints", () => {
  test("shows two phones side by side, each in its language and direction", async () => {
    const { page, complaints, phones } = await opened(wide);
    const [left, right] = [await phones.fa.boundingBox(), await phones.ru.boundingBox()];
    expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0);
    for (const [language, direction] of [
      ["fa", "rtl"],
      ["ru", "ltr"],
    ] as const) {
      const phone = phones[language];
      await begin(phone, "staff");
      const answer = phone.locator('[data-from="bot"] .text').last();
      expect(await directionOf(phone)).toBe(direction);
      expect(await directionOf(answer)).toBe(direction);
      expect(await directionOf(phone.getByTestId("reply-keyboard"))).toBe("ltr");
      expect(await phone.getAttribute("lang")).toBe(language);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("fits a phone's width: one phone at a time, nothing wider than the screen", async () => {
    const { page, complaints, phones } = await opened(narrow);
    expect(await phones.fa.isVisible()).toBe(true);
    expect(await phones.ru.isVisible()).toBe(false);
    await page.getByTestId("show-ru").click();
    expect(await phones.fa.isVisible()).toBe(false);
    await begin(phones.ru, "owner");
    for (const testid of ["send", "attach", "person", "developer", "tab-owner"]) {
      const box = await phones.ru.getByTestId(testid).boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(narrow.width);
    }
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(narrow.width);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("what a bot sends besides text", () => {
  const bot = { token: "1002:owner", username: "owner_bot", name: "Owner", kind: "owner" } as const;
  const staff = {
    token: "1001:staff",
    username: "staff_bot",
    name: "Staff",
    kind: "staff",
  } as const;
  const ann = { id: 101, firstName: "Анна", languageCode: "ru", phone: "+79161230001" };

  async function counter() {
    const sim = createSimulator({ bots: [staff, bot], people: [ann] });
    await sim.start();
    onTestFinished(() => sim.stop());
    await sim.user(ann).in("owner").start();
    const client = createTelegramClient({ token: bot.token, apiRoot: sim.url });
    const { page, complaints } = await openPage(browser, wide);
    await page.goto(sim.url);
    const phone = page.locator('[data-phone="ru"][data-ready="true"]');
    await phone.getByTestId("tab-owner").click();
    return { sim, client, page, phone, complaints };
  }

  test("a document can be downloaded, a picture is seen", async () => {
    const { client, page, phone, complaints } = await counter();
    const document = new File(["%PDF"], "Счёт 17.pdf", { type: "application/pdf" });
    await client.call("sendDocument", { chat_id: ann.id, document, caption: "Счёт готов" });
    const photo = new File([png(640, 300)], "chart.png", { type: "image/png" });
    await client.call("sendPhoto", { chat_id: ann.id, photo });
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      phone.getByTestId("document").click(),
    ]);
    expect(download.suggestedFilename()).toBe("Счёт 17.pdf");
    const image = phone.getByTestId("photo").locator("img");
    await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(640);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("an invoice is paid in its sheet, and a refusal is read", async () => {
    const { sim, client, page, phone, complaints } = await counter();
    const invoice = {
      chat_id: ann.id,
      title: "Подписка",
      description: "Месяц",
      payload: "o_1",
      currency: "RUB",
      prices: [{ label: "Месяц", amount: 32_900 }],
      provider_token: "381764678:TEST:100037",
      need_email: true,
    };
    await client.call("sendInvoice", invoice);
    const answer = async (verdict: object) => {
      await expect.poll(() => sim.updates("owner").at(-1)?.pre_checkout_query?.id).toBeDefined();
      const query = sim.updates("owner").at(-1)?.pre_checkout_query;
      await client.call("answerPreCheckoutQuery", { pre_checkout_query_id: query?.id, ...verdict });
      return query;
    };
    const pay = async () => {
      await phone.getByTestId("inline-button").click();
      await phone.getByTestId("pay-confirm").click();
    };
    await pay();
    await answer({ ok: false, error_message: "Счёт уже оплачен" });
    await phone.getByTestId("alert").getByText("Счёт уже оплачен").waitFor();
    await phone.getByTestId("alert-ok").click();
    await sim.user(ann).in("owner").send("x");
    await phone.getByTestId("inline-button").click();
    await phone.getByTestId("pay-email").fill("ann@example.org");
    await phone.getByTestId("pay-confirm").click();
    const query = await answer({ ok: true });
    expect(query?.order_info).toEqual({ email: "ann@example.org" });
    await phone.getByTestId("money-paid").waitFor();
    expect(await phone.getByTestId("inline-button").isDisabled()).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

test("somebody who joins while the page is open can be picked and begins like everybody", async () => {
  const { page, complaints, phones } = await opened(wide);
  const added = await fetch(new URL("/simulator/people", product.page), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ firstName: "Вера", languageCode: "ru", phone: "+79161230099" }),
  });
  const { id } = (await added.json()) as { id: number };
  await phones.ru.getByTestId("person").click();
  await phones.ru.getByTestId(`person-${id}`).click();
  await phones.ru.getByTestId("start").click();
  await phones.ru.locator('[data-from="bot"]').first().waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

describe("with the keyboard alone", () => {
  let page: Page;
  let phone: Locator;
  beforeEach(async () => {
    const all = await opened(wide);
    page = all.page;
    phone = all.phones.fa;
    return () => page.context().close();
  });

  test("Tab reaches the message field, Enter sends, and the answer's keys work", async () => {
    await tabTo(page, phone, "tab-staff");
    await page.keyboard.press("Enter");
    await tabTo(page, phone, "start", "input");
    if (await phone.getByTestId("start").isVisible()) {
      await page.keyboard.press("Enter");
      await tabTo(page, phone, "input");
    }
    await page.keyboard.type("/settings");
    await page.keyboard.press("Enter");
    await phone.getByTestId("inline-button").first().waitFor();
    await tabTo(page, phone, "inline-button");
    const screen = phone.locator('[data-from="bot"]:focus-within');
    expect(await screen.getAttribute("data-edits")).toBe("0");
    await page.keyboard.press("Enter");
    // The screen changed in place, and the focus is still on a key of it.
    await screen.and(phone.locator('[data-edits="1"]')).waitFor();
  });

  test("a sheet takes the focus, keeps it, and gives it back on Esc", async () => {
    await tabTo(page, phone, "person");
    await page.keyboard.press("Enter");
    await phone.getByTestId("people-sheet").waitFor();
    for (let step = 0; step < 4; step += 1) {
      expect(await focusIsIn(phone.getByTestId("people-sheet"))).toBe(true);
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Escape");
    expect(await phone.getByTestId("people-sheet").count()).toBe(0);
    expect(await focused(page)).toBe("person");
  });
});

test("the product behind it has nothing to complain about", () => {
  expect(product.complaints()).toEqual([]);
});

const directionOf = (element: Locator): Promise<string> =>
  element.evaluate((one) => getComputedStyle(one).direction);

/** Opens a chat for the first time, or as it was left by another test. */
async function begin(phone: Locator, bot: "staff" | "owner"): Promise<void> {
  await phone.getByTestId(`tab-${bot}`).click();
  const start = phone.getByTestId("start");
  await start.or(phone.getByTestId("input")).waitFor();
  if (await start.isVisible()) await start.click();
  await phone.locator('[data-from="bot"]').first().waitFor();
}

const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() =>
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset["testid"] : "",
  );

const focusIsIn = (element: Locator): Promise<boolean> =>
  element.evaluate((one) => one.contains(document.activeElement));

/** Presses Tab until the focus is on one of the things wanted in this phone. */
async function tabTo(page: Page, phone: Locator, ...wanted: readonly string[]): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press("Tab");
    if (wanted.includes((await focused(page)) ?? "") && (await focusIsIn(phone))) return;
  }
  throw new Error(`Tab never reaches ${wanted.join(" or ")}`);
}
