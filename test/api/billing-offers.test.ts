import { afterEach, beforeEach, expect, test } from "vitest";
import { auditBooks } from "../../api/billing/invariants/audit-books.ts";
import { ask, named } from "../../bot/core/api.ts";
import type { Wish } from "../../api/billing/schemas.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { booksOf, giveTerm, payOrder } from "../support/billing.ts";
import { foundCompany } from "./people-company.ts";

let world: ApiWorld;
beforeEach(async () => {
  world = await createApiWorld(Date.parse("2026-11-22T08:00:00Z"));
  await foundCompany(world, 1, "ir");
});
afterEach(() => world.close());

const billing = () => world.as("owner", 1).billing;
const offer = (quantity: number) =>
  ask(
    billing().orders.$post(
      { json: { wish: { kind: "plan", planCode: "ir-6", quantity }, expected: null } },
      named(world.key()),
    ),
  );
const open = async () =>
  (await ask(billing().orders.$get({ query: { view: "open" } }))).orders.length;

test("looking at one price again is the same offer", async () => {
  const [first, again, other] = [await offer(10), await offer(10), await offer(11)];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  expect(await open()).toBe(2);
});

test("looking at many prices is no reason to be stopped", async () => {
  for (let persons = 1; persons < 40; persons += 1) await offer(persons);
  expect(await offer(40)).toMatchObject({ number: 41, state: "quoted" });
});

test("an offer nobody paid is put away after three days, and the books stay whole", async () => {
  await offer(10);
  world.now += 2 * 86_400_000;
  await world.settle();
  expect(await open()).toBe(1);
  world.now += 2 * 86_400_000;
  await world.settle();
  expect(await open()).toBe(0);
  expect((await auditBooks(world.deps)).faults).toEqual([]);
});

test("seats offered on a plan are no offer any more once another one is paid: they would land on the plan before", async () => {
  const { organisationId } = await foundCompany(world, 2, "ru");
  await giveTerm(world.deps, organisationId, "ru-1", { quantity: 2 });
  // A renewal that nobody paid: from now on money comes first.
  await giveTerm(world.deps, organisationId, "ru-1", { quantity: 2, unpaid: true });
  world.now += 9 * 86_400_000;
  await world.settle();
  await world.settle();
  const wish = async (wished: Wish) => {
    const placed = await ask(
      world
        .as("owner", 2)
        .billing.orders.$post({ json: { wish: wished, expected: null } }, named(world.key())),
    );
    if (!("id" in placed)) throw new Error("scheduled");
    expect(placed.state).toBe("quoted");
    return placed.id;
  };
  const seats = await wish({ kind: "seats", quantity: 3 });
  await payOrder(world.deps, organisationId, await wish({ kind: "plan", planCode: "ru-3" }));
  const { orders } = await booksOf(world.deps, organisationId);
  expect(orders.find(({ id }) => id === seats)?.state).toBe("annulled");
});
