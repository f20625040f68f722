import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadMemberWithAccess } from "../../api/billing/load-access.ts";
import { needsSeat, seating } from "../../api/billing/rules/needs-seat.ts";
import { guardSeatFree, waitingStatement } from "../../api/billing/seats.ts";
import { localDateOf } from "../../api/core/calendar/zone.ts";
import { type Permission, permissions, presetPermissions } from "../../api/core/permissions.ts";
import { ask, named } from "../../bot/core/api.ts";
import { DatabaseError } from "../../db/errors.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { booksOf, giveSeats, giveTerm } from "../support/billing.ts";
import { comeToWork } from "../support/come-to-work.ts";
import { codeOf, type Company, foundCompany, hire } from "./people-company.ts";

let world: ApiWorld;
let company: Company;
beforeEach(async () => {
  world = await createApiWorld();
  company = await foundCompany(world, 1, "ru");
});
afterEach(() => world.close());

const billing = (user = 1) => world.as("owner", user).billing;
const seats = () => ask(billing().seats.$get());
const prefer = (employeeId: string) =>
  codeOf(
    ask(
      billing().seats[":employeeId"].prefer.$post(
        { param: { employeeId }, json: {} },
        named(world.key()),
      ),
    ),
  );
const makePrimary = (employeeId: string) =>
  codeOf(
    ask(
      billing()["primary-owner"][":employeeId"].$post(
        { param: { employeeId }, json: {} },
        named(world.key()),
      ),
    ),
  );
const today = () => localDateOf(world.now, "Europe/Moscow");
const listed = async (names: readonly string[]) =>
  (await seats()).people.filter(({ name }) => names.includes(name));
const waiting = async () => {
  const [rows] = await world.db.read([waitingStatement(company.organisationId, today())]);
  return (rows?.rows ?? []).map(([id]) => String(id));
};
const ownSeat = async (user: number) =>
  (
    await loadMemberWithAccess({
      deps: world.deps,
      requestId: "test",
      caller: { bot: "staff", telegramUserId: user },
      command: null,
    })
  ).access.ownSeat;

test("who needs a seat, who sits and who waits is the same in SQL and in the rules, for any company (BIL AL-3…AL-7)", async () => {
  const { organisationId: orgId } = company;
  const rights: fc.Arbitrary<Permission[]> = fc.oneof(
    fc.subarray([...permissions]),
    fc.constantFrom<Permission[]>(
      [...permissions],
      [...presetPermissions.employee],
      ["bookings.create"],
      ["payments.take"],
      ["billing.manage"],
    ),
  );
  const person = fc.record({
    rights,
    keepsTime: fc.boolean(),
    seatRank: fc.integer({ min: 0, max: 2 }),
    createdAt: fc.integer({ min: 1, max: 3 }),
    active: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 8 }),
      fc.nat(),
      async (people, sold, pick) => {
        const ids = people.map(() => world.deps.ids());
        const primary = pick % people.length;
        await world.db.write([
          { sql: "update billing_accounts set primary_owner_id = null", params: [] },
          { sql: "update orders set created_by = null", params: [] },
          { sql: "delete from seat_grants", params: [] },
          { sql: "delete from employees", params: [] },
          ...people.flatMap((each, index) => {
            const id = ids[index] ?? "";
            return [
              {
                sql: "insert into roles (org_id, id, preset, name, permissions) values (?, ?, null, 'r', ?)",
                params: [orgId, `role:${id}`, JSON.stringify(each.rights)],
              },
              {
                sql: "insert into persons (id, telegram_user_id, name, current_org_id, created_at) values (?, ?, 'p', ?, 1)",
                params: [id, personNumber++, orgId],
              },
              {
                sql: `insert into employees (org_id, id, person_id, role_id, name, state, started_on, created_at, keeps_time, seat_rank)
                  values (?, ?, ?, ?, 'p', ?, '2026-01-01', ?, ?, ?)`,
                params: [
                  orgId,
                  id,
                  id,
                  `role:${id}`,
                  each.active ? "active" : "ended",
                  each.createdAt,
                  each.keepsTime ? 1 : 0,
                  each.seatRank,
                ],
              },
            ];
          }),
          { sql: "update billing_accounts set primary_owner_id = ?", params: [ids[primary] ?? ""] },
          ...(sold === 0
            ? []
            : [
                {
                  sql: `insert into seat_grants (org_id, id, order_id, term_id, quantity, starts_on, state, created_at)
                    select org_id, 'g', order_id, id, ?, starts_on, 'active', 1 from terms where org_id = ?`,
                  params: [sold, orgId],
                },
              ]),
        ]);
        const needy = people
          .map((each, index) => ({ ...each, employeeId: ids[index] ?? "", index }))
          .filter(({ active }) => active)
          .filter(({ rights: own, keepsTime, index }) =>
            needsSeat({
              permissions: own,
              keepsTime,
              isPrimaryOwner: index === primary,
              hasAllPermissions: permissions.every((each) => own.includes(each)),
            }),
          );
        const expected = seating(needy, sold);
        expect((await booksOf(world.deps, orgId)).seatsNeeded).toBe(needy.length);
        expect(await waiting()).toEqual(expected.waiting.map(({ employeeId }) => employeeId));
        const guard = await codeOfGuard();
        expect(guard).toBe(needy.length <= sold ? "free" : "full");
      },
    ),
    { numRuns: 60 },
  );
});

