import type { Database } from "../../db/client/port.ts";
import { isIdle } from "./month-close-limit.ts";

export interface Size {
  readonly organisations: number;
  readonly people: number;
  /** Of each person in a month. */
  readonly punches: number;
}

/** Months that are closed one after the other, and the first instant after each in Tehran. */
export const months = [
  { period: "1404-01", endsAt: Date.parse("2025-04-20T20:30:00Z") },
  { period: "1404-02", endsAt: Date.parse("2025-05-21T20:30:00Z") },
  { period: "1404-03", endsAt: Date.parse("2025-06-21T20:30:00Z") },
] as const;

const openedAt = Date.parse("2025-03-25T08:00:00Z");
const orgOf = (org: string) => `printf('00000000-0000-7000-8000-%012x', ${org})`;
const personOf = (org: string, person: string) =>
  `printf('00000000-0000-7000-9000-%012x', ${org} * 1000 + ${person})`;

/** Companies with their people, each with an owner who pays, and a plan by active people. */
export async function fillCompanies(db: Database, { organisations, people }: Size): Promise<void> {
  const o = `o(org) as (select 1 union all select org + 1 from o where org < ${organisations})`;
  const p = `p(person) as (select 0 union all select person + 1 from p where person < ${people})`;
  const id = orgOf("org");
  const person = personOf("org", "person");
  const fill = [
    `with recursive ${o} insert into organisations
      (id, name, profile, language, calendar, time_zone, weekend, location_policy, created_at)
      select ${id}, 'Company ' || org, 'ir', 'fa', 'jalali', 'Asia/Tehran', '[5]', 'off', ${openedAt} from o`,
    `with recursive ${o} insert into roles (org_id, id, preset, name, permissions)
      select ${id}, 'owner', 'owner', 'owner', '["punch.self","billing.manage"]' from o`,
    `with recursive ${o} insert into roles (org_id, id, preset, name, permissions)
      select ${id}, 'employee', 'employee', 'employee', '["punch.self","requests.self"]' from o`,
    `with recursive ${o}, ${p} insert into persons (id, telegram_user_id, name, created_at)
      select ${person}, 1000000 + org * 1000 + person, 'x', ${openedAt} from o cross join p`,
    `with recursive ${o}, ${p} insert into employees (org_id, id, person_id, role_id, name, state, started_on, created_at)
      select ${id}, ${person}, ${person}, case person when 0 then 'owner' else 'employee' end, 'x', 'active', '2025-03-25',
        ${openedAt} from o cross join p`,
    `insert into billing_accounts (org_id, currency, created_at) select id, 'IRR', ${openedAt} from organisations`,
    `insert into orders (org_id, id, number, kind, state, activation, currency, plan_version_id, total, tax, tax_bp, tax_mode,
        lines, created_at, paid_at)
      select id, id, 1, 'free', 'paid', 'on_payment', 'IRR', 'plan:ir-free:1', 0, 0, 0, 'none', '[]', 0, 0 from organisations`,
    `insert into terms (org_id, id, order_id, plan_version_id, starts_on, ends_on, state, created_at)
      select id, id, id, 'plan:ir-free:1', '2025-03-25', '2025-04-25', 'active', 0 from organisations`,
    `insert into ledger_transactions (org_id, id, kind, subject, at) select id, 'grant', 'grant', 'grant', 0 from organisations`,
    `insert into ledger_entries (org_id, transaction_id, position, account, asset, amount)
      select id, 'grant', 1, 'issued', 'PM', 1000 from organisations`,
    `insert into ledger_entries (org_id, transaction_id, position, account, asset, amount)
      select id, 'grant', 2, 'credit', 'PM', -1000 from organisations`,
  ];
  for (const sql of fill) await db.write([{ sql, params: [] }]);
}

/** What the punches of a month leave behind. */
export async function fillUsage(
  db: Database,
  { organisations, people }: Size,
  period: string,
): Promise<void> {
  await db.write([
    {
      sql: `with recursive o(org) as (select 1 union all select org + 1 from o where org < ${organisations}),
          p(person) as (select 1 union all select person + 1 from p where person < ${people})
        insert into usage_months (org_id, period, employee_id, kind, first_at)
        select ${orgOf("org")}, ?, ${personOf("org", "person")}, 'punch', 0 from o cross join p where not (${isIdle})`,
      params: [period],
    },
  ]);
}
