import type { BalanceView } from "../../../../api/billing/schemas.ts";
import type { TextKey } from "../../../../locales/index.ts";
import { parseNumber } from "../../../core/text-input.ts";
import { bold, type Html, lines } from "../../../core/html.ts";
import { type Key, type Reply, type Route } from "../../../core/view.ts";
import { backKey } from "../../shared/steer.ts";
import type { Ctx } from "./desk.ts";

/** What the API takes in one order. */
const mostUnits = 10_000;

/** A count typed in any digits, or null: a whole number from 1 to 10 000. */
export function typedCount(text: string): number | null {
  const count = parseNumber(text);
  return count !== null && Number.isInteger(count) && count >= 1 && count <= mostUnits
    ? count
    : null;
}

/** A question for a count: quick keys in rows of three, and a number may be typed. */
export function askCount(
  ctx: Ctx,
  {
    step,
    draft,
    body,
    keys,
    back,
    problem,
  }: {
    readonly step: string;
    readonly draft?: unknown;
    readonly body: Html;
    readonly keys: readonly Key[];
    readonly back: Route;
    readonly problem?: TextKey | undefined;
  },
): Reply {
  const { t } = ctx;
  const rows: Key[][] = [];
  for (let index = 0; index < keys.length; index += 2) rows.push(keys.slice(index, index + 2));
  return {
    show: {
      body: lines(
        problem !== undefined && bold(t.th(problem)),
        body,
        "",
        t.th("billing.count.typed"),
      ),
      keys: [...rows, [backKey(t, back)]],
    },
    dialog: { step, draft: draft ?? {} },
  };
}

/** The usual counts, and how many were active so far. */
export function peopleChips({ outlook }: Pick<BalanceView, "outlook">): number[] {
  const active = outlook?.activeSoFar ?? 0;
  return [...new Set([...(active > 0 ? [active] : []), 5, 10, 20, 50])];
}
