import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { bankStatement } from "../../bot/simulator/gateways/bank-statement.ts";
import { ledgerOf } from "../support/billing.ts";
import {
  type Bill,
  buyers,
  codeOf,
  createOperatorHouse,
  day,
  fileOf,
  operatorId,
  type OperatorHouse,
  type Transfer,
} from "../support/operator-house.ts";

let house: OperatorHouse;
let bill: Bill;
beforeEach(async () => {
  house = await createOperatorHouse(1);
  bill = await house.bill(first(), 1);
});
afterEach(() => house.world.close());

const first = () => {
  const [company] = house.companies;
  if (company === undefined) throw new Error("no company");
  return company;
};
const orgId = () => first().organisationId;
const ledger = (org = orgId()) => ledgerOf(house.world.db, org);
const [romashka, beryozka] = buyers;
const pays = (changes: Partial<Transfer> = {}): Transfer => ({
  number: "101",
  amount: bill.total,
  purpose: `Оплата по счету № ${bill.number} от 08.04.2025. Без НДС`,
  ...changes,
});
const preview = (transfers: readonly Transfer[]) =>
  ask(
    house.operator.operator.bank.statements.preview.$post(
      {
        json: { profile: "ru", content: { kind: "text", text: fileOf(house.seller, transfers) } },
      },
      named(house.world.key()),
    ),
  );
const take = (transfers: readonly Transfer[]) => house.importText(fileOf(house.seller, transfers));
const waiting = async () =>
  (await ask(house.operator.operator.bank.lines.$get({ query: { state: "unmatched" } }))).items;

