import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { auditActions, codeOf, type Company, foundCompany, hire } from "./people-company.ts";

describe("somebody without Telegram", () => {
  let world: ApiWorld;
  let company: Company;
  beforeAll(async () => {
    world = await createApiWorld();
    company = await foundCompany(world, 101);
  });
  afterAll(() => world.close());

  const owner = () => world.as("owner", company.owner);
  const add = (json: Record<string, unknown>) =>
    ask(owner().members.employees.$post({ json: json as never }, named(world.key())));

  test("is employed at once, with number, group and first day, and hears nothing", async () => {
    const { employeeId } = await add({
      name: "رضا کریمی",
      phone: "۰۹۱۲ ۱۱۱ ۲۲ ۳۳",
      personnelNumber: "۱۰۱",
      groupId: company.groupId,
      startedOn: "2026-11-01",
    });
    const shown = await ask(owner().people.employees[":id"].$get({ param: { id: employeeId } }));
    expect(shown).toMatchObject({
      name: "رضا کریمی",
      phone: "+989121112233",
      personnelNumber: "101",
      startedOn: "2026-11-01",
      state: "active",
      rolePreset: "employee",
    });
    expect(
      await ask(owner().members.employees[":id"].access.$get({ param: { id: employeeId } })),
    ).toMatchObject({ telegram: false, hasPin: false, pausedAt: null });
    await world.settle();
    expect(world.delivered.filter(({ chatId }) => chatId < 0)).toEqual([]);
    expect(await auditActions(world)).toContain("employee.added");
  });

  test("is on the board, in the day, the month, the roster and the list", async () => {
    const { employeeId } = await add({ name: "Табель", groupId: company.groupId });
    const board = await ask(owner().attendance.board.$get({ query: {} }));
    expect(JSON.stringify(board)).toContain("Табель");
    const day = await ask(
      owner().attendance.days[":date"].$get({
        param: { date: "2026-11-21" },
        query: { employeeId },
      }),
    );
    expect(JSON.stringify(day)).toContain("2026-11-21");
    const month = await ask(
      owner().attendance.months[":period"].$get({
        param: { period: "1405-08" },
        query: { employeeId },
      }),
    );
    expect(month).toBeTruthy();
    const list = await ask(owner().people.employees.$get({ query: { search: "табель" } }));
    expect(list.items).toMatchObject([{ id: employeeId }]);
  });

  test("is refused twice over: same phone, same number, strange group, a first day too far", async () => {
    await add({ name: "One", phone: "+7 912 000-11-22", personnelNumber: "77" });
    expect(await codeOf(add({ name: "Two", phone: "8 (912) 000 11 22" }))).toBe("phone_in_use");
    expect(await codeOf(add({ name: "Two", personnelNumber: "۷۷" }))).toBe("number_taken");
    expect(await codeOf(add({ name: "Two", phone: "12" }))).toBe("phone_invalid");
    expect(
      await codeOf(add({ name: "Two", groupId: "0197a000-0000-7000-8000-000000000000" })),
    ).toBe("not_found");
    expect(await codeOf(add({ name: "Two", startedOn: "2025-01-01" }))).toBe("too_old");
    expect(await codeOf(add({ name: "Two", startedOn: "2028-01-01" }))).toBe("in_the_future");
    expect(await codeOf(add({ name: " " }))).toBe("invalid_input");
  });

  test("who has left is brought back, not made anew", async () => {
    const { employeeId } = await add({ name: "Left", phone: "09121119999" });
    await ask(
      owner().people.employees[":id"].end.$post(
        { param: { id: employeeId }, json: {} },
        named(world.key()),
      ),
    );
    expect(await codeOf(add({ name: "Left again", phone: "09121119999" }))).toBe("was_here");
  });

  test("only who manages people adds, and a repeated command adds nobody twice", async () => {
    await hire(world, company, 102, "manager");
    expect(
      await codeOf(
        ask(
          world
            .as("owner", 102)
            .members.employees.$post({ json: { name: "No" } }, named(world.key())),
        ),
      ),
    ).toBe("forbidden");
    const key = world.key();
    const once = await ask(owner().members.employees.$post({ json: { name: "Once" } }, named(key)));
    expect(
      await ask(owner().members.employees.$post({ json: { name: "Once" } }, named(key))),
    ).toEqual(once);
  });

  test("access is paused and given back; words said before count, the last owner stays", async () => {
    const id = await hire(world, company, 103);
    const staff = world.as("staff", 103);
    await ask(
      owner().members.employees[":id"].pause.$post({ param: { id }, json: {} }, named(world.key())),
    );
    expect(await codeOf(ask(staff.people.me.$get()))).toBe("ok");
    const punch = (at: number, messageId: number) =>
      codeOf(
        ask(
          staff.attendance.punches.$post(
            {
              json: {
                chatId: 103,
                messageId,
                at,
                label: "in",
                location: { latitudeE6: 35_715_298, longitudeE6: 51_404_343, venue: false },
                forwarded: false,
                viaBot: false,
                fromOffline: false,
              },
            },
            named(world.key()),
          ),
        ),
      );
    expect(await punch(world.now + 1000, 1)).toBe("access_paused");
    expect(await punch(world.now - 60_000, 2)).toBe("ok");
    await ask(
      owner().members.employees[":id"].resume.$post(
        { param: { id }, json: {} },
        named(world.key()),
      ),
    );
    expect(await punch(world.now + 1000, 3)).toBe("ok");
    const { employee } = await ask(owner().people.me.$get());
    expect(
      await codeOf(
        ask(
          owner().members.employees[":id"].pause.$post(
            { param: { id: employee?.id ?? "" }, json: {} },
            named(world.key()),
          ),
        ),
      ),
    ).toBe("own_request");
    const history = await ask(owner().members.employees[":id"].history.$get({ param: { id } }));
    expect(history.events.map(({ action }) => action)).toEqual([
      "employee.resumed",
      "employee.paused",
      "employee.joined",
    ]);
  });
});
