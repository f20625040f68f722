import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { foundCompany, type Company, type Worker } from "./attendance-company.ts";
import { owners, refusalOf, sendPunch, staff } from "./attendance-messages.ts";
import { answer, changeOf, dayOf, edit, logOf, settle, tehran } from "./corrections-acts.ts";

let world: ApiWorld;
let company: Company;
let messageId = 0;

beforeEach(async () => {
  world = await createApiWorld(tehran("16:00:00"));
  company = await foundCompany(world.db);
});
afterEach(() => world.close());

const say = (label: "in" | "out", at: number, worker: Worker = company.employee) => {
  world.now = Math.max(world.now, at + 1000);
  return sendPunch(world, worker, { messageId: ++messageId, label, at });
};
const { employeeId: none } = { employeeId: "" };
const of = () => ({ employeeId: company.employee.employeeId || none });

describe("changes of somebody's log", () => {
  test("a punch is moved: the original stays and is superseded", async () => {
    const punched = await say("in", tehran("09:00:00"));
    await say("out", tehran("15:20:00"));
    const moved = await edit(world, company.manager, {
      ...of(),
      changes: [
        { action: "replace", punchId: punched.punchId, kind: "in", at: tehran("08:00:00") },
      ],
    });
    expect(moved.before.totals.worked).toBe(380);
    expect(moved.after).toMatchObject({ status: "complete", totals: { worked: 440 } });
    expect((await dayOf(world, company.employee)).totals).toEqual(moved.after.totals);
    const log = await logOf(world, company.employee);
    expect(log.map(({ kind, source }) => `${kind} ${source}`)).toEqual([
      "in telegram",
      "out telegram",
      "in manual",
    ]);
    expect(log[2]?.supersedesId).toBe(punched.punchId);
  });

  test("a punch is taken away, also one that was put in another's place", async () => {
    await say("in", tehran("08:00:00"));
    const out = await say("out", tehran("15:20:00"));
    const moved = await edit(world, company.manager, {
      ...of(),
      changes: [{ action: "replace", punchId: out.punchId, kind: "out", at: tehran("14:00:00") }],
    });
    expect(moved.after.totals.worked).toBe(360);
    const gone = await edit(world, company.manager, {
      ...of(),
      changes: [{ action: "void", punchId: moved.punchIds[0] ?? "" }],
    });
    expect(gone.after.status).toBe("open");
    expect((await dayOf(world, company.employee)).sessions).toHaveLength(1);
    expect((await dayOf(world, company.employee)).totals.worked).toBe(0);
  });

  test("of two managers who change one punch the second looks again", async () => {
    const punched = await say("in", tehran("09:00:00"));
    const move = (by: Worker, time: string) =>
      edit(world, by, {
        ...of(),
        changes: [{ action: "replace", punchId: punched.punchId, kind: "in", at: tehran(time) }],
      });
    await move(company.manager, "08:00:00");
    expect(await refusalOf(move(company.owner, "08:10:00"))).toBe("stale");
  });

  test("what changes nothing, what is another's and what is to come is refused (ATT J11)", async () => {
    const punched = await say("in", tehran("09:00:00"));
    const own = await say("in", tehran("09:00:00"), company.manager);
    const tries = [
      [{ action: "replace", punchId: punched.punchId, kind: "in", at: tehran("09:00:00") }],
      [{ action: "void", punchId: own.punchId }],
      [{ action: "add", kind: "out", at: tehran("18:00:00") }],
    ] as const;
    const codes: string[] = [];
    for (const changes of tries)
      codes.push(await refusalOf(edit(world, company.manager, { ...of(), changes })));
    expect(codes).toEqual(["nothing_changes", "not_found", "in_the_future"]);
  });

  test("a punch that is too long ago is neither taken away nor moved", async () => {
    const punched = await say("in", tehran("09:00:00"));
    const day = 24 * 60 * 60_000;
    world.now = punched.at + 61 * day;
    const tries = [
      [{ action: "void", punchId: punched.punchId }],
      [{ action: "replace", punchId: punched.punchId, kind: "in", at: world.now - day }],
    ] as const;
    for (const changes of tries)
      expect(await refusalOf(edit(world, company.manager, { ...of(), changes }))).toBe("too_old");
    world.now = punched.at + 59 * day;
    expect((await edit(world, company.manager, { ...of(), changes: tries[0] })).after.status).toBe(
      "absent",
    );
  });

  test("twice with one key is one change", async () => {
    const change = {
      ...of(),
      changes: [{ action: "add", kind: "in", at: tehran("08:00:00") }] as const,
    };
    const first = await edit(world, company.manager, change, "edit-key-1");
    expect((await edit(world, company.manager, change, "edit-key-1")).reference).toBe(
      first.reference,
    );
    expect(await logOf(world, company.employee)).toHaveLength(1);
  });
});

const changed = async () => {
  await say("in", tehran("08:00:00"));
  return edit(world, company.manager, {
    ...of(),
    changes: [{ action: "add", kind: "out", at: tehran("12:00:00") }],
  });
};

