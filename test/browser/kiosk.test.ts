import { serve } from "@hono/node-server";
import jsqr from "jsqr";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { demoCompanies } from "../../db/demo.ts";
import { translator } from "../../locales/index.ts";
import { foundCompany, shop } from "../api/attendance-company.ts";
import { openKiosk, pathOf } from "../api/kiosk-scene.ts";
import { createApiWorld } from "../support/api-world.ts";
import { launchBrowser } from "../support/browser.ts";
import { chromiumHand } from "../support/main-job/chromium-hand.ts";
import { openPage } from "../support/main-job/chromium-stage.ts";
import { startProduct } from "../support/product-process.ts";
import { saysYes } from "../support/says-yes.ts";
import { shown } from "../support/shown-text.ts";

const readQr = jsqr as unknown as typeof jsqr.default;
const tablet = { width: 1280, height: 800 };
const upright = { width: 800, height: 1280 };

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());

/** What a camera before the tablet reads. */
async function read(page: Page): Promise<string | null> {
  await page.locator("html[data-step]").waitFor();
  const dark = await page.locator("#qr").evaluate((canvas: HTMLCanvasElement, side) => {
    const small = Object.assign(document.createElement("canvas"), { width: side, height: side });
    const context = small.getContext("2d");
    context?.drawImage(canvas, 0, 0, side, side);
    const { data = [] } = context?.getImageData(0, 0, side, side) ?? {};
    return Array.from({ length: side * side }, (_, at) =>
      (data[at * 4] ?? 0) < 128 ? "1" : "0",
    ).join("");
  }, cameraSide);
  const pixels = new Uint8ClampedArray(cameraSide * cameraSide * 4).fill(255);
  for (let at = 0; at < dark.length; at++) if (dark[at] === "1") pixels.fill(0, at * 4, at * 4 + 3);
  return readQr(pixels, cameraSide, cameraSide)?.data ?? null;
}

/** Pixels of a bad camera: five a module. */
const cameraSide = 215;

/** The API on a port, with a kiosk in a company of each country. */
async function house(profile: "ir" | "ru") {
  const world = await createApiWorld(Date.now());
  const company = await foundCompany(world.db, { profile, places: [shop] });
  const server = serve({ fetch: world.app.fetch, hostname: "127.0.0.1", port: 0 });
  await new Promise<void>((resolve) => server.once("listening", () => resolve()));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const { link } = await openKiosk(world, company.owner, company.places[0]?.id ?? "");
  onTestFinished(async () => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      if ("closeAllConnections" in server) server.closeAllConnections();
    });
    await world.close();
  });
  return { world, url: `http://127.0.0.1:${port}${pathOf(link)}` };
}