describe("a statement of the bank (BIL §3.4)", () => {
  test("pays the order that a transfer names exactly: cash:bank → wallet → receivable", async () => {
    const before = await ledger();
    expect(await take([pays()])).toMatchObject({
      booked: 1,
      known: 0,
      unmatched: 0,
      ordersPaid: 1,
    });
    expect(await house.stateOf(bill.orderId)).toBe("paid");
    const after = await ledger();
    expect(after["cash:bank/RUB"]).toBe(bill.total);
    expect(after["receivable/RUB"]).toBeUndefined();
    expect(after["wallet/RUB"]).toBe(before["wallet/RUB"]);
    await house.expectSound();
  });

  test("is previewed line by line before anything is booked", async () => {
    await house.introduce(first(), romashka!);
    const shown = await preview([
      pays({ number: "1" }),
      pays({ number: "2", amount: bill.total - 100 }),
      pays({ number: "3", amount: bill.total + 100 }),
      pays({ number: "4", purpose: "За услуги" }),
      pays({ number: "5", purpose: "За услуги", payer: beryozka! }),
    ]);
    expect(shown.lines.map(({ verdict }) => verdict)).toEqual([
      "exact",
      "partial",
      "over",
      "wallet",
      "unmatched",
    ]);
    expect(await ledger()).toEqual(await ledger());
    expect(await house.one("select count(*) from bank_lines")).toEqual([[0]]);
    await take([pays({ number: "1" })]);
    expect((await preview([pays({ number: "1" })])).lines[0]?.verdict).toBe("known");
  });

  test("too little waits in the wallet and pays when the rest has come (split)", async () => {
    const half = bill.total / 2;
    await take([pays({ number: "1", amount: half })]);
    expect(await house.stateOf(bill.orderId)).toBe("due");
    expect((await ledger())["wallet/RUB"]).toBe(-half);
    await take([pays({ number: "2", amount: bill.total - half })]);
    expect(await house.stateOf(bill.orderId)).toBe("paid");
    expect((await ledger())["wallet/RUB"]).toBeUndefined();
    await house.expectSound();
  });

  test("too much pays and leaves the rest in the wallet; paid twice leaves all of the second", async () => {
    await take([pays({ number: "1", amount: bill.total + 5000 })]);
    expect(await house.stateOf(bill.orderId)).toBe("paid");
    expect((await ledger())["wallet/RUB"]).toBe(-5000);
    await take([pays({ number: "2" })]);
    expect((await ledger())["wallet/RUB"]).toBe(-5000 - bill.total);
    await house.expectSound();
  });

  test("somebody else's ИНН is never believed, whatever number the purpose names", async () => {
    await house.introduce(first(), romashka!);
    const again = await house.bill(first(), 2);
    await take([
      pays({
        payer: beryozka!,
        amount: again.total,
        purpose: `Оплата по счету № ${again.number}`,
      }),
    ]);
    expect(await house.stateOf(again.orderId)).toBe("due");
    expect(await waiting()).toHaveLength(1);
    expect(await ledger("operator")).toEqual({
      "cash:bank/RUB": again.total,
      "suspense/RUB": -again.total,
    });
    await house.expectSound();
  });

  test("a known payer who names nothing fills the own wallet, which pays what is owed longest", async () => {
    await house.introduce(first(), romashka!);
    const younger = await house.bill(first(), 2);
    await take([pays({ amount: bill.total + 100, purpose: "Оплата по договору" })]);
    expect(await house.stateOf(bill.orderId)).toBe("paid");
    expect(await house.stateOf(younger.orderId)).toBe("due");
    expect((await ledger())["wallet/RUB"]).toBe(-100);
    await house.expectSound();
  });

  test("what leaves our account is nobody's payment", async () => {
    const { text } = bankStatement({ day, seller: house.seller, payments: [], outgoing: true });
    expect(await house.importText(text)).toMatchObject({ booked: 0, unmatched: 0 });
    expect(await house.one("select count(*) from bank_lines")).toEqual([[0]]);
  });

  test.each([
    ["SQL", "'); drop table orders; --"],
    ["markup", "<b>счет</b> & «1»"],
    ["marks that turn the line", "\u202eсчет 9\u2069"],
    ["a line break that forges a field", "x\r\nСумма=1000000.00"],
    ["a number that is no bill", "Оплата по счету № 999999999999"],
    ["another organisation's name", "перевод для Company of 1"],
    ["very long", "а".repeat(5000)],
  ])("untrusted text is only text: %s", async (_, purpose) => {
    await take([pays({ purpose })]);
    const [line] = await waiting();
    expect(line).toMatchObject({ state: "unmatched", amount: bill.total });
    expect(line?.purpose.length).toBeLessThanOrEqual(500);
    expect(await house.stateOf(bill.orderId)).toBe("due");
    await house.expectSound();
  });

  test("a file in windows-1251 is read as the bank wrote it", async () => {
    const { bytes } = bankStatement({
      day,
      seller: house.seller,
      payments: [
        {
          habit: "split",
          invoice: bill.number,
          invoiceDay: "2025-04-08",
          amount: bill.total,
          payer: romashka!,
        },
      ],
    });
    const base64 = Buffer.from(bytes).toString("base64");
    const answer = await ask(
      house.operator.operator.bank.statements.$post(
        { json: { profile: "ru", content: { kind: "base64", base64 } } },
        named(house.world.key()),
      ),
    );
    expect(answer).toMatchObject({ booked: 2, ordersPaid: 1 });
    expect(await house.stateOf(bill.orderId)).toBe("paid");
  });

  test("a file of a megabyte is taken; a text that is no statement is refused", async () => {
    const padding = "НазначениеПлатежа=пусто\r\n".repeat(20_000);
    const text = fileOf(house.seller, [pays()]).replace("КонецФайла", `${padding}КонецФайла`);
    expect(text.length).toBeGreaterThan(400_000);
    expect(await house.importText(text)).toMatchObject({ booked: 1 });
    expect(await codeOf(house.importText("x".repeat(8_000_000)))).toBe("body_too_large");
    expect(await codeOf(house.importText("Привет!"))).toBe("statement_invalid");
    expect(await codeOf(house.importText(""))).toBe("statement_invalid");
  });

  test("an Iranian file pays by the number of the pro-forma", async () => {
    const csv =
      "تاریخ;شماره سند;واریز;شرح;نام واریز کننده\n2025-04-09;55;1000000;سلام;رضا\n2025-04-09;56;0;برداشت;رضا\n";
    const answer = await house.importText(csv, "ir");
    expect(answer).toMatchObject({ booked: 1, unmatched: 1, currency: "IRR" });
    expect(await ledger("operator")).toEqual({
      "cash:bank/IRR": 1_000_000,
      "suspense/IRR": -1_000_000,
    });
  });

  test("the same command again is answered the same", async () => {
    const key = house.world.key();
    const json = {
      profile: "ru",
      content: { kind: "text", text: fileOf(house.seller, [pays()]) },
    } as const;
    const send = () => ask(house.operator.operator.bank.statements.$post({ json }, named(key)));
    expect(await send()).toEqual(await send());
  });

  test("imported by many at once is booked once", async () => {
    const transfers = [pays(), pays({ number: "102", purpose: "непонятно" })];
    const answers = await Promise.all([1, 2, 3, 4].map(() => take(transfers)));
    expect(answers.reduce((sum, { booked }) => sum + booked, 0)).toBe(2);
    expect((await ledger())["cash:bank/RUB"]).toBe(bill.total);
    await house.expectSound();
  });
});

