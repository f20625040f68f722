import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { demoSellers } from "../../db/demo-sellers.ts";
import { problemOf, routesOf, sampleOf, send } from "../faults/openapi-routes.ts";
import {
  booksOf,
  giveMoney,
  ledgerOf,
  orderTopUp,
  payOrder,
  giveTerm,
} from "../support/billing.ts";
import {
  type Bill,
  codeOf,
  createOperatorHouse,
  operatorId,
  type OperatorHouse,
} from "../support/operator-house.ts";
import { foundCompany } from "./people-company.ts";

let house: OperatorHouse;
let bill: Bill;
beforeEach(async () => {
  house = await createOperatorHouse(1);
  bill = await house.bill(first(), 2);
});
afterEach(() => house.world.close());

const first = () => {
  const [company] = house.companies;
  if (company === undefined) throw new Error("no company");
  return company;
};
const orgId = () => first().organisationId;
const command = () => named(house.world.key());
const api = () => house.operator.operator;
const ledger = () => ledgerOf(house.world.db, orgId());

const sessionOf = async (user: number, updateId: number) =>
  (await ask(house.world.as("owner", user).telegram.updates.$post({ json: { updateId } }))).session
    .isOperator;

const list = async (query: Parameters<ReturnType<typeof api>["orders"]["$get"]>[0]["query"]) =>
  (await ask(api().orders.$get({ query }))).items.map(({ id }) => id);

describe("the operator's rooms", () => {
  test("do not exist for anybody else, on any route", async () => {
    const routes = (await routesOf(house.world.app)).filter(({ path }) =>
      path.startsWith("/v1/operator/"),
    );
    expect(routes.length).toBeGreaterThan(30);
    for (const route of routes)
      for (const user of [first().owner, 9001])
        for (const bot of ["owner", "staff"] as const) {
          const answer = await send(house.world.app, route, { bot, user }, sampleOf(route));
          expect([route.name, await problemOf(answer)]).toMatchObject([
            route.name,
            { status: 404, code: "not_found" },
          ]);
        }
  });

  test("say nothing of themselves to somebody who asks in the wrong way", async () => {
    const routes = (await routesOf(house.world.app)).filter(({ path }) =>
      path.startsWith("/v1/operator/"),
    );
    for (const route of routes) {
      const url = sampleOf(route).url.split("?")[0] ?? "";
      const asked = { url: `${url}?page=x`, text: "{" };
      const answer = await send(
        house.world.app,
        route,
        { bot: "owner", user: first().owner },
        asked,
      );
      expect([route.name, answer.status]).toEqual([route.name, 404]);
    }
  });

  test("are open to the operator, who needs no company", async () => {
    const routes = (await routesOf(house.world.app)).filter(
      ({ path, method }) =>
        method === "GET" && path.startsWith("/v1/operator/") && !path.includes("{"),
    );
    for (const route of routes) {
      const fill = route.path.includes("/bank/") ? { state: "unmatched" } : {};
      const who = { bot: "owner", user: operatorId } as const;
      const answer = await send(house.world.app, route, who, sampleOf(route, fill));
      expect([route.name, answer.status]).toEqual([route.name, 200]);
    }
  });

  test("are announced in the session of the operator alone", async () => {
    expect(await sessionOf(operatorId, 1)).toBe(true);
    expect(await sessionOf(first().owner, 2)).toBe(false);
    expect(await sessionOf(9001, 3)).toBe(false);
  });
});

