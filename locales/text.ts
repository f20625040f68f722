/** Two kinds of finished text that cannot be mixed: Html for message bodies, Plain for buttons and toasts. */

export type Language = "fa" | "ru";
export type Calendar = "jalali" | "gregorian";

export const languages: readonly Language[] = ["fa", "ru"];

/** Text that is safe as Telegram HTML. Made by `th()`, `html` and its helpers only. */
export class Html {
  readonly #made = true;
  readonly text: string;

  /** @param text already escaped: only `th()`, `html` and renderers may vouch for that. */
  constructor(text: string) {
    this.text = text;
  }

  static is(value: unknown): value is Html {
    return typeof value === "object" && value !== null && #made in value && value.#made;
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

declare const plain: unique symbol;

/** Text with no markup. Made by `tp()`, formatters and `plain()`. */
export type Plain = string & { readonly [plain]: true };
