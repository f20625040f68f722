import { v7 as uuidv7 } from "uuid";
import { afterEach, describe, expect, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { createApiWorld } from "../support/api-world.ts";
import { codeOf } from "./people-company.ts";
import { createRequestsHouse, type RequestsHouse, type Staff } from "./requests-house.ts";

let house: RequestsHouse;
afterEach(() => house.world.close());

async function open(profile: "ir" | "ru", today: string) {
  house = await createRequestsHouse(profile, today, await createApiWorld());
  const owner = await house.hire("owner", { name: "Owner" });
  return {
    owner,
    ali: await house.hire("employee", { name: "Ali" }),
    sara: await house.hire("employee", { name: "Sara" }),
  };
}

type Word = Parameters<Staff["api"]["law"]["calendar"]["days"]["$post"]>[0]["json"];
const declare = (by: Staff, json: Word) =>
  ask(by.api.law.calendar.days.$post({ json }, named(house.world.key())));
const preview = ({ api }: Staff, { from, to, as, workplaceId, shortenedMinutes }: Word) =>
  ask(
    api.law.calendar.preview.$get({
      query: {
        from,
        to,
        as,
        ...(workplaceId === undefined ? {} : { workplaceId }),
        ...(shortenedMinutes === undefined ? {} : { shortenedMinutes: String(shortenedMinutes) }),
      },
    }),
  );
const calendar = (by: Staff, period: string) =>
  ask(by.api.law.calendar.$get({ query: { period } }));
const dayOf = async (by: Staff, date: string) =>
  ask(by.api.attendance.days[":date"].$get({ param: { date }, query: {} }));
const expected = async (by: Staff, date: string) => (await dayOf(by, date)).totals.expected;
const told = () =>
  house.world.delivered
    .filter(({ kind }) => kind === "calendar-changed")
    .map(({ chatId, payload }) => ({ chatId, payload }));

/** A place of the house, and the person who works there from now on. */
async function placeOf(staff: Staff, name: string): Promise<string> {
  const id = uuidv7();
  await house.world.db.write([
    {
      sql: `insert into workplaces (org_id, id, name, latitude_e6, longitude_e6, radius_m, time_zone, created_at)
        values (?, ?, ?, 35700000, 51400000, 150, 'Asia/Tehran', 0)`,
      params: [house.orgId, id, name],
    },
    {
      sql: `insert into shift_assignments (org_id, id, shift_id, employee_id, workplace_id, valid_from, created_at)
        select org_id, ?, shift_id, employee_id, ?, '2001-01-01', 1 from shift_assignments
          where org_id = ? and employee_id = ?`,
      params: [uuidv7(), id, house.orgId, staff.employeeId],
    },
  ]);
  return id;
}

describe("the calendar of a month", () => {
  test("is shown with its holidays, what it asks for, and who may change it", async () => {
    const { owner, ali } = await open("ir", "2026-11-21");
    const month = await calendar(owner, "1405-01");
    expect(month).toMatchObject({
      from: "2026-03-21",
      to: "2026-04-20",
      previous: "1404-12",
      next: "1405-02",
      known: true,
      predicted: false,
      mayChange: true,
      closedUntil: null,
      normMinutes: 146 * 60 + 40,
    });
    expect(month.days).toHaveLength(31);
    expect(month.days[0]).toMatchObject({ kind: "holiday", own: null, source: "published" });
    expect((await calendar(ali, "1405-01")).mayChange).toBe(false);
    expect((await ask(ali.api.law.calendar.$get({ query: {} }))).period).toBe("1405-08");
  });

  test("says what is predicted and what is not known at all", async () => {
    const { owner } = await open("ir", "2026-11-21");
    expect(await calendar(owner, "1406-01")).toMatchObject({ known: true, predicted: true });
    expect(await calendar(owner, "1410-01")).toMatchObject({ known: false, predicted: false });
  });

  test("is cut as the reader's calendar cuts months", async () => {
    const { owner } = await open("ir", "2026-11-21");
    const query = { period: "2026-11", calendar: "gregorian" } as const;
    const month = await ask(owner.api.law.calendar.$get({ query }));
    expect(month).toMatchObject({ from: "2026-11-01", to: "2026-11-30", calendar: "gregorian" });
    const odd = ask(owner.api.law.calendar.$get({ query: { period: "2026-11" } }));
    expect(await codeOf(odd)).toBe("invalid_input");
  });

  test("asks a Russian company for the norm of the production calendar", async () => {
    const { owner } = await open("ru", "2026-11-16");
    expect((await calendar(owner, "2026-01")).normMinutes).toBe(120 * 60);
  });
});

describe("a closure", () => {
  const closure: Word = { from: "2026-11-23", to: "2026-11-24", as: "closed", name: "آلودگی هوا" };

  test("shows whose days it changes before it is said", async () => {
    const { owner } = await open("ir", "2026-11-21");
    expect(await preview(owner, closure)).toEqual({
      dates: 2,
      people: 3,
      days: 6,
      leaves: 0,
      names: ["Ali", "Owner", "Sara"],
    });
    expect((await calendar(owner, "1405-09")).days.some(({ own }) => own !== null)).toBe(false);
    // A Friday is off already: nobody's day changes.
    const friday = { ...closure, from: "2026-11-27", to: "2026-11-27" };
    expect(await preview(owner, friday)).toMatchObject({ people: 0, days: 0, names: [] });
  });

  test("changes open days at once, tells those concerned, and is taken back as easily (ATT G6)", async () => {
    const { owner, ali, sara } = await open("ir", "2026-11-21");
    expect(await expected(ali, "2026-11-23")).toBe(440);
    expect(await declare(owner, closure)).toMatchObject({ people: 3, days: 6 });
    expect(await expected(ali, "2026-11-23")).toBe(0);
    expect(await expected(ali, "2026-11-25")).toBe(440);
    await house.world.settle();
    const payload = {
      from: "2026-11-23",
      to: "2026-11-24",
      as: "closed",
      name: "آلودگی هوا",
      shortenedMinutes: 0,
      byName: "Owner",
    };
    expect(told().toSorted((a, b) => a.chatId - b.chatId)).toEqual([
      { chatId: ali.telegramUserId, payload },
      { chatId: sara.telegramUserId, payload },
    ]);
    const month = await calendar(owner, "1405-09");
    expect(month.days.filter(({ own }) => own === "closed").map(({ date }) => date)).toEqual([
      "2026-11-23",
      "2026-11-24",
    ]);
    expect(month.days.find(({ date }) => date === "2026-11-23")).toMatchObject({
      officialKind: "work",
      names: [{ fa: "آلودگی هوا" }],
    });
    expect(await preview(owner, { ...closure, as: "none" })).toMatchObject({ people: 3, days: 6 });
    await declare(owner, { from: closure.from, to: closure.to, as: "none" });
    expect(await expected(ali, "2026-11-23")).toBe(440);
    await house.world.settle();
    expect(told()).toHaveLength(4);
  });

  test("a repeated command says nothing twice", async () => {
    const { owner } = await open("ir", "2026-11-21");
    const key = named(house.world.key());
    const first = await ask(owner.api.law.calendar.days.$post({ json: closure }, key));
    const again = await ask(owner.api.law.calendar.days.$post({ json: closure }, key));
    expect(again).toEqual(first);
    const [rows] = await house.world.db.read([
      { sql: "select count(*) from calendar_overrides", params: [] },
    ]);
    expect(rows?.rows[0]?.[0]).toBe(2);
  });

  test("of one workplace closes that one only (ATT G10)", async () => {
    const { owner, ali, sara } = await open("ir", "2026-11-21");
    const ahvaz = await placeOf(ali, "Ahvaz");
    await placeOf(sara, "Shiraz");
    const heat: Word = { ...closure, to: closure.from, workplaceId: ahvaz };
    expect(await preview(owner, heat)).toMatchObject({ people: 1, days: 1, names: ["Ali"] });
    await declare(owner, heat);
    expect(await expected(ali, "2026-11-23")).toBe(0);
    expect(await expected(sara, "2026-11-23")).toBe(440);
    await house.world.settle();
    expect(told().map(({ chatId }) => chatId)).toEqual([ali.telegramUserId]);
    const { ofPlaces, days } = await calendar(owner, "1405-09");
    expect(ofPlaces).toMatchObject([{ date: "2026-11-23", workplaceName: "Ahvaz", as: "closed" }]);
    expect(days.every(({ own }) => own === null)).toBe(true);
  });

  test("counts leave that is booked on these days", async () => {
    const { owner, ali } = await open("ir", "2026-11-21");
    const json = { kind: "leave", unit: "day", from: "2026-11-23", to: "2026-11-23" } as const;
    const request = await ask(ali.api.requests.index.$post({ json }, named(house.world.key())));
    await ask(
      owner.api.requests[":id"].decide.$post(
        { param: { id: request.id }, json: { decision: "approve", version: request.version } },
        named(house.world.key()),
      ),
    );
    expect((await preview(owner, closure)).leaves).toBe(1);
    const moves = async () =>
      (await house.ledger(ali))
        .filter(({ reason }) => reason === "use" || reason === "reversal")
        .map(({ minutes }) => minutes);
    const { from, to } = closure;
    await declare(owner, closure);
    expect(await moves()).toEqual([-440, 440]);
    await declare(owner, closure);
    expect(await moves()).toEqual([-440, 440]);
    await house.world.settle();
    const returned = () =>
      house.world.delivered
        .filter(({ kind }) => kind === "leave-returned")
        .map(({ payload }) => payload);
    expect(returned()).toEqual([
      { requestId: request.id, date: "2026-11-23", minutes: 440, byCalendar: true },
    ]);
    await declare(owner, { from, to, as: "none" });
    expect(await moves()).toEqual([-440, 440, -440]);
    await house.world.settle();
    expect(returned()).toHaveLength(2);
    await declare(owner, closure);
    const shown = await ask(ali.api.requests[":id"].$get({ param: { id: request.id } }));
    await ask(
      owner.api.requests[":id"].cancel.$post(
        { param: { id: request.id }, json: { version: shown.version, reason: "wrong week" } },
        named(house.world.key()),
      ),
    );
    expect((await moves()).reduce((sum, minutes) => sum + minutes, 0)).toBe(0);
  });

  test("is free of leave that is asked for later, too", async () => {
    const { owner, ali } = await open("ir", "2026-11-21");
    await declare(owner, closure);
    const json = { kind: "leave", unit: "day", from: "2026-11-22", to: "2026-11-24" } as const;
    const request = await ask(ali.api.requests.index.$post({ json }, named(house.world.key())));
    expect(request.card.minutesCharged).toBe(440);
  });
});

describe("other words", () => {
  test("a lunar holiday announced the evening before is a holiday to those rostered (ATT G9)", async () => {
    const { owner, ali } = await open("ir", "2026-11-21");
    house.world.now = Date.parse("2026-11-22T18:30:00Z");
    await declare(owner, { from: "2026-11-23", to: "2026-11-23", as: "holiday", name: "عید فطر" });
    const day = await dayOf(ali, "2026-11-23");
    expect(day.totals.expected).toBe(0);
    expect(day.plan.official).toMatchObject({ kind: "holiday", names: [{ fa: "عید فطر" }] });
    await house.world.settle();
    expect(told()).toHaveLength(2);
  });

  test("a Friday may be worked and takes the hours of the week", async () => {
    const { owner, ali } = await open("ir", "2026-11-21");
    await declare(owner, { from: "2026-11-27", to: "2026-11-27", as: "work" });
    expect(await expected(ali, "2026-11-27")).toBe(440);
    expect(
      (await calendar(owner, "1405-09")).days.find(({ date }) => date === "2026-11-27"),
    ).toMatchObject({ kind: "work_moved", own: "work", officialKind: "weekend" });
  });

  test("a short day ends earlier for everybody", async () => {
    const { owner, ali } = await open("ir", "2026-11-21");
    const short: Word = {
      from: "2026-11-23",
      to: "2026-11-23",
      as: "short",
      shortenedMinutes: 120,
    };
    expect(await preview(owner, short)).toMatchObject({ people: 3, days: 3 });
    await declare(owner, short);
    expect(await expected(ali, "2026-11-23")).toBe(320);
  });

  test("the last one on a day holds", async () => {
    const { owner, ali } = await open("ru", "2026-11-16");
    const day = { from: "2026-11-18", to: "2026-11-18" } as const;
    await declare(owner, { ...day, as: "holiday" });
    await declare(owner, { ...day, as: "short", shortenedMinutes: 60 });
    expect(await expected(ali, "2026-11-18")).toBe(420);
  });
});

describe("a declaration is refused", () => {
  const day = { from: "2026-11-23", to: "2026-11-23" } as const;
  const today = "2026-11-21";

  test("to who does not manage the schedule, and for places that are not theirs", async () => {
    const { owner, ali } = await open("ir", today);
    const manager = await house.hire("manager");
    expect(await codeOf(declare(ali, { ...day, as: "closed" }))).toBe("forbidden");
    expect(await codeOf(declare(manager, { ...day, as: "closed" }))).toBe("forbidden");
    expect(await codeOf(preview(manager, { ...day, as: "closed" }))).toBe("forbidden");
    const foreign = { ...day, as: "closed", workplaceId: uuidv7() } as const;
    expect(await codeOf(declare(owner, foreign))).toBe("not_found");
  });

  test("for days that are too many, too far, backwards, or short by nothing", async () => {
    const { owner } = await open("ir", today);
    const of = (word: Partial<Word>) => codeOf(declare(owner, { ...day, as: "closed", ...word }));
    expect(await of({ to: "2026-12-25" })).toBe("range_too_long");
    expect(await of({ from: "2026-11-24" })).toBe("invalid_input");
    expect(await of({ from: "2026-08-01", to: "2026-08-01" })).toBe("date_out_of_range");
    expect(await of({ from: "2028-08-01", to: "2028-08-01" })).toBe("date_out_of_range");
    expect(await of({ as: "short" })).toBe("invalid_input");
    expect(await of({ as: "short", shortenedMinutes: 481 })).toBe("invalid_input");
  });

  test("in a closed month", async () => {
    const { owner } = await open("ir", today);
    await house.world.db.write([
      {
        sql: `insert into periods (org_id, period, state, started_at) values (?, '1405-08', 'closed', 0)`,
        params: [house.orgId],
      },
    ]);
    const old: Word = { from: "2026-11-20", to: "2026-11-22", as: "closed" };
    expect(await codeOf(preview(owner, old))).toBe("period_closed");
    expect(await codeOf(declare(owner, old))).toBe("period_closed");
    expect(await codeOf(declare(owner, { ...old, from: "2026-11-22" }))).toBe("ok");
    expect((await calendar(owner, "1405-08")).closedUntil).toBe("2026-11-21");
  });
});

test("a company sees only its own words", async () => {
  const { owner } = await open("ir", "2026-11-21");
  const other = await createRequestsHouse("ir", "2026-11-21", house.world);
  const stranger = await other.hire("owner");
  await declare(owner, { from: "2026-11-23", to: "2026-11-23", as: "closed" });
  const month = await calendar(stranger, "1405-09");
  expect(month.days.every(({ own }) => own === null)).toBe(true);
});