describe("orders of all organisations", () => {
  test("are found by state, by name and by what is overdue", async () => {
    expect(await list({})).toEqual([bill.orderId]);
    expect(await list({ name: "COMPANY of 1" })).toEqual([bill.orderId]);
    expect(await list({ name: "nobody" })).toEqual([]);
    expect(await list({ state: "overdue" })).toEqual([]);
    house.world.now += 4 * 86_400_000;
    expect(await list({ state: "overdue" })).toEqual([bill.orderId]);
    expect(await list({ state: "paid" })).not.toContain(bill.orderId);
  });

  test("show their payments and every movement of the ledger", async () => {
    await payOrder(house.world.deps, orgId(), bill.orderId);
    const card = await ask(
      api().orders[":orgId"][":id"].$get({ param: { orgId: orgId(), id: bill.orderId } }),
    );
    expect(card.movements.map(({ kind }) => kind)).toEqual(["order", "apply"]);
    expect(card.order).toMatchObject({ state: "paid", total: bill.total });
    expect(card.may).toEqual({ annul: false, reinstate: false });
  });

  test("are annulled and reinstated with their postings (BIL §5.3)", async () => {
    const param = { orgId: orgId(), id: bill.orderId };
    const before = await ledger();
    const seats = (await booksOf(house.world.deps, orgId())).seatGrants;
    await ask(
      api().orders[":orgId"][":id"].annul.$post(
        { param, json: { reason: "не заплатили" } },
        command(),
      ),
    );
    expect(await house.stateOf(bill.orderId)).toBe("annulled");
    expect((await ledger())["receivable/RUB"]).toBeUndefined();
    expect(
      (await booksOf(house.world.deps, orgId())).seatGrants.filter(
        ({ state }) => state === "suspended",
      ),
    ).toHaveLength(1);
    await house.expectSound();
    await ask(
      api().orders[":orgId"][":id"].reinstate.$post(
        { param, json: { reason: "ошибка" } },
        command(),
      ),
    );
    expect(await house.stateOf(bill.orderId)).toBe("due");
    expect(await ledger()).toEqual(before);
    expect((await booksOf(house.world.deps, orgId())).seatGrants).toEqual(seats);
    await house.expectSound();
  });

  test("are annulled once, and only while unpaid", async () => {
    const param = { orgId: orgId(), id: bill.orderId };
    const annul = () =>
      codeOf(
        ask(
          api().orders[":orgId"][":id"].annul.$post({ param, json: { reason: "долг" } }, command()),
        ),
      );
    expect(await annul()).toBe("ok");
    expect(await annul()).toBe("stale");
    const unknown = { ...param, id: "01890000-0000-7000-8000-000000000000" };
    expect(
      await codeOf(
        ask(
          api().orders[":orgId"][":id"].annul.$post(
            { param: unknown, json: { reason: "долг" } },
            command(),
          ),
        ),
      ),
    ).toBe("not_found");
  });
});

const adjust = (asset: "money" | "PM", amount: number, key = house.world.key()) =>
  ask(
    api().organisations[":orgId"].adjustments.$post(
      { param: { orgId: orgId() }, json: { asset, amount, reason: "компенсация" } },
      named(key),
    ),
  );

describe("corrections", () => {
  test("give and take money and person-months, told to the payers with the reason", async () => {
    expect(await adjust("money", 5000)).toEqual({ wallet: 5000, credit: 0 });
    expect(await adjust("money", -2000)).toEqual({ wallet: 3000, credit: 0 });
    expect(await adjust("PM", -4)).toEqual({ wallet: 3000, credit: -4 });
    expect(await ledger()).toMatchObject({
      "wallet/RUB": -3000,
      "credit/PM": 4,
      "adjustment/PM": -4,
    });
    expect(await house.one("select count(*) from outbox where kind = 'books-adjusted'")).toEqual([
      [3],
    ]);
    await house.expectSound();
  });

  test("never take more money than there is (I9), and count once", async () => {
    expect(await codeOf(adjust("money", -1))).toBe("wallet_too_small");
    const key = house.world.key();
    await Promise.all([1, 2, 3].map(() => adjust("money", 700, key)));
    expect((await ledger())["wallet/RUB"]).toBe(-700);
    expect(await codeOf(adjust("money", 0))).toBe("invalid_input");
    await house.expectSound();
  });
});

const payByBank = async (extra = 0) => {
  await ask(
    api().bank.payments.$post(
      {
        json: {
          orgId: orgId(),
          orderId: bill.orderId,
          amount: bill.total + extra,
          datedOn: "2025-04-08",
          number: "7",
        },
      },
      command(),
    ),
  );
  const [row] = await house.one("select id from attempts where rail = 'bank'");
  return String(row?.[0]);
};
const refund = (id: string, amount: number) =>
  ask(
    api().payments.attempts[":id"].refund.$post(
      { param: { id }, json: { amount, reason: "передумали" } },
      command(),
    ),
  );

