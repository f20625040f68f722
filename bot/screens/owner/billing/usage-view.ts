import type * as z from "zod";
import type { closesPage, usagePage } from "../../../../api/billing/schemas.ts";
import type { Translator } from "../../../../locales/index.ts";
import { bold, lines, name } from "../../../core/html.ts";
import { type Key, to, type View } from "../../../core/view.ts";
import { backKey } from "../../shared/steer.ts";
import { cursorKeys } from "./orders-view.ts";
import { unitsText } from "../../shared/billing-words.ts";

type Usage = z.infer<typeof usagePage>;
type Closes = z.infer<typeof closesPage>["closes"];

/** Who is counted and why: everybody with a first punch or request in the month (product §5.9, BIL AT-9). */
export function usageView(t: Translator, usage: Usage, cursor?: string): View {
  const { close, people, period, total, nextCursor } = usage;
  return {
    body: lines(
      bold(t.th("billing.usage.title", { month: t.format.month(period) })),
      close === null
        ? t.th("billing.usage.running", { count: total })
        : t.th("billing.usage.closed", {
            units: unitsText(t, "active_person", close.charged),
            date: t.format.dayMonth(t.format.localDate(close.closedAt)),
            sign: close.creditAfter < 0 ? t.tp("billing.usage.debt") : t.tp("billing.usage.left"),
            credit: unitsText(t, "active_person", close.creditAfter),
          }),
      people.length === 0 ? lines("", t.th("billing.usage.nobody")) : "",
      ...people.map((person) =>
        t.th(`billing.usage.first_${person.kind}`, {
          name: name(person.name, 40),
          date: t.format.dayMonth(t.format.localDate(person.firstAt)),
        }),
      ),
      ...(people.some((person) => person.period < period) ? ["", t.th("billing.usage.late")] : []),
    ),
    keys: [
      cursorKeys(t, { isFirst: cursor === undefined, nextCursor }, (next) =>
        // A mark is `month:person`; apart, the person's id is short enough for a key.
        to("billing-usage", ["month", period, ...next.flatMap((mark) => mark.split(":"))]),
      ),
      [{ label: t.tp("billing.usage.keys.months"), go: to("billing-usage", ["months"]) }],
      [backKey(t, to("billing"))],
    ],
  };
}

/** The months that are closed, newest first. */
export const closesView = (t: Translator, closes: Closes): View => ({
  body: lines(
    bold(t.th("billing.usage.months")),
    closes.length === 0 ? t.th("billing.usage.no_months") : t.th("billing.usage.choose_month"),
  ),
  keys: [
    ...closes.slice(0, 12).map(({ period, charged }): Key[] => [
      {
        label: t.tp("billing.usage.month_row", {
          month: t.format.month(period),
          units: unitsText(t, "active_person", charged),
        }),
        go: to("billing-usage", ["month", period]),
      },
    ]),
    [backKey(t, to("billing-usage"))],
  ],
});