describe("the page of a kiosk", () => {
  test.each([
    ["ir", "rtl", tablet],
    ["ir", "rtl", upright],
    ["ru", "ltr", tablet],
    ["ru", "ltr", upright],
  ] as const)(
    "of %s reads %s and fits %o",
    async (profile, direction, viewport) => {
      const { url } = await house(profile);
      const { page, complaints } = await openPage(browser, viewport);
      await page.goto(url);
      expect(await page.locator("html").getAttribute("dir")).toBe(direction);
      expect(await read(page)).toMatch(/^https:\/\/t\.me\/hozur_staff_bot\?start=k_/);
      const boxes = await Promise.all(
        ["h1:visible", "#clock", "#date", "#card", ".hint", ".other"].map((part) =>
          page.locator(part).boundingBox(),
        ),
      );
      for (const box of boxes) {
        expect(box?.x).toBeGreaterThanOrEqual(0);
        expect(box?.y).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(viewport.width);
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
      }
      const card = boxes[3];
      for (const box of boxes.filter((one) => one !== card)) {
        const isBeside =
          (box?.x ?? 0) + (box?.width ?? 0) <= (card?.x ?? 0) ||
          (box?.x ?? 0) >= (card?.x ?? 0) + (card?.width ?? 0);
        const isAbove =
          (box?.y ?? 0) + (box?.height ?? 0) <= (card?.y ?? 0) ||
          (box?.y ?? 0) >= (card?.y ?? 0) + (card?.height ?? 0);
        expect(isBeside || isAbove).toBe(true);
      }
      expect(complaints).toEqual([]);
      await page.context().close();
    },
    60_000,
  );

  test("turns its code without the server for two hours, then says that it is offline", async () => {
    const { url } = await house("ru");
    const page = await (await browser.newContext({ viewport: tablet })).newPage();
    await page.clock.install({ time: Date.now() });
    await page.goto(url);
    const first = await read(page);
    // The rest of the two hours comes in slices.
    for (let more = true; more;) {
      const answered = page.waitForResponse(/\/steps\?/);
      await page.clock.runFor(1500);
      ({ more } = (await (await answered).json()) as { more: boolean });
    }
    await page.context().setOffline(true);
    await page.clock.fastForward(90 * 60_000);
    const later = await read(page);
    expect(later).not.toBe(first);
    expect(later).toMatch(/start=k_/);
    await expect.poll(() => page.locator("#state").textContent()).toContain("Нет связи");
    await page.clock.fastForward(60 * 60_000);
    await page.locator("#card.blank").waitFor();
    expect(await page.locator("#none-title").textContent()).toBe("Нет связи");
    await page.context().close();
  }, 60_000);
});

test("an owner puts up a screen in chat, and a colleague scans it with the other phone", async () => {
  const company = demoCompanies.find(({ people }) => people[0]?.language === "fa");
  const [owner, employee] = (["owner", "employee"] as const).map((role) =>
    company?.people.find((person) => person.role === role),
  );
  const product = await startProduct();
  onTestFinished(() => product.stop());
  const { page, complaints } = await openPage(browser, { width: 1180, height: 860 });
  await page.goto(product.page);
  await page.locator('[data-phone="fa"][data-ready="true"]').waitFor();
  const t = translator("fa", { calendar: "jalali", timeZone: "Asia/Tehran" });
  const handOf = (userId: number, bot: "staff" | "owner") =>
    chromiumHand({
      page,
      phone: "fa",
      userId,
      bot,
      where: { place: undefined },
      placeAt: () => undefined,
      shared: {},
    });

  const manage = handOf(owner?.telegramUserId ?? 0, "owner");
  await manage.start();
  await manage.tap(t.tp("people.home.keys.workplaces"));
  await manage.sees(shown(t, "schedule.workplaces.title"));
  await manage.tap(t.tp("trust.keys.kiosks"));
  await manage.sees(shown(t, "trust.kiosks.empty"));
  await manage.tap(t.tp("trust.kiosks.keys.add"));
  await manage.sees(shown(t, "trust.kiosks.ask_name"));
  await manage.tap(t.tp("trust.kiosks.keys.default_name"));
  await saysYes(manage, t);
  const made = await manage.sees(shown(t, "trust.kiosks.made"));
  const link = /http:\/\/[\d.:]+\/kiosk\/[\w-]{32}/.exec(made)?.[0] ?? "";

  const screen = await (await browser.newContext({ viewport: tablet })).newPage();
  await screen.goto(link);
  const code = await read(screen);
  expect(code).toContain("?start=k_");
  await screen.context().close();

  const work = handOf(employee?.telegramUserId ?? 0, "staff");
  await work.start();
  const phone = page.locator('[data-phone="fa"]');
  await phone.getByTestId("attach").click();
  await phone.getByTestId("attach-scan").click();
  await phone.getByTestId("scan-link").fill(code ?? "");
  await phone.getByTestId("scan-open").click();
  const receipt = await work.sees(
    new RegExp(
      `${shown(t, "attendance.receipt.done_in").source}|${shown(t, "attendance.receipt.done_out").source}`,
      "u",
    ),
  );
  expect(receipt).toMatch(shown(t, "attendance.receipt.place"));
  expect(complaints).toEqual([]);
  expect(product.complaints()).toEqual([]);
  await page.context().close();
}, 90_000);
