import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { codeOf, type Company, foundCompany, hire } from "./people-company.ts";
import { pathOf } from "./kiosk-scene.ts";

describe("a PIN at a kiosk", () => {
  let world: ApiWorld;
  let company: Company;
  let path: string;
  let attempt = 0;
  beforeAll(async () => {
    world = await createApiWorld();
    company = await foundCompany(world, 301);
    const { items } = await ask(owner().schedule.workplaces.$get());
    const { link } = await ask(
      owner().trust.kiosks.$post(
        { json: { workplaceId: items[0]?.id ?? "", name: "Door" } },
        named(world.key()),
      ),
    );
    path = pathOf(link);
  });
  afterAll(() => world.close());

  const owner = () => world.as("owner", company.owner);
  const add = async (name: string, personnelNumber?: string) =>
    (
      await ask(
        owner().members.employees.$post(
          { json: { name, groupId: company.groupId, ...(personnelNumber && { personnelNumber }) } },
          named(world.key()),
        ),
      )
    ).employeeId;
  const setPin = (id: string, json: { pin?: string; personnelNumber?: string } = {}) =>
    ask(owner().members.employees[":id"].pin.$post({ param: { id }, json }, named(world.key())));
  const type = async (number: string, pin: string, name = `attempt-${(attempt += 1)}`) => {
    const answer = await world.app.request(`${path}/punch`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ number, pin, attempt: name }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  };
  const punchesOf = async (id: string) => {
    const [rows] = await world.db.read([
      {
        sql: "select kind, source, verdict, receipt from punches where employee_id = ? order by received_at, id",
        params: [id],
      },
    ]);
    return rows?.rows ?? [];
  };

  test("is made by us and told once; only a keyed hash is kept", async () => {
    const id = await add("Hash", "900");
    const { pin, personnelNumber } = await setPin(id);
    expect(pin).toMatch(/^\d{5}$/);
    expect(personnelNumber).toBe("900");
    const [rows] = await world.db.read([
      { sql: "select kiosk_pin from employees where id = ?", params: [id] },
    ]);
    expect(rows?.rows[0]?.[0]).toMatch(/^[0-9a-f]{64}$/);
    const [log] = await world.db.read([{ sql: "select after from audit", params: [] }]);
    expect(JSON.stringify(log?.rows)).not.toContain(pin);
  });

  test("records coming and going, with a receipt on the screen; the same attempt is one punch", async () => {
    const id = await add("رضا", "۱۰۱");
    await setPin(id, { pin: "۴۸۱۵" });
    const came = await type("101", "4815", "lost-answer");
    expect(came).toMatchObject({ status: 200 });
    expect(came.body["title"]).toContain("ورود");
    expect(came.body["who"]).toContain("رضا");
    const [[kind, source, verdict, receipt] = []] = await punchesOf(id);
    expect([kind, source, verdict]).toEqual(["in", "kiosk", "inside"]);
    expect(came.body["code"]).toContain(String(receipt));
    expect(await type("101", "4815", "lost-answer")).toEqual(came);
    world.now += 3 * 60 * 60_000;
    expect((await type("101", "4815")).body["title"]).toContain("خروج");
    expect((await punchesOf(id)).map(([one]) => one)).toEqual(["in", "out"]);
    await world.settle();
    expect(world.delivered.filter(({ chatId }) => chatId < 0)).toEqual([]);
  });

  test("of somebody with Telegram sends the receipt there, too", async () => {
    const id = await hire(world, company, 310);
    await setPin(id, { pin: "5291", personnelNumber: "310" });
    world.delivered.length = 0;
    expect((await type("310", "5291")).status).toBe(200);
    await world.settle();
    expect(
      world.delivered.filter(({ kind }) => kind === "punch-receipt").map(({ chatId }) => chatId),
    ).toEqual([310]);
  });

  test("wrong PINs, strange numbers, people who left or are paused are told alike", async () => {
    const gone = await add("Gone", "601");
    await setPin(gone, { pin: "7402" });
    await ask(
      owner().people.employees[":id"].end.$post(
        { param: { id: gone }, json: {} },
        named(world.key()),
      ),
    );
    const paused = await add("Paused", "602");
    await setPin(paused, { pin: "7403" });
    await ask(
      owner().members.employees[":id"].pause.$post(
        { param: { id: paused }, json: {} },
        named(world.key()),
      ),
    );
    const bare = await add("Bare", "603");
    const answers = [
      await type("601", "7402"),
      await type("602", "7403"),
      await type("603", "7404"),
      await type("699", "7404"),
      await type("x", "y"),
    ];
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(answers[0]?.status).toBe(403);
    expect(await punchesOf(bare)).toEqual([]);
  });

  test("is tried five times in a quarter of an hour, then waits, even when it is right", async () => {
    const id = await add("Tried", "701");
    await setPin(id, { pin: "8317" });
    const all = await Promise.all(
      ["1111", "1112", "1113", "1114", "1115", "1116"].map((pin) => type("701", pin)),
    );
    expect(all.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      403, 403, 403, 403, 403, 429,
    ]);
    expect((await type("701", "8317")).status).toBe(429);
    world.now += 16 * 60_000;
    expect((await type("701", "8317")).status).toBe(200);
    expect(await punchesOf(id)).toHaveLength(1);
  });

  test("needs a number of digits that is nobody else's, and is none that everybody tries", async () => {
    const id = await add("Plain");
    expect(await codeOf(setPin(id))).toBe("number_needed");
    expect(await codeOf(setPin(id, { personnelNumber: "A-1" }))).toBe("number_needed");
    expect(await codeOf(setPin(id, { personnelNumber: "101" }))).toBe("number_taken");
    expect(await codeOf(setPin(id, { personnelNumber: "801", pin: "1111" }))).toBe("pin_weak");
    expect(await codeOf(setPin(id, { personnelNumber: "801", pin: "12" }))).toBe("invalid_input");
    await setPin(id, { personnelNumber: "801", pin: "9036" });
    await ask(
      owner().members.employees[":id"].pin.$delete({ param: { id }, json: {} }, named(world.key())),
    );
    expect((await type("801", "9036")).status).toBe(403);
  });

  test("a screen that is no more takes nothing, and the page has a keypad without any outside help", async () => {
    const html = await (await world.app.request(path)).text();
    expect(html).toContain('id="keys"');
    expect(html).not.toMatch(/https?:\/\/(?!t\.me|hozur)/);
    const gone = await world.app.request(`/kiosk/${"x".repeat(32)}/punch`, { method: "POST" });
    expect(gone.status).toBe(404);
  });
});
