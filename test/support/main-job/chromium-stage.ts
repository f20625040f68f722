import type { Browser, Page } from "playwright-core";
import { createSimulator, type Simulator } from "../../../bot/simulator/simulator.ts";
import type { Place, Point } from "../../../bot/simulator/model.ts";
import type { Language } from "../../../locales/index.ts";
import { type ProductProcess, startProduct } from "../product-process.ts";
import { chromiumHand } from "./chromium-hand.ts";
import type { Stage } from "./stage.ts";

const bots = {
  staff: { token: "700000001:staff-token-of-tests", username: "hozur_staff_bot" },
  owner: { token: "700000002:owner-token-of-tests", username: "hozur_owner_bot" },
} as const;

export interface ChromiumStage extends Stage {
  readonly page: Page;
  readonly sim: Simulator;
  readonly product: ProductProcess;
  /** What the page wrote to its console as errors, and requests that failed. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export interface ChromiumStageOptions {
  /** Instant at which product, Telegram and page start, ms. */
  readonly now: number;
  readonly places: readonly Place[];
  readonly viewport?: { readonly width: number; readonly height: number };
}

/**
 * The page with two phones in a real Chromium, before a product started as `npm start` starts it. Telegram stands outside the
 * product, so that it goes on when the product stops.
 */
export async function chromiumStage(
  browser: Browser,
  { now, places, viewport = { width: 1180, height: 860 } }: ChromiumStageOptions,
): Promise<ChromiumStage> {
  const clock = { offset: now - Date.now() };
  const sim = createSimulator({
    bots: [
      { kind: "staff", ...bots.staff, name: "Hozur" },
      { kind: "owner", ...bots.owner, name: "Hozur · مدیریت · Управление" },
    ],
    clock: () => Date.now() + clock.offset,
    places,
    firstUpdateId: 1,
  });
  await sim.start();
  const product = await startProduct({
    clockOffset: clock.offset,
    settings: {
      STAFF_BOT_TOKEN: bots.staff.token,
      OWNER_BOT_TOKEN: bots.owner.token,
      STAFF_BOT_USERNAME: bots.staff.username,
      OWNER_BOT_USERNAME: bots.owner.username,
      TELEGRAM_API_ROOT: sim.url,
    },
  });
  const { page, complaints } = await openPage(browser, viewport, clock.offset);
  await page.goto(sim.url);
  const placeAt = ({ latitude, longitude }: Point): string | undefined =>
    places.find((one) => one.latitude === latitude && one.longitude === longitude)?.name;
  const shared: { by?: () => Promise<void> } = {};

  return {
    page,
    sim,
    product,
    complaints,
    now: () => Date.now() + clock.offset,
    async person(config) {
      const { id } = sim.user(config);
      const where: { place: string | undefined } = { place: undefined };
      const phone: Language = config.languageCode === "ru" ? "ru" : "fa";
      const on = (bot: "staff" | "owner") =>
        chromiumHand({ page, phone, userId: id, bot, where, placeAt, shared });
      return {
        staff: on("staff"),
        owner: on("owner"),
        async moveTo(point) {
          where.place = placeAt(point);
        },
      };
    },
    async pass(minutes) {
      clock.offset += minutes * 60_000;
      await product.shiftClock(clock.offset);
      await page.evaluate((ms) => Object.assign(globalThis, { testClockOffset: ms }), clock.offset);
    },
    restart: () => product.restart(),
    settle: () => sim.idle(),
    async close() {
      await page.context().close();
      await product.stop();
      await sim.stop();
    },
  };
}

/** A page whose clock is the test's and whose complaints are kept. */
export async function openPage(
  browser: Browser,
  viewport: { readonly width: number; readonly height: number },
  offset = 0,
  locale = "en-US",
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const context = await browser.newContext({ viewport, locale, deviceScaleFactor: 2 });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.addInitScript((ms) => {
    const realNow = Date.now.bind(Date);
    Object.assign(globalThis, { testClockOffset: ms });
    Date.now = () => realNow() + (Reflect.get(globalThis, "testClockOffset") as number);
  }, offset);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => void complaints.push(String(error)));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  return { page, complaints };
}
