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
    ledger: [],
    requests: [],
    revision: "0:0",
    plan: [],
    away: [],
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
  state: "pending",
  span: { unit: "day", from: startsOn, to: startsOn },
  startsOn,
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
        [waiting(20_000, "2028-06-01")],
        today,
      ).available,
    ).toBe(year - 6000);
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
