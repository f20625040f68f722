import { describe, expect, it } from "vitest";
import { balanceText } from "../../../bot/screens/shared/leave-amount.ts";
import { leavePolicyOf } from "../../../api/leave/leave-policy.ts";
import type { BookedEntry, LeaveFile, OpenRequest } from "../../../api/requests/load-leave-file.ts";
import {
  accrualsUntil,
  dueLedger,
  projectBalance,
  sumOf,
} from "../../../api/leave/project-balance.ts";
import type { LocalDate } from "../../../api/core/calendar/types.ts";
import { translator } from "../../../locales/index.ts";
import { seen } from "../../support/shown-text.ts";

const policy = leavePolicyOf("ir");
const startedOn = "2026-03-21";
const year = 26 * 440;

function file(over: Partial<LeaveFile> = {}): LeaveFile {
  return {
    employeeId: "e",
    startedOn,
    endedOn: null,
    since: startedOn,
    ledger: [],
    requests: [],
    revision: "0:0",
    plan: [],
    absent: [],
    groupSize: 0,
    ownTypes: [],
    ...over,
  };
}

const use = (key: string, minutes: number, effectiveOn: LocalDate): BookedEntry => ({
  key,
  reason: "use",
  minutes: -minutes,
  effectiveOn,
});
const booked = (until: LocalDate): BookedEntry[] =>
  accrualsUntil(policy, { startedOn, endedOn: null }, until).map((entry) => ({
    ...entry,
    reason: "accrual",
  }));
const waiting = (minutes: number, startsOn: LocalDate): OpenRequest => ({
  id: `w-${startsOn}`,
  kind: "leave",
  typeCode: "annual",
  state: "pending",
  span: { unit: "day", from: startsOn, to: startsOn },
  startsOn,
  endsOn: startsOn,
  minutes,
});

describe("the projected balance", () => {
  const used = use("r1", 6000, "2026-10-01");
  const today = "2026-10-23";
  const charge = { on: "2026-12-21", minutes: 440 } as const;

  it("holds what is earned until the day, counted once whether it is booked or not (ATT F13)", () => {
    const expected = {
      balanceNow: 673,
      accruesBefore: 953 + 954,
      expiresBefore: 0,
      otherRequests: 0,
      balanceAfter: 673 + 953 + 954 - 440,
      available: year - 6000,
    };
    for (const until of ["2026-03-21", "2026-06-22", today] as const) {
      const ledger = [...booked(until), used];
      expect(projectBalance(policy, file({ ledger }), charge, [], today)).toEqual(expected);
    }
  });

  it("lets an accrual count from the beginning of its leave year, booked or not", () => {
    const past = { on: "2026-11-01", minutes: 440 } as const;
    for (const until of ["2026-03-21", "2026-11-22"] as const) {
      const ledger = [...booked(until), used];
      expect(
        projectBalance(policy, file({ ledger }), past, [], "2026-11-22").available,
        `booked until ${until}`,
      ).toBe(year - 6000);
    }
  });

  it("leaves room for the requests that came first", () => {
    const others = [waiting(880, "2026-11-15"), waiting(440, "2027-01-05")];
    expect(projectBalance(policy, file({ ledger: [used] }), charge, others, today)).toMatchObject({
      otherRequests: 1320,
      balanceAfter: 673 + 953 + 954 - 1320 - 440,
      available: year - 6000 - 1320,
    });
  });

  it("does not take away what is booked for later", () => {
    const ledger = [used, use("r2", 5000, "2027-01-10")];
    expect(projectBalance(policy, file({ ledger }), charge, [], today).available).toBe(
      year - 6000 - 5000,
    );
    expect(
      projectBalance(
        policy,
        file({ ledger: [used] }),
        charge,
        [waiting(15_000, "2028-06-01")],
        today,
      ).available,
    ).toBe(year - 6000);
  });

  it("takes off what the end of the leave year will take away: nine days are carried over (IR art. 66, ATT F16)", () => {
    const ledger = [...booked("2027-02-19"), use("r1", year - 954 - 12 * 440, "2026-10-01")];
    const project = (on: LocalDate, minutes: number) =>
      projectBalance(policy, file({ ledger }), { on, minutes }, [], "2027-03-01");
    expect(project("2027-03-10", 440)).toMatchObject({ expiresBefore: 0, balanceNow: 12 * 440 });
    const spring = project("2027-03-21", 440);
    expect(spring.expiresBefore).toBe(12 * 440 + 954 - 9 * 440);
    expect(spring.balanceAfter).toBe(9 * 440 - 440);
    expect(spring.available).toBe(9 * 440 + year);
  });

  it("lets days be used before the year's end that would be lost, though leave is booked after it", () => {
    const later = use("r2", 9 * 440 + year, "2027-04-10");
    const ledger = [...booked("2027-02-19"), use("r1", year - 954 - 12 * 440, "2026-10-01"), later];
    const project = projectBalance(
      policy,
      file({ ledger }),
      { on: "2027-03-10", minutes: 440 },
      [],
      "2027-03-01",
    );
    expect(project.available).toBe(3 * 440 + 954);
  });

  it("does not close years that ended before the organisation kept its books here", () => {
    const old = file({ startedOn: "2022-03-21", since: "2026-01-01" });
    const sums = (["2025-03-21", "2026-03-20", "2026-03-21"] as const).map((day) =>
      sumOf(dueLedger(policy, old, day)),
    );
    expect(sums).toEqual([3 * year, 4 * year, 9 * 440]);
  });

  it("of Russian leave never expires (RU art. 124)", () => {
    const ru = leavePolicyOf("ru");
    const old = file({ startedOn: "2024-01-01", since: "2024-01-01" });
    const due = dueLedger(ru, old, "2026-12-31");
    expect(sumOf(due)).toBe(3 * 28 * 480);
    expect(due.filter(({ reason }) => reason === "carry_over")).toHaveLength(2);
  });

  it("earns nothing after the last day of work", () => {
    const [left, leaving, staying] = (["2026-09-30", "2027-01-31", null] as const).map((endedOn) =>
      sumOf(dueLedger(policy, file({ endedOn }), "2026-12-01")),
    );
    expect(left).toBe(year / 2);
    expect(leaving).toBe(staying);
    expect(staying).toBe(953 * 6 + 954 * 2);
  });
});

describe("a balance in words", () => {
  it("of 188:10 is 25 days 4:50 or 23 days 4:10, as long as the day is (ATT F1, F2)", () => {
    const t = translator("ru", { calendar: "gregorian", timeZone: "Europe/Moscow" });
    const words = (minutes: number, dayMinutes: number) =>
      seen(balanceText(t, minutes, dayMinutes)).replaceAll(/\s/g, " ");
    expect(words(188 * 60 + 10, 440)).toBe("25 дней 4 ч 50 мин");
    expect(words(188 * 60 + 10, 480)).toBe("23 дня 4 ч 10 мин");
    expect(words(-500, 440)).toMatch(/^[-−]1 день 1 ч$/u);
  });
});
