import { expect } from "vitest";
import { auditBooks } from "../../api/billing/invariants/audit-books.ts";
import { addDays } from "../../api/core/calendar/local-date.ts";
import { instantAt, localDateOf } from "../../api/core/calendar/zone.ts";
import { addCalendarMonths } from "../../api/billing/rules/months.ts";
import type { OrderLine } from "../../api/billing/rules/types.ts";
import { ask, named } from "../../bot/core/api.ts";
import type { Cell } from "../../db/client/port.ts";
import { foundCompany, hire } from "../api/people-company.ts";
import { type ApiWorld, createApiWorld } from "./api-world.ts";
import { ledgerOf } from "./billing.ts";
import { type CloseModel, createCloseModel } from "./close-model.ts";
import { type ModelOrder, MoneyModel, must } from "./money-model.ts";

const started = Date.parse("2026-03-10T08:00:00Z");
const moneyTables = [
  "orders",
  "terms",
  "seat_grants",
  "pending_changes",
  "refunds",
  "month_closes",
];
const allTables = [
  "ledger_transactions",
  "ledger_entries",
  "ledger_balances",
  "billing_accounts",
  "attempts",
  "documents",
  "usage_months",
  "employees",
  "outbox",
  "audit",
];

export interface Side {
  readonly profile: "ir" | "ru";
  readonly owner: number;
  readonly orgId: string;
  readonly workers: readonly { readonly user: number; readonly employeeId: string }[];
  readonly model: MoneyModel;
  readonly closes: CloseModel;
}

interface Answered {
  readonly again: () => Promise<unknown>;
  readonly answer: string;
}

/** Two organisations on one product, each with its model; `agree` compares all of it. */
export class MoneyScene {
  readonly world: ApiWorld;
  readonly sides: Side[] = [];
  /** Payments at the gateway whose sum somebody has changed: never to be credited. */
  readonly tampered = new Set<string>();
  private readonly answers: (Answered & { readonly at: number })[] = [];
  private lastSeen = "";
  private readonly told = new Map<string, string>();

  private constructor(world: ApiWorld) {
    this.world = world;
  }

  static async open(): Promise<MoneyScene> {
    const scene = new MoneyScene(await createApiWorld(started));
    for (const [index, profile] of (["ir", "ru"] as const).entries())
      await scene.found(profile, 1 + index * 100);
    await scene.agree();
    for (const side of scene.sides) await scene.begin(side);
    await scene.agree();
    return scene;
  }

  /** A command that is repeated later with its key has to be answered the same. */
  keep(answered: Answered): void {
    this.answers.push({ ...answered, at: this.world.now });
  }

  /** Nobody repeats anything after more than a day (TG 8.1). */
  kept(index: number): Answered | undefined {
    const fresh = this.answers.filter(({ at }) => this.world.now - at < 24 * 3_600_000);
    return fresh.toReversed()[index % Math.max(1, fresh.length)];
  }

  close(): Promise<void> {
    return this.world.close();
  }

  private async found(profile: "ir" | "ru", owner: number): Promise<void> {
    const company = await foundCompany(this.world, owner, profile);
    const workers = [];
    for (const user of [owner + 1, owner + 2])
      workers.push({ user, employeeId: await hire(this.world, company, user) });
    const zone = profile === "ir" ? "Asia/Tehran" : "Europe/Moscow";
    const calendar = profile === "ir" ? ("jalali" as const) : ("gregorian" as const);
    const model = new MoneyModel({
      order: (id) => this.orders.get(id) ?? fail(`no order ${id}`),
      attempt: (id) => this.attempts.get(id) ?? fail(`no attempt ${id}`),
      orderOfTerm: (id) => this.terms.get(id) ?? fail(`no term ${id}`),
      dateOf: (at) => localDateOf(at, zone),
      endOfDay: (date, days) => instantAt(addDays(date as never, days + 1), 0, zone) - 1000,
      monthsLater: (from, like) =>
        addCalendarMonths(from as never, monthsOf(like.planVersionId), calendar),
    });
    const { organisationId: orgId } = company;
    const closes = createCloseModel(this.world.now, 0);
    this.sides.push({ profile, owner, orgId, workers, model, closes });
  }

  /** A plan that is paid, so that there is something to add to. */
  private async begin({ owner, orgId, profile }: Side): Promise<void> {
    const key = () => named(this.world.key());
    const api = this.world.as("owner", owner);
    const wish = { kind: "plan" as const, planCode: `${profile}-6`, quantity: 2 };
    const placed = await ask(api.billing.orders.$post({ json: { wish, expected: null } }, key()));
    if (!("id" in placed)) throw new Error("scheduled");
    const json = { asset: "money" as const, amount: placed.total, reason: "to begin with" };
    const { organisations } = this.world.as("owner", 900_000_001).operator;
    await ask(organisations[":orgId"].adjustments.$post({ param: { orgId }, json }, key()));
    const pay = { param: { id: placed.id }, json: { rail: "wallet" as const } };
    await ask(api.payments.orders[":id"].pay.$post(pay, key()));
  }

