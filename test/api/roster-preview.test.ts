import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DayResult } from "../../api/attendance/rules/types.ts";
import { addDays } from "../../api/core/calendar/local-date.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { type AnyChange, createRosterHouse, type RosterHouse } from "./roster-house.ts";

const tehran = (date: string, time = "08:00") => Date.parse(`${date}T${time}:00+03:30`);
const hours = (from: number, to: number) => ({ startMinute: from * 60, endMinute: to * 60 });
const today = "2026-11-25";
/** All that a change of the next weeks can touch, and the days before. */
const range = { from: "2026-11-14", to: "2027-01-25" } as const;

let world: ApiWorld;
let house: RosterHouse;
let me: string;
beforeEach(async () => {
  world = await createApiWorld(tehran("2026-11-18", "06:00"));
  house = await createRosterHouse(world);
  me = house.company.employee.employeeId;
  const { employee, manager } = house.company;
  for (const date of ["2026-11-18", "2026-11-19", "2026-11-22", "2026-11-23", "2026-11-24"]) {
    await house.work(employee, tehran(date, "08:05"), tehran(date, "15:30"));
    await house.work(manager, tehran(date, "08:30"), tehran(date, "15:00"));
  }
  await house.work(employee, tehran(today, "08:03"), tehran(today, "15:20"));
  world.now = tehran(today, "16:00");
});
afterEach(() => world.close());

type Days = ReadonlyMap<string, readonly DayResult[]>;
const said = ({ planned, sessions, totals, status }: DayResult) =>
  JSON.stringify([
    planned.segments,
    planned.expectedMinutes,
    planned.segments.length === 0 && sessions.length === 0 && planned.weekMinutes === null
      ? ""
      : planned.rules,
    planned.zone,
    planned.restDay,
    planned.substituteFor,
    planned.substituteOn,
    planned.weekMinutes,
    totals,
    status,
  ]);

/** What has really changed, counted without the preview's own rules. */
function realDiff(before: Days, after: Days, from: string, until: string) {
  const sums: Record<string, number> = {};
  let days = 0;
  const people = new Set<string>();
  for (const [id, list] of after) {
    list.forEach((day, index) => {
      const was = before.get(id)?.[index];
      if (was === undefined || day.date < from || day.date > until) return;
      if (said(was) === said(day)) return;
      days += 1;
      people.add(id);
      for (const [name, minutes] of Object.entries(day.totals))
        sums[name] = (sums[name] ?? 0) + minutes - (was.totals as never)[name];
    });
  }
  const delta = Object.fromEntries(Object.entries(sums).filter(([, minutes]) => minutes !== 0));
  return { days, people: people.size, delta };
}

async function expectPreviewed(change: AnyChange) {
  const before = await house.days(range);
  const preview = await house.preview(change);
  expect(await house.days(range)).toEqual(before);
  await house.change(change);
  const after = await house.days(range);
  const real = realDiff(
    before,
    after,
    addDays(preview.from as never, -1),
    addDays(preview.until as never, 1),
  );
  expect({ days: preview.days, people: preview.people, delta: preview.delta }).toEqual(real);
  return { before, after, preview };
}

test("other hours from today: the day that was worked gets other numbers, earlier ones stay byte for byte (ATT D8)", async () => {
  const { before, after, preview } = await expectPreviewed({
    kind: "shift",
    shiftId: house.dayShift,
    validFrom: today,
    startMinute: 540,
    endMinute: 1020,
    rules: {},
  });
  expect(preview).toMatchObject({ people: 4, workedDays: 1, isOpen: true });
  expect(preview.firstDates[0]).toBe(today);
  expect(preview.employees.find(({ id }) => id === me)).toMatchObject({
    workedDays: 1,
    firstDate: today,
  });
  for (const [id, days] of after) {
    const past = (list: readonly DayResult[] = []) => list.filter(({ date }) => date < today);
    expect(JSON.stringify(past(days))).toBe(JSON.stringify(past(before.get(id))));
  }
});

test("a day that has been worked becomes a day off", async () => {
  const { preview } = await expectPreviewed({
    kind: "days",
    days: [{ employeeId: me, date: "2026-11-24", segments: [] }],
  });
  expect(preview).toMatchObject({ days: 1, workedDays: 1, isOpen: false });
  expect(preview.delta["expected"]).toBe(-440);
});

test("what would be refused is refused in the preview too", async () => {
  const old: AnyChange = {
    kind: "shift",
    shiftId: house.dayShift,
    validFrom: "2026-11-24",
    rules: {},
  };
  await expect(house.preview(old)).rejects.toMatchObject({ code: "too_old" });
});