const unclear = async (amount = bill.total) => {
  await take([pays({ amount, purpose: "без назначения" })]);
  const [line] = await waiting();
  if (line === undefined) throw new Error("nothing waits");
  return line.id;
};
const apply = (id: string, orderId: string | null, org = orgId()) =>
  ask(
    house.operator.operator.bank.lines[":id"].apply.$post(
      { param: { id }, json: { orgId: org, orderId } },
      named(house.world.key()),
    ),
  );
const giveBack = (id: string) =>
  ask(
    house.operator.operator.bank.lines[":id"].return.$post(
      { param: { id }, json: { reason: "отправлено обратно" } },
      named(house.world.key()),
    ),
  );

describe("money that waits for the operator", () => {
  test("goes to the order it is said to be for, out of suspense", async () => {
    const id = await unclear();
    expect(await apply(id, bill.orderId)).toEqual({ state: "exact", ordersPaid: 1 });
    expect(await ledger("operator")).toEqual({});
    expect((await ledger())["cash:bank/RUB"]).toBe(bill.total);
    expect(await house.stateOf(bill.orderId)).toBe("paid");
    await house.expectSound();
  });

  test("goes to an organisation without an order: its wallet pays what is owed", async () => {
    const id = await unclear(bill.total + 700);
    expect(await apply(id, null)).toEqual({ state: "partial", ordersPaid: 1 });
    expect((await ledger())["wallet/RUB"]).toBe(-700);
    await house.expectSound();
  });

  test("goes back: nothing is left of it but its history", async () => {
    const id = await unclear();
    await giveBack(id);
    expect(await ledger("operator")).toEqual({});
    expect(await house.one("select state from bank_lines")).toEqual([["returned"]]);
    expect(await codeOf(apply(id, bill.orderId))).toBe("bank_line_settled");
    expect(await codeOf(giveBack(id))).toBe("bank_line_settled");
    // The bank's next file still has it.
    expect(await take([pays({ purpose: "без назначения" })])).toMatchObject({
      booked: 0,
      known: 1,
    });
    await house.expectSound();
  });

  test("settled by two at once is settled once", async () => {
    const id = await unclear();
    const codes = await Promise.all([
      codeOf(apply(id, bill.orderId)),
      codeOf(apply(id, null)),
      codeOf(giveBack(id)),
    ]);
    expect(codes.filter((code) => code === "ok")).toHaveLength(1);
    expect(await ledger("operator")).toEqual({});
    await house.expectSound();
  });

  test("is told to the operator's people, but not to whoever imports it", async () => {
    await house.world.db.write([
      {
        sql: "insert into persons (id, telegram_user_id, name, created_at) values ('p', ?, 'Operator', 0)",
        params: [operatorId],
      },
    ]);
    await unclear();
    const alerts = "select count(*) from outbox where kind = 'operator-alert'";
    expect(await house.one(alerts)).toEqual([[0]]);
    expect(
      await house.one("select action from audit where action = 'billing.bank_line_unmatched'"),
    ).toHaveLength(1);
  });

  test("is not given to strangers' orders or in another currency", async () => {
    const id = await unclear();
    expect(await codeOf(apply(id, "01890000-0000-7000-8000-000000000000"))).toBe("not_found");
    expect(await codeOf(apply(id, null, "01890000-0000-7000-8000-000000000000"))).toBe(
      "not_billed",
    );
    expect(await waiting()).toHaveLength(1);
  });
});

const enter = (number = "77", amount = bill.total) =>
  ask(
    house.operator.operator.bank.payments.$post(
      { json: { orgId: orgId(), orderId: bill.orderId, amount, datedOn: "2025-04-08", number } },
      named(house.world.key()),
    ),
  );

