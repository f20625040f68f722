import { changeBooks } from "../api/billing/change-books.ts";
import { closeMonths } from "../api/billing/close/close-months.ts";
import { openAccount, plansOf, plansStatement } from "../api/billing/open-account.ts";
import { placeOrder } from "../api/billing/place-order.ts";
import { quotePlan } from "../api/billing/rules/quote-plan.ts";
import { quoteSeats } from "../api/billing/rules/quote-seats.ts";
import { quoteTopUp } from "../api/billing/rules/quote-topup.ts";
import type { Books, Quote, QuoteRefusal, Scheduled } from "../api/billing/rules/types.ts";
import { periodOf, periodRange, previousPeriod } from "../api/core/calendar/period.ts";
import { instantAt, localDateOf } from "../api/core/calendar/zone.ts";
import { commit } from "../api/core/commit.ts";
import { type SystemContext, systemContext } from "../api/core/context.ts";
import { systemPermit } from "../api/core/permissions.ts";
import type { CalendarName, Profile } from "../api/core/words.ts";
import type { Deps } from "../api/deps.ts";
import { insertAttempt, type Rail } from "../api/payments/attempt-row.ts";
import { paymentPart } from "../api/payments/settle-payment.ts";
import type { Cell, Database } from "./client/port.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

interface Parts {
  readonly ids: () => string;
  /** Instant in ms. */
  readonly now: number;
  /** Of the deployment: seals the security log of the past. */
  readonly signingKey: string;
}

interface Company {
  readonly orgId: string;
  readonly organisationName: string;
  readonly profile: Profile;
  readonly calendar: CalendarName;
  readonly timeZone: string;
  readonly primaryOwnerId: string;
}

interface Moment {
  readonly at: number;
  readonly happens: (ctx: SystemContext) => Promise<unknown>;
}

/**
 * The demo companies as customers for some months: a free month, a paid plan, closed months, an order to pay. Everything goes
 * through the product's own books, each at its time; nobody is told of what is long past.
 */
export async function seedBilling(db: Database, parts: Parts): Promise<void> {
  const [found] = await db.read([
    {
      sql: `select o.id, o.name, o.profile, o.calendar, o.time_zone, e.id from organisations o
        join employees e on e.org_id = o.id join roles r on r.org_id = e.org_id and r.id = e.role_id
        where r.preset = 'owner' group by o.id`,
      params: [],
    },
  ]);
  for (const company of (found?.rows ?? []).map(companyOf)) {
    const history = company.profile === "ir" ? iranian(company, parts) : russian(company, parts);
    for (const { at, happens } of history.toSorted((a, b) => a.at - b.at))
      await happens(systemContext(depsAt(db, parts, at), "demo"));
  }
  await db.write([
    { sql: "delete from outbox where kind in ('month-closed', 'payment-received')", params: [] },
  ]);
}

const companyOf = (row: readonly Cell[]): Company => ({
  orgId: String(row[0]),
  organisationName: String(row[1]),
  profile: row[2] as Profile,
  calendar: row[3] as CalendarName,
  timeZone: String(row[4]),
  primaryOwnerId: String(row[5]),
});

/** Sixty person-months for ten people since ten weeks, every month closed; two people more wait for their money. */
function iranian(company: Company, { now }: Parts): Moment[] {
  const opened = now - 100 * day;
  return [
    { at: opened, happens: (ctx) => open(ctx, company) },
    {
      at: now - 70 * day,
      happens: (ctx) =>
        buy(ctx, company, "zarinpal", (books) =>
          quotePlan(books, { planCode: "ir-6", quantity: 10 }),
        ),
    },
    ...monthStarts(company, opened, now).map((at) => ({ at, happens: closeMonths })),
    {
      at: now - 2 * hour,
      happens: (ctx) => order(ctx, company, (books) => quoteTopUp(books, { persons: 2 })),
    },
  ];
}

