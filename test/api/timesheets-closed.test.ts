import { read as readWorkbook } from "@e965/xlsx";
import { afterEach, beforeEach, expect, test } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { ask, named } from "../../bot/core/api.ts";
import { askBytes } from "../../bot/core/ask-bytes.ts";
import type { StartExportBody } from "../../api/timesheets/schemas.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { type Company, foundCompany, insert } from "./attendance-company.ts";

/** Local time in Tehran. Aban 1405 is 23 October to 21 November 2026. */
const at = (date: string, time = "12:00") => Date.parse(`${date}T${time}:00+03:30`);
const aban = "1405-08";
const workDays = ["14", "15", "16", "17", "18", "19", "21"].map((day) => `2026-11-${day}`);

/** A day whose punches the employee forgot. */
const forgotten = "2026-11-18";

let world: ApiWorld;
let company: Company;
let serial = 0;

beforeEach(async () => {
  world = await createApiWorld(at("2026-11-22", "10:00"), { isQuiet: true });
  company = await foundCompany(world.db);
  await world.db.write([
    { sql: "update employees set started_on = '2026-11-14'", params: [] },
    insert("usage_months", {
      org_id: company.orgId,
      period: aban,
      employee_id: company.employee.employeeId,
      kind: "punch",
      first_at: at("2026-11-14"),
    }),
  ]);
  for (const { employeeId } of [company.owner, company.manager, company.employee])
    for (const date of workDays) {
      if (employeeId === company.employee.employeeId && date === forgotten) continue;
      await punch(employeeId, "in", date, "08:00");
      await punch(employeeId, "out", date, "15:20");
    }
});
afterEach(() => world.close());

const owner = () => world.as("owner", company.owner.telegramUserId);
const punch = (employeeId: string, kind: "in" | "out", date: string, time: string) =>
  world.db.write([
    insert("punches", {
      org_id: company.orgId,
      id: uuidv7(),
      employee_id: employeeId,
      at: at(date, time),
      received_at: world.now,
      kind,
      source: "telegram",
      source_key: `test:${serial++}`,
      time_zone: "Asia/Tehran",
      verdict: "not_asked",
      trust: 80,
      flags: "[]",
    }),
  ]);

async function close(): Promise<string> {
  await world.settle();
  const of = { param: { period: aban } };
  const { hash } = await ask(owner().periods[":period"].close.$get(of));
  await ask(owner().periods[":period"].close.$post({ ...of, json: { hash } }, named(world.key())));
  return hash;
}

async function made(kind: StartExportBody["kind"]) {
  const { exports } = owner().timesheets;
  const { id } = await ask(
    exports.$post({ json: { kind, format: "xlsx", period: aban } }, named(world.key())),
  );
  await world.settle();
  const view = await ask(exports[":id"].$get({ param: { id } }));
  const book = readWorkbook(await askBytes(exports[":id"].file.$get({ param: { id } })));
  const texts = book.SheetNames.flatMap((name) =>
    Object.values(book.Sheets[name] ?? {}).map((cell: { v?: unknown }) => cell?.v),
  );
  return { view, texts };
}

const days = (texts: readonly unknown[]) => texts.filter((text) => typeof text === "number");

test("a closed month is written from its snapshot, names its hash, and is provisional no more", async () => {
  const before = await made("karkard");
  expect(before.view).toMatchObject({ snapshotHash: null, revision: 1 });
  expect(before.texts.join()).toContain("موقت");
  const hash = await close();
  const after = await made("karkard");
  expect(after.view.snapshotHash).toBe(hash);
  expect(after.texts.join()).not.toContain("موقت");
  // The same content is the same version: closing changed nothing that it says.
  expect(after.view.revision).toBe(1);
});

test("J2: what changes after the close leaves the month's sheet alone and makes T-13 a corrective version", async () => {
  const hash = await close();
  const first = await made("t13");
  expect(first.view).toMatchObject({ snapshotHash: hash, revision: 1 });
  const sheet = await made("karkard");
  expect(first.texts.filter((text) => text === "НН")).not.toHaveLength(0);
  world.now = at("2026-11-24");
  await punch(company.employee.employeeId, "in", forgotten, "08:00");
  await punch(company.employee.employeeId, "out", forgotten, "15:20");
  world.now += 60 * 60_000;
  await world.settle();
  const second = await made("t13");
  expect(second.view).toMatchObject({ snapshotHash: hash, revision: 2 });
  expect(second.texts).toContain("корректирующий № 1");
  expect(second.texts.filter((text) => text === "НН")).toHaveLength(0);
  const again = await made("karkard");
  expect(again.view.revision).toBe(1);
  expect(days(again.texts)).toEqual(days(sheet.texts));
});