describe("refunds", () => {
  test("of bank money are sent by a person, who then says so", async () => {
    const id = await payByBank();
    expect(await refund(id, bill.total)).toMatchObject({ how: "manual" });
    const { items } = await ask(api().payments.refunds.$get());
    expect(items).toMatchObject([{ attemptId: id, amount: bill.total, rail: "bank" }]);
    await ask(
      api().payments.refunds[":id"].end.$post(
        { param: { id: items[0]?.id ?? "" }, json: { state: "done" } },
        command(),
      ),
    );
    expect(await house.stateOf(bill.orderId)).toBe("refunded");
    expect((await ledger())["cash:bank/RUB"]).toBeUndefined();
    await house.expectSound();
  });

  test("of what was too much come out of the wallet, and the order stays paid", async () => {
    const id = await payByBank(500);
    const giveBack = async (amount: number) => {
      const { refundId } = await refund(id, amount);
      const json = { state: "done" } as const;
      await ask(
        api().payments.refunds[":id"].end.$post({ param: { id: refundId }, json }, command()),
      );
    };
    await giveBack(500);
    expect(await house.stateOf(bill.orderId)).toBe("paid");
    expect((await ledger())["wallet/RUB"]).toBeUndefined();
    await giveBack(bill.total);
    expect(await house.stateOf(bill.orderId)).toBe("refunded");
    await house.expectSound();
  });

  test("never exceed what was paid (I10)", async () => {
    const id = await payByBank();
    expect(await codeOf(refund(id, bill.total + 1))).toBe("refund_too_large");
    await house.expectSound();
  });
});

const add = (json: Parameters<typeof versionsOf>[0]) => ask(versionsOf(json));
const versionsOf = (json: {
  validFrom: string;
  listPrice?: number;
  discountBp?: number;
  offered?: boolean;
}) => api().plans[":code"].versions.$post({ param: { code: "ru-3" }, json }, command());

describe("versions of a plan", () => {
  test("hold from their day on; what was sold keeps its own", async () => {
    const version = await add({ validFrom: "2025-05-01", listPrice: 60_000, discountBp: 500 });
    expect(version).toMatchObject({ id: "plan:ru-3:2", stands: "coming", unitPrice: 57_000 });
    const owner = house.world.as("owner", first().owner);
    const price = async () => {
      const { plans } = await ask(owner.billing.plans.$get());
      return plans.find(({ code }) => code === "ru-3")?.unitPrice;
    };
    expect(await price()).toBe(44_900);
    house.world.now = Date.parse("2025-05-01T09:00:00Z");
    expect(await price()).toBe(57_000);
    const books = await booksOf(house.world.deps, orgId());
    expect(books.terms.map(({ planVersionId }) => planVersionId)).toContain("plan:ru-3:1");
    await house.expectSound();
  });

  test("say before whom they touch and from when", async () => {
    const shown = await ask(
      api().plans[":code"].preview.$post(
        { param: { code: "ru-3" }, json: { validFrom: "2025-05-01", listPrice: 60_000 } },
        command(),
      ),
    );
    expect(shown).toMatchObject({
      changed: ["listPrice"],
      holdersTotal: 1,
      holders: [{ organisation: { name: "Company of 1" }, touchedFrom: "2025-07-08" }],
    });
    expect(await house.one("select count(*) from plan_versions where code = 'ru-3'")).toEqual([
      [1],
    ]);
  });

  test.each([
    ["the past", { validFrom: "2025-04-07", listPrice: 60_000 }, "plan_date_past"],
    ["no whole rouble", { validFrom: "2025-05-01", listPrice: 60_001 }, "price_step"],
    ["no change", { validFrom: "2025-05-01", listPrice: 49_900 }, "plan_unchanged"],
    ["a discount over the whole", { validFrom: "2025-05-01", discountBp: 10_001 }, "invalid_input"],
    ["no date", { validFrom: "2025-02-30", listPrice: 60_000 }, "invalid_input"],
  ])("are refused: %s", async (_, json, code) => {
    expect(await codeOf(add(json))).toBe(code);
  });

  test("of one day are one, and none slips in before one that waits", async () => {
    const codes = await Promise.all(
      [60_000, 70_000].map((listPrice) => codeOf(add({ validFrom: "2025-05-01", listPrice }))),
    );
    expect(new Set(codes)).toEqual(new Set(["ok", "plan_date_taken"]));
    expect(await codeOf(add({ validFrom: "2025-04-20", listPrice: 80_000 }))).toBe(
      "plan_dates_order",
    );
  });
});

