import type * as z from "zod";
import type { lineView } from "../../../../api/billing/schemas.ts";
import type { Translator } from "../../../../locales/index.ts";
import { bold, type Html, lines } from "../../../core/html.ts";
import { planName, unitsText } from "../../shared/billing-words.ts";

type Line = z.infer<typeof lineView>;
type Currency = "IRR" | "RUB";

interface Priced {
  readonly lines: readonly Line[];
  readonly net: number;
  readonly tax: number;
  readonly taxBp: number;
  readonly total: number;
  readonly currency: Currency;
}

/** How a price comes about, line by line, and what it is in all: the same words on the price card and on the order. */
export function priceText(t: Translator, priced: Priced): Html {
  const money = (minor: number) => t.format.money(minor, priced.currency);
  const explained = withoutRepeats(priced.lines).flatMap((line) =>
    lineText(t, line, priced.currency),
  );
  return lines(
    ...explained,
    priced.tax > 0 &&
      t.th("billing.price.tax", {
        rate: t.format.number(priced.taxBp / 100),
        sum: money(priced.tax),
      }),
    bold(t.th("billing.price.total", { sum: money(priced.total) })),
  );
}

/** The period is said once: seats of a whole term say it themselves. */
function withoutRepeats(all: readonly Line[]): readonly Line[] {
  const isSaid = all.some(({ detail }) => detail.kind === "seat_term");
  return isSaid ? all.filter(({ detail }) => detail.kind !== "term") : all;
}

/** Rials, once, where it is paid: banks show them. */
export const rialText = (t: Translator, total: number, currency: Currency): Html | false =>
  currency === "IRR" && total > 0 && t.th("billing.price.rial", { sum: t.format.number(total) });

function lineText(t: Translator, line: Line, currency: Currency): Html[] {
  const { detail, quantity } = line;
  const money = (minor: number) => t.format.money(minor, currency);
  const sum = money(line.total);
  const unit = money(line.unitPrice);
  const number = t.format.number(quantity);
  switch (detail.kind) {
    case "person_months": {
      const { persons, months } = detail;
      if (persons === null || months === null || persons * months !== quantity)
        return [t.th("billing.price.person_months", { units: units(t, quantity), unit, sum })];
      return [
        t.th("billing.price.people_for_months", {
          people: t.tp("common.units.people", { count: persons }),
          months: t.tp("billing.units.months", { count: months }),
          units: units(t, quantity),
        }),
        t.th("billing.price.product", { number, unit, sum }),
      ];
    }
    case "seat_term":
      return [
        t.th("billing.price.period", span(t, detail)),
        t.th("billing.price.seat_term", {
          unit,
          months: t.tp("billing.units.months", { count: detail.months }),
          month: money(detail.monthPrice),
        }),
        t.th("billing.price.seats", { units: unitsText(t, "seat", quantity), unit, sum }),
      ];
    case "seat_rest":
      return [
        t.th("billing.price.period", span(t, detail)),
        t.th(detail.discountBp > 0 ? "billing.price.day_discount" : "billing.price.day", {
          month: money(detail.monthPrice),
          day: money(detail.dayPrice),
          ...(detail.discountBp > 0 ? { discount: t.format.number(detail.discountBp / 100) } : {}),
        }),
        t.th(detail.clamped ? "billing.price.rest_clamped" : "billing.price.rest", {
          days: t.tp("common.units.days", { count: detail.days }),
          unit,
        }),
        t.th("billing.price.seats", { units: unitsText(t, "seat", quantity), unit, sum }),
      ];
    case "unused":
      return [
        t.th("billing.price.unused", {
          plan: planName(t, detail.planCode),
          sum: money(Math.abs(line.total)),
        }),
      ];
    case "term":
      return [
        t.th("billing.price.term", { plan: planName(t, detail.planCode), ...span(t, detail) }),
      ];
    case "free":
    default:
      return [t.th("billing.price.free", { plan: planName(t, detail.planCode) })];
  }
}

const units = (t: Translator, count: number) => unitsText(t, "active_person", count);

const span = (t: Translator, { from, to }: { readonly from: string; readonly to: string }) => ({
  from: t.format.dayMonth(from),
  to: t.format.date(to),
});
