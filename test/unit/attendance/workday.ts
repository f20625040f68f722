import {
  defaultDaySettings,
  defaultShiftPattern,
  defaultShiftRules,
} from "../../../api/attendance/rules/defaults.ts";
import { deriveDays } from "../../../api/attendance/rules/derive-days.ts";
import { planDays } from "../../../api/attendance/rules/plan-days.ts";
import type {
  ApprovedRequest,
  DayResult,
  DaySettings,
  EffectivePunch,
  PlannedDay,
  PunchDirection,
  RosterException,
  ShiftPattern,
  ShiftRules,
  ShiftSegment,
  ShiftVersion,
  WorkRule,
} from "../../../api/attendance/rules/types.ts";
import { addDays } from "../../../api/core/calendar/local-date.ts";
import { officialCalendarOf } from "../../../api/core/calendar/official-days.ts";
import type {
  DateRange,
  LawProfile,
  LocalDate,
  OfficialDayOverride,
} from "../../../api/core/calendar/types.ts";
import { instantAt } from "../../../api/core/calendar/zone.ts";

/** How a case differs from the defaults of its law pack. */
export interface WorkdayOptions {
  rules?: Partial<ShiftRules>;
  pattern?: ShiftPattern;
  /** The same segments on every day of the week. */
  daily?: readonly ShiftSegment[];
  versions?: readonly ShiftVersion[];
  overrides?: readonly OfficialDayOverride[];
  zone?: string;
  unassigned?: boolean;
  settings?: Partial<DaySettings>;
  workRules?: readonly WorkRule[];
  exceptions?: readonly RosterException[];
  workplaceId?: string;
  workplaceOverrides?: ReadonlyMap<string, readonly OfficialDayOverride[]>;
}

export interface DayOptions {
  requests?: readonly ApprovedRequest[];
  /** Local time; two days after the last date when left out. */
  now?: string;
}

const ZONES: Readonly<Record<LawProfile, string>> = { ir: "Asia/Tehran", ru: "Europe/Moscow" };

function everyDay(segments: readonly ShiftSegment[]): ShiftPattern {
  return {
    kind: "weekly",
    days: {
      1: segments,
      2: segments,
      3: segments,
      4: segments,
      5: segments,
      6: segments,
      7: segments,
    },
  };
}

/** One person's attendance under a law pack, written in local time: `day('2026-11-21', '08:00 in', '15:20 out')`. */
export function workday(profile: LawProfile, options: WorkdayOptions = {}) {
  const zone = options.zone ?? ZONES[profile];
  const pattern =
    options.pattern ?? (options.daily ? everyDay(options.daily) : defaultShiftPattern(profile));
  const rules = { ...defaultShiftRules(profile), ...options.rules };
  const versions = options.versions ?? [
    { id: "v1", shiftId: "shift", validFrom: "2016-01-01", validTo: null, pattern, rules } as const,
  ];
  const workRules = options.workRules ?? [
    {
      id: null,
      validFrom: "2016-01-01",
      settings: { ...defaultDaySettings(profile), ...options.settings },
    } as const,
  ];

  /** `2026-11-21 08:00` or `2026-11-21 08:00:10`, local. */
  function at(text: string): number {
    const [date = "", time = ""] = text.split(" ");
    const [hour = 0, minute = 0, second = 0] = time.split(":").map(Number);
    return instantAt(date as LocalDate, hour * 60 + minute, zone) + second * 1000;
  }

  function punch(text: string, over: Partial<EffectivePunch> = {}): EffectivePunch {
    const [date = "", time = "", direction = "in"] = text.split(" ");
    const instant = at(`${date} ${time}`);
    const id = over.id ?? text;
    return {
      id,
      at: instant,
      receivedAt: instant,
      direction: direction as PunchDirection,
      source: "telegram_text",
      workplaceId: null,
      zone,
      verdict: "not_asked",
      trust: 60,
      flags: [],
      bracketed: false,
      originalId: id,
      ...over,
    };
  }

  function plan(range: DateRange): PlannedDay[] {
    const assignment = {
      id: "a1",
      shiftId: "shift",
      target: "employee",
      from: "2016-01-01",
      to: null,
      workplaceId: options.workplaceId ?? null,
      zone,
    } as const;
    return planDays({
      assignments: options.unassigned ? [] : [assignment],
      versions,
      exceptions: options.exceptions ?? [],
      workplaceOverrides: options.workplaceOverrides ?? new Map(),
      calendar: {
        ...officialCalendarOf(profile),
        ...(options.overrides ? { overrides: options.overrides } : {}),
      },
      range,
      zone,
    });
  }

  function days(
    range: DateRange,
    punches: readonly (string | EffectivePunch)[],
    given: DayOptions = {},
  ): DayResult[] {
    return deriveDays({
      ...range,
      punches: punches.map((one) => (typeof one === "string" ? punch(one) : one)),
      roster: plan({ from: addDays(range.from, -1), to: addDays(range.to, 1) }),
      requests: given.requests ?? [],
      now: at(given.now ?? `${addDays(range.to, 2)} 12:00`),
      rules: workRules,
    });
  }

  /** Times alone are of the date; `+06:05 out` is of the next one. */
  function day(
    date: LocalDate,
    punches: readonly (string | EffectivePunch)[],
    given: DayOptions = {},
  ): DayResult {
    const dated = punches.map((one) => {
      if (typeof one !== "string") return one;
      return one.startsWith("+") ? `${addDays(date, 1)} ${one.slice(1)}` : `${date} ${one}`;
    });
    return days({ from: date, to: date }, dated, given)[0]!;
  }

  return { zone, rules, at, punch, plan, days, day };
}

/** Kinds and minutes of the lines, for short assertions. */
export function linesOf(result: DayResult): string[] {
  return result.lines.map(({ kind, minutes }) => `${kind} ${minutes}`);
}

export function codesOf(result: DayResult): string[] {
  return result.anomalies.map(({ code }) => code);
}
