import { read as readWorkbook } from "@e965/xlsx";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { askBytes } from "../../bot/core/ask-bytes.ts";
import type { StartExportBody } from "../../api/timesheets/schemas.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { readPdf } from "../support/read-pdf.ts";
import { foundCompany, hireLike, insert, type Company, type Worker } from "./attendance-company.ts";
import { owners, refusalOf, sendPunch, staff } from "./attendance-messages.ts";

const moscow = (time: string, date = "2026-11-20") => Date.parse(`${date}T${time}+03:00`);

const rowsOf = (bytes: Uint8Array) => {
  const book = readWorkbook(bytes);
  return book.SheetNames.map((name) => book.Sheets[name] ?? {});
};

const textsOf = (bytes: Uint8Array): unknown[] =>
  rowsOf(bytes).flatMap((sheet) => Object.values(sheet).map((cell: { v?: unknown }) => cell?.v));

describe("files of timesheets", () => {
  let world: ApiWorld;
  let company: Company;

  beforeEach(async () => {
    world = await createApiWorld(moscow("20:00:00"), { isQuiet: true });
    company = await foundCompany(world.db, { profile: "ru" });
  });
  afterEach(() => world.close());

  let messageId = 0;
  const work = async (worker: Worker, date: string, from = "09:00:00", to = "18:00:00") => {
    await sendPunch(world, worker, { messageId: ++messageId, label: "in", at: moscow(from, date) });
    await sendPunch(world, worker, { messageId: ++messageId, label: "out", at: moscow(to, date) });
  };
  const start = (
    change: Partial<StartExportBody> = {},
    { worker = company.owner, key = world.key() } = {},
  ) =>
    ask(
      owners(world, worker).timesheets.exports.$post(
        { json: { kind: "t13", format: "xlsx", period: "2026-11", ...change } },
        named(key),
      ),
    );
  const look = (id: string) =>
    ask(owners(world, company.owner).timesheets.exports[":id"].$get({ param: { id } }));
  const file = (id: string, worker = company.owner) =>
    askBytes(owners(world, worker).timesheets.exports[":id"].file.$get({ param: { id } }));
  const made = async (change: Partial<StartExportBody> = {}) => {
    const { id } = await start(change);
    await world.settle();
    return { id, view: await look(id), bytes: await file(id) };
  };
  const picture = (worker: Worker, employeeId?: string) =>
    askBytes(
      staff(world, worker).timesheets.pictures[":period"].$get({
        param: { period: "current" },
        query: employeeId === undefined ? {} : { employeeId },
      }),
    );
  const audited = async () => {
    const [found] = await world.db.read([
      { sql: "select action from audit where action like 'export.%' order by id", params: [] },
    ]);
    return found?.rows.map(([action]) => action);
  };

  test("a T-13 of everybody is made after the answer, logged, and told with the document", async () => {
    await work(company.employee, "2026-11-20");
    world.now = moscow("20:30:00");
    const started = await start();
    expect(started).toMatchObject({ state: "running", total: 3, done: 0, kind: "t13" });
    await world.settle();
    expect(await look(started.id)).toMatchObject({
      state: "done",
      done: 3,
      revision: 1,
      snapshotHash: null,
      fileName: "t13-2026-11.xlsx",
    });
    expect(await audited()).toEqual(["export.started", "export.made"]);
    expect(world.delivered.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["export-card", "export-ready"]),
    );
    const [sheet] = rowsOf(await file(started.id));
    const texts = Object.values(sheet ?? {}).map((cell: { v?: unknown }) => cell?.v);
    expect(texts).toContain("Я");
    expect(texts).toContain(company.employee.name);
    expect(texts).toContain("первичный, предварительный");
  });

  test("asking twice for the same gives the same export; another one waits", async () => {
    const key = world.key();
    const [first, second] = await Promise.all([start({}, { key }), start({}, { key })]);
    expect(second.id).toBe(first.id);
    await world.settle();
    await world.db.write([
      {
        sql: "update exports set state = 'running', next_at = ? where id = ?",
        params: [world.now + 60_000, first.id],
      },
    ]);
    expect((await start()).id).toBe(first.id);
    expect(await refusalOf(start({ marks: "numbers" }))).toBe("export_running");
    expect(await start({ kind: "karkard" })).toMatchObject({ state: "running" });
  });

  test("a file whose maker died is made anew by the clock", async () => {
    const { id } = await start();
    await world.settle();
    await world.db.write([
      { sql: "delete from export_files", params: [] },
      {
        sql: "update exports set state = 'running', done = 1, finished_at = null, next_at = ? where id = ?",
        params: [world.now - 1, id],
      },
    ]);
    await world.settle();
    await world.settle();
    expect(await look(id)).toMatchObject({ state: "done", done: 3 });
    expect((await file(id)).length).toBeGreaterThan(1000);
  });

  test("a failure is tried again and given up after some tries", async () => {
    const { id } = await start();
    await world.settle();
    await world.db.write([
      {
        sql: "update exports set period = 'nonsense', state = 'running', next_at = 0, version = 1 where id = ?",
        params: [id],
      },
    ]);
    for (let round = 0; round < 8; round += 1) {
      await world.settle();
      world.now += 120_000;
    }
    expect((await look(id)).state).toBe("failed");
  });

  test("a running export is cancelled, once", async () => {
    const { id } = await start();
    await world.db.write([
      {
        sql: "update exports set state = 'running', next_at = ? where id = ?",
        params: [world.now + 60_000, id],
      },
    ]);
    const cancel = () =>
      ask(
        owners(world, company.manager).timesheets.exports[":id"].cancel.$post(
          { param: { id }, json: {} },
          named(world.key()),
        ),
      );
    await cancel();
    await world.settle();
    expect((await look(id)).state).toBe("cancelled");
    expect(await refusalOf(cancel())).toBe("stale");
    expect(await refusalOf(file(id))).toBe("not_found");
    expect(await audited()).toContain("export.cancelled");
  });

  test("only those who may export do; nobody reads another organisation's file", async () => {
    expect(await refusalOf(start({}, { worker: company.employee }))).toBe("forbidden");
    const { id } = await made();
    const other = await foundCompany(world.db, { profile: "ru", firstUser: 5001 });
    expect(await refusalOf(file(id, other.owner))).toBe("not_found");
    expect(await refusalOf(file(id, company.employee))).toBe("forbidden");
  });

  test("a month that has not begun, or of nobody, is refused", async () => {
    expect(await refusalOf(start({ period: "2027-03" }))).toBe("invalid_input");
    expect(await refusalOf(start({ employeeId: "01997b5e-0000-7000-8000-000000000000" }))).toBe(
      "not_found",
    );
  });

  test("I5: an absence without a document is НН; after the document it is Б in version 2, corrective", async () => {
    await work(company.employee, "2026-10-01");
    world.now = moscow("12:00:00", "2026-11-05");
    const of = {
      period: "2026-10",
      employeeId: company.employee.employeeId,
    } as const;
    const first = await made(of);
    expect(first.view.revision).toBe(1);
    expect(textsOf(first.bytes)).toContain("НН");
    expect((await made(of)).view.revision).toBe(1);
    await world.db.write([sickLeave(company, "2026-10-05", "2026-10-09")]);
    const second = await made(of);
    expect(second.view).toMatchObject({ revision: 2, fileName: "t13-2026-10-v2.xlsx" });
    expect(textsOf(second.bytes)).toContain("Б");
    expect(textsOf(second.bytes)).toContain("корректирующий № 1, предварительный");
  });

  test("I8: who changed the group within the month stands in both units, each with its days", async () => {
    await work(company.employee, "2026-11-10");
    await work(company.employee, "2026-11-17");
    const [other] = ["01997b5e-0000-7000-8000-00000000000a"];
    await world.db.write([
      insert("groups", { org_id: company.orgId, id: other, name: "Склад", created_at: 0 }),
      insert("past_groups", {
        org_id: company.orgId,
        employee_id: company.employee.employeeId,
        valid_to: "2026-11-15",
        group_id: other,
      }),
    ]);
    const { bytes } = await made({ employeeId: company.employee.employeeId });
    const book = readWorkbook(bytes);
    expect(book.SheetNames.toSorted()).toEqual(["All", "Склад"]);
    expect(textsOf(bytes)).toEqual(expect.arrayContaining(["11/1", "11/2"]));
  });

  test("the month's sheet and both CSV files come from the same days", async () => {
    await work(company.employee, "2026-11-20");
    world.now = moscow("20:30:00");
    const sheet = await made({ kind: "karkard", format: "pdf" });
    const { text } = await readPdf(sheet.bytes);
    expect(text).toContain("Сводка рабочего времени");
    expect(text).toContain(company.employee.name);
    const flat = new TextDecoder().decode((await made({ kind: "csv_1c", format: "csv" })).bytes);
    expect(flat.split("\r\n")[0]).toContain("ТабельныйНомер;Сотрудник");
    expect(flat).toContain(`${company.employee.name};;20.11.2026;Я;01;8\r\n`);
    const payroll = new TextDecoder().decode((await made({ kind: "csv_ir", format: "csv" })).bytes);
    expect(payroll).toContain(`${company.employee.name},,,1,`);
  });

  test("a month of many people is read in slices; the card tells how far it is", async () => {
    await world.db.write(
      Array.from({ length: 120 }, (_, index) =>
        hireLike(company.employee, index, `Person ${index}`),
      ).flat(),
    );
    const { view, bytes } = await made({ kind: "karkard" });
    expect(view).toMatchObject({ total: 123, done: 123 });
    expect(textsOf(bytes)).toContain("Person 119");
  });

  test("a person's month is a picture for the person and for managers, for nobody else", async () => {
    await work(company.employee, "2026-11-20");
    const own = await picture(company.employee);
    expect(new DataView(own.buffer).getUint32(16)).toBe(1440);
    expect((await picture(company.manager, company.employee.employeeId)).length).toBeGreaterThan(
      1000,
    );
    expect(await refusalOf(picture(company.employee, company.manager.employeeId))).toBe(
      "not_found",
    );
  });
});

/** An approved sick leave, as if its document had come. */
const sickLeave = (company: Company, from: string, to: string) =>
  insert("requests", {
    org_id: company.orgId,
    id: "01997b5e-0000-7000-8000-0000000000b1",
    employee_id: company.employee.employeeId,
    kind: "leave",
    type_code: "sick",
    unit: "day",
    starts_on: from,
    ends_on: to,
    minutes_charged: 0,
    time_zone: "Europe/Moscow",
    state: "approved",
    decided_by: company.manager.employeeId,
    decided_at: 1,
    card: "{}",
    created_at: 0,
  });
