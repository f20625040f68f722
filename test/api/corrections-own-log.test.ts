import { afterEach, beforeEach, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { foundCompany, type Company, type Worker } from "./attendance-company.ts";
import { owners } from "./attendance-messages.ts";
import { answer, changeOf, logOf, tehran } from "./corrections-acts.ts";

let world: ApiWorld;
let company: Company;

beforeEach(async () => {
  world = await createApiWorld(tehran("16:00:00", "2026-11-23"));
  company = await foundCompany(world.db);
});
afterEach(() => world.close());

const file = () =>
  [company.manager, company.employee]
    .map(({ telegramUserId }) => `${telegramUserId},2026-11-21 08:01`)
    .join("\n");
const content = () => ({ kind: "text", text: file() }) as const;
const preview = (by: Worker) =>
  ask(
    owners(world, by).corrections.imports.preview.$post(
      { json: { content: content() } },
      named(world.key()),
    ),
  );
async function take(by: Worker): Promise<string> {
  const { count } = await preview(by);
  const { importId } = await ask(
    owners(world, by).corrections.imports.$post(
      { json: { content: content(), count } },
      named(world.key()),
    ),
  );
  await world.settle();
  return `import:${importId}`;
}
const undo = (by: Worker, reference: string) =>
  ask(owners(world, by).corrections.bulk.undo.$post({ json: { reference } }, named(world.key())));

test("a manager's own lines of a file are told and not entered; the owner's file enters them (ATT J6)", async () => {
  expect(await preview(company.manager)).toMatchObject({
    count: 1,
    errors: [{ line: 1, code: "own_log" }],
  });
  await take(company.manager);
  expect(await logOf(world, company.manager)).toEqual([]);
  expect(await logOf(world, company.employee)).toHaveLength(1);
  expect(await preview(company.owner)).toMatchObject({ count: 1, known: 1, errors: [] });
  await take(company.owner);
  expect(await logOf(world, company.manager)).toHaveLength(1);
});

test("a manager who takes a batch back leaves their own part of it and their objection as they are", async () => {
  const reference = await take(company.owner);
  await answer(world, company.manager, { answer: "objected", reference, text: "I was away" });
  expect((await undo(company.manager, reference)).count).toBe(1);
  expect((await logOf(world, company.manager)).map(({ kind }) => kind)).toEqual(["undirected"]);
  expect((await changeOf(world, company.manager, reference)).state).toBe("objected");
  expect(await logOf(world, company.employee)).toHaveLength(2);
  expect((await undo(company.owner, reference)).count).toBe(1);
  expect(await logOf(world, company.manager)).toHaveLength(2);
});
