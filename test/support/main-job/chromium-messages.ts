import type { Locator, Page } from "playwright-core";
import { seen } from "../shown-text.ts";

/** A message of the bot as the page shows it. */
export interface Shown {
  readonly id: string;
  readonly edits: string;
  readonly text: string;
  /** Labels of its inline keys, row by row. */
  readonly keys: string[][];
}

const patienceMs = 15_000;

export async function readMessages(phone: Locator): Promise<Shown[]> {
  const raw = await phone.locator('[data-testid="message"][data-from="bot"]').evaluateAll((all) =>
    all.map((element) => ({
      id: element.getAttribute("data-message-id") ?? "",
      edits: element.getAttribute("data-edits") ?? "",
      text: element.querySelector(".text")?.textContent ?? "",
      keys: [...element.querySelectorAll(".inline-keyboard .row")].map((row) =>
        [...row.querySelectorAll("button")].map((key) => key.textContent),
      ),
    })),
  );
  return raw.map(({ text, keys, ...rest }) => ({
    ...rest,
    text: seen(text),
    keys: keys.map((row) => row.map(seen)),
  }));
}

/**
 * The newest message that matches and is new or changed. @param known message id → edits when it was seen
 * @throws {Error} with the last messages, when none comes in time
 */
export async function waitForMessage(
  page: Page,
  phone: Locator,
  pattern: RegExp,
  known: Readonly<Record<string, string>>,
): Promise<Shown> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const messages = await readMessages(phone);
    const found = messages.findLast(
      ({ id, edits, text }) => known[id] !== edits && pattern.test(text),
    );
    if (found) return found;
    if (Date.now() > end) {
      const last = messages.slice(-3).map(({ text, keys }) => `${text}\n${JSON.stringify(keys)}`);
      throw new Error(`nothing on the phone matches ${pattern}\n${last.join("\n---\n")}`);
    }
    await page.waitForTimeout(30);
  }
}
