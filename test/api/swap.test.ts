import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { begunSwaps } from "../../api/schedule/swap/expire-swaps.ts";
import { ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import type { Worker } from "./attendance-company.ts";
import { owners, staff } from "./attendance-messages.ts";
import { codeOf } from "./people-company.ts";
import { createRosterHouse, type RosterHouse } from "./roster-house.ts";

const tehran = (date: string, time = "08:00") => Date.parse(`${date}T${time}:00+03:30`);
const hours = (from: number, to: number) => ({ startMinute: from * 60, endMinute: to * 60 });

let world: ApiWorld;
let house: RosterHouse;
let me: Worker;
let colleague: Worker;
let rota: string;
beforeEach(async () => {
  world = await createApiWorld(tehran("2026-11-21"));
  house = await createRosterHouse(world);
  me = house.company.employee;
  colleague = house.colleague;
  rota = await house.addShift("Rota", { pattern: { kind: "rota" } });
  const from = "2026-11-22";
  await house.change({ kind: "assignment", groupId: house.groupId, shiftId: rota, from });
  await plan(me, "2026-11-23", hours(8, 16));
  await plan(me, "2026-11-24", hours(8, 16));
  await plan(colleague, "2026-11-24", hours(16, 24));
  await plan(colleague, "2026-11-26", hours(16, 24));
});
afterEach(() => world.close());

const plan = (worker: Worker, date: string, ...segments: readonly object[]) =>
  house.change({
    kind: "days",
    source: "rota",
    days: [{ employeeId: worker.employeeId, date, segments, shiftId: rota }],
  });
const swaps = (worker: Worker) => staff(world, worker).schedule.swaps;
const offer = (json: Record<string, unknown>, key = world.key()) =>
  ask(
    swaps(me).$post({ json: { colleagueId: colleague.employeeId, ...json } as never }, named(key)),
  );
const codeOfOffer = (json: Record<string, unknown>) => codeOf(offer(json));
const get = (worker: Worker, id: string) => ask(swaps(worker)[":id"].$get({ param: { id } }));
const respond = async (worker: Worker, id: string, given: "accept" | "decline") => {
  const { version } = await get(worker, id);
  const json = { answer: given, version };
  return ask(swaps(worker)[":id"].answer.$post({ param: { id }, json }, named(world.key())));
};
const decide = async (worker: Worker, id: string, decision: "approve" | "reject") => {
  const api = owners(world, worker).schedule.swaps;
  const { version } = await ask(api[":id"].$get({ param: { id } }));
  const json = { decision, version, ...(decision === "reject" ? { reason: "No" } : {}) };
  return ask(api[":id"].decide.$post({ param: { id }, json }, named(world.key())));
};
const leaveGroup = ({ employeeId }: Worker) =>
  world.db.write([
    { sql: "update employees set group_id = null where id = ?", params: [employeeId] },
  ]);
const worked = async (worker: Worker, ...dates: readonly string[]) => {
  const days = await house.roster(worker.employeeId, "2026-11-22", "2026-11-27");
  return dates.map(
    (date) => days.find((day) => day.date === date)?.segments[0]?.startMinute ?? null,
  );
};
const told = async (worker: Worker) => {
  await world.settle();
  return world.delivered
    .filter(({ chatId, kind }) => chatId === worker.telegramUserId && kind.startsWith("swap"))
    .map(({ kind, payload }) => (payload as { what?: string }).what ?? kind);
};

test("my day for yours: offered, accepted, approved, and both rosters change at once", async () => {
  const { id } = await offer({ date: "2026-11-23", otherDate: "2026-11-26" });
  expect(await get(me, id)).toMatchObject({ state: "asked", mayWithdraw: true, mayAnswer: false });
  expect(await get(colleague, id)).toMatchObject({ mayAnswer: true, role: "colleague" });
  const { manager } = house.company;
  const inbox = async () =>
    (await ask(owners(world, manager).schedule.swaps.inbox.$get({ query: {} }))).total;
  expect(await inbox()).toBe(0);
  expect(await respond(colleague, id, "accept")).toMatchObject({ state: "accepted" });
  expect(await inbox()).toBe(1);
  expect(await worked(me, "2026-11-23", "2026-11-26")).toEqual([480, null]);
  expect(await decide(manager, id, "approve")).toMatchObject({ state: "approved" });
  expect(await worked(me, "2026-11-23", "2026-11-26")).toEqual([null, 960]);
  expect(await worked(colleague, "2026-11-23", "2026-11-26")).toEqual([480, null]);
  expect(await inbox()).toBe(0);
  expect(await told(me)).toEqual(expect.arrayContaining(["accepted", "approved"]));
  expect(await told(colleague)).toEqual(expect.arrayContaining(["swap-card", "approved"]));
  expect(await told(manager)).toContain("swap-card");
  const [rows] = await world.db.read([
    {
      sql: "select count(*), count(distinct reference) from roster_days where source = 'swap'",
      params: [],
    },
  ]);
  expect(rows?.rows[0]).toEqual([4, 1]);
});

test("both on the same date change hours", async () => {
  const { id } = await offer({ date: "2026-11-24", otherDate: "2026-11-24" });
  await respond(colleague, id, "accept");
  await decide(house.company.manager, id, "approve");
  expect(await worked(me, "2026-11-24")).toEqual([960]);
  expect(await worked(colleague, "2026-11-24")).toEqual([480]);
});

test("a day is given away; a manager takes the whole batch back", async () => {
  const { id } = await offer({ date: "2026-11-23" });
  await respond(colleague, id, "accept");
  await decide(house.company.manager, id, "approve");
  expect(await worked(me, "2026-11-23")).toEqual([null]);
  expect(await worked(colleague, "2026-11-23")).toEqual([480]);
  await house.change({ kind: "undo", reference: id });
  expect(await worked(me, "2026-11-23")).toEqual([480]);
  expect(await worked(colleague, "2026-11-23")).toEqual([null]);
  expect((await get(me, id)).state).toBe("cancelled");
});

describe("nothing changes", () => {
  test("when the colleague declines", async () => {
    const { id } = await offer({ date: "2026-11-23" });
    expect(await respond(colleague, id, "decline")).toMatchObject({ state: "declined" });
    expect(await get(me, id)).toMatchObject({ state: "declined", mayWithdraw: false });
    expect(await told(me)).toEqual(["declined"]);
    expect(await codeOf(decide(house.company.manager, id, "approve"))).toBe("already_decided");
  });

  test("when a manager rejects", async () => {
    const { id } = await offer({ date: "2026-11-23" });
    expect(await codeOf(decide(house.company.manager, id, "approve"))).toBe("already_decided");
    await respond(colleague, id, "accept");
    await decide(house.company.manager, id, "reject");
    expect(await get(colleague, id)).toMatchObject({ state: "rejected", reason: "No" });
    expect(await told(colleague)).toContain("rejected");
    expect(await worked(me, "2026-11-23")).toEqual([480]);
  });

  test("when it is taken back, also after the colleague's yes", async () => {
    const { id } = await offer({ date: "2026-11-23" });
    await respond(colleague, id, "accept");
    const { version } = await get(me, id);
    const key = world.key();
    const back = () =>
      ask(swaps(me)[":id"].withdraw.$post({ param: { id }, json: { version } }, named(key)));
    expect(await back()).toMatchObject({ state: "withdrawn" });
    expect(await back()).toMatchObject({ state: "withdrawn" });
    expect(await told(colleague)).toContain("withdrawn");
    expect(await codeOf(decide(house.company.manager, id, "approve"))).toBe("already_decided");
  });

  test("when the day comes before an answer", async () => {
    const { id } = await offer({ date: "2026-11-23" });
    world.now = tehran("2026-11-23", "08:00");
    const { version } = await get(colleague, id);
    const json = { answer: "accept" as const, version };
    const late = swaps(colleague)[":id"].answer.$post({ param: { id }, json }, named(world.key()));
    expect(await codeOf(ask(late))).toBe("too_old");
    await world.settle();
    expect(await get(me, id)).toMatchObject({ state: "expired", reason: null });
    expect(await told(me)).toEqual(["expired"]);
    expect(await told(colleague)).toContain("expired");
  });

  test("when a roster was changed meanwhile: the approval is refused", async () => {
    const { id } = await offer({ date: "2026-11-23" });
    await respond(colleague, id, "accept");
    await plan(me, "2026-11-23", hours(9, 17));
    expect(await codeOf(decide(house.company.manager, id, "approve"))).toBe("stale");
    await plan(colleague, "2026-11-23", hours(9, 12));
    expect(await codeOf(decide(house.company.manager, id, "approve"))).toBe("swap_not_free");
  });
});

test("what can't be swapped is refused when it is offered", async () => {
  expect(await codeOfOffer({ date: "2026-11-25" })).toBe("day_not_worked");
  expect(await codeOfOffer({ date: "2026-11-24" })).toBe("swap_not_free");
  expect(await codeOfOffer({ date: "2026-11-23", otherDate: "2026-11-25" })).toBe("day_not_worked");
  expect(await codeOfOffer({ date: "2026-11-23", otherDate: "2026-11-24" })).toBe("swap_not_free");
  expect(await codeOfOffer({ date: "2026-11-23", colleagueId: me.employeeId })).toBe("not_found");
  await plan(colleague, "2026-11-22", hours(22, 34));
  expect(await codeOfOffer({ date: "2026-11-23" })).toBe("shifts_overlap");
  expect(await codeOfOffer({ date: "2026-11-21" })).toBe("too_old");
});

test("one day is in one offer at a time, however often the key is tapped", async () => {
  const key = world.key();
  const first = await offer({ date: "2026-11-23" }, key);
  expect(await offer({ date: "2026-11-23" }, key)).toEqual(first);
  expect(await codeOf(offer({ date: "2026-11-23", otherDate: "2026-11-26" }))).toBe(
    "overlapping_request",
  );
});

test("two offers of one day at once: one waits", async () => {
  const codes = await Promise.all([
    codeOfOffer({ date: "2026-11-23" }),
    codeOfOffer({ date: "2026-11-23", otherDate: "2026-11-26" }),
    codeOfOffer({ date: "2026-11-24", otherDate: "2026-11-26" }),
  ]);
  expect(codes.filter((code) => code === "ok")).toHaveLength(1);
  expect((await ask(swaps(me).$get({ query: {} }))).total).toBe(1);
});

test("a day is offered to people of one's own group who have a shift, to nobody else (ATT L2)", async () => {
  const partners = async () =>
    (await ask(swaps(me).partners.$get({ query: { date: "2026-11-23" } }))).items.length;
  expect(await partners()).toBe(3);
  await leaveGroup(colleague);
  expect(await codeOfOffer({ date: "2026-11-23" })).toBe("not_found");
  expect(await partners()).toBe(2);
  await leaveGroup(me);
  expect(await codeOfOffer({ date: "2026-11-23" })).toBe("ok");
  const { owner } = house.company;
  await leaveGroup(owner);
  const toOwner = { date: "2026-11-24", colleagueId: owner.employeeId };
  expect(await codeOfOffer(toOwner)).toBe("not_found");
});

test("swaps that have begun are found without reading every request", async () => {
  const [explained] = await world.db.read([
    { sql: `explain query plan ${begunSwaps}`, params: [world.now] },
  ]);
  const steps = (explained?.rows ?? []).map((row) => String(row.at(-1))).join("; ");
  expect(steps).toMatch(/SEARCH w USING INDEX requests_state/);
});

test("two taps at once approve once", async () => {
  const { id } = await offer({ date: "2026-11-23" });
  await respond(colleague, id, "accept");
  const { owner, manager } = house.company;
  const codes = await Promise.all([
    codeOf(decide(owner, id, "approve")),
    codeOf(decide(manager, id, "reject")),
  ]);
  expect(codes.filter((code) => code === "ok")).toHaveLength(1);
});

test("nobody approves an own swap, and others see nothing of it", async () => {
  const { manager, owner } = house.company;
  await plan(manager, "2026-11-25", hours(8, 16));
  const made = swaps(manager).$post(
    { json: { date: "2026-11-25", colleagueId: me.employeeId } },
    named(world.key()),
  );
  const { id } = await ask(made);
  expect(await codeOf(get(colleague, id))).toBe("not_found");
  await respond(me, id, "accept");
  expect(await codeOf(decide(manager, id, "approve"))).toBe("own_request");
  expect(await codeOf(decide(owner, id, "approve"))).toBe("ok");
  expect(await worked(me, "2026-11-25")).toEqual([480]);
});

test("colleagues who are free come first, and their days that I could take are named", async () => {
  const partners = async (date: string) =>
    (await ask(swaps(me).partners.$get({ query: { date } }))).items.map(({ id, free }) => [
      id === colleague.employeeId,
      free,
    ]);
  expect((await partners("2026-11-24")).at(-1)).toEqual([true, false]);
  const query = { date: "2026-11-23", colleagueId: colleague.employeeId };
  expect(await ask(swaps(me)["partner-days"].$get({ query }))).toMatchObject({
    free: true,
    days: [{ date: "2026-11-26" }],
  });
  const busy = { ...query, date: "2026-11-24" };
  expect(await ask(swaps(me)["partner-days"].$get({ query: busy }))).toMatchObject({
    free: false,
    days: [{ date: "2026-11-24" }],
  });
});

test("the law is asked about both rosters before anybody decides (idea 19)", async () => {
  for (const date of ["2026-11-22", "2026-11-25", "2026-11-27", "2026-11-28"])
    await plan(colleague, date, hours(8, 16));
  await plan(colleague, "2026-11-26", hours(8, 16));
  await plan(me, "2026-11-23", hours(0, 4));
  const query = { date: "2026-11-23", colleagueId: colleague.employeeId };
  const preview = await ask(swaps(me).preview.$get({ query }));
  expect(preview).toMatchObject({ needsApproval: true });
  expect(preview.warnings.every(({ article }) => article !== "")).toBe(true);
  const { id } = await offer({ date: "2026-11-23" });
  expect((await get(house.colleague, id)).warnings).toEqual(preview.warnings);
});
