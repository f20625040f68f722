import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { castOf } from "../support/main-job/cast.ts";
import { type ChromiumStage, chromiumStage } from "../support/main-job/chromium-stage.ts";
import { playMainJob } from "../support/main-job.ts";

let browser: Browser;
let stage: ChromiumStage;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());
afterEach(() => stage.close());

/** A Monday morning in both countries: before the Russian shift, after the Iranian one has begun. */
const morning = Date.parse("2026-11-23T04:12:00Z");

test.each(["fa", "ru"] as const)(
  "two phones do the whole main job, in %s",
  async (language) => {
    const { place, shop, customer } = castOf(language, 1);
    const customers = language === "fa" ? "مشتری" : "Клиент";
    stage = await chromiumStage(browser, {
      now: morning,
      places: [
        { name: place, ...shop, radius: 150 },
        { name: customers, ...customer },
      ],
    });
    await playMainJob(stage, language).catch(async (error: unknown) => {
      await stage.page.screenshot({ path: `.cache/failed-main-job-${language}.png` });
      throw error;
    });
    expect(stage.complaints).toEqual([]);
    expect(stage.sim.violations()).toEqual([]);
    expect(stage.product.complaints()).toEqual([]);
  },
  120_000,
);