describe("a transfer entered by hand", () => {
  test("pays its order and is not counted again when the bank's file brings it", async () => {
    expect(await enter()).toEqual({ state: "exact", ordersPaid: 1 });
    expect(await take([pays({ number: "77", day: "2025-04-08" })])).toMatchObject({
      booked: 0,
      known: 1,
    });
    expect(await house.one("select payer_account from bank_lines")).toEqual([[romashka!.account]]);
    expect((await ledger())["cash:bank/RUB"]).toBe(bill.total);
    expect(await codeOf(enter())).toBe("bank_line_known");
    await house.expectSound();
  });

  test("is refused when the file was first, and in the future", async () => {
    await take([pays({ number: "77", day: "2025-04-08" })]);
    expect(await codeOf(enter())).toBe("bank_line_known");
    house.world.now -= 5 * 86_400_000;
    expect(await codeOf(enter("78"))).toBe("date_out_of_range");
  });
});

const shuffled = (draw: () => number): number[] =>
  Array.from({ length: 9 }, (_, index) => ({ index, by: draw() }))
    .toSorted((a, b) => a.by - b.by)
    .map(({ index }) => index);

/** A transfer to be: for which of three bills, which part of it in percent, and how it is written. */
const shape = fc.record({
  of: fc.integer({ min: 0, max: 2 }),
  percent: fc.oneof(fc.constant(100), fc.integer({ min: 5, max: 160 })),
  how: fc.constantFrom("named", "named", "named", "unnamed", "stranger", "other_payer"),
});
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

function transferOf({ of, percent, how }: Shape, index: number, bills: readonly Bill[]): Transfer {
  const paid = bills[of]!;
  const own = of === 2 ? 1 : 0;
  const payers = { named: own, unnamed: own, stranger: 2, other_payer: 1 - own };
  return {
    // Some have the number, day and sum of another and differ in who pays.
    number: String(200 + Math.floor(index / 2)),
    amount: Math.max(1, Math.floor((paid.total * percent) / 100)),
    purpose:
      how === "named" || how === "other_payer"
        ? `Оплата по счету № ${paid.number}. Без НДС`
        : "Оплата по договору",
    payer: buyers[payers[how]]!,
  };
}

/** Two companies, three bills and the same transfers; each list is one file. */
async function endOf(
  shapes: readonly Shape[],
  files: readonly (readonly number[])[],
): Promise<unknown> {
  const own = await createOperatorHouse(2);
  try {
    const [a, b] = own.companies;
    await own.introduce(a!, romashka!);
    await own.introduce(b!, beryozka!);
    const bills = [await own.bill(a!, 1), await own.bill(a!, 3), await own.bill(b!, 2)];
    const transfers = shapes.map((one, index) => transferOf(one, index, bills));
    for (const file of files)
      await own.importText(
        fileOf(
          own.seller,
          file.map((index) => transfers[index]!),
        ),
      );
    await own.expectSound();
    return {
      operator: await ledgerOf(own.world.db, "operator"),
      a: await ledgerOf(own.world.db, a!.organisationId),
      b: await ledgerOf(own.world.db, b!.organisationId),
      states: await Promise.all(bills.map(({ orderId }) => own.stateOf(orderId))),
      // How a line settled is what was true when it came: of several for one bill that depends on the order.
      lines: await own.one(
        `select document_number, payer_account, amount,
            case when state in ('exact', 'partial', 'over') then 'settled' else state end
          from bank_lines order by 1, 2, 3`,
      ),
    };
  } finally {
    await own.world.close();
  }
}

describe("statements in any order, with overlaps, again and again (BIL P20)", () => {
  test("end in the same ledger", async () => {
    const property = fc.asyncProperty(
      fc.array(shape, { minLength: 9, maxLength: 9 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 1_000_000 })),
      fc.array(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 9 }), {
        minLength: 1,
        maxLength: 3,
      }),
      async (shapes, numbers, overlaps) => {
        const inOrder = await endOf(shapes, [[0, 1, 2, 3, 4, 5, 6, 7, 8]]);
        const last = shuffled(() => Number(numbers.next().value));
        expect(await endOf(shapes, [...overlaps, last])).toEqual(inOrder);
      },
    );
    await fc.assert(property, { numRuns: 8 });
  }, 120_000);
});
