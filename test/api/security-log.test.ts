import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import Libsql from "libsql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { securityActions } from "../../api/core/security-actions.ts";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { type Company, foundCompany, hire } from "./people-company.ts";

let world: ApiWorld;
let company: Company;
let employeeId: string;

beforeEach(async () => {
  world = await createApiWorld();
  company = await foundCompany(world, 1001);
  employeeId = await hire(world, company, 1002);
});
afterEach(() => world.close());

const owner = () => world.as("owner", company.owner);
const log = () => owner().securityLog;
const events = (query: Record<string, string> = {}) => ask(log().events.$get({ query }));
const verified = (query: Record<string, string> = {}) => ask(log().verified.$get({ query }));
const rename = (name: string) =>
  ask(owner().people.organisation.$patch({ json: { name } }, named(world.key())));

describe("the security log", () => {
  it("tells who did what, in which role, from where, before and after, newest first", async () => {
    await rename("New name");
    const { items } = await events();
    expect(items[0]).toMatchObject({
      area: "settings",
      action: "organisation.changed",
      isCritical: false,
      actor: { kind: "employee", name: "Owner 1001", role: "owner" },
      origin: "bot:owner",
      device: null,
      after: { name: "New name" },
    });
    expect(items.map(({ seq }) => seq)).toEqual(
      items.map((_, index) => (items[0]?.seq ?? 0) - index),
    );
  });

  it("begins with the founding and has no gap", async () => {
    const whole = await verified();
    const { items } = await events({ limit: "50" });
    expect(whole).toMatchObject({ isWhole: true, brokenAt: null, missing: 0, unchecked: 0 });
    expect(whole.count).toBe(whole.head?.seq);
    expect(items.at(-1)).toMatchObject({ seq: 1, action: "organisation.founded" });
  });

  it("leaves daily work out", async () => {
    const before = (await verified()).count;
    await ask(
      world
        .as("staff", 1002)
        .requests.leave.$post(
          { json: { unit: "day", from: "2026-12-05", to: "2026-12-05" } },
          named(world.key()),
        ),
    );
    expect((await verified()).count).toBe(before);
  });

  it("is filtered by area, person, days and weight, and paged", async () => {
    for (const name of ["A1", "B2", "C3"]) await rename(name);
    const settings = await events({ area: "settings", limit: "2" });
    expect(settings.items.map(({ after }) => after)).toEqual([{ name: "C3" }, { name: "B2" }]);
    const older = await events({ area: "settings", limit: "2", before: String(settings.next) });
    expect(older.items[0]?.after).toEqual({ name: "A1" });
    expect(settings.total).toBeGreaterThanOrEqual(3);
    const theirs = await events({ employeeId: employeeId, limit: "50" });
    expect(theirs.items.length).toBeGreaterThan(0);
    expect(
      theirs.items.every(
        ({ actor, subject }) => actor.employeeId === employeeId || subject.id === employeeId,
      ),
    ).toBe(true);
    expect((await events({ from: "2030-01-01" })).total).toBe(0);
    expect((await events({ to: "2020-01-01" })).total).toBe(0);
    expect((await events({ critical: "yes" })).items.every(({ isCritical }) => isCritical)).toBe(
      true,
    );
  });

  it("is one chain also when many act at the same moment", async () => {
    await Promise.all(Array.from({ length: 8 }, (_, index) => rename(`Name ${index}`)));
    const { items } = await events({ area: "settings", limit: "50" });
    expect(items.filter(({ action }) => action === "organisation.changed")).toHaveLength(8);
    expect(await verified()).toMatchObject({ isWhole: true });
  });

  it("is another organisation's business to nobody else", async () => {
    const other = await foundCompany(world, 2001);
    const [theirs] = (
      await ask(world.as("owner", other.owner).securityLog.events.$get({ query: {} }))
    ).items;
    const answer = await log().events[":id"].$get({ param: { id: String(theirs?.id) } });
    expect(answer.status).toBe(404);
    const staff = world.as("owner", 1002).securityLog;
    expect((await staff.events.$get({ query: {} })).status).toBe(403);
    expect((await staff.verified.$get({ query: {} })).status).toBe(403);
  });

  it("is exported as CSV once more for the same command, with the export as an entry", async () => {
    await rename("=cmd|' /C calc'!A0");
    const key = named(world.key());
    const first = await ask(log().exports.$post({ json: { area: "settings" } }, key));
    expect(first.csv).toContain("organisation.changed");
    expect(first.csv).not.toMatch(/(^|,)"?=cmd/m);
    expect(await ask(log().exports.$post({ json: { area: "settings" } }, key))).toEqual(first);
    const { items } = await events({ area: "export" });
    expect(items.filter(({ action }) => action === "security.exported")).toHaveLength(1);
  });
});

/** A hand in the database file itself, past every trigger. */
async function tamper(sql: string): Promise<void> {
  const [file] = await world.db.read([{ sql: "pragma database_list", params: [] }]);
  const tool = new Libsql(String(file?.rows[0]?.[2]));
  for (const name of ["security_events_no_update", "security_events_no_delete"])
    tool.exec(`DROP TRIGGER ${name}`);
  tool.exec(sql);
  tool.close();
}

describe("tampering", () => {
  it.each([
    ["a changed word", `update security_events set after = '{"name":"X"}' where seq = 2`, 2],
    ["a changed time", "update security_events set at = at + 1 where seq = 2", 2],
    ["another actor", "update security_events set actor = 'telegram:1' where seq = 3", 3],
    ["a hidden weight", "update security_events set critical = 1 - critical where seq = 2", 2],
    ["a row taken from the middle", "delete from security_events where seq = 2", 3],
    [
      "rows that change places",
      "update security_events set seq = -1 where seq = 2; update security_events set seq = 2 where seq = 3; update security_events set seq = 3 where seq = -1",
      2,
    ],
    [
      "a seal of one's own",
      "update security_events set hash = 'f' || substr(hash, 2) where seq = 2",
      2,
    ],
  ])("%s is found", async (_, sql, brokenAt) => {
    for (const name of ["A1", "B2", "C3"]) await rename(name);
    await tamper(sql);
    expect(await verified()).toMatchObject({ isWhole: false, brokenAt });
  });

  it("rows taken from the end are found by what was audited, and by a code noted down", async () => {
    await rename("A1");
    const { head } = await verified();
    const noted = { seq: String(head?.seq), code: String(head?.code) };
    expect(await verified(noted)).toMatchObject({ isWhole: true, isKnown: true });
    await tamper(`delete from security_events where seq = ${noted.seq}`);
    expect(await verified()).toMatchObject({ isWhole: false, missing: 1, brokenAt: null });
    expect(await verified(noted)).toMatchObject({ isWhole: false, isKnown: false });
  });

  it("through the product's own way is refused by the table", async () => {
    for (const sql of ["update security_events set at = 0", "delete from security_events"])
      await expect(world.db.write([{ sql, params: [] }])).rejects.toMatchObject({
        target: "security_events is append-only",
      });
  });
});

const alerts = () => world.delivered.filter(({ kind }) => kind === "security-alert");

describe("owners", () => {
  it("hear of a critical act of another, with a way to see it from whichever organisation is open", async () => {
    await hire(world, company, 1003, "owner");
    await foundCompany(world, 1003);
    const kiosks = world.as("owner", company.owner).trust.kiosks;
    const [workplace] = (await ask(world.as("owner", company.owner).schedule.workplaces.$get()))
      .items;
    await ask(
      kiosks.$post(
        { json: { workplaceId: String(workplace?.id), name: "Door" } },
        named(world.key()),
      ),
    );
    await world.settle();
    expect(alerts()).toHaveLength(1);
    expect(alerts()[0]).toMatchObject({ chatId: 1003, bot: "owner" });
    const { eventId } = (alerts()[0]?.payload ?? {}) as { eventId: string };
    expect(
      await ask(world.as("owner", 1003).securityLog.events[":id"].$get({ param: { id: eventId } })),
    ).toMatchObject({ action: "kiosk.created", isCritical: true, subject: { name: "Door" } });
  });
});

it("every action that is logged is one that the product writes", async () => {
  const sources = await Promise.all(
    (await readdir("api", { recursive: true }))
      .filter((name) => name.endsWith(".ts") && !name.endsWith("security-actions.ts"))
      .map((name) => readFile(join("api", name), "utf8")),
  );
  const text = sources.join("\n");
  const made = new Set(["leave.opening", "leave.adjustment", "punch.refused"]);
  const unknown = [...securityActions.keys()].filter(
    (action) => !made.has(action) && !text.includes(`"${action}"`),
  );
  expect(unknown).toEqual([]);
});