const park = () =>
  house.world.db.write([
    {
      sql: "update billing_accounts set parked_at = 1, parked_reason = 'I8 receivable: off by 5' where org_id = ?",
      params: [orgId()],
    },
  ]);
const release = () =>
  codeOf(
    ask(
      api().parked[":orgId"].release.$post(
        { param: { orgId: orgId() }, json: { reason: "проверено" } },
        command(),
      ),
    ),
  );

describe("parked books", () => {
  test("are shown with the check that failed and go on after a clean audit", async () => {
    await park();
    expect((await ask(api().parked.$get())).items).toMatchObject([
      { organisation: { id: orgId() }, reason: "I8 receivable: off by 5" },
    ]);
    expect(await release()).toBe("ok");
    expect(await release()).toBe("not_found");
    expect((await ask(api().parked.$get())).items).toEqual([]);
  });

  test("stay parked while a check still fails", async () => {
    await park();
    await house.world.db.write([
      {
        sql: "update billing_accounts set last_order_number = 99 where org_id = ?",
        params: [orgId()],
      },
    ]);
    expect(await release()).toBe("still_faulty");
    const { faults, checked } = await ask(api().audit.$get());
    expect(checked).toHaveLength(20);
    expect(faults).toMatchObject([{ invariant: "I17", organisation: { name: "Company of 1" } }]);
  });

  test("take no annulment, but take money and corrections", async () => {
    await park();
    const param = { orgId: orgId(), id: bill.orderId };
    expect(
      await codeOf(
        ask(
          api().orders[":orgId"][":id"].annul.$post({ param, json: { reason: "долг" } }, command()),
        ),
      ),
    ).toBe("account_parked");
    const confirmed = await ask(
      api().bank.payments.$post(
        {
          json: {
            orgId: orgId(),
            orderId: bill.orderId,
            amount: bill.total,
            datedOn: "2025-04-08",
            number: "7",
          },
        },
        command(),
      ),
    );
    expect(confirmed).toEqual({ state: "exact", ordersPaid: 0 });
    expect((await ledger())["wallet/RUB"]).toBe(-bill.total);
  });
});

const underReview = async () => {
  const id = "01900000-0000-7000-8000-00000000000a";
  await house.world.db.write([
    {
      sql: `insert into attempts (org_id, id, order_id, rail, state, amount, currency, gateway_ref, created_at,
          under_review_at, case_at)
        values (?, ?, ?, 'yookassa_card', 'pending', ?, 'RUB', 'nobody-knows', ?, ?, ?)`,
      params: [
        orgId(),
        id,
        bill.orderId,
        bill.total,
        ...Array.from({ length: 3 }, () => house.world.now),
      ],
    },
  ]);
  return id;
};

describe("payments under check", () => {
  test("are listed with their references and closed with a reason", async () => {
    const id = await underReview();
    expect((await ask(api().payments.cases.$get({ query: {} }))).items).toMatchObject([
      { id, orderNumber: 3, gatewayRef: "nobody-knows", rail: "yookassa_card" },
    ]);
    const close = () =>
      codeOf(
        ask(
          api().payments.attempts[":id"].close.$post(
            { param: { id }, json: { reason: "денег нет" } },
            command(),
          ),
        ),
      );
    expect(await close()).toBe("ok");
    expect(await close()).toBe("stale");
    expect(
      await house.one("select payload ->> '$.stage' from outbox where kind = 'payment-check'"),
    ).toEqual([["not_paid"]]);
    expect((await ask(api().payments.cases.$get({ query: {} }))).items).toEqual([]);
    await house.expectSound();
  });

  test("can be asked about at once", async () => {
    const id = await underReview();
    const shown = await ask(
      api().payments.attempts[":id"].check.$post({ param: { id }, json: {} }, command()),
    );
    expect(shown.id).toBe(id);
    await house.expectSound();
  });
});

