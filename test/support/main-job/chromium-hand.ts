import type { Locator, Page } from "playwright-core";
import type { Point } from "../../../bot/simulator/model.ts";
import type { Language } from "../../../locales/index.ts";
import { seen } from "../shown-text.ts";
import { readMessages, type Shown, waitForMessage } from "./chromium-messages.ts";
import type { Hand } from "./stage.ts";

export interface HandParts {
  readonly page: Page;
  /** The phone in this hand. */
  readonly phone: Language;
  readonly userId: number;
  readonly bot: "staff" | "owner";
  /** The named place where this person is. */
  readonly where: { readonly place: string | undefined };
  /** What the page calls a point. */
  placeAt(point: Point): string | undefined;
  /** How the newest link was last sent on. */
  readonly shared: { by?: () => Promise<void> };
}

const isInvitation = /https:\/\/t\.me\/\S+\?start=i_[\w-]+/;

/** A person who holds a phone of the page: every act is a click, a tap on a key or typing. */
export function chromiumHand(parts: HandParts): Hand {
  const { page, phone: language, where, shared } = parts;
  const phone = page.locator(`[data-phone="${language}"]`);
  const by = (testid: string): Locator => phone.getByTestId(testid);
  const known: Record<string, string> = {};
  const here = () => pickUp(phone, parts);

  const pin = async (name: string | undefined): Promise<void> => {
    if (name !== undefined)
      await by("location-sheet").getByRole("button", { name, exact: true }).click();
    await by("location-send").click();
  };

  const pressKey = async (label: string): Promise<void> => {
    await here();
    if (await by("reply-keyboard").isHidden()) await by("keyboard-toggle").click();
    await labelled(by("reply-button"), label).click();
  };

  return {
    async start() {
      await here();
      await by("start").or(by("input")).waitFor();
      if (await by("start").isVisible()) await by("start").click();
      else await typed(phone, "/start");
    },
    async type(text) {
      await here();
      await typed(phone, text);
    },
    async press(label) {
      await pressKey(label);
      const sheet = phone.getByRole("dialog");
      if ((await sheet.count()) === 0) return;
      if (await by("contact-sheet").isVisible()) await by("contact-share").click();
      else await pin(where.place);
    },
    async pressOnDesktop(label) {
      await here();
      const desktop = page.getByTestId("dev-desktop");
      await by("developer").click();
      await desktop.check();
      await pressKey(label);
      await desktop.uncheck();
      await page.getByTestId("developer-close").click();
    },
    async tap(label) {
      await here();
      await labelled(by("inline-button"), label).last().click();
    },
    async sendPlace(point: Point) {
      await here();
      await by("attach").click();
      await by("attach-location").click();
      await pin(parts.placeAt(point));
    },
    async openLink() {
      await shared.by?.();
      const sheet = page.getByTestId("share-sheet");
      await sheet.getByTestId(`person-${parts.userId}`).click();
      await by("tab-staff").and(page.locator('[aria-current="true"]')).waitFor();
    },
    async sees(pattern) {
      await here();
      const found = await waitForMessage(page, phone, pattern, known);
      known[found.id] = found.edits;
      return found.text;
    },
    async isTold(pattern) {
      await here();
      await phone.getByTestId("toast").or(by("alert")).filter({ hasText: pattern }).waitFor();
      if (await by("alert-ok").isVisible()) await by("alert-ok").click();
    },
    async keys() {
      await here();
      const messages = await readMessages(phone);
      return messages.findLast(({ keys }: Shown) => keys.length > 0)?.keys ?? [];
    },
    async dock() {
      await here();
      const rows = by("reply-keyboard").locator(".row");
      return Promise.all(
        (await rows.all()).map(async (row) =>
          (await row.getByRole("button").allTextContents()).map(seen),
        ),
      );
    },
    async link() {
      await here();
      shared.by = async () => {
        await here();
        // Beside «copy» stands «send»: the only key of the card that leads out of Telegram.
        await by("inline-button")
          .filter({ has: page.locator("svg") })
          .last()
          .click();
      };
      const messages = await readMessages(phone);
      const [link] =
        messages.findLast(({ text }) => isInvitation.test(text))?.text.match(isInvitation) ?? [];
      if (link === undefined) throw new Error("no invitation is on the phone");
      await phone.and(page.locator(`[data-clipboard="${link}"]`)).waitFor();
      return link;
    },
  };
}

/** Takes the phone: the right person, the right chat. */
async function pickUp(phone: Locator, { userId, bot }: HandParts): Promise<void> {
  const avatar = phone.getByTestId("person");
  const tab = phone.getByTestId(`tab-${bot}`);
  if ((await avatar.getAttribute("data-person")) !== String(userId)) {
    await avatar.click();
    await phone.getByTestId(`person-${userId}`).click();
  }
  if ((await tab.getAttribute("aria-current")) !== "true") await tab.click();
}

async function typed(phone: Locator, text: string): Promise<void> {
  await phone.getByTestId("input").fill(text);
  await phone.getByTestId("send").click();
}

/** Buttons with exactly this label, whatever marks of direction it carries. */
function labelled(buttons: Locator, label: string): Locator {
  const marks = "[\\u200e\\u200f\\u2066-\\u2069\\u2800]*";
  const letters = [...seen(label)].map((one) =>
    one === " " ? "\\s" : one.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&"),
  );
  return buttons.filter({ hasText: new RegExp(`^${marks}${letters.join(marks)}${marks}$`, "u") });
}
