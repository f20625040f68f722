import { describe, expect, it } from "vitest";
import { needsSeat, seating } from "../../../../api/billing/rules/needs-seat.ts";

const all = ["punch.self", "bookings.create", "payments.take", "billing.manage"];

function person(renders: number, create: number, pay: number) {
  return {
    permissions: [
      "punch.self",
      ...(create ? ["bookings.create"] : []),
      ...(pay ? ["payments.take"] : []),
    ],
    keepsTime: renders === 1,
    isPrimaryOwner: false,
    hasAllPermissions: false,
  };
}

const owner = {
  permissions: new Set(all),
  keepsTime: false,
  isPrimaryOwner: true,
  hasAllPermissions: true,
};

describe("who takes a seat (BIL AL-G)", () => {
  it.each([
    [0, 0, 0, false],
    [0, 0, 1, true],
    [0, 1, 0, true],
    [0, 1, 1, true],
    [1, 0, 0, true],
    [1, 0, 1, true],
    [1, 1, 0, true],
    [1, 1, 1, true],
  ])("renders %i, creates bookings %i, takes payments %i: %s", (renders, create, pay, seat) => {
    expect(needsSeat(person(renders, create, pay))).toBe(seat);
  });

  it("is not the one owner with full rights who renders nothing (AL-5)", () => {
    expect(needsSeat(owner)).toBe(false);
    expect(needsSeat({ ...owner, keepsTime: true })).toBe(true);
    expect(needsSeat({ ...owner, isPrimaryOwner: false })).toBe(true);
    expect(needsSeat({ ...owner, hasAllPermissions: false })).toBe(true);
  });

  it("is nobody whose role may do none of it, whatever it is called (AL-4)", () => {
    const accountant = { ...person(0, 0, 0), permissions: ["reports.view", "billing.manage"] };
    expect(needsSeat(accountant)).toBe(false);
    expect(needsSeat({ ...accountant, keepsTime: true })).toBe(false);
    expect(needsSeat({ ...person(0, 1, 0), permissions: ["bookings.create"] })).toBe(true);
  });
});

describe("who sits", () => {
  const people = [
    { employeeId: "c", seatRank: 0, createdAt: 2 },
    { employeeId: "b", seatRank: 0, createdAt: 1 },
    { employeeId: "a", seatRank: 0, createdAt: 1 },
    { employeeId: "d", seatRank: 1, createdAt: 9 },
  ];

  it("is who was ranked higher, then who came earlier; the last added wait (C-11)", () => {
    const { seated, waiting } = seating(people, 2);
    expect([idsOf(seated), idsOf(waiting)]).toEqual(["da", "bc"]);
    expect(idsOf(seating(people.toReversed(), 3).seated)).toBe("dab");
  });

  it("is everybody on enough seats and nobody on none", () => {
    expect(idsOf(seating(people, 9).seated)).toBe("dabc");
    expect(idsOf(seating(people, 0).waiting)).toBe("dabc");
    expect(idsOf(seating(people, -1).waiting)).toBe("dabc");
  });
});

function idsOf(list: readonly { readonly employeeId: string }[]): string {
  return list.map(({ employeeId }) => employeeId).join("");
}
