import { expect, test } from "vitest";
import type { CloseAccount } from "../../api/billing/close/close-account.ts";
import { dueCloses } from "../../api/billing/close/due-closes.ts";
import type { PlanVersion } from "../../api/billing/rules/types.ts";

const plan = {
  id: "plan:test:1",
  code: "test",
  profile: "ir",
  currency: "IRR",
  meter: "active_person",
  activation: "on_payment",
  chargePoint: "month_close",
  termMonths: 12,
  listPrice: 110_000,
  discountBp: 0,
  deviceLimit: null,
  included: 0,
  dueDays: 2,
  annulAfterDays: 0,
  activityKinds: ["punch", "request"],
  taxMode: "none",
  offered: true,
  validFrom: "2020-01-01",
} as const satisfies PlanVersion;

type Place = Pick<CloseAccount, "calendar" | "timeZone">;

const account = ({ calendar, timeZone }: Place, closedThrough: string | null): CloseAccount => ({
  orgId: "o",
  profile: "ir",
  calendar,
  timeZone,
  createdAt: Date.parse("2024-01-15T00:00:00Z"),
  closedThrough: closedThrough as CloseAccount["closedThrough"],
  terms: [
    {
      id: "t",
      orderId: "t",
      planVersionId: plan.id,
      startsOn: "2024-01-15",
      endsOn: "2025-01-15",
      state: "active",
      createdAt: 0,
    },
  ],
});

const dueAt = (place: Place, closedThrough: string | null, now: number) =>
  dueCloses(account(place, closedThrough), [plan], now).map(({ period }) => period);

test.each([
  // Nowruz of a year after a leap year and of one after a common year.
  ["jalali", "Asia/Tehran", "1403-11", "1403-12", "2025-03-20T20:30:00Z"],
  ["jalali", "Asia/Tehran", "1404-11", "1404-12", "2026-03-20T20:30:00Z"],
  // 31 Shahrivar, and 30 Mehr after half a year of 31 days.
  ["jalali", "Asia/Tehran", "1404-05", "1404-06", "2025-09-22T20:30:00Z"],
  ["jalali", "Asia/Tehran", "1404-06", "1404-07", "2025-10-22T20:30:00Z"],
  ["gregorian", "Europe/Moscow", "2025-01", "2025-02", "2025-02-28T21:00:00Z"],
  ["gregorian", "Asia/Kamchatka", "2025-11", "2025-12", "2025-12-31T12:00:00Z"],
  ["gregorian", "Asia/Kathmandu", "2025-11", "2025-12", "2025-12-31T18:15:00Z"],
  // The same company in summer and in winter time.
  ["gregorian", "Europe/Berlin", "2025-02", "2025-03", "2025-03-31T22:00:00Z"],
  ["gregorian", "Europe/Berlin", "2025-09", "2025-10", "2025-10-31T23:00:00Z"],
  // The clock is put back over midnight on the first of a month: the month begins once, and does not end again.
  ["gregorian", "America/Havana", "2026-09", "2026-10", "2026-11-01T04:00:00Z"],
  ["jalali", "Pacific/Kiritimati", "1403-11", "1403-12", "2025-03-20T10:00:00Z"],
  ["jalali", "America/Los_Angeles", "1403-11", "1403-12", "2025-03-21T07:00:00Z"],
] as const)(
  "%s, %s: after %s comes %s, at %s and not a millisecond before (BIL §2.3)",
  (calendar, timeZone, closedThrough, period, instant) => {
    const place = { calendar, timeZone };
    const first = Date.parse(instant);
    expect(dueAt(place, closedThrough, first - 1)).toEqual([]);
    for (const later of [0, 1, 15 * 60_000, 3_600_000, 2 * 3_600_000, 86_400_000])
      expect(dueAt(place, closedThrough, first + later)).toEqual([period]);
    expect(dueAt(place, period, first)).toEqual([]);
  },
);

test("the first month is that of the account, or of the first plan by active people when that came later", () => {
  const tehran = { calendar: "jalali", timeZone: "Asia/Tehran" } as const;
  const now = Date.parse("2024-03-25T00:00:00Z");
  expect(dueAt(tehran, null, now)).toEqual(["1402-10", "1402-11", "1402-12"]);
  const [term] = account(tehran, null).terms;
  const switched = {
    ...account(tehran, null),
    terms: term === undefined ? [] : [{ ...term, startsOn: "2024-02-25" as const }],
  };
  expect(dueCloses(switched, [plan], now).map(({ period }) => period)).toEqual(["1402-12"]);
});

test("months by seats are passed over, and what was done in them is never for pay", () => {
  const moscow = { calendar: "gregorian", timeZone: "Europe/Moscow" } as const;
  const seats: PlanVersion = { ...plan, id: "plan:seats:1", code: "seats", meter: "seat" };
  const [term] = account(moscow, null).terms;
  if (term === undefined) throw new Error("no term");
  const bySeats = { ...term, id: "s", planVersionId: seats.id, createdAt: 1 };
  const mixed = {
    ...account(moscow, "2024-03"),
    terms: [
      term,
      { ...bySeats, startsOn: "2024-05-10" as const, endsOn: "2024-07-10" as const },
      { ...term, startsOn: "2024-07-10" as const, createdAt: 2 },
    ],
  };
  const closes = dueCloses(mixed, [plan, seats], Date.parse("2024-09-15T00:00:00Z"));
  expect(closes.map(({ period, previous, first }) => [period, previous, first])).toEqual([
    ["2024-04", "2024-03", "2024-01"],
    ["2024-07", "2024-04", "2024-07"],
    ["2024-08", "2024-07", "2024-07"],
  ]);
});
