import { describe, expect, it } from "vitest";
import { acceptPunch } from "../../../api/attendance/rules/accept-punch.ts";
import { DEFAULT_PUNCH_SETTINGS } from "../../../api/attendance/rules/defaults.ts";
import {
  lastOf,
  nextAction,
  nextDirection,
  openUntil,
} from "../../../api/attendance/rules/next-action.ts";
import type { AcceptPunchInput, PunchMessage } from "../../../api/attendance/rules/types.ts";
import { workday } from "./workday.ts";

const guard = workday("ir", {
  pattern: {
    kind: "rotating",
    anchor: "2026-11-21",
    cycle: [[{ startMinute: 480, endMinute: 1920 }], [], []],
  },
  rules: { worksOnHolidays: true },
});
const office = workday("ir");
const range = { from: "2026-11-20", to: "2026-11-23" } as const;
const entered = "2026-11-21 08:00 in";

function say(
  time: string,
  direction: PunchMessage["direction"],
  recent: readonly string[],
  over: Partial<AcceptPunchInput> = {},
) {
  const at = guard.at(time);
  const decision = acceptPunch({
    message: {
      at,
      receivedAt: at,
      direction,
      location: null,
      forwarded: false,
      viaBot: false,
      fromOffline: false,
      edited: false,
    },
    policy: "off",
    workplaces: [],
    recent: recent.map((text) => guard.punch(text)),
    date: "2026-11-22",
    settings: DEFAULT_PUNCH_SETTINGS,
    ...over,
  });
  if (decision.kind === "refuse") return decision.code;
  return [decision.direction, ...decision.flags.map(({ code }) => code)].join(" ");
}

describe("a punch that toggles after sixteen hours", () => {
  const roster = guard.plan(range);

  it("ends a shift of a day and a night until its window closes", () => {
    expect(say("2026-11-22 08:10", "next", [entered], { roster })).toBe("out");
    expect(say("2026-11-22 11:59:59", "next", [entered], { roster })).toBe("out");
    expect(say("2026-11-22 12:00", "next", [entered], { roster })).toBe("in");
  });

  it("begins anew without a roster, and after a short shift", () => {
    expect(say("2026-11-22 08:10", "next", [entered])).toBe("in");
    expect(say("2026-11-22 08:10", "next", [entered], { roster: office.plan(range) })).toBe("in");
  });

  it("is an entry when the exit was said in between", () => {
    const recent = [entered, "2026-11-22 08:05 out"];
    expect(say("2026-11-22 08:20", "next", recent, { roster })).toBe("in");
    expect(say("2026-11-22 08:20", "out", recent, { roster })).toBe("out double_out");
  });

  it("says nothing is missing where the exit of the long shift is named", () => {
    expect(say("2026-11-22 08:10", "out", [entered], { roster })).toBe("out");
    expect(say("2026-11-22 08:10", "out", [entered])).toBe("out double_out");
    expect(say("2026-11-22 08:10", "in", [entered], { roster })).toBe("in double_in");
  });

  it("never shortens what sixteen hours allow", () => {
    expect(say("2026-11-21 23:50", "next", [entered], { roster: office.plan(range) })).toBe("out");
  });
});

describe("a punched break", () => {
  it("fits while somebody is in, and once", () => {
    expect(say("2026-11-21 12:00", "break_start", [entered])).toBe("break_start");
    expect(say("2026-11-21 12:00", "break_start", [])).toBe("break_start break_unmatched");
    const onBreak = [entered, "2026-11-21 12:00 break_start"];
    expect(say("2026-11-21 12:30", "break_start", onBreak)).toBe("break_start break_unmatched");
    expect(say("2026-11-21 12:30", "break_end", onBreak)).toBe("break_end");
    expect(say("2026-11-21 12:30", "break_end", [entered])).toBe("break_end break_unmatched");
  });

  it("is left by the exit, also by a place alone, and by no repetition of it (ATT E4)", () => {
    const onBreak = [entered, "2026-11-21 12:00 break_start"];
    expect(say("2026-11-21 12:30", "out", onBreak)).toBe("out");
    expect(say("2026-11-21 12:00:30", "next", onBreak)).toBe("out");
    expect(say("2026-11-21 12:00:30", "break_start", onBreak)).toBe("break_start");
  });

  it("needs no place where a punch does", () => {
    expect(say("2026-11-21 12:00", "break_start", [entered], { policy: "required" })).toBe(
      "break_start",
    );
    expect(say("2026-11-21 12:00", "out", [entered], { policy: "required" })).toBe(
      "location_needed",
    );
  });
});

describe("the buttons", () => {
  const now = guard.at("2026-11-22 08:10");
  const at = guard.at("2026-11-21 08:00");

  it("wait for the exit as long as the shift takes one", () => {
    const until = openUntil(at, guard.plan(range));
    expect(until).toBe(guard.at("2026-11-22 12:00"));
    expect(openUntil(guard.at("2026-11-23 18:00"), guard.plan(range))).toBeUndefined();
    expect(nextDirection({ direction: "in", at, openUntil: until! }, now)).toBe("out");
    expect(nextDirection({ direction: "in", at, openUntil: until! }, until!)).toBe("in");
    expect(nextDirection({ direction: "in", at }, now)).toBe("in");
    expect(nextDirection({ direction: "in", at }, at + 16 * 3_600_000 - 1)).toBe("out");
    expect(nextDirection({ direction: "in", at }, at + 16 * 3_600_000)).toBe("in");
    expect(nextDirection({ direction: "out", at }, at)).toBe("in");
    expect(nextDirection(null, now)).toBe("in");
  });

  it("offer the break where it is punched, and its end wherever it began", () => {
    const last = { direction: "in", at: now } as const;
    expect(nextAction(last, false, now)).toEqual({ nextDirection: "out", nextBreak: null });
    expect(nextAction(last, true, now).nextBreak).toBe("start");
    expect(nextAction({ ...last, onBreak: true }, false, now).nextBreak).toBe("end");
    expect(nextAction({ ...last, direction: "out" }, true, now)).toEqual({
      nextDirection: "in",
      nextBreak: null,
    });
    expect(nextAction(null, true, now).nextBreak).toBeNull();
  });

  it("follow the last entry or exit and the break after it, in any order of arrival", () => {
    const punches = [
      "2026-11-21 12:00 break_start",
      entered,
      "2026-11-21 12:30 break_end",
      "2026-11-21 13:00 undirected",
    ].map((text) => guard.punch(text));
    expect(lastOf(punches, [])).toEqual({ direction: "in", at, onBreak: false });
    expect(lastOf(punches.slice(0, 2), guard.plan(range))).toEqual({
      direction: "in",
      at,
      onBreak: true,
      openUntil: guard.at("2026-11-22 12:00"),
    });
    const left = [...punches.slice(0, 2), guard.punch("2026-11-21 14:00 out")];
    expect(lastOf(left, guard.plan(range))).toEqual({
      direction: "out",
      at: guard.at("2026-11-21 14:00"),
      onBreak: false,
    });
    expect(lastOf(punches.slice(0, 1), [])).toBeNull();
  });
});
