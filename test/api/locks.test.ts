import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import type { PayingCompany } from "../support/billing-company.ts";
import {
  annul,
  day,
  hour,
  indebt,
  lockedCompany,
  type Profile,
  unpaidSeats,
  workingMorning,
} from "./locks-company.ts";
import {
  changeThings,
  lookAtOwn,
  lookAtTeam,
  makeInvite,
  outcome,
  refusedOf,
  seeMoney,
  workAsAlways,
} from "./locks-probes.ts";

let world: ApiWorld;
beforeEach(async () => {
  world = await createApiWorld(workingMorning);
});
afterEach(() => world.close());

interface State {
  readonly name: string;
  readonly profile: Profile;
  enter(orgId: string): Promise<unknown>;
  /** What is refused and with which code; everything else has to work. */
  readonly refused: Readonly<Record<string, string>>;
}

const ownMonth = (code: string) => ({ "own day": code, "own month": code });
const teamMonth = (code: string) => ({
  board: code,
  "team day": code,
  "team month": code,
  "entry today": code,
});
const teamPast = (code: string) => ({
  "team past day": code,
  "team past month": code,
  "entry past": code,
});
const plans = (code: string) => ({ renew: code, switch: code });

/** BIL §5.5, a row of ours for every column of it and for what may come together. */
const states: readonly State[] = [
  { name: "Iran, all paid", profile: "ir", enter: async () => undefined, refused: {} },
  { name: "Russia, all paid", profile: "ru", enter: async () => undefined, refused: {} },
  {
    name: "no credit and no debt",
    profile: "ir",
    enter: (orgId) => indebt(world, orgId, 0),
    refused: {},
  },
  {
    name: "debt (AT-13)",
    profile: "ir",
    enter: (orgId) => indebt(world, orgId),
    refused: { ...ownMonth("debt_lock"), ...teamMonth("debt_lock") },
  },
  {
    name: "debt of one person-month",
    profile: "ir",
    enter: (orgId) => indebt(world, orgId, 1),
    refused: { ...ownMonth("debt_lock"), ...teamMonth("debt_lock") },
  },
  {
    name: "lapsed tariff with credit left (AT-19)",
    profile: "ir",
    enter: async () => void (world.now += 70 * day),
    refused: { ...teamMonth("plan_lock"), ...teamPast("plan_lock"), invite: "plan_lock" },
  },
  {
    name: "lapsed tariff by seats",
    profile: "ru",
    enter: async () => void (world.now += 130 * day),
    refused: {
      ...teamMonth("plan_lock"),
      ...teamPast("plan_lock"),
      invite: "plan_lock",
      seats: "plan_lapsed",
    },
  },
  {
    name: "lapsed tariff and debt",
    profile: "ir",
    async enter(orgId) {
      await indebt(world, orgId);
      world.now += 70 * day;
    },
    refused: {
      ...ownMonth("debt_lock"),
      ...teamMonth("plan_lock"),
      ...teamPast("plan_lock"),
      invite: "plan_lock",
    },
  },
  {
    name: "an order is due (KV-13)",
    profile: "ru",
    enter: (orgId) => unpaidSeats(world, orgId, 2),
    refused: plans("unpaid_orders"),
  },
  {
    name: "an order is overdue (C-13)",
    profile: "ru",
    async enter(orgId) {
      await unpaidSeats(world, orgId, 2);
      world.now += 4 * day;
    },
    refused: { ...plans("overdue_orders"), seats: "overdue_orders" },
  },
  {
    name: "one order overdue, another due",
    profile: "ru",
    async enter(orgId) {
      await unpaidSeats(world, orgId, 2);
      world.now += 2 * day;
      await unpaidSeats(world, orgId, 1);
      world.now += 18 * hour;
    },
    refused: { ...plans("overdue_orders"), seats: "overdue_orders" },
  },
  {
    name: "annulled seats (C-11)",
    profile: "ru",
    enter: async (orgId) => annul(world, orgId, await unpaidSeats(world, orgId, 2)),
    refused: { invite: "seat_lock", seats: "annulled_seats" },
  },
  {
    name: "annulled seats and an order that is due",
    profile: "ru",
    async enter(orgId) {
      await unpaidSeats(world, orgId, 1);
      await annul(world, orgId, await unpaidSeats(world, orgId, 2));
    },
    refused: { ...plans("unpaid_orders"), invite: "seat_lock", seats: "annulled_seats" },
  },
  {
    name: "annulled seats and an overdue order",
    profile: "ru",
    async enter(orgId) {
      await unpaidSeats(world, orgId, 1);
      await annul(world, orgId, await unpaidSeats(world, orgId, 2));
      world.now += 4 * day;
    },
    refused: { ...plans("overdue_orders"), invite: "seat_lock", seats: "overdue_orders" },
  },
  {
    name: "lapsed tariff by seats with an overdue order",
    profile: "ru",
    async enter(orgId) {
      await unpaidSeats(world, orgId, 2);
      world.now += 130 * day;
    },
    refused: {
      ...plans("overdue_orders"),
      ...teamMonth("plan_lock"),
      ...teamPast("plan_lock"),
      invite: "plan_lock",
      seats: "plan_lapsed",
    },
  },
];

/** The part of `refused` that somebody without money matters meets: billing is not theirs. */
const only = (refused: State["refused"], ...kinds: readonly string[]) =>
  Object.fromEntries(
    Object.entries(refused).filter(([name]) => kinds.some((k) => name.startsWith(k))),
  );

describe.each(states)("$name", ({ profile, enter, refused }) => {
  let made: PayingCompany;
  beforeEach(async () => {
    made = await lockedCompany(world, profile);
    await enter(made.orgId);
  });
  const scene = () => ({ world, company: made, profile });
  const teamParts = ["board", "team", "entry", "invite"];

  test("locks for the owner what the matrix says, and nothing else", async () => {
    const { owner, employee } = made;
    expect(
      refusedOf(
        await lookAtOwn(scene(), owner),
        await lookAtTeam(scene(), owner, employee),
        await changeThings(scene(), owner),
        await seeMoney(scene(), owner),
      ),
    ).toEqual(refused);
  });

  test("locks the same for a manager, who has nothing to do with the money", async () => {
    const { manager, employee } = made;
    expect(
      refusedOf(await lookAtOwn(scene(), manager), await lookAtTeam(scene(), manager, employee), {
        invite: await outcome(makeInvite(scene(), manager)),
      }),
    ).toEqual(only(refused, "own", ...teamParts));
    expect(new Set(Object.values(await seeMoney(scene(), manager)))).toEqual(
      new Set(["forbidden"]),
    );
  });

  test("hides from an employee their own running month at most, and stops no punch and no request (P17)", async () => {
    const { employee } = made;
    const before = await lookAtOwn(scene(), employee);
    expect(refusedOf(before)).toEqual(only(refused, "own"));
    expect(refusedOf(await workAsAlways(scene(), employee))).toEqual({});
    expect(await lookAtOwn(scene(), employee)).toEqual(before);
    expect(new Set(Object.values(await seeMoney(scene(), employee)))).toEqual(
      new Set(["forbidden"]),
    );
  });
});