/** Seats for everybody and two more since three weeks; one was added today and is to be paid. */
function russian(company: Company, { now }: Parts): Moment[] {
  return [
    { at: now - 55 * day, happens: (ctx) => open(ctx, company) },
    {
      at: now - 20 * day,
      happens: (ctx) =>
        buy(ctx, company, "yookassa_card", (books) =>
          quotePlan(books, { planCode: "ru-3", quantity: books.seatsNeeded + 2 }),
        ),
    },
    {
      at: now - 2 * hour,
      happens: (ctx) => order(ctx, company, (books) => quoteSeats(books, 1)),
    },
  ];
}

async function open(ctx: SystemContext, company: Company): Promise<void> {
  const { deps } = ctx;
  const [plans] = await deps.db.read([plansStatement(company.profile)]);
  const now = deps.clock();
  const account = { ...company, now, today: localDateOf(now, company.timeZone) };
  const { statements, audit } = openAccount(deps, account, plansOf(plans));
  await commit(ctx, {
    permit: systemPermit(),
    statements,
    audit: [
      {
        orgId: company.orgId,
        action: "organisation.founded",
        subject: `organisation:${company.orgId}`,
      },
      ...audit,
    ],
    answer: null,
  });
}

type Quoting = (books: Books) => Quote | QuoteRefusal | Scheduled;

const order = (ctx: SystemContext, { orgId, primaryOwnerId }: Company, quoting: Quoting) =>
  changeBooks(ctx, orgId, (loaded) => {
    const quote = quoting(loaded.books);
    if (typeof quote === "string" || "scheduled" in quote)
      throw new Error(`the demo cannot order: ${JSON.stringify(quote)}`);
    const by = { permit: systemPermit(), employeeId: primaryOwnerId, expected: null };
    return { ...placeOrder(ctx, loaded, quote, by), notices: [] };
  });

async function buy(
  ctx: SystemContext,
  company: Company,
  rail: Rail,
  quoting: Quoting,
): Promise<void> {
  const { orgId } = company;
  const { orderId, total } = await order(ctx, company, quoting);
  const id = ctx.deps.ids();
  const ref = rail === "zarinpal" ? `A${id.replaceAll("-", "").padEnd(35, "0")}` : id;
  await changeBooks(ctx, orgId, (loaded) => {
    const { currency, now } = loaded.books;
    const attempt = insertAttempt({
      orgId,
      id,
      orderId,
      rail,
      amount: total,
      currency,
      state: "succeeded",
      gatewayRef: ref,
      receiptRef: "201000000017",
      createdBy: company.primaryOwnerId,
      createdAt: now,
      concludedAt: now,
    });
    const paying = { id, orgId, orderId, rail, amount: total, ref };
    const { transactions, statements, audit } = paymentPart(ctx.deps, loaded, paying, [attempt]);
    return { transactions, statements, audit, permit: systemPermit(), answer: null };
  });
}

/** The first instants of the months since then. */
function monthStarts({ calendar, timeZone }: Company, since: number, now: number): number[] {
  const starts: number[] = [];
  let period = periodOf(localDateOf(now, timeZone), calendar);
  for (;;) {
    const at = instantAt(periodRange(period, calendar).from, 1, timeZone);
    if (at <= since) return starts;
    if (at <= now) starts.push(at);
    period = previousPeriod(period);
  }
}

/** The house at a time gone by: only what the books need. */
const depsAt = (db: Database, { ids, signingKey }: Parts, at: number): Deps => ({
  db,
  ids,
  clock: () => at,
  log: () => {},
  config: {
    botKeys: { staff: "", owner: "" },
    botNames: { staff: "", owner: "" },
    linkOrigin: "",
    pageOrigin: "",
    ownerChat: "",
    version: "demo",
    signingKey,
    operators: [],
  },
  messenger: { deliver: () => Promise.reject(new Error("nobody is told of the past")) },
  mailer: null,
  rails: { zarinpal: null, yookassa: null, receiptEmail: null, telegram: null, stars: null },
  writeSoon: () => Promise.resolve(),
  defer: () => {},
});