describe("what people say to changes of their log", () => {
  test("both get a card; accepting shows on both, and only the person may", async () => {
    const { reference } = await changed();
    await world.settle();
    const cards = world.delivered.filter(({ kind }) => kind === "change-card");
    expect(cards.map(({ bot }) => bot)).toEqual(["staff", "owner"]);
    expect((await changeOf(world, company.employee, reference)).mayAnswer).toBe(true);
    expect(await refusalOf(answer(world, company.manager, { answer: "accepted", reference }))).toBe(
      "not_found",
    );
    const done = await answer(world, company.employee, { answer: "accepted", reference });
    expect(done).toMatchObject({ state: "accepted", mayAnswer: false });
    await world.settle();
    expect(world.delivered.filter(({ kind }) => kind === "change-card")).toHaveLength(4);
    expect(
      await refusalOf(answer(world, company.employee, { answer: "accepted", reference })),
    ).toBe("already_answered");
  });

  test("an objection is open until a manager keeps the change (ATT J7)", async () => {
    const { reference } = await changed();
    const text = "I left at 15:20";
    await answer(world, company.employee, { answer: "objected", reference, text });
    const listed = await ask(owners(world, company.manager).corrections.objections.$get());
    expect(listed.items).toMatchObject([{ reference, text, employeeName: company.employee.name }]);
    await world.settle();
    expect(world.delivered.map(({ kind }) => kind)).toContain("change-objected");
    const kept = await settle(world, company.manager, {
      reference,
      ...of(),
      settlement: "kept",
      note: "The door says 12:00",
    });
    expect(kept).toMatchObject({ state: "kept", note: "The door says 12:00", maySettle: false });
    expect((await dayOf(world, company.employee)).totals.worked).toBe(240);
    expect((await ask(owners(world, company.manager).corrections.objections.$get())).items).toEqual(
      [],
    );
    await world.settle();
    expect(world.delivered.map(({ kind }) => kind)).toContain("change-settled");
    expect(
      await refusalOf(settle(world, company.owner, { reference, ...of(), settlement: "kept" })),
    ).toBe("already_answered");
  });

  test("what is taken back stands again as it was, and can be changed anew", async () => {
    const punched = await say("in", tehran("08:00:00"));
    await say("out", tehran("15:20:00"));
    const before = (await dayOf(world, company.employee)).totals;
    const { reference } = await edit(world, company.manager, {
      ...of(),
      changes: [
        { action: "replace", punchId: punched.punchId, kind: "in", at: tehran("10:00:00") },
      ],
    });
    await answer(world, company.employee, { answer: "objected", reference, text: "No" });
    await settle(world, company.manager, { reference, ...of(), settlement: "taken_back" });
    expect((await dayOf(world, company.employee)).totals).toEqual(before);
    expect((await changeOf(world, company.employee, reference)).state).toBe("taken_back");
    const head = (await logOf(world, company.employee)).at(-1);
    const again = await edit(world, company.manager, {
      ...of(),
      changes: [{ action: "replace", punchId: head?.id ?? "", kind: "in", at: tehran("09:00:00") }],
    });
    expect(again.after.totals.worked).toBe(380);
  });

  test("an objection may be given up, and nobody settles their own", async () => {
    const { reference } = await changed();
    await answer(world, company.employee, { answer: "objected", reference, text: "No" });
    const own = settle(world, company.employee, { reference, ...of(), settlement: "kept" });
    expect(await refusalOf(own)).toBe("forbidden");
    const given = await answer(world, company.employee, { answer: "accepted", reference });
    expect(given.state).toBe("accepted");
    expect(
      await refusalOf(settle(world, company.manager, { reference, ...of(), settlement: "kept" })),
    ).toBe("already_answered");
  });

  test("nobody of another organisation sees it", async () => {
    const { reference } = await changed();
    const other = await foundCompany(world.db, { firstUser: 3001 });
    expect(
      await refusalOf(changeOf(world, other.owner, reference, company.employee.employeeId)),
    ).toBe("not_found");
  });
});

const request = (json: object, worker = company.employee, key = world.key()) =>
  ask(
    staff(world, worker).requests.index.$post(
      { json: { kind: "correction", ...json } as never },
      named(key),
    ),
  );

const add = (at: number) => ({ changes: [{ action: "add", kind: "in", at }] });

