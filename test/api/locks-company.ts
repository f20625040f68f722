import { annulOrder, reinstateOrder } from "../../api/billing/annul-order.ts";
import { changeBooks } from "../../api/billing/change-books.ts";
import { systemContext } from "../../api/core/context.ts";
import { systemPermit } from "../../api/core/permissions.ts";
import { accrueAll } from "../../api/leave/accrue.ts";
import type { ApiWorld } from "../support/api-world.ts";
import { payingCompany, type PayingCompany } from "../support/billing-company.ts";
import { booksOf, giveCredit, giveSeats, giveTerm } from "../support/billing.ts";
import { insert } from "./attendance-company.ts";

/** A working morning, four days into a Jalali month and a few weeks into a Gregorian one. */
export const workingMorning = Date.parse("2026-11-25T06:00:00Z");
export const hour = 60 * 60_000;
export const day = 24 * hour;

export type Profile = "ir" | "ru";

/** An Iranian company with a monthly tariff, or a Russian one with ten paid seats for three months. */
export async function lockedCompany(world: ApiWorld, profile: Profile): Promise<PayingCompany> {
  const made = await payingCompany(world, { profile, workers: 0 });
  const { orgId } = made;
  await (profile === "ir"
    ? giveTerm(world.deps, orgId, "ir-1", { quantity: 3 })
    : giveSeats(world.deps, orgId, 7));
  await accrueAll(world.deps, world.now);
  return made;
}

export const annul = (
  world: Pick<ApiWorld, "deps">,
  orgId: string,
  orderId: string,
): Promise<null> =>
  changeBooks(systemContext(world.deps, "test"), orgId, (loaded) => {
    const order = loaded.books.orders.find(({ id }) => id === orderId);
    const part = order === undefined ? null : annulOrder(loaded, order, "unpaid");
    const entry = part?.audit[0];
    if (part === null || entry === undefined) throw new Error("nothing to annul");
    return { permit: systemPermit(), ...part, audit: [entry], answer: null };
  });

export const reinstate = (
  world: Pick<ApiWorld, "deps">,
  orgId: string,
  orderId: string,
): Promise<null> =>
  changeBooks(systemContext(world.deps, "test"), orgId, (loaded) => {
    const order = loaded.books.orders.find(({ id }) => id === orderId);
    const part = order === undefined ? null : reinstateOrder(loaded, order);
    const entry = part?.audit[0];
    if (part === null || entry === undefined) throw new Error("nothing to reinstate");
    return { permit: systemPermit(), ...part, audit: [entry], answer: null };
  });

/** Leaves the organisation with so many person-months of debt. */
export async function indebt(world: ApiWorld, orgId: string, personMonths = 4): Promise<void> {
  const { credit } = await booksOf(world.deps, orgId);
  await giveCredit(world.deps, orgId, -credit - personMonths);
}

/** @returns the order's id */
export const unpaidSeats = (
  world: Pick<ApiWorld, "deps">,
  orgId: string,
  seats: number,
): Promise<string> => giveSeats(world.deps, orgId, seats, { unpaid: true });

/** A try to pay whose end we do not know. */
export const underReview = (world: ApiWorld, orgId: string, orderId: string) =>
  world.db.write([
    insert("attempts", {
      org_id: orgId,
      id: world.deps.ids(),
      order_id: orderId,
      rail: "bank",
      state: "pending",
      amount: 1,
      currency: "RUB",
      under_review_at: world.now,
      created_at: world.now,
    }),
  ]);
