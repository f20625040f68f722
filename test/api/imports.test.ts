import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { foundCompany, insert, type Company, type Worker } from "./attendance-company.ts";
import { owners, refusalOf, sendPunch } from "./attendance-messages.ts";
import { answer, changeOf, dayOf, logOf, tehran } from "./corrections-acts.ts";

let world: ApiWorld;
let company: Company;

beforeEach(async () => {
  world = await createApiWorld(tehran("16:00:00", "2026-11-23"));
  company = await foundCompany(world.db);
});
afterEach(() => world.close());

const preview = (text: string, by: Worker = company.manager) =>
  ask(
    owners(world, by).corrections.imports.preview.$post(
      { json: { content: { kind: "text", text } } },
      named(world.key()),
    ),
  );
async function take(text: string, by: Worker = company.manager): Promise<string> {
  const { count } = await preview(text, by);
  const { importId } = await ask(
    owners(world, by).corrections.imports.$post(
      { json: { content: { kind: "text", text }, count } },
      named(world.key()),
    ),
  );
  await world.settle();
  return importId;
}
const undo = (reference: string) =>
  ask(
    owners(world, company.manager).corrections.bulk.undo.$post(
      { json: { reference } },
      named(world.key()),
    ),
  );
const line = (when: string, worker?: Worker) => `${worker?.telegramUserId ?? 1003},${when}`;

describe("a device's file", () => {
  const day = [
    line("2026-11-21 08:01"),
    line("2026-11-21 12:00"),
    line("2026-11-21 12:40"),
    line("2026-11-21 15:25"),
  ];

  test("three days late: the day is as if it had come in time, and the person is told (ATT A11, A16)", async () => {
    expect((await dayOf(world, company.employee)).status).toBe("absent");
    const id = await take(day.join("\n"));
    const after = await dayOf(world, company.employee);
    // 3:59 and 2:45, of which five minutes are after the plan's end.
    expect(after.totals.presence).toBe(239 + 165);
    const told = world.delivered.filter(
      ({ kind, bot }) => kind === "change-card" && bot === "staff",
    );
    expect(told.map(({ chatId }) => chatId)).toEqual([company.employee.telegramUserId]);
    const shown = await ask(
      owners(world, company.manager).corrections.imports[":id"].$get({ param: { id } }),
    );
    expect(shown).toMatchObject({ state: "done", total: 4, done: 4, added: 4 });
    for (const { receipt } of await logOf(world, company.employee)) expect(receipt).not.toBeNull();
  });

  test("twice is once, in any order and in any mixture", async () => {
    await take(day.slice(1, 3).join("\n"));
    const again = await preview(day.toReversed().join("\n"));
    expect(again).toMatchObject({ count: 2, known: 2 });
    await take(day.toReversed().join("\n"));
    expect((await preview(day.join("\n"))).count).toBe(0);
    expect(await logOf(world, company.employee)).toHaveLength(4);
    expect((await dayOf(world, company.employee)).totals.presence).toBe(239 + 165);
  });

  test("what came by a message already is not entered again", async () => {
    const at = tehran("08:01:00", "2026-11-23");
    await sendPunch(world, company.employee, { messageId: 1, label: "in", at });
    const file = `name,date,time,direction\n${company.employee.name},2026-11-23,08:01,in`;
    expect(await preview(file)).toMatchObject({ count: 0, known: 1 });
  });

  test("taken back as a whole, it can be repeated", async () => {
    const id = await take(day.join("\n"));
    expect((await undo(`import:${id}`)).count).toBe(4);
    expect((await dayOf(world, company.employee)).status).toBe("absent");
    expect(await refusalOf(undo(`import:${id}`))).toBe("already_undone");
    expect((await preview(day.join("\n"))).count).toBe(4);
    await take(day.join("\n"));
    expect((await dayOf(world, company.employee)).totals.presence).toBe(239 + 165);
  });

  test("an event ahead of the clock or after the last day is stored and never counted (ATT A15, J10)", async () => {
    await world.db.write([
      {
        sql: "update employees set state = 'ended', ended_on = '2026-11-20', ended_at = 0 where id = ?",
        params: [company.manager.employeeId],
      },
    ]);
    const file = [
      line("2026-11-21 08:00", company.manager),
      line("2026-11-23 16:03"),
      line("2026-11-23 08:00"),
    ].join("\n");
    expect(await preview(file, company.owner)).toMatchObject({ count: 3, keptOut: 2 });
    await take(file, company.owner);
    world.now = tehran("18:00:00", "2026-11-23");
    const today = await dayOf(world, company.employee, "2026-11-23");
    expect(today.sessions).toHaveLength(1);
    expect(today.sessions[0]).toMatchObject({ outAt: null });
    expect(await logOf(world, company.manager)).toMatchObject([{ kind: "undirected" }]);
  });

  test("the count of the preview is what is entered, or nothing", async () => {
    await take(line("2026-11-21 08:01"));
    const stale = ask(
      owners(world, company.manager).corrections.imports.$post(
        { json: { content: { kind: "text", text: day.join("\n") }, count: 4 } },
        named(world.key()),
      ),
    );
    expect(await refusalOf(stale)).toBe("stale");
    expect(await refusalOf(preview("hello"))).toBe("import_invalid");
    expect(await refusalOf(preview(day.join("\n"), company.employee))).toBe("forbidden");
  });

  test("taken back while it is being entered, it goes no further and needs no second word", async () => {
    const rows = Array.from({ length: 600 }, (_, index) => {
      const minute = String(index % 60).padStart(2, "0");
      return line(`2026-11-20 ${String(8 + Math.floor(index / 60)).padStart(2, "0")}:${minute}:30`);
    });
    const { importId } = await ask(
      owners(world, company.manager).corrections.imports.$post(
        { json: { content: { kind: "text", text: rows.join("\n") }, count: 600 } },
        named(world.key()),
      ),
    );
    await undo(`import:${importId}`);
    await world.settle();
    await world.settle();
    const log = await logOf(world, company.employee);
    const entered = log.filter(({ kind }) => kind !== "void").map(({ id }) => id);
    const takenBack = log.filter(({ kind }) => kind === "void").map((row) => row.supersedesId);
    expect(new Set(takenBack)).toEqual(new Set(entered));
    expect(await refusalOf(undo(`import:${importId}`))).toMatch(/already_undone|not_found/);
  });

  test("one that cannot be entered keeps no later one waiting", async () => {
    await world.close();
    world = await createApiWorld(tehran("16:00:00", "2026-11-23"), { isQuiet: true });
    company = await foundCompany(world.db);
    const left = (id: string, payload: string, next: number) =>
      insert("punch_imports", {
        org_id: company.orgId,
        id,
        name: "",
        payload,
        state: "running",
        total: 1,
        done: 0,
        added: 0,
        created_by: company.manager.employeeId,
        created_at: world.now,
        next_at: next,
      });
    const at = tehran("08:00:30", "2026-11-20");
    const row = [company.employee.employeeId, at, "undirected", 0, "import:test"];
    await world.db.write([
      ...Array.from({ length: 20 }, (_, index) => left(`broken-${index}`, "{", world.now - 2)),
      left("good", JSON.stringify([row]), world.now - 1),
    ]);
    await world.settle();
    await world.settle();
    expect(await logOf(world, company.employee)).toHaveLength(1);
  });

  test("a process that dies half way is gone on with by the next tick, once", async () => {
    const rows = Array.from({ length: 600 }, (_, index) => {
      const minute = String(index % 60).padStart(2, "0");
      const hour = String(8 + Math.floor(index / 60)).padStart(2, "0");
      return line(`2026-11-20 ${hour}:${minute}:30`);
    });
    const id = await take(rows.slice(0, 300).join("\n"));
    await world.db.write([
      insert("punch_imports", {
        org_id: company.orgId,
        id: "left-behind",
        name: "",
        payload: JSON.stringify(
          rows
            .slice(200)
            .map((_, index) => [
              company.employee.employeeId,
              tehran("08:00:30", "2026-11-20") + (200 + index) * 60_000,
              "undirected",
              0,
              `import:${company.orgId}:${company.employee.employeeId}:${tehran("08:00:30", "2026-11-20") + (200 + index) * 60_000}:undirected`,
            ]),
        ),
        state: "running",
        total: 400,
        done: 0,
        added: 0,
        created_by: company.manager.employeeId,
        created_at: world.now,
        next_at: world.now,
      }),
    ]);
    await world.settle();
    await world.settle();
    expect(await logOf(world, company.employee)).toHaveLength(600);
    const [left] = await world.db.read([
      { sql: "select id, state, added from punch_imports order by created_at, id", params: [] },
    ]);
    expect(left?.rows).toEqual([
      [id, "done", 300],
      ["left-behind", "done", 300],
    ]);
  });
});

