import { expect, onTestFinished, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { askBytes } from "../../bot/core/ask-bytes.ts";
import { createApiWorld } from "../support/api-world.ts";
import { foundCompany, hireLike } from "./attendance-company.ts";
import { refusalOf } from "./attendance-messages.ts";
import { indebt, lockedCompany, workingMorning } from "./locks-company.ts";

test("a card tells how many of many people are read, and comes to the end", async () => {
  let second = 0;
  const world = await createApiWorld(workingMorning, {
    isQuiet: true,
    // Every read takes its time, so that the card has something to tell between two slices.
    wrapDatabase: (db) => ({
      ...db,
      read: (statements) => {
        world.now = workingMorning + (second += 1) * 1000;
        return db.read(statements);
      },
      write: (...given) => db.write(...given),
    }),
  });
  onTestFinished(() => world.close());
  const company = await foundCompany(world.db, { profile: "ru" });
  await world.db.write(
    Array.from({ length: 160 }, (_, index) =>
      hireLike(company.employee, index, `P ${index}`),
    ).flat(),
  );
  const told: string[] = [];
  world.deliver = async ({ kind, payload, messageId }) => {
    if (kind === "export-card") {
      const { exportId: id } = payload as { exportId: string };
      const api = world.as("owner", company.owner.telegramUserId);
      const { done, total, state } = await ask(
        api.timesheets.exports[":id"].$get({ param: { id } }),
      );
      told.push(`${state} ${done}/${total}`);
    }
    return { kind: "sent", messageId: messageId ?? 77 };
  };
  await ask(
    world
      .as("owner", company.owner.telegramUserId)
      .timesheets.exports.$post(
        { json: { kind: "karkard", format: "xlsx", period: "2026-11" } },
        named(world.key()),
      ),
  );
  await world.settle();
  await world.settle();
  expect(told.some((text) => /^running (50|100|150)\/163$/.test(text))).toBe(true);
  expect(told.at(-1)).toBe("done 163/163");
});

test("a debt stops the running month's files, also those that are made, and no earlier month's", async () => {
  const world = await createApiWorld(workingMorning, { isQuiet: true });
  onTestFinished(() => world.close());
  const company = await lockedCompany(world, "ir");
  const api = world.as("owner", company.owner.telegramUserId);
  const start = (period: string) =>
    ask(
      api.timesheets.exports.$post(
        { json: { kind: "karkard", format: "pdf", period } },
        named(world.key()),
      ),
    );
  const file = (id: string) => askBytes(api.timesheets.exports[":id"].file.$get({ param: { id } }));
  const { id } = await start("1405-09");
  await world.settle();
  expect((await file(id)).length).toBeGreaterThan(1000);
  await indebt(world, company.orgId);
  expect(await refusalOf(start("1405-09"))).toBe("debt_lock");
  expect(await refusalOf(file(id))).toBe("debt_lock");
  expect(
    await refusalOf(
      askBytes(
        api.timesheets.pictures[":period"].$get({ param: { period: "current" }, query: {} }),
      ),
    ),
  ).toBe("debt_lock");
  expect((await start("1405-08")).state).toBe("running");
});