let personNumber = 1_000_000;
const codeOfGuard = async () => {
  try {
    await world.db.write([guardSeatFree(company.organisationId, today())]);
    return "free";
  } catch (error) {
    if (error instanceof DatabaseError && error.kind === "guard") return "full";
    throw error;
  }
};

describe("the seats of a company", () => {
  test("are needed by who keeps time and by nobody else; the founder needs none until clocking in (AL-5)", async () => {
    await hire(world, company, 2);
    expect(await seats()).toMatchObject({
      active: 3,
      needed: 1,
      people: [
        { name: "Owner 1", reasons: ["free_owner"], isPrimaryOwner: true, seated: null },
        { name: "Person 2", reasons: ["keeps_time"], isPrimaryOwner: false, seated: true },
      ],
    });
    await comeToWork(world, 1);
    expect(await listed(["Owner 1"])).toMatchObject([
      {
        isPrimaryOwner: true,
        reasons: ["keeps_time", "creates_bookings", "takes_payments"],
        seated: true,
      },
    ]);
    expect((await seats()).needed).toBe(2);
    await comeToWork(world, 1);
    expect((await seats()).needed).toBe(2);
  });

  test("go to whom the owner prefers; others keep punching and wait (C-11)", async () => {
    const ids = new Map<number, string>();
    for (const user of [2, 3, 4]) ids.set(user, await hire(world, company, user));
    await giveTerm(world.deps, company.organisationId, "ru-1", { quantity: 2 });
    expect(await waiting()).toEqual([ids.get(4)]);
    expect([await ownSeat(1), await ownSeat(2), await ownSeat(4)]).toEqual([
      "not_needed",
      "seated",
      "waits",
    ]);
    expect(await prefer(ids.get(4) ?? "")).toBe("ok");
    expect(await prefer(ids.get(4) ?? "")).toBe("ok");
    expect(await waiting()).toEqual([ids.get(3)]);
    expect([await ownSeat(3), await ownSeat(4)]).toEqual(["waits", "seated"]);
    expect(await prefer(ids.get(3) ?? "")).toBe("ok");
    expect(await waiting()).toEqual([ids.get(2)]);
    expect((await comeToWork(world, 2)).direction).toBe("in");
    await giveSeats(world.deps, company.organisationId, 1);
    expect(await waiting()).toEqual([]);
    expect(await prefer(world.deps.ids())).toBe("not_found");
  });

  test("nobody waits where no seats are sold", async () => {
    const iranian = await foundCompany(world, 50);
    await hire(world, iranian, 51);
    const view = await ask(billing(50).seats.$get());
    expect(view.people.map(({ seated }) => seated)).toEqual([null, true]);
    expect(await ownSeat(51)).toBe("not_needed");
  });

  test("the free owner is one with every right; who was it before is counted (AL-5)", async () => {
    const owner = await hire(world, company, 2, "owner");
    const employee = await hire(world, company, 3);
    expect(await listed(["Person 2"])).toMatchObject([{ isPrimaryOwner: false, seated: true }]);
    expect(await makePrimary(employee)).toBe("owner_needed");
    expect(await makePrimary(world.deps.ids())).toBe("not_found");
    expect(await makePrimary(owner)).toBe("ok");
    expect(await makePrimary(owner)).toBe("ok");
    expect(await listed(["Owner 1", "Person 2"])).toMatchObject([
      {
        name: "Owner 1",
        isPrimaryOwner: false,
        reasons: ["creates_bookings", "takes_payments"],
        seated: true,
      },
      { name: "Person 2", isPrimaryOwner: true, reasons: ["free_owner"], seated: null },
    ]);
    expect((await seats()).needed).toBe(2);
  });

  test("an owner who has clocked in stays counted as the free owner, so the change needs a free seat", async () => {
    const owner = await hire(world, company, 2, "owner");
    await hire(world, company, 3);
    await comeToWork(world, 2);
    await giveTerm(world.deps, company.organisationId, "ru-1", { quantity: 2 });
    expect((await seats()).needed).toBe(2);
    expect(await makePrimary(owner)).toBe("no_free_seat");
    await giveSeats(world.deps, company.organisationId, 1);
    expect(await makePrimary(owner)).toBe("ok");
    expect((await seats()).needed).toBe(3);
  });
});