describe("the rest of the operator's desk", () => {
  test("answers a wish for a plan once, and the owner reads it", async () => {
    await ask(
      house.world
        .as("owner", first().owner)
        .billing["plan-requests"].$post({ json: { text: "Нужно 500 мест" } }, command()),
    );
    const { items } = await ask(api()["plan-requests"].$get());
    expect(items).toMatchObject([{ text: "Нужно 500 мест", by: "Owner 1" }]);
    const reply = () =>
      codeOf(
        ask(
          api()["plan-requests"][":orgId"][":id"].answer.$post(
            { param: { orgId: orgId(), id: items[0]?.id ?? "" }, json: { text: "По 300 ₽" } },
            command(),
          ),
        ),
      );
    expect(await reply()).toBe("ok");
    expect(await reply()).toBe("stale");
    expect((await ask(api()["plan-requests"].$get())).items).toEqual([]);
    expect(
      await house.one("select count(*) from outbox where kind = 'plan-request-answered'"),
    ).toEqual([[1]]);
  });

  test("keeps sellers only with right check digits", async () => {
    const put = (inn: string) =>
      codeOf(
        ask(
          api().sellers[":profile"].$put(
            {
              param: { profile: "ru" },
              json: { seller: { ...demoSellers.ru, signatories: [], inn } },
            },
            command(),
          ),
        ),
      );
    expect(await put("7701234561")).toBe("requisites_invalid");
    expect(await put("7701234560")).toBe("ok");
    const { seller } = await ask(api().sellers[":profile"].$get({ param: { profile: "ru" } }));
    expect(seller).toMatchObject({ profile: "ru", inn: "7701234560", signatories: [] });
    expect(
      await codeOf(
        ask(
          api().sellers[":profile"].$put(
            { param: { profile: "ir" }, json: { seller: { ...demoSellers.ru, signatories: [] } } },
            command(),
          ),
        ),
      ),
    ).toBe("invalid_input");
  });

  test("sums up debt, open orders, revenue and rails over both countries", async () => {
    const iranian = await foundCompany(house.world, 50, "ir");
    await giveTerm(house.world.deps, iranian.organisationId, "ir-6", { quantity: 1 });
    await orderTopUp(house.world.deps, iranian.organisationId, { persons: 2 });
    await giveMoney(house.world.deps, orgId(), 100);
    await ask(
      api().organisations[":orgId"].adjustments.$post(
        {
          param: { orgId: iranian.organisationId },
          json: { asset: "PM", amount: -50, reason: "проверка" },
        },
        command(),
      ),
    );
    const shown = await ask(api().overview.$get());
    const { credit } = await booksOf(house.world.deps, iranian.organisationId);
    expect(shown).toMatchObject({
      organisations: { billed: 2, lapsed: 0, parked: 0 },
      debt: { organisations: 1, personMonths: -credit },
      open: [{ currency: "RUB", count: 1, amount: bill.total, overdueCount: 0 }],
      seatsActive: 4,
    });
    const ru = await ledger();
    expect(shown.revenue).toContainEqual({
      currency: "RUB",
      month: "2025-04",
      amount: -Number(ru["revenue/RUB"]),
    });
    expect(shown.revenue.map(({ month }) => month)).toContain("1404-01");
    const debts = await ask(api().debts.$get({ query: {} }));
    expect(debts.items).toMatchObject([
      { organisation: { id: iranian.organisationId }, personMonths: -credit },
      { organisation: { id: orgId() }, amount: bill.total },
    ]);
    const found = await ask(api().organisations.$get({ query: { name: "of 50" } }));
    expect(found.items).toEqual([{ id: iranian.organisationId, name: "Company of 50" }]);
    const card = await ask(api().organisations[":orgId"].$get({ param: { orgId: orgId() } }));
    expect(card).toMatchObject({ wallet: 100, openOrders: 1, seats: { active: 4 } });
    await house.expectSound();
  });
});
