import type { Cell } from "../../../db/client/port.ts";
import type { SystemContext } from "../../core/context.ts";
import type { BillingCurrency } from "../../core/billing-notices.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import { alertsDue } from "../rules/alerts.ts";
import { REVIEW_MS } from "../rules/under-review.ts";
import { type Alert, alertsInsert, noReview, untold } from "./alerts.ts";

const dayMs = 24 * 60 * 60_000;
const ordersAtOnce = 200;

const select = `select o.org_id, o.id, o.number, o.kind, o.total, o.currency, o.due_at from orders o
  where o.state = 'due' and (o.due_at, o.id) > (?, ?) and o.due_at <= ?
    and ${untold("'order-due-soon:' || o.id || ':' || o.due_at")}
    and ${noReview}
  order by o.due_at, o.id limit ?`;

/** Says once, a day before, that an order has to be paid (BIL §5.6). */
export async function tellDueSoon({ deps }: SystemContext): Promise<void> {
  const now = deps.clock();
  let after: readonly [number, string] = [now, ""];
  for (;;) {
    const [found] = await deps.db.read([
      { sql: select, params: [...after, now + dayMs, now - REVIEW_MS, ordersAtOnce] },
    ]);
    const rows = found?.rows ?? [];
    const last = rows.at(-1);
    if (last === undefined) return;
    await deps.db.write([
      alertsInsert(
        deps,
        rows.flatMap((row) => alertOf(row, now)),
        now,
      ),
    ]);
    if (rows.length < ordersAtOnce) return;
    after = [Number(last[6]), String(last[1])];
  }
}

function alertOf(row: readonly Cell[], now: number): Alert[] {
  const [id, dueAt] = [String(row[1]), Number(row[6])];
  const order = { id, dueAt, state: "due", underReview: false } as const;
  const today = localDateOf(now, "UTC");
  return alertsDue({ now, today, orders: [order], attempts: [], plan: null, month: null })
    .filter(({ kind }) => kind === "order-due-soon")
    .map(({ key }) => ({
      orgId: String(row[0]),
      kind: "order-due-soon",
      payload: {
        orderId: id,
        orderNumber: Number(row[2]),
        kind: String(row[3]),
        total: Number(row[4]),
        currency: row[5] as BillingCurrency,
        dueAt,
      },
      subject: `order:${id}`,
      key,
    }));
}