  // What the rows say, for the facts that a model cannot know.
  private orders = new Map<string, ModelOrder>();
  private attempts = new Map<string, { orderId: string; rail: string; amount: number }>();
  private terms = new Map<string, string>();

  rows = async (
    sql: string,
    ...params: (string | number)[]
  ): Promise<readonly (readonly Cell[])[]> =>
    (await this.world.db.read([{ sql, params }]))[0]?.rows ?? [];

  /** All there is, or only what is money, as one text (I19). */
  async everything(of: "all" | "money" = "all"): Promise<string> {
    const tables = of === "all" ? [...moneyTables, ...allTables] : moneyTables;
    const read = await this.world.db.read(
      tables.map((table) => ({ sql: `select * from ${table} order by 1, 2, 3`, params: [] })),
    );
    return JSON.stringify(read.map(({ rows }) => rows));
  }

  /** Runs the deferred work and two ticks: what one tick makes overdue the next one annuls. */
  async settle(): Promise<void> {
    await this.world.settle();
    await this.world.settle();
  }

  /** Lets the models follow the log, then compares them with the rows, the API and the gateways. */
  async agree(): Promise<void> {
    await this.follow();
    for (const side of this.sides) await this.compare(side);
    await this.compareGateways();
    same((await auditBooks(this.world.deps)).faults, []);
  }

  private async follow(): Promise<void> {
    const [orders, attempts, terms, log, told] = await this.world.db.read([
      {
        sql: "select id, number, kind, total, activation, lines, due_at, created_at from orders",
        params: [],
      },
      { sql: "select id, order_id, rail, amount from attempts", params: [] },
      { sql: "select id, order_id from terms", params: [] },
      {
        sql: "select id, org_id, action, subject, at, before, after from audit where id > ? order by id",
        params: [this.lastSeen],
      },
      { sql: "select dedup_key, org_id || ' ' || kind, chat_id from outbox", params: [] },
    ]);
    this.orders = new Map((orders?.rows ?? []).map((row) => [String(row[0]), orderOf(row)]));
    this.attempts = new Map(
      (attempts?.rows ?? []).map(([id, orderId, rail, amount]) => [
        String(id),
        { orderId: String(orderId), rail: String(rail), amount: Number(amount) },
      ]),
    );
    this.terms = new Map((terms?.rows ?? []).map(([id, order]) => [String(id), String(order)]));
    for (const [key, kind] of told?.rows ?? []) this.told.set(String(key), String(kind));
    for (const [id, orgId, action, subject, at, before, after] of log?.rows ?? []) {
      this.lastSeen = String(id);
      this.sides
        .find((side) => side.orgId === orgId)
        ?.model.take({
          action: String(action),
          subject: String(subject),
          at: Number(at),
          before: read(before),
          after: read(after),
        });
    }
  }

  private async compare({ orgId, owner, model, profile, closes }: Side): Promise<void> {
    model.settled();
    const currency = profile === "ir" ? "IRR" : "RUB";
    const ledger = await ledgerOf(this.world.db, orgId);
    const sums: Record<string, number> = {
      [`wallet/${currency}`]: -model.wallet,
      [`receivable/${currency}`]: model.receivable,
      [`refund_clearing/${currency}`]: -model.clearing,
      "credit/PM": -model.credit,
    };
    for (const [rail, sum] of model.cash) sums[`cash:${rail}/${currency}`] = sum;
    const kept = Object.keys({ ...sums, ...ledger }).filter((name) =>
      /^(wallet|rec|ref|credit|cash)/.test(name),
    );
    for (const name of kept) same([name, ledger[name] ?? 0], [name, (sums[name] ?? 0) + 0]);
    const states = await this.rows("select id, state from orders where org_id = ?", orgId);
    same(
      Object.fromEntries(states),
      Object.fromEntries([...model.orders].map(([id, { state }]) => [id, state])),
    );
    for (const [kind, count] of model.told)
      same(
        [kind, [...this.told.values()].filter((one) => one === `${orgId} ${kind}`).length],
        [kind, count],
      );
    await this.compareBalance({ owner, model, profile, orgId });
    const [last] = await this.rows("select max(period) from month_closes where org_id = ?", orgId);
    if (typeof last?.[0] === "string") closes.closeThrough(last[0]);
    const closed = await this.rows(
      "select period, charged, late from month_closes where org_id = ? order by period",
      orgId,
    );
    same(
      closed,
      closes.closes.map(({ period, charged, late }) => [period, charged, late]),
    );
  }

