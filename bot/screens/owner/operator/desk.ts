import type { Translator } from "../../../../locales/index.ts";
import type { Plain } from "../../../../locales/text.ts";
import type { Api } from "../../../core/api.ts";
import { html, type Html, lines, name, plain } from "../../../core/html.ts";
import type { Screen, ScreenContext } from "../../../core/screen.ts";
import { type Key, to } from "../../../core/view.ts";

export type Ctx = ScreenContext<Api>;
export type Currency = "IRR" | "RUB";

const guarded =
  <Rest extends unknown[], Answer>(handler: (ctx: Ctx, ...rest: Rest) => Answer) =>
  (ctx: Ctx, ...rest: Rest) =>
    ctx.session.isOperator === true
      ? handler(ctx, ...rest)
      : { go: to("home"), dialog: "clear" as const };

/** A screen of the operator's room: whoever is nobody there lands at home, as if it did not exist. */
export function operatorScreen(screen: Screen<Api>): Screen<Api> {
  const { text, document } = screen;
  return {
    ...screen,
    open: guarded(screen.open.bind(screen)),
    ...(text && { text: guarded(text.bind(screen)) }),
    ...(document && { document: guarded(document.bind(screen)) }),
  };
}

/** «▫️ Label: value». */
export const fact = (label: Plain, value: Plain | Html): Html => html`▫️ ${label}: ${value}`;

export const orgLine = ({ name: called }: { readonly name: string }): Html =>
  html`🏢 ${name(called)}`;

/** One key a row. */
export const column = (keys: readonly Key[]): Key[][] => keys.map((key) => [key]);

/** Keys two in a row. */
export function pairs(keys: readonly Key[]): Key[][] {
  const rows: Key[][] = [];
  for (let index = 0; index < keys.length; index += 2) rows.push(keys.slice(index, index + 2));
  return rows;
}

/** A label out of a few pieces, short enough for a key. */
export const label = (...parts: readonly string[]): Plain => plain(parts.join(" · "), 48);

export const moneyLine = (
  t: Translator,
  sums: readonly { readonly currency: Currency; readonly amount: number }[],
): Plain =>
  sums.length === 0
    ? t.tp("operator.none")
    : plain(sums.map(({ amount, currency }) => t.format.money(amount, currency)).join(" + "), 200);

/** Money with its sign, for corrections. */
export const signedText = (t: Translator, amount: number, asset: Currency | "PM"): Plain => {
  const sign = amount < 0 ? "−" : "+";
  const size = Math.abs(amount);
  const text =
    asset === "PM"
      ? t.tp("billing.units.person_months", { count: size })
      : t.format.money(size, asset);
  return plain(`${sign} ${text}`, 80);
};

/** How a rail is called; one nobody here knows stays as it is. */
export const railName = (t: Translator, rail: string): Plain => {
  const key = `billing.rails.keys.${rail}`;
  return t.has(key) ? t.tp(key) : plain(rail, 30);
};

/** Money typed in roubles or tomans as minor units; null when it is none. */
export function typedMinor(typed: number | null, currency: Currency): number | null {
  if (typed === null) return null;
  const minor = Math.round(typed * (currency === "RUB" ? 100 : 10));
  return Number.isSafeInteger(minor) ? minor : null;
}

export const emptyLine = (t: Translator, isEmpty: boolean): Html | false =>
  isEmpty && lines(t.th("operator.empty"));
