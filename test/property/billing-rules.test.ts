import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { access } from "../../api/billing/rules/access.ts";
import { dueAt } from "../../api/billing/rules/due-at.ts";
import { addCalendarMonths, monthsLeftInclusive } from "../../api/billing/rules/months.ts";
import { needsSeat, seating } from "../../api/billing/rules/needs-seat.ts";
import { effectivePrice, priceOfTerm, seatRest } from "../../api/billing/rules/prices.ts";
import { quotePlan } from "../../api/billing/rules/quote-plan.ts";
import { quoteSeats } from "../../api/billing/rules/quote-seats.ts";
import { quoteTopUp } from "../../api/billing/rules/quote-topup.ts";
import type { AccessFacts, Books, PlanVersion } from "../../api/billing/rules/types.ts";
import { addDays, epochDayOf, fromEpochDay } from "../../api/core/calendar/local-date.ts";
import { instantAt, localDateOf } from "../../api/core/calendar/zone.ts";
import {
  emptyBooks,
  isConsistent,
  isQuote,
  onDay,
  ordered,
  plans,
  quoteIn,
} from "../unit/billing/rules/books.ts";

const day = fc
  .integer({ min: epochDayOf("2022-01-01"), max: epochDayOf("2032-12-31") })
  .map(fromEpochDay);
const plan = fc.record({
  currency: fc.constantFrom("RUB" as const, "IRR" as const),
  listPrice: fc.integer({ min: 0, max: 10_000_000 }),
  discountBp: fc.integer({ min: 0, max: 10_000 }),
  termMonths: fc.integer({ min: 1, max: 12 }),
});
const quantity = fc.integer({ min: 1, max: 300 });

describe("the price of the rest of a term (BIL P11)", () => {
  it("is whole, never below nothing nor above a whole term, and its step divides it", () => {
    fc.assert(
      fc.property(
        plan,
        day,
        fc.integer({ min: -9, max: 400 }),
        quantity,
        (of, today, left, count) => {
          const rest = seatRest(of, { today, endsOn: addDays(today, left), quantity: count });
          expect(Number.isSafeInteger(rest.total)).toBe(true);
          expect(rest.unit).toBeGreaterThanOrEqual(0);
          expect(rest.unit).toBeLessThanOrEqual(priceOfTerm(of));
          expect(rest.unit % (of.currency === "RUB" ? 100 : 10)).toBe(0);
          expect(rest.days).toBe(Math.max(0, left - 1));
          expect(rest.dayPrice * 30).toBeLessThanOrEqual(effectivePrice(of));
        },
      ),
    );
  });

  it("grows with the days and the seats, and seats bought apart cost the same (P12)", () => {
    fc.assert(
      fc.property(
        plan,
        day,
        fc.integer({ min: 0, max: 300 }),
        quantity,
        quantity,
        (of, today, left, a, b) => {
          const price = (days: number, count: number) =>
            seatRest(of, { today, endsOn: addDays(today, days), quantity: count }).total;
          expect(price(left + 1, a)).toBeGreaterThanOrEqual(price(left, a));
          expect(price(left, a) + price(left, b)).toBe(price(left, a + b));
          expect(price(left, 1) * a).toBe(price(left, a));
        },
      ),
    );
  });

  it("is the exact arithmetic, without a fraction anywhere", () => {
    fc.assert(
      fc.property(plan, day, fc.integer({ min: 0, max: 300 }), (of, today, left) => {
        const step = of.currency === "RUB" ? 100n : 10n;
        const eff =
          ((BigInt(of.listPrice) * BigInt(10_000 - of.discountBp)) / (10_000n * step)) * step;
        const days = BigInt(Math.max(0, left - 1));
        const raw = (((eff / 30n) * days) / step) * step;
        const whole = eff * BigInt(of.termMonths);
        const { unit } = seatRest(of, { today, endsOn: addDays(today, left), quantity: 1 });
        expect(BigInt(unit)).toBe(raw < whole ? raw : whole);
      }),
    );
  });
});