describe("corrections that people ask for", () => {
  test("wait for approval; then the original stays, superseded (ATT J1)", async () => {
    const punched = await say("in", tehran("09:00:00"));
    await say("out", tehran("15:20:00"));
    const changes = [
      { action: "replace", punchId: punched.punchId, kind: "in", at: tehran("08:00:00") },
    ];
    const shown = await ask(
      staff(world, company.employee).corrections.own.preview.$post(
        { json: { date: "2026-11-21", changes: changes as never } },
        named(world.key()),
      ),
    );
    expect(shown.after.totals.worked).toBe(440);
    const asked = await request({ from: "2026-11-21", changes, note: "I was here at eight" });
    expect(asked).toMatchObject({ state: "pending", kind: "correction" });
    expect((await dayOf(world, company.employee)).totals.worked).toBe(380);
    const seen = await ask(
      owners(world, company.manager).corrections.requests[":id"].$get({ param: { id: asked.id } }),
    );
    expect(seen.before.totals.worked).toBe(380);
    expect(seen.after.totals.worked).toBe(440);
    await ask(
      owners(world, company.manager).requests[":id"].decide.$post(
        { param: { id: asked.id }, json: { decision: "approve", version: asked.version } },
        named(world.key()),
      ),
    );
    const today = await dayOf(world, company.employee);
    expect(today.totals.worked).toBe(440);
    const log = await logOf(world, company.employee);
    expect(log.at(-1)).toMatchObject({
      source: "correction",
      reference: `request:${asked.id}`,
      supersedesId: punched.punchId,
    });
    expect(log).toHaveLength(3);
  });

  test("for the future or beyond the window are refused (ATT J1, J11)", async () => {
    expect(await refusalOf(request(add(tehran("18:00:00"))))).toBe("in_the_future");
    expect(await refusalOf(request(add(tehran("08:00:00", "2026-09-20"))))).toBe("too_old");
    await ask(
      owners(world, company.owner).attendance.settings.$patch(
        { json: { correctionWindowDays: 2 } },
        named(world.key()),
      ),
    );
    expect(await refusalOf(request(add(tehran("08:00:00", "2026-11-18"))))).toBe("too_old");
  });

  test("a manager asks for their own like anybody; the owner decides (ATT J6)", async () => {
    const changes = [{ action: "add", kind: "in", at: tehran("08:00:00") }];
    const asked = await request({ from: "2026-11-21", changes }, company.manager);
    const decide = (by: Worker) =>
      ask(
        owners(world, by).requests[":id"].decide.$post(
          { param: { id: asked.id }, json: { decision: "approve", version: asked.version } },
          named(world.key()),
        ),
      );
    expect(await refusalOf(decide(company.manager))).toBe("own_request");
    expect((await decide(company.owner)).state).toBe("approved");
    const [audit] = await world.db.read([
      { sql: "select action from audit where action like 'request.%' order by at, id", params: [] },
    ]);
    expect(audit?.rows.flat()).toEqual(["request.created", "request.approved"]);
  });

  test("one whose punch was changed meanwhile is looked at again", async () => {
    const punched = await say("in", tehran("09:00:00"));
    const changes = [
      { action: "replace", punchId: punched.punchId, kind: "in", at: tehran("08:00:00") },
    ] as const;
    const asked = await request({ from: "2026-11-21", changes });
    await edit(world, company.owner, {
      ...of(),
      changes: [
        { action: "replace", punchId: punched.punchId, kind: "in", at: tehran("08:30:00") },
      ],
    });
    const decided = ask(
      owners(world, company.manager).requests[":id"].decide.$post(
        { param: { id: asked.id }, json: { decision: "approve", version: asked.version } },
        named(world.key()),
      ),
    );
    expect(await refusalOf(decided)).toBe("stale");
  });
});

const verify = (worker: Worker, code: string) =>
  ask(staff(world, worker).attendance.receipts[":code"].$get({ param: { code } }));

describe("receipts", () => {
  test("every row has one, and it proves the row", async () => {
    const punched = await say("in", tehran("08:00:00"));
    await say("out", tehran("15:20:00"));
    await edit(world, company.manager, {
      ...of(),
      changes: [
        { action: "replace", punchId: punched.punchId, kind: "in", at: tehran("09:00:00") },
      ],
    });
    const log = await logOf(world, company.employee);
    for (const { receipt } of log) {
      expect(receipt).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
      expect((await verify(company.employee, receipt ?? "")).proven).toBe(true);
    }
    expect(new Set(log.map(({ receipt }) => receipt)).size).toBe(3);
    const first = await verify(company.manager, ` ${(punched.code ?? "").toLowerCase()} `);
    expect(first).toMatchObject({
      state: "replaced",
      mine: false,
      at: tehran("08:00:00"),
      now: { kind: "in", at: tehran("09:00:00") },
    });
  });

  test("an edit behind the product's back no longer proves", async () => {
    const punched = await say("in", tehran("08:00:00"));
    await world.db.write([
      { sql: "drop trigger punches_no_update", params: [] },
      { sql: "update punches set at = at + 3600000 where id = ?", params: [punched.punchId] },
    ]);
    expect((await verify(company.employee, punched.code ?? "")).proven).toBe(false);
  });

  test("is nobody else's business", async () => {
    const punched = await say("in", tehran("08:00:00"));
    const own = await say("in", tehran("08:00:00"), company.manager);
    const other = await foundCompany(world.db, { firstUser: 3001 });
    expect(await refusalOf(verify(other.owner, punched.code ?? ""))).toBe("not_found");
    expect(await refusalOf(verify(company.employee, own.code ?? ""))).toBe("not_found");
    expect(await refusalOf(verify(company.employee, "nonsense"))).toBe("not_found");
  });
});
