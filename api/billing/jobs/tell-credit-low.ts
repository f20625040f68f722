import type { Cell, Statement } from "../../../db/client/port.ts";
import type { PeriodKey } from "../../core/calendar/types.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import type { SystemContext } from "../../core/context.ts";
import { allAccounts, catalogueStatement, closeAccountOf } from "../close/close-account.ts";
import { costs, people, wanted } from "../close/close-statements.ts";
import { type DueClose, runningMonth } from "../close/due-closes.ts";
import { planOf } from "../plan-row.ts";
import { alertsDue } from "../rules/alerts.ts";
import { type Alert, alertsInsert, untold } from "./alerts.ts";

const accountsAtOnce = 100;

/** Who would be charged if the month were closed now, of organisations that have not been told of this month. */
const activeSoFar = `with c as materialized (select * from ${wanted})
  select c.org_id, c.period, ${people},
    -coalesce((select b.amount from ledger_balances b
      where b.org_id = c.org_id and b.account = 'credit' and b.asset = 'PM'), 0) as credit
  from c
    left join usage_months u on u.org_id = c.org_id and u.close_id is null and u.period <= c.period and ${costs}
  where ${untold("'credit-low:' || c.org_id || ':' || c.period")}
  group by c.org_id having ${people} > credit`;

/** Says once a month, before the close, that more people were active than there is credit for (BIL §5.6). */
export async function tellCreditLow({ deps }: SystemContext): Promise<void> {
  const now = deps.clock();
  const [catalogue] = await deps.db.read([catalogueStatement]);
  const plans = (catalogue?.rows ?? []).map(planOf);
  let after = "";
  for (;;) {
    const [found] = await deps.db.read([allAccounts(after, accountsAtOnce)]);
    const accounts = (found?.rows ?? []).map(closeAccountOf);
    const months = accounts.flatMap((account) => runningMonth(account, plans, now) ?? []);
    if (months.length > 0) {
      const [short] = await deps.db.read([activeStatement(months)]);
      const alerts = (short?.rows ?? []).flatMap((row) => alertOf(row, now));
      if (alerts.length > 0) await deps.db.write([alertsInsert(deps, alerts, now)]);
    }
    const last = accounts.at(-1);
    if (last === undefined || accounts.length < accountsAtOnce) return;
    after = last.orgId;
  }
}

const activeStatement = (months: readonly DueClose[]): Statement => ({
  sql: activeSoFar,
  params: [JSON.stringify(months)],
});

function alertOf(row: readonly Cell[], now: number): Alert[] {
  const orgId = String(row[0]);
  const month = {
    period: row[1] as PeriodKey,
    active: Number(row[2]),
    credit: Number(row[3]),
  };
  const today = localDateOf(now, "UTC");
  return alertsDue({ now, today, month, orders: [], attempts: [], plan: null })
    .filter(({ kind }) => kind === "credit-low")
    .map(({ key }) => ({
      orgId,
      kind: "credit-low",
      payload: month,
      subject: `close:${orgId}:${month.period}`,
      key: `${orgId}:${key}`,
    }));
}
