import { localDateOf } from "../../core/calendar/zone.ts";
import { addDays } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { Deps } from "../../deps.ts";
import { latinDigits } from "../../documents/rules/calm-text.ts";
import type { BankLine } from "../../documents/rules/bank-line.ts";
import { matchPurpose, type MatchDoubt } from "../../documents/rules/match-purpose.ts";
import type { Profile } from "../../core/words.ts";

/** Where the money of a line goes. Null: nobody knows, it waits in the operator's own books. */
export interface LineTarget {
  readonly orgId: string;
  readonly organisationName: string;
  /** The order that its purpose names; null for a payer we know who names none. */
  readonly order: { readonly id: string; readonly number: number; readonly total: number } | null;
}

export interface JudgedLine {
  readonly line: BankLine;
  readonly verdict: "exact" | "partial" | "over" | "wallet" | "unmatched";
  readonly doubt: MatchDoubt | null;
  readonly target: LineTarget | null;
}

interface Bill {
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly buyerInn: string | null;
  readonly target: LineTarget & { readonly order: NonNullable<LineTarget["order"]> };
  /** Its order's newest paper: only that one answers to the order's number. */
  readonly isNewest: boolean;
}

/** A bill may be paid that long after its day; numbers begin anew every year. */
const billLives = 400;
/** Bank and we may be a day apart. */
const clockSlack = 1;

/**
 * Says for every line whom it is for (BIL §3.4). Paid and annulled bills count as well, so what is said depends on papers
 * alone and not on the order in which money came (P20).
 */
export async function judgeLines(
  deps: Deps,
  profile: Profile,
  lines: readonly BankLine[],
): Promise<JudgedLine[]> {
  if (lines.length === 0) return [];
  const { bills, payers } = await loadBills(deps, profile, lines);
  return lines.map((line) => judge(line, billsFor(line, bills), payers));
}

function judge(
  line: BankLine,
  bills: readonly Bill[],
  payers: ReadonlyMap<string, readonly LineTarget[]>,
): JudgedLine {
  const match = matchPurpose(
    line,
    bills.map(({ number, buyerInn, target, isNewest }) => ({
      number,
      amount: target.order.total,
      buyerInn,
      // Numbers of orders begin at 1 in every organisation: they say something only of a payer we know.
      orderNumber:
        isNewest && buyerInn !== null && buyerInn === line.payerInn
          ? String(target.order.number)
          : null,
    })),
  );
  const { doubt, verdict } = match;
  const named = bills.find(({ number }) => number === match.number);
  if (verdict !== "unmatched" && named !== undefined)
    return { line, verdict, doubt, target: named.target };
  const known = line.payerInn === null ? [] : (payers.get(line.payerInn) ?? []);
  const [payer] = known;
  if (doubt !== "other_payer" && payer !== undefined && known.length === 1)
    return { line, verdict: "wallet", doubt, target: payer };
  return { line, verdict: "unmatched", doubt, target: null };
}

/** Of bills with one number the newest that was there when the money was sent. */
function billsFor({ datedOn }: BankLine, bills: readonly Bill[]): Bill[] {
  const found = new Map<string, Bill>();
  const until = addDays(datedOn, clockSlack);
  const since = addDays(datedOn, -billLives);
  for (const bill of bills)
    if (bill.issuedOn <= until && bill.issuedOn >= since) found.set(bill.number, bill);
  return [...found.values()];
}

/** Bills whose number stands in a purpose or whose buyer is a payer, oldest first, and organisations by ИНН. */
async function loadBills(deps: Deps, profile: Profile, lines: readonly BankLine[]) {
  const inns = JSON.stringify([...new Set(lines.flatMap(({ payerInn }) => payerInn ?? []))]);
  const numbers = JSON.stringify([
    ...new Set(
      lines.flatMap(({ purpose }) =>
        [...latinDigits(purpose).matchAll(/\d{1,9}/g)].map(([digits]) => Number(digits)),
      ),
    ),
  ]);
  const [bills, payers] = await deps.db.read([
    {
      sql: `select d.number, d.issued_on, d.snapshot ->> '$.buyer.inn', d.org_id, g.name, o.id, o.number, o.total, o.created_at,
          not exists (select 1 from documents n where n.org_id = d.org_id and n.order_id = d.order_id and n.kind = d.kind
            and n.id > d.id)
        from documents d
          join orders o on o.org_id = d.org_id and o.id = d.order_id
          join organisations g on g.id = d.org_id
        where d.seller = ? and d.kind in ('bank_invoice', 'pro_forma')
          and (d.number in (select value from json_each(?))
            or d.snapshot ->> '$.buyer.inn' in (select value from json_each(?)))
        order by d.issued_on, d.year, d.number`,
      params: [profile, numbers, inns],
    },
    {
      sql: `select a.requisites ->> '$.inn', a.org_id, o.name from billing_accounts a join organisations o on o.id = a.org_id
        where o.profile = ? and a.requisites ->> '$.inn' in (select value from json_each(?))`,
      params: [profile, inns],
    },
  ]);
  const byInn = new Map<string, LineTarget[]>();
  for (const [inn, orgId, name] of payers?.rows ?? []) {
    const target = { orgId: String(orgId), organisationName: String(name), order: null };
    byInn.set(String(inn), [...(byInn.get(String(inn)) ?? []), target]);
  }
  return {
    payers: byInn,
    bills: (bills?.rows ?? []).map((row): Bill => ({
      number: String(row[0]),
      issuedOn: row[1] as LocalDate,
      buyerInn: row[2] as string | null,
      target: {
        orgId: String(row[3]),
        organisationName: String(row[4]),
        order: { id: String(row[5]), number: Number(row[6]), total: Number(row[7]) },
      },
      isNewest: row[9] === 1,
    })),
  };
}

/** The day of money that the operator enters by hand, at the latest. */
export const latestDay = (deps: Deps, timeZone: string): LocalDate =>
  addDays(localDateOf(deps.clock(), timeZone), clockSlack);