const dates = fc.integer({ min: 0, max: 20 }).map((days) => addDays(today, days));
const pastOrNext = fc.integer({ min: -3, max: 20 }).map((days) => addDays(today, days));
const daySegments = fc.constantFrom(
  [],
  [hours(6, 14)],
  [hours(10, 18)],
  [hours(8, 12), hours(14, 17)],
);
const plans = fc.oneof(
  fc.integer({ min: 6, max: 10 }).map((start) => ({
    pattern: { kind: "workdays", segments: [hours(start, start + 8)] },
  })),
  fc.integer({ min: 1, max: 4 }).map((day) => ({
    pattern: {
      kind: "rotating",
      anchor: addDays("2026-11-01", day),
      cycle: [[hours(8, 20)], [hours(8, 20)], [], []],
    },
  })),
  fc.integer({ min: 20, max: 48 }).map((week) => ({
    pattern: { kind: "weekly_flexible", weekMinutes: week * 60 },
  })),
  fc.constant({
    pattern: { kind: "rotating", anchor: "2026-11-02", cycle: [[hours(8, 32)], [], []] },
  }),
);

const wishes = fc.oneof(
  fc.record({ what: fc.constant("shift" as const), validFrom: dates, plan: plans }),
  fc.record({
    what: fc.constant("rules" as const),
    validFrom: dates,
    rules: fc.record({
      graceLateMinutes: fc.integer({ min: 0, max: 30 }),
      overtimeAfter: fc.constantFrom("approval", "automatic", "never"),
    }),
  }),
  fc.record({
    what: fc.constant("assignment" as const),
    from: dates,
    length: fc.option(fc.integer({ min: 0, max: 20 }), { nil: null }),
    isGroup: fc.boolean(),
    plan: plans,
  }),
  fc.record({
    what: fc.constant("days" as const),
    days: fc.array(fc.record({ date: pastOrNext, segments: daySegments }), {
      minLength: 1,
      maxLength: 4,
    }),
  }),
  fc.record({
    what: fc.constant("copy" as const),
    from: pastOrNext,
    to: pastOrNext,
    isGroup: fc.boolean(),
  }),
);
type Wish = typeof wishes extends fc.Arbitrary<infer T> ? T : never;

async function changeOf(wish: Wish): Promise<AnyChange> {
  switch (wish.what) {
    case "shift":
      return { kind: "shift", shiftId: house.dayShift, validFrom: wish.validFrom, ...wish.plan };
    case "rules":
      return {
        kind: "shift",
        shiftId: house.dayShift,
        validFrom: wish.validFrom,
        rules: wish.rules,
      };
    case "assignment": {
      const { from, length, isGroup } = wish;
      const shiftId = await house.addShift("New", { ...wish.plan, validFrom: "2026-11-01" });
      const whose = isGroup ? { groupId: house.groupId } : { employeeId: me };
      const to = length === null ? {} : { to: addDays(from, length) };
      return { kind: "assignment", shiftId, from, ...whose, ...to };
    }
    case "days":
      return { kind: "days", days: wish.days.map((day) => ({ ...day, employeeId: me })) };
    case "copy":
    default: {
      const whose = wish.isGroup ? { groupId: house.groupId } : { employeeId: me };
      return { kind: "copy", from: wish.from, to: wish.to, ...whose };
    }
  }
}

test("whatever is changed, one change after another, the preview says what becomes of it", async () => {
  await fc.assert(
    fc.asyncProperty(wishes, async (wish) => {
      const change = await changeOf(wish);
      const refused = await house.preview(change).then(
        () => null,
        (error: { code: string }) => error.code,
      );
      if (refused === null) await expectPreviewed(change);
      else await expect(house.change(change)).rejects.toMatchObject({ code: refused });
    }),
    { numRuns: 40, endOnFailure: true },
  );
}, 60_000);

test("the law is named with its article before a roster is saved, and forbids nothing (ATT H2)", async () => {
  const long: AnyChange = {
    kind: "days",
    days: [{ employeeId: me, date: "2026-11-28", segments: [hours(6, 22)] }],
  };
  const { warnings, judged } = await house.preview(long);
  expect(judged).toBe(1);
  expect(warnings).toContainEqual(
    expect.objectContaining({
      employeeId: me,
      article: expect.stringMatching(/^\d/),
      from: "2026-11-28",
    }),
  );
  expect((await house.change(long)).id).toBeTruthy();
  const same = {
    ...long,
    days: [{ employeeId: me, date: "2026-11-29", segments: [hours(8, 15)] }],
  };
  expect((await house.preview(same)).warnings).toEqual([]);
});
