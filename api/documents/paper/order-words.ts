import { type Language, type Translator, translator } from "../../../locales/index.ts";
import type { LineDetail, OrderFacts, OrderLine } from "../../billing/rules/types.ts";
import type { SoldLine } from "../rules/paper-lines.ts";

interface OrderWords {
  line(line: OrderLine): SoldLine;
  purpose(order: Pick<OrderFacts, "number">): string;
}

/** How an order reads on paper, in the seller's language. */
export function orderWords(language: Language, timeZone: string): OrderWords {
  const calendar = language === "fa" ? "jalali" : "gregorian";
  const t = translator(language, { calendar, timeZone });
  return {
    line: ({ detail, quantity, unitPrice, total }) => ({
      ...said(t, detail),
      quantity,
      unitPrice,
      total,
    }),
    purpose: ({ number }) => t.tp("papers.purpose", { number: t.format.digits(number) }),
  };
}

type Said = Pick<SoldLine, "unit" | "title" | "details">;

function said(t: Translator, detail: LineDetail): Said {
  if (detail.kind === "person_months")
    return {
      unit: "person_month",
      title: t.tp("papers.lines.person_months"),
      details: personsAndMonths(t, detail),
    };
  if (detail.kind === "seat_term" || detail.kind === "term")
    return {
      unit: detail.kind === "term" ? "service" : "seat",
      title: t.tp(`papers.lines.${detail.kind}`, { months: detail.months }),
      details: t.tp("papers.lines.period", periodOf(t, detail)),
    };
  if (detail.kind === "seat_rest")
    return {
      unit: "seat",
      title: t.tp("papers.lines.seat_rest"),
      details: t.tp("papers.lines.rest", {
        ...periodOf(t, detail),
        days: detail.days,
        price: t.format.money(detail.dayPrice, t.language === "fa" ? "IRR" : "RUB"),
      }),
    };
  return { unit: "service", title: t.tp(`papers.lines.${detail.kind}`) };
}

function personsAndMonths(
  t: Translator,
  { persons, months }: Extract<LineDetail, { kind: "person_months" }>,
): string | undefined {
  if (persons === null || months === null) return undefined;
  return t.tp("papers.lines.persons_and_months", { persons, months });
}

const periodOf = ({ format }: Translator, { from, to }: { from: string; to: string }) => ({
  from: format.numericDate(from),
  to: format.numericDate(to),
});