/** What an organisation may do with its plan, with days between. */
const step = fc.oneof(
  fc.record({ do: fc.constant("plan" as const), code: fc.nat(4), count: quantity }),
  fc.record({ do: fc.constant("seats" as const), count: quantity }),
  fc.record({ do: fc.constant("topup" as const), count: quantity }),
  fc.record({ do: fc.constant("use" as const), count: fc.integer({ min: 0, max: 40 }) }),
  fc.record({ do: fc.constant("wait" as const), days: fc.integer({ min: 0, max: 120 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
const walk = fc.array(step, { maxLength: 12 });
const profile = fc.constantFrom("ir" as const, "ru" as const);
const taxMode = fc.constantFrom("none" as const, "inclusive" as const, "exclusive" as const);

function answerTo(books: Books, move: Step) {
  const codes =
    books.profile === "ir"
      ? ["ir-free", "ir-1", "ir-6", "ir-12", "ir-12"]
      : ["ru-free", "ru-1", "ru-3", "ru-6", "ru-12"];
  if (move.do === "plan")
    return quotePlan(books, { planCode: codes[move.code] ?? "", quantity: move.count });
  if (move.do === "seats") return quoteSeats(books, move.count);
  return move.do === "topup" ? quoteTopUp(books, { personMonths: move.count }) : null;
}

/** Lives through the steps, paying everything at once; `seen` hears each answer with the books before it. */
function live(
  start: Books,
  moves: readonly Step[],
  seen: (books: Books, answer: NonNullable<ReturnType<typeof answerTo>>) => void,
): Books {
  return moves.reduce((books, move) => {
    if (move.do === "wait") return onDay(books, addDays(books.today, move.days));
    if (move.do === "use") return { ...books, credit: books.credit - move.count };
    const answer = answerTo(books, move);
    if (answer === null) return books;
    seen(books, answer);
    return isQuote(answer) ? ordered(books, answer) : books;
  }, start);
}

const startOf = (
  of: "ir" | "ru",
  today: ReturnType<typeof fromEpochDay>,
  mode: PlanVersion["taxMode"],
) =>
  emptyBooks(of, today, {
    plans: Object.values(plans).map((one) => ({ ...one, taxMode: mode })),
  });

describe("quotes along any life of an organisation", () => {
  it("have lines that make their total, and grant what they say (I14, P22)", () => {
    fc.assert(
      fc.property(profile, day, taxMode, walk, (of, today, mode, moves) => {
        live(startOf(of, today, mode), moves, (books, answer) => {
          if (!isQuote(answer)) return;
          expect(isConsistent(answer)).toBe(true);
          expect(answer.dueAt !== null).toBe(answer.activation === "on_order" && answer.total > 0);
          const terms = answer.lines.filter(({ grant }) => grant?.kind === "term");
          expect(terms).toHaveLength(answer.kind === "seats" || answer.kind === "topup" ? 0 : 1);
          expect(quoteIn(answer)).toBe(answer);
          expect(books.parkedReason).toBeNull();
        });
      }),
    );
  });

  it("never yield money: what is traded in was paid, and going down returns nothing (P13, I10)", () => {
    fc.assert(
      fc.property(profile, day, walk, (of, today, moves) => {
        let paid = 0;
        live(startOf(of, today, "none"), moves, (_, answer) => {
          if (!isQuote(answer)) return;
          const tradedIn = answer.lines
            .filter(({ detail }) => detail.kind === "unused")
            .reduce((sum, { total }) => sum - total, 0);
          expect(answer.total).toBeGreaterThanOrEqual(0);
          expect(tradedIn).toBeLessThanOrEqual(paid);
          paid += answer.total;
        });
      }),
    );
  });

  it("are the same at any time of the day, but for the due date", () => {
    fc.assert(
      fc.property(profile, day, walk, fc.nat(1439), (of, today, moves, minute) => {
        const told: unknown[] = [];
        const tell = (_: Books, answer: unknown) => void told.push({ ...Object(answer), dueAt: 0 });
        const noon = startOf(of, today, "none");
        const other = { ...noon, now: instantAt(today, minute, noon.timeZone) };
        live(noon, moves.slice(0, 1), tell);
        live(other, moves.slice(0, 1), tell);
        expect(told[1]).toEqual(told[0]);
      }),
    );
  });
});

describe("months and dates", () => {
  it("left by name reach the end of the term, and one less does not pass it", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 800 }), profile, (today, length, of) => {
        const calendar = of === "ir" ? "jalali" : "gregorian";
        const endsOn = addDays(today, length);
        const named = monthsLeftInclusive(today, endsOn, calendar);
        expect(named).toBeGreaterThanOrEqual(1);
        expect(addCalendarMonths(today, named, calendar) >= endsOn).toBe(true);
        expect(addCalendarMonths(today, named - 2, calendar) < endsOn).toBe(true);
      }),
    );
  });

  it("of payment are 48 hours away at least, three days at most", () => {
    const zone = fc.constantFrom("Europe/Moscow", "Asia/Tehran", "America/Los_Angeles");
    const instant = fc.integer({
      min: Date.parse("2022-01-01T00:00:00Z"),
      max: Date.parse("2032-01-01T00:00:00Z"),
    });
    fc.assert(
      fc.property(instant, zone, (now, timeZone) => {
        const due = dueAt(now, timeZone, 2);
        expect(due - now).toBeGreaterThanOrEqual(48 * 3_600_000);
        expect(due - now).toBeLessThanOrEqual(73 * 3_600_000);
        const local = localDateOf(due, timeZone);
        expect(local >= addDays(localDateOf(now, timeZone), 2)).toBe(true);
      }),
    );
  });
});

