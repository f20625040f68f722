import { type Language, translator } from "../../../locales/index.ts";
import type { OrderFacts, OrderLine } from "../../billing/rules/types.ts";
import type { SoldLine } from "../rules/paper-lines.ts";

/** How an order reads on paper, in the seller's language. */
export function orderWords(
  language: Language,
  timeZone: string,
): {
  line: (line: OrderLine) => SoldLine;
  purpose: (order: Pick<OrderFacts, "number">) => string;
} {
  const t = translator(language, {
    calendar: language === "fa" ? "jalali" : "gregorian",
    timeZone,
  });
  const currency = language === "fa" ? "IRR" : "RUB";
  const { format } = t;

  return {
    line({ detail, quantity, unitPrice, total }) {
      const sold = { quantity, unitPrice, total };
      switch (detail.kind) {
        case "person_months":
          return {
            ...sold,
            unit: "person_month",
            title: t.tp("papers.lines.person_months"),
            ...(detail.persons === null || detail.months === null
              ? {}
              : {
                  details: t.tp("papers.lines.persons_and_months", {
                    persons: detail.persons,
                    months: detail.months,
                  }),
                }),
          };
        case "seat_term":
          return {
            ...sold,
            unit: "seat",
            title: t.tp("papers.lines.seat_term", { months: detail.months }),
            details: t.tp("papers.lines.period", {
              from: format.numericDate(detail.from),
              to: format.numericDate(detail.to),
            }),
          };
        case "seat_rest":
          return {
            ...sold,
            unit: "seat",
            title: t.tp("papers.lines.seat_rest"),
            details: t.tp("papers.lines.rest", {
              from: format.numericDate(detail.from),
              to: format.numericDate(detail.to),
              days: detail.days,
              price: format.money(detail.dayPrice, currency),
            }),
          };
        case "term":
          return {
            ...sold,
            unit: "service",
            title: t.tp("papers.lines.term", { months: detail.months }),
            details: t.tp("papers.lines.period", {
              from: format.numericDate(detail.from),
              to: format.numericDate(detail.to),
            }),
          };
        case "unused":
          return { ...sold, unit: "service", title: t.tp("papers.lines.unused") };
        case "free":
          return { ...sold, unit: "service", title: t.tp("papers.lines.free") };
      }
    },
    purpose: ({ number }) => t.tp("papers.purpose", { number: format.digits(number) }),
  };
}