const bulk = (json: object) =>
  ask(
    owners(world, company.manager).corrections.bulk.$post(
      {
        json: {
          from: "2026-11-22",
          to: "2026-11-23",
          direction: "in",
          minute: 480,
          reason: "No power",
          everybody: false,
          ...json,
        } as never,
      },
      named(world.key()),
    ),
  );

describe("one punch for many", () => {
  test("only where it is missing, never in one's own log, told to each, undone at once", async () => {
    await sendPunch(world, company.employee, {
      messageId: 1,
      label: "in",
      at: tehran("08:05:00", "2026-11-23"),
    });
    expect(await refusalOf(bulk({ count: 4 }))).toBe("stale");
    const done = await bulk({ count: 3 });
    expect(done).toMatchObject({ count: 3, people: 2 });
    await world.settle();
    expect(await logOf(world, company.manager)).toEqual([]);
    const told = () =>
      world.delivered.filter(({ kind }) => kind === "change-card").map(({ chatId }) => chatId);
    expect(told().toSorted((a, b) => a - b)).toEqual(
      [company.owner.telegramUserId, company.employee.telegramUserId].toSorted((a, b) => a - b),
    );
    await answer(world, company.employee, {
      answer: "objected",
      reference: done.reference,
      text: "I was not there",
    });
    expect((await undo(done.reference)).count).toBe(3);
    await world.settle();
    expect((await changeOf(world, company.employee, done.reference)).state).toBe("taken_back");
    expect((await ask(owners(world, company.owner).corrections.objections.$get())).items).toEqual(
      [],
    );
    expect(
      told().filter((chat) => chat === company.employee.telegramUserId).length,
    ).toBeGreaterThan(2);
    expect((await dayOf(world, company.employee, "2026-11-22")).status).toBe("absent");
  });

  test("days that are too long ago, too many or to come are refused", async () => {
    expect(await refusalOf(bulk({ count: 1, from: "2026-09-01", to: "2026-09-02" }))).toBe(
      "too_old",
    );
    expect(await refusalOf(bulk({ count: 1, from: "2026-10-01", to: "2026-11-20" }))).toBe(
      "range_too_long",
    );
    expect(await refusalOf(bulk({ count: 1, from: "2026-11-24", to: "2026-11-24" }))).toBe(
      "in_the_future",
    );
    expect(await refusalOf(bulk({ count: 1, from: "2026-11-20", to: "2026-11-20" }))).toBe(
      "nothing_changes",
    );
  });
});