  /** What the owner reads. */
  private async compareBalance({ owner, model, profile }: Omit<Side, "workers" | "closes">) {
    const shown = await ask(this.world.as("owner", owner).billing.balance.$get());
    const today = localDateOf(this.world.now, profile === "ir" ? "Asia/Tehran" : "Europe/Moscow");
    const plan = model.planOn(today);
    const owed = [...model.orders.values()].filter(
      ({ state }) => state === "due" || state === "overdue",
    );
    same(shown.parked, false);
    same(
      {
        wallet: shown.wallet,
        credit: shown.credit,
        seats: shown.seats.active,
        hasPlan: shown.plan !== null && !shown.plan.lapsed,
        owed: shown.openOrders.total,
      },
      {
        wallet: model.wallet,
        credit: model.credit,
        seats: profile === "ru" ? (plan?.seats ?? 0) : 0,
        hasPlan: plan !== null,
        owed: model.receivable,
      },
    );
    same(
      owed.reduce((sum, { total }) => sum + total, 0),
      model.receivable,
    );
  }

  /** Every sum in our books is one the gateway has captured, once and whole; what it has more of, we have not heard of (I6, I7). */
  private async compareGateways(): Promise<void> {
    const { payments, merchants } = this.world.gateways.control.ledger();
    const settled = await this.rows(
      `select gateway_ref, amount from attempts where state in ('succeeded', 'refunding', 'refunded')`,
    );
    for (const [ref, amount] of settled) {
      const paid = payments.find(({ id }) => id === ref);
      same([ref, paid?.amount, paid && isCaptured(paid.status)], [ref, amount, true]);
      must(!this.tampered.has(String(ref)), `${String(ref)} has another sum`);
    }
    const ours = settled.reduce((sum, [, amount]) => sum + Number(amount), 0);
    const captured = merchants.reduce((sum, line) => sum + line.captured, 0);
    const unheard = await this.unheard();
    same(ours + unheard.reduce((sum, { amount }) => sum + amount, 0), captured);
  }

  /** Payments the gateway has captured and we have not credited. */
  async unheard() {
    const credited = new Set(
      (
        await this.rows(
          "select gateway_ref from attempts where state in ('succeeded', 'refunding', 'refunded')",
        )
      ).map(([ref]) => ref),
    );
    return this.world.gateways.control
      .ledger()
      .payments.filter(({ id, status }) => isCaptured(status) && !credited.has(id));
  }

  /** Nothing fails any more and all clocks go on: every sum is where it belongs, and everybody was told (P8). */
  async end(): Promise<void> {
    const { control } = this.world.gateways;
    control.clearFaults();
    control.webhookTarget("http://hozur.test/pay/yookassa/webhook");
    for (const minutes of [3, 11, 31, 125, 24 * 60, 49 * 60]) {
      this.world.now += minutes * 60_000;
      await control.settle();
      await this.settle();
    }
    await this.agree();
    const left = (await this.unheard()).filter(({ id }) => !this.tampered.has(id));
    same(left, []);
    same(
      await this.rows(
        "select id from refunds where state = 'pending' and next_check_at is not null",
      ),
      [],
    );
    same(await this.rows("select kind, state from outbox where state = 'pending'"), []);
    const { merchants } = control.ledger();
    const booked = await this.rows(
      "select coalesce(sum(r.amount), 0) from refunds r join attempts a on a.id = r.attempt_id where r.state = 'succeeded' and a.rail like 'yookassa%'",
    );
    same(
      merchants.reduce((sum, line) => sum + line.refunded, 0),
      booked[0]?.[0],
    );
  }
}

function same(actual: unknown, expected: unknown): void {
  expect(actual).toEqual(expected);
}

const isCaptured = (status: string): boolean => status === "VERIFIED" || status === "succeeded";

const monthsOf = (planVersionId: string): number => Number(/-(\d+):/.exec(planVersionId)?.[1] ?? 1);

const read = (cell: Cell | undefined): Readonly<Record<string, unknown>> =>
  typeof cell === "string" ? ((JSON.parse(cell) ?? {}) as Readonly<Record<string, unknown>>) : {};

const orderOf = (row: readonly Cell[]): ModelOrder => ({
  id: String(row[0]),
  number: Number(row[1]),
  kind: row[2] as ModelOrder["kind"],
  total: Number(row[3]),
  activation: row[4] as ModelOrder["activation"],
  grants: (JSON.parse(String(row[5])) as OrderLine[]).flatMap(({ grant }) => grant ?? []),
  state: "quoted",
  dueAt: row[6] as number | null,
  placedAt: Number(row[7]),
});

function fail(why: string): never {
  throw new Error(why);
}
