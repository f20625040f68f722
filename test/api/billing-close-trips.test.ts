import { expect, test } from "vitest";
import { loadMemberWithAccess } from "../../api/billing/load-access.ts";
import { ask } from "../../bot/core/api.ts";
import { createApiWorld } from "../support/api-world.ts";
import { payingCompany, punch } from "../support/billing-company.ts";

test("who asks, the balance and every lock are one round trip; a punch with its usage stays one read and one write", async () => {
  const world = await createApiWorld(Date.parse("2025-04-04T08:00:00Z"));
  try {
    const { owner, employee } = await payingCompany(world, { credit: -2 });
    const caller = { bot: "owner", telegramUserId: owner.telegramUserId } as const;
    const trips = async (work: () => Promise<unknown>) => {
      await world.settle();
      const before = world.db.roundTrips;
      await work();
      return world.db.roundTrips - before;
    };
    const context = { deps: world.deps, requestId: "test", caller, command: null };
    expect(
      await trips(async () => {
        const { access } = await loadMemberWithAccess(context);
        expect(access.facts.credit).toBe(-2);
        expect(access.locks.own_attendance_current).toMatchObject({ cause: "debt" });
      }),
    ).toBe(1);
    expect(await trips(() => punch(world, employee))).toBe(2);
    // The person, then the books with everything that is shown of them.
    expect(
      await trips(() => ask(world.as("owner", owner.telegramUserId).billing.balance.$get())),
    ).toBe(2);
  } finally {
    await world.close();
  }
});
