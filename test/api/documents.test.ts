import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createApp } from "../../api/app.ts";
import { auditBooks } from "../../api/billing/invariants/audit-books.ts";
import { ask, named } from "../../bot/core/api.ts";
import { demoSellers } from "../../db/demo-sellers.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { giveSeats, giveTerm, orderTopUp, payOrder } from "../support/billing.ts";
import { type Company, foundCompany } from "./people-company.ts";

let world: ApiWorld;
beforeEach(async () => {
  world = await createApiWorld(Date.parse("2025-04-08T09:00:00Z"));
  await world.db.write(
    (["ru", "ir"] as const).map((profile) => ({
      sql: "insert into sellers (profile, requisites, updated_at, updated_by) values (?, ?, 1, 'test')",
      params: [profile, JSON.stringify(demoSellers[profile])],
    })),
  );
});
afterEach(() => world.close());

const issue = (user: number, id: string, kind: "paper" | "bank_invoice" | "act" | "invoice") =>
  ask(
    world
      .as("owner", user)
      .documents.orders[":id"].$post({ param: { id }, json: { kind } }, named(world.key())),
  );

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code?: string }) => error.code,
  );

const path = (url: string) => url.replace(/^https?:\/\/[^/]+/, "");

describe("the paper of an order", () => {
  let company: Company;
  let order: string;
  beforeEach(async () => {
    company = await foundCompany(world, 1, "ru");
    await giveTerm(world.deps, company.organisationId, "ru-3", { quantity: 4 });
    order = await giveSeats(world.deps, company.organisationId, 3, { unpaid: true });
  });

  const closingPaper = async () => {
    const { orders } = world.as("owner", 1).billing;
    return (await ask(orders[":id"].$get({ param: { id: order } }))).closingPaper;
  };

  test("is issued once: the same facts are the same paper", async () => {
    const [first, second] = [await issue(1, order, "paper"), await issue(1, order, "bank_invoice")];
    expect(first).toMatchObject({ kind: "bank_invoice", number: 1, year: 2025 });
    expect(second).toEqual(first);
    expect((await auditBooks(world.deps)).faults).toEqual([]);
  });

  test("opens by a key that no log tells", async () => {
    const { pageUrl } = await issue(1, order, "paper");
    const key = path(pageUrl).replace("/paper/", "");
    const logged: unknown[] = [];
    const app = createApp({ ...world.deps, log: (_level, event) => logged.push(event) });
    expect((await app.request(path(pageUrl))).status).toBe(200);
    expect((await app.request(`/paper/${"0".repeat(48)}.pdf`)).status).toBe(404);
    const text = JSON.stringify(logged);
    expect(text).toContain('"/paper/:key"');
    expect(text).toContain('"/paper/:key.pdf"');
    expect(text).not.toContain(key);
  });

  test("gets the next number when the buyer's details change, and numbers have no gaps (BIL I17)", async () => {
    await issue(1, order, "paper");
    await world.db.write([
      {
        sql: "update billing_accounts set requisites = ? where org_id = ?",
        params: [
          JSON.stringify({ name: "ООО «Ромашка»", inn: "7701234560" }),
          company.organisationId,
        ],
      },
    ]);
    const again = await issue(1, order, "paper");
    expect(again.number).toBe(2);
    const page = await world.app.request(path(again.pageUrl));
    expect(await page.text()).toContain("ООО «Ромашка»");
    expect((await auditBooks(world.deps)).faults).toEqual([]);
  });

  test("asked for by many at once is one paper", async () => {
    const papers = await Promise.all(Array.from({ length: 8 }, () => issue(1, order, "paper")));
    expect(new Set(papers.map(({ id }) => id)).size).toBe(1);
    const [count] = await world.db.read([
      { sql: "select last from document_counters", params: [] },
    ]);
    expect(count?.rows).toEqual([[1]]);
  });

  test("is an act only when the order is paid", async () => {
    expect(await codeOf(issue(1, order, "act"))).toBe("invalid_input");
    await issue(1, order, "paper");
    expect(await closingPaper()).toBeNull();
    await payOrder(world.deps, company.organisationId, order);
    expect(await closingPaper()).toBe("act");
    const act = await issue(1, order, "paper");
    expect(await closingPaper()).toBeNull();
    expect(act).toMatchObject({ kind: "act", number: 1 });
    expect(await (await world.app.request(path(act.pageUrl))).text()).toContain("№");
  });

  test("can be printed by whoever has the link, and by nobody else", async () => {
    const { pageUrl, id } = await issue(1, order, "paper");
    const page = await world.app.request(path(pageUrl));
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    const pdf = await world.app.request(`${path(pageUrl)}.pdf`);
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    expect(new TextDecoder().decode((await pdf.arrayBuffer()).slice(0, 5))).toBe("%PDF-");
    expect((await world.app.request(`/paper/${"0".repeat(48)}`)).status).toBe(404);

    await foundCompany(world, 2, "ru");
    const theirs = world.as("owner", 2).documents[":id"].$get({ param: { id } });
    expect((await theirs).status).toBe(404);
    expect(await codeOf(issue(2, order, "paper"))).toBe("not_found");
  });

  test("needs a seller", async () => {
    await world.db.write([{ sql: "delete from sellers", params: [] }]);
    expect(await codeOf(issue(1, order, "paper"))).toBe("seller_missing");
  });
});

test("an Iranian order has a پیش‌فاکتور before the payment and a فاکتور after it, numbered by the Jalali year", async () => {
  const { organisationId } = await foundCompany(world, 3, "ir");
  await giveTerm(world.deps, organisationId, "ir-6", { quantity: 10 });
  const order = await orderTopUp(world.deps, organisationId, { persons: 5 }, { unpaid: true });
  const before = await issue(3, order, "paper");
  expect(before).toMatchObject({ kind: "pro_forma", year: 1404 });
  await payOrder(world.deps, organisationId, order);
  expect(await issue(3, order, "paper")).toMatchObject({ kind: "invoice", number: 1 });
  expect(await issue(3, order, "paper")).toMatchObject({ kind: "invoice", number: 1 });
});
