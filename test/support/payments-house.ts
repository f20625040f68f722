import { expect } from "vitest";
import { auditBooks } from "../../api/billing/invariants/audit-books.ts";
import { type Attempt, attemptColumns, attemptOf } from "../../api/payments/attempt-row.ts";
import { ask, named } from "../../bot/core/api.ts";
import { sandboxCredentials } from "../../bot/simulator/gateways/credentials.ts";
import { type Company, foundCompany } from "../api/people-company.ts";
import { type ApiWorld, type ApiWorldOptions, createApiWorld } from "./api-world.ts";
import { booksOf, giveSeats, ledgerOf, orderTopUp, giveTerm } from "./billing.ts";

export type OnlineRail = "zarinpal" | "yookassa_card" | "yookassa_sbp" | "telegram" | "stars";

const owner = 1;

export interface PaymentsHouse {
  readonly world: ApiWorld;
  readonly company: Company;
  readonly orgId: string;
  /** An unpaid order: person-months in Iran (quoted), seats in Russia (due). @returns its id */
  order(units?: number): Promise<string>;
  orderState(orderId: string): Promise<string>;
  total(orderId: string): Promise<number>;
  pay(orderId: string, rail: OnlineRail | "wallet" | "bank", key?: string): Promise<PayAnswer>;
  /** What is known of every attempt, oldest first. */
  attempts(): Promise<Attempt[]>;
  /** The gateway's name of the newest attempt that has one. */
  ref(): Promise<string>;
  check(attemptId: string): Promise<string>;
  wallet(): Promise<number>;
  /** Kinds of the billing notices of the outbox, with one word of each. */
  told(): Promise<string[]>;
  /** The page a payer comes back to, as its state. */
  visit(url: string | null): Promise<"paid" | "checking" | "not_paid" | "gone" | number>;
  /** Every named invariant holds, and the books say what the gateways' own ledgers say (BIL I6, I7). */
  expectSound(): Promise<void>;
}

type PayAnswer = Awaited<ReturnType<typeof payOver>>;

const payOver = (world: ApiWorld, id: string, rail: OnlineRail | "wallet" | "bank", key: string) =>
  ask(
    world
      .as("owner", owner)
      .payments.orders[":id"].pay.$post({ param: { id }, json: { rail } }, named(key)),
  );

/** A company that owes money, the product, and both gateways. */
export async function createPaymentsHouse(
  profile: "ir" | "ru",
  options: ApiWorldOptions = {},
  now?: number,
): Promise<PaymentsHouse> {
  const world = await createApiWorld(now, options);
  const company = await foundCompany(world, owner, profile);
  const orgId = company.organisationId;
  if (profile === "ir") await giveTerm(world.deps, orgId, "ir-6", { quantity: 1 });
  const one = async (sql: string, ...params: string[]) =>
    (await world.db.read([{ sql, params }]))[0]?.rows ?? [];

  const house: PaymentsHouse = {
    world,
    company,
    orgId,
    order: (units = 2) =>
      profile === "ru"
        ? giveSeats(world.deps, orgId, units, { unpaid: true })
        : orderTopUp(world.deps, orgId, { persons: units }, { unpaid: true }),
    async orderState(orderId) {
      return String((await one("select state from orders where id = ?", orderId))[0]?.[0]);
    },
    async total(orderId) {
      return Number((await one("select total from orders where id = ?", orderId))[0]?.[0]);
    },
    pay: (orderId, rail, key = world.key()) => payOver(world, orderId, rail, key),
    async attempts() {
      return (await one(`select ${attemptColumns} from attempts order by created_at, id`)).map(
        attemptOf,
      );
    },
    async ref() {
      const ref = (await house.attempts()).findLast(
        ({ gatewayRef }) => gatewayRef !== null,
      )?.gatewayRef;
      if (ref === undefined || ref === null) throw new Error("no attempt has reached a gateway");
      return ref;
    },
    async check(attemptId) {
      const { state } = await ask(
        world
          .as("owner", owner)
          .payments.attempts[":id"].check.$post(
            { param: { id: attemptId }, json: {} },
            named(world.key()),
          ),
      );
      return state;
    },
    wallet: async () => (await booksOf(world.deps, orgId)).wallet,
    async told() {
      const rows = await one(
        `select kind, coalesce(payload ->> '$.stage', payload ->> '$.about', payload ->> '$.double', '') from outbox
          where kind like 'payment-%' or kind = 'operator-alert' order by created_at, id`,
      );
      return rows.map(([kind, word]) => `${String(kind)} ${String(word)}`.trim());
    },
    async visit(url) {
      const answer = await world.app.request(url ?? "");
      const state = /<main class="(\w+)">/.exec(await answer.text())?.[1];
      return (state as "paid" | undefined) ?? answer.status;
    },
    async expectSound() {
      const { faults } = await auditBooks(world.deps);
      expect(faults).toEqual([]);
      expect(await cashOf(world, orgId)).toEqual(gatewaysSay(world));
    },
  };
  return house;
}

/** Cash by gateway, as our ledger has it. */
async function cashOf({ db }: ApiWorld, orgId: string): Promise<Record<string, number>> {
  const ledger = await ledgerOf(db, orgId);
  const cash: Record<string, number> = { zarinpal: 0, yookassa: 0 };
  for (const [account, amount] of Object.entries(ledger)) {
    const [, gateway] = /^cash:(zarinpal|yookassa)/.exec(account) ?? [];
    if (gateway !== undefined) cash[gateway] = (cash[gateway] ?? 0) + amount;
  }
  return cash;
}

/** The same as the sandboxes' own movements have it. */
function gatewaysSay({ gateways }: ApiWorld): Record<string, number> {
  const ours = [
    sandboxCredentials.zarinpal.merchantId,
    sandboxCredentials.yookassa.shopId,
  ] as const;
  const cash: Record<string, number> = { zarinpal: 0, yookassa: 0 };
  for (const { rail, merchant, balance } of gateways.control.ledger().merchants)
    if (ours.some((known) => known === merchant)) cash[rail] = (cash[rail] ?? 0) + balance;
  return cash;
}

/** The refusal of a call by its code, or "ok". */
export const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "ok",
    (error: { code?: string; message?: string }) => error.code ?? error.message ?? "failed",
  );
