import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import type { PayingCompany } from "../support/billing-company.ts";
import { owners, refusalOf, sendPunch, staff } from "./attendance-messages.ts";
import { indebt, lockedCompany, workingMorning } from "./locks-company.ts";

/** What money hides stays hidden in sums and digests as well (BIL AT-13, ATT L1). */
describe("sums and digests of a company in debt", () => {
  let world: ApiWorld;
  let company: PayingCompany;

  beforeEach(async () => {
    world = await createApiWorld(workingMorning);
    company = await lockedCompany(world, "ir");
    await indebt(world, company.orgId);
  });
  afterEach(() => world.close());

  const own = (from: string, to: string) =>
    ask(staff(world, company.employee).notify.summaries.own.$get({ query: { from, to } }));
  const team = (from: string, to: string) =>
    ask(owners(world, company.manager).notify.summaries.team.$get({ query: { from, to } }));

  test("hide the running month, also of a week that only ends in it", async () => {
    expect(await refusalOf(own("2026-11-18", "2026-11-24"))).toBe("debt_lock");
    expect(await refusalOf(team("2026-11-18", "2026-11-24"))).toBe("debt_lock");
    expect(
      await refusalOf(ask(owners(world, company.manager).trust.doubtful.$get({ query: {} }))),
    ).toBe("debt_lock");
  });

  test("show months that are over", async () => {
    expect((await own("2026-10-23", "2026-11-21")).from).toBe("2026-10-23");
    expect((await team("2026-10-23", "2026-11-21")).people).toBeGreaterThan(0);
  });

  test("never stand in the way of a punch, a live location or one's own choices", async () => {
    const punched = await sendPunch(world, company.employee, {
      messageId: 1,
      label: "in",
      at: world.now,
    });
    expect(punched.direction).toBe("in");
    const chosen = await ask(
      staff(world, company.employee).notify.mine.$patch(
        { json: { weekly: false, quiet: { from: 0, to: 60 } } },
        named(world.key()),
      ),
    );
    expect(chosen).toMatchObject({ weekly: false, own: { from: 0, to: 60 } });
  });
});
