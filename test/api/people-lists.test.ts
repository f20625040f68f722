import { utils, write } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { auditActions, codeOf, type Company, foundCompany, hire } from "./people-company.ts";

const sheet = (rows: unknown[][]): string => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows, { UTC: true }), "People");
  return Buffer.from(
    write(book, { type: "array", bookType: "xlsx", compression: true }) as ArrayBuffer,
  ).toString("base64");
};

const contact = (code: string, user: number, phone: string) => ({
  code,
  phone,
  contactUserId: user,
  forwarded: false,
  name: `TG ${user}`,
});

describe("a list of people", () => {
  let world: ApiWorld;
  let company: Company;
  beforeAll(async () => {
    world = await createApiWorld();
    company = await foundCompany(world, 201);
  });
  afterAll(() => world.close());

  const owner = () => world.as("owner", company.owner);
  const text = (lines: string) =>
    ask(
      owner().lists.lists.$post(
        { json: { content: { kind: "text", text: lines } } },
        named(world.key()),
      ),
    );
  const file = (base64: string, name = "list.xlsx") =>
    ask(
      owner().lists.lists.$post(
        { json: { name, content: { kind: "base64", base64 } } },
        named(world.key()),
      ),
    );
  const apply = (id: string, count: number) =>
    ask(
      owner().lists.lists[":id"].apply.$post(
        { param: { id }, json: { count } },
        named(world.key()),
      ),
    );
  const count = async () =>
    Number(
      (
        await world.db.read([
          {
            sql: "select count(*) from employees where org_id = ?",
            params: [company.organisationId],
          },
        ])
      )[0]?.rows[0]?.[0],
    );

  test("of pasted lines is shown first and employs nobody before it is confirmed", async () => {
    const before = await count();
    const shown = await text("علی رضایی، ۰۹۱۲۳۴۵۶۷۸۹\nMaria Petrova 8 (912) 345-67-80\nبدون تلفن");
    expect(shown).toMatchObject({ count: 3, withoutPhone: 1, errors: [], newGroups: [] });
    expect(shown.sample.map(({ name, phone }) => [name, phone])).toEqual([
      ["علی رضایی", "+989123456789"],
      ["Maria Petrova", "+79123456780"],
      ["بدون تلفن", null],
    ]);
    expect(await count()).toBe(before);
    expect(await codeOf(apply(shown.id, 2))).toBe("stale");
    expect(await apply(shown.id, 3)).toEqual({ added: 3 });
    expect(await count()).toBe(before + 3);
    expect(await codeOf(apply(shown.id, 3))).toBe("stale");
    // The same list once more brings nobody.
    const again = await text("علی رضایی، ۰۹۱۲۳۴۵۶۷۸۹\nMaria Petrova 8 (912) 345-67-80\nبدون تلفن");
    expect(again).toMatchObject({ count: 0 });
    expect(again.errors.map(({ line, code }) => [line, code])).toEqual([
      [1, "phone_in_use"],
      [2, "phone_in_use"],
      [3, "name_known"],
    ]);
  });

  test("as a Persian CSV: headers, new groups, Jalali dates, Persian digits, errors by line", async () => {
    const csv = [
      "نام,نام خانوادگی,موبایل,کد پرسنلی,گروه,شیفت,نقش,تاریخ شروع,سمت",
      "سارا,محمدی,۹۱۲۵۵۵۱۱۱۱,۱۲,انبار,Day,کارمند,۱۴۰۵/۰۸/۰۱,انباردار",
      "رضا,احمدی,09125551112,13,انبار,,مدیر,1405/13/01,",
      ",,09125551113,14,,,,,",
      "مینا,کاظمی,0912,15,,,,,",
      "نادر,صادقی,09125551111,16,,,,,",
      "لیلا,امینی,,12,,,,,",
      "هما,فرهادی,,17,All,شیفت شب,,,",
      "پویا,نیک,,18,All,,فرمانده,,",
    ].join("\r\n");
    const shown = await file(Buffer.from(csv).toString("base64"), "people.csv");
    expect(shown).toMatchObject({ count: 1, newGroups: ["انبار"] });
    expect(shown.sample).toMatchObject([
      {
        name: "سارا محمدی",
        phone: "+989125551111",
        personnelNumber: "12",
        groupName: "انبار",
        startedOn: "2026-10-23",
      },
    ]);
    expect(shown.errors.map(({ line, code }) => [line, code])).toEqual([
      [3, "bad_date"],
      [4, "no_name"],
      [5, "phone_invalid"],
      [6, "phone_twice"],
      [7, "number_twice"],
      [8, "shift_unknown"],
      [9, "role_unknown"],
    ]);
    expect(await apply(shown.id, 1)).toEqual({ added: 1 });
    const { items } = await ask(owner().schedule.groups.$get());
    expect(items.map(({ name }) => name)).toContain("انبار");
  });

  test("as XLSX with Russian headers, dates and numbers of Excel", async () => {
    const base64 = sheet([
      ["Фамилия", "Имя", "Телефон", "Таб. №", "Отдел", "Дата приёма", "Должность"],
      ["Иванова", "Анна", 79_161_112_233, 501, "Зал", new Date(Date.UTC(2026, 10, 2)), "Бариста"],
      ["Петров", "Пётр", "8 916 111-22-34", 502, "зал", "03.11.2026", "Бариста"],
      [],
    ]);
    const shown = await file(base64);
    expect(shown).toMatchObject({ count: 2, errors: [], newGroups: ["Зал"] });
    expect(shown.sample).toMatchObject([
      { phone: "+79161112233", personnelNumber: "501", startedOn: "2026-11-02" },
      { phone: "+79161112234", personnelNumber: "502", startedOn: "2026-11-03" },
    ]);
    expect(await apply(shown.id, 2)).toEqual({ added: 2 });
    expect(
      (await auditActions(world)).filter((action) => action === "employee.imported"),
    ).toHaveLength(6);
  });

  test("is refused whole: pictures, tables of something else, more than five hundred", async () => {
    expect(await codeOf(text("09121234567"))).toBe("list_invalid");
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]).toString("base64");
    expect(await codeOf(file(png))).toBe("list_invalid");
    expect(await codeOf(file(Buffer.from("PK\u0003\u0004broken").toString("base64")))).toBe(
      "list_invalid",
    );
    const many = Array.from({ length: 502 }, (_, index) => `Person ${index}`).join("\n");
    expect(await codeOf(text(many))).toBe("list_too_long");
    const five = Array.from({ length: 500 }, (_, index) => `Somebody ${index}`).join("\n");
    const shown = await text(five);
    expect(shown).toMatchObject({ count: 500 });
    expect(await apply(shown.id, 500)).toEqual({ added: 500 });
  });

  test("a bomb of zeros is not unpacked", async () => {
    const row = "x".repeat(30_000);
    const base64 = sheet(
      Array.from({ length: 200 }, (_, at) => [
        `${at}`,
        `${at}${row}`,
        `${at}b${row}`,
        `${at}c${row}`,
      ]),
    );
    expect(await codeOf(file(base64))).toMatch(/list_invalid|list_too_long/);
  }, 30_000);

  test("a list that somebody discards, or replaces by another, opens nothing", async () => {
    const first = await text("First One, 09121000001");
    const second = await text("Second One, 09121000002");
    expect(await codeOf(apply(first.id, 1))).toBe("stale");
    await ask(
      owner().lists.lists[":id"].$delete(
        { param: { id: second.id }, json: {} },
        named(world.key()),
      ),
    );
    expect(await codeOf(apply(second.id, 1))).toBe("stale");
    await hire(world, company, 299);
    expect(
      await codeOf(
        ask(world.as("owner", 299).lists.lists[":id"].$get({ param: { id: first.id } })),
      ),
    ).toBe("forbidden");
  });

  const makeCode = async () => {
    const { link } = await ask(owner().lists["join-code"].$post({ json: {} }, named(world.key())));
    return (link ?? "").split("start=o_")[1] ?? "";
  };

  const accept = (code: string, user: number, phone: string) =>
    ask(
      world
        .as("staff", user)
        .lists["join-code"].accept.$post({ json: contact(code, user, phone) }, named(world.key())),
    );

  describe("the link for its people", () => {
    test("binds who comes with a phone of the list to the employee who is there", async () => {
      const code = await makeCode();
      const waiting = (await ask(owner().lists["join-code"].$get())).waiting;
      const joined = await accept(code, 3001, "989125551111");
      expect(joined).toMatchObject({ name: "سارا محمدی", groupName: "انبار" });
      const { employee, organisation } = await ask(world.as("staff", 3001).people.me.$get());
      expect(employee).toMatchObject({ id: joined.employeeId, name: "سارا محمدی" });
      expect(organisation).toMatchObject({ id: company.organisationId });
      expect((await ask(owner().lists["join-code"].$get())).waiting).toBe(waiting - 1);
      await world.settle();
      expect(world.delivered.map(({ kind }) => kind)).toContain("member-joined");
      expect(await codeOf(accept(code, 3001, "989125551111"))).toBe("already_member");
    });

    test("refuses who is not on it, others' contacts, a second account, and a link of before", async () => {
      const code = await makeCode();
      expect(await codeOf(accept(code, 3002, "989129999999"))).toBe("not_on_list");
      expect(await codeOf(accept(code, 3003, "989125551111"))).toBe("phone_taken");
      expect(
        await codeOf(
          ask(
            world
              .as("staff", 3004)
              .lists["join-code"].accept.$post(
                { json: { ...contact(code, 3004, "79161112233"), contactUserId: 1 } },
                named(world.key()),
              ),
          ),
        ),
      ).toBe("contact_not_own");
      const fresh = await makeCode();
      expect(await codeOf(accept(code, 3005, "79161112233"))).toBe("not_found");
      expect(await codeOf(accept(fresh, 3005, "79161112233"))).toBe("ok");
      await ask(owner().lists["join-code"].$delete({ json: {} }, named(world.key())));
      expect(await codeOf(accept(fresh, 3006, "79161112234"))).toBe("not_found");
      expect(await ask(owner().lists["join-code"].$get())).toMatchObject({ link: null });
    });

    test("of two accounts with one phone that come at once, one is bound", async () => {
      const code = await makeCode();
      const codes = await Promise.all([
        codeOf(accept(code, 3011, "79161112234")),
        codeOf(accept(code, 3012, "79161112234")),
      ]);
      expect(codes.filter((one) => one === "ok")).toHaveLength(1);
    });
  });
});