describe("locks (BIL P17)", () => {
  const facts: fc.Arbitrary<AccessFacts> = fc
    .record({
      billed: fc.boolean(),
      credit: fc.integer({ min: -20, max: 20 }),
      unitPrice: fc.integer({ min: 1, max: 1_000_000 }),
      end: fc.option(fc.integer({ min: -40, max: 40 })),
      today: day,
      dueCount: fc.nat(3),
      overdueCount: fc.nat(3),
      annulledSeats: fc.nat(3),
    })
    .map(({ end, ...rest }) => ({
      ...rest,
      meter: "seat",
      currency: "RUB",
      planEndsOn: end === null ? null : addDays(rest.today, end),
      dueTotal: rest.dueCount * 100,
      overdueTotal: rest.overdueCount * 100,
    }));

  it("never hold punch, requests, own past months, paying and the security log", () => {
    fc.assert(
      fc.property(facts, (of) => {
        const locks = access(of);
        const never = [
          locks.punch,
          locks.request,
          locks.own_attendance_past,
          locks.pay,
          locks.security_log,
        ];
        expect(never.every((lock) => lock === null)).toBe(true);
      }),
    );
  });

  it("open as soon as what they name is paid", () => {
    fc.assert(
      fc.property(facts, (of) => {
        const own = access(of).own_attendance_current;
        if (own) {
          const paid = access({ ...of, credit: of.credit + own.personMonths });
          expect(own.sum).toBe(own.personMonths * of.unitPrice);
          expect(paid.own_attendance_current).toBeNull();
        }
        const none = { dueCount: 0, dueTotal: 0, overdueCount: 0, overdueTotal: 0 };
        const renew = access(of).renew_or_switch;
        if (renew) expect(renew.sum).toBe(of.dueTotal + of.overdueTotal);
        expect(access({ ...of, ...none }).renew_or_switch).toBeNull();
      }),
    );
  });

  it("never grow when something is paid", () => {
    fc.assert(
      fc.property(facts, fc.nat(30), (of, bought) => {
        const before = access(of);
        const after = access({ ...of, credit: of.credit + bought, overdueCount: 0 });
        for (const [capability, lock] of Object.entries(after))
          if (lock) expect(before[capability as keyof typeof before]).not.toBeNull();
      }),
    );
  });
});

describe("who needs a seat", () => {
  const rights = fc.subarray(["punch.self", "bookings.create", "payments.take", "reports.view"]);

  it("is nobody by a title: only rights count, and more rights never free a seat", () => {
    fc.assert(
      fc.property(rights, rights, fc.boolean(), (some, more, keepsTime) => {
        const ask = (permissions: readonly string[]) =>
          needsSeat({ permissions, keepsTime, isPrimaryOwner: false, hasAllPermissions: false });
        if (ask(some)) expect(ask([...some, ...more])).toBe(true);
        expect(ask(some)).toBe(ask(some.toReversed()));
      }),
    );
  });

  it("sits or waits, nobody is lost, and one more seat moves nobody away", () => {
    const person = fc.record({
      employeeId: fc.uuid(),
      seatRank: fc.integer({ min: 0, max: 2 }),
      createdAt: fc.nat(3),
    });
    const people = fc.uniqueArray(person, { selector: ({ employeeId }) => employeeId });
    fc.assert(
      fc.property(people, fc.nat(12), (all, seats) => {
        const { seated, waiting } = seating(all, seats);
        expect(seated.length).toBe(Math.min(seats, all.length));
        expect(new Set([...seated, ...waiting]).size).toBe(all.length);
        expect(seating(all, seats + 1).seated.slice(0, seats)).toEqual(seated);
        expect(seating(all.toReversed(), seats).seated).toEqual(seated);
      }),
    );
  });
});
