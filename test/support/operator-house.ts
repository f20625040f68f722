import { expect } from "vitest";
import { auditBooks } from "../../api/billing/invariants/audit-books.ts";
import { type Api, ask, named } from "../../bot/core/api.ts";
import { bankStatement, type BankParty } from "../../bot/simulator/gateways/bank-statement.ts";
import { demoSellers } from "../../db/demo-sellers.ts";
import { type Company, foundCompany } from "../api/people-company.ts";
import { type ApiWorld, createApiWorld, testConfig } from "./api-world.ts";
import { giveSeats, giveTerm } from "./billing.ts";

export const operatorId = testConfig.operators[0] ?? 0;

/** Buyers whose ИНН have right check digits. */
export const buyers: readonly BankParty[] = [
  ["ООО «Ромашка»", "7707083893", "40702810500000000101"],
  ["ООО «Берёзка»", "7736207543", "40702810500000000102"],
  ["ООО «Кедр»", "7830002293", "40702810500000000103"],
].map(([name = "", inn = "", account = ""]) => ({
  name,
  inn,
  account,
  bank: "АО «БАНК»",
  bic: "044525593",
}));

export interface OperatorHouse {
  readonly world: ApiWorld;
  readonly operator: Api;
  readonly companies: readonly Company[];
  readonly seller: BankParty;
  /** An unpaid order for seats of a company, with its счёт. */
  bill(company: Company, seats: number): Promise<Bill>;
  /** Tells the product who a company is for papers. */
  introduce(company: Company, party: BankParty): Promise<void>;
  importText(text: string, profile?: "ir" | "ru"): ReturnType<typeof importOf>;
  one(sql: string, ...params: string[]): Promise<readonly (readonly unknown[])[]>;
  stateOf(orderId: string): Promise<string>;
  expectSound(): Promise<void>;
}

export interface Bill {
  readonly orderId: string;
  readonly total: number;
  /** Of the счёт. */
  readonly number: string;
}

const importOf = (operator: Api, text: string, profile: "ir" | "ru", key: string) =>
  ask(
    operator.operator.bank.statements.$post(
      { json: { profile, content: { kind: "text", text } } },
      named(key),
    ),
  );

export const day = "2025-04-09";

/** Russian companies with paid seats, the seller's company, and the operator's API. */
export async function createOperatorHouse(
  count = 2,
  options: Parameters<typeof createApiWorld>[1] = {},
): Promise<OperatorHouse> {
  const world = await createApiWorld(Date.parse("2025-04-08T09:00:00Z"), options);
  await world.db.write(
    (["ru", "ir"] as const).map((profile) => ({
      sql: "insert into sellers (profile, requisites, updated_at, updated_by) values (?, ?, 1, 'test')",
      params: [profile, JSON.stringify(demoSellers[profile])],
    })),
  );
  const companies: Company[] = [];
  for (let index = 1; index <= count; index++) {
    const company = await foundCompany(world, index, "ru");
    await giveTerm(world.deps, company.organisationId, "ru-3", { quantity: 2 });
    companies.push(company);
  }
  const operator = world.as("owner", operatorId);
  const { name, inn, bank } = demoSellers.ru;
  const one: OperatorHouse["one"] = async (sql, ...params) =>
    (await world.db.read([{ sql, params }]))[0]?.rows ?? [];
  return {
    world,
    operator,
    companies,
    one,
    seller: { name, inn, account: bank.account, bank: bank.name, bic: bank.bic },
    async bill({ organisationId, owner }, seats) {
      const orderId = await giveSeats(world.deps, organisationId, seats, { unpaid: true });
      const paper = await ask(
        world
          .as("owner", owner)
          .documents.orders[":id"].$post(
            { param: { id: orderId }, json: { kind: "paper" } },
            named(world.key()),
          ),
      );
      const [row] = await one("select total from orders where id = ?", orderId);
      return { orderId, total: Number(row?.[0]), number: String(paper.number) };
    },
    async introduce({ organisationId }, { name: called, inn: number }) {
      await world.db.write([
        {
          sql: "update billing_accounts set requisites = ? where org_id = ?",
          params: [JSON.stringify({ name: called, inn: number }), organisationId],
        },
      ]);
    },
    importText: (text, profile = "ru") => importOf(operator, text, profile, world.key()),
    stateOf: async (orderId) =>
      String((await one("select state from orders where id = ?", orderId))[0]?.[0]),
    async expectSound() {
      expect((await auditBooks(world.deps)).faults).toEqual([]);
    },
  };
}

export interface Transfer {
  readonly number: string;
  /** Kopecks. */
  readonly amount: number;
  readonly purpose: string;
  readonly payer?: BankParty;
  readonly day?: string;
}

/** A bank's file with exactly these transfers to the seller, in this order. */
export function fileOf(seller: BankParty, transfers: readonly Transfer[]): string {
  const head = bankStatement({ day, seller, payments: [] }).text.split("\r\n");
  const documents = transfers.flatMap(({ payer = buyers[0], ...transfer }) => [
    "СекцияДокумент=Платежное поручение",
    `Номер=${transfer.number}`,
    `Дата=${(transfer.day ?? day).split("-").toReversed().join(".")}`,
    `Сумма=${(transfer.amount / 100).toFixed(2)}`,
    `ПлательщикСчет=${payer?.account ?? ""}`,
    `Плательщик=${payer?.name ?? ""}`,
    `ПлательщикИНН=${payer?.inn ?? ""}`,
    `ПолучательСчет=${seller.account}`,
    `НазначениеПлатежа=${transfer.purpose}`,
    "КонецДокумента",
  ]);
  const end = head.lastIndexOf("КонецФайла");
  return [...head.slice(0, end), ...documents, "КонецФайла", ""].join("\r\n");
}

export const codeOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => "ok",
    (error: { code?: string }) => error.code,
  );
