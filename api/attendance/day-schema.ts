import * as z from "zod";
import { boardShows } from "../team/rules/filter-board.ts";

/** What leaves the API about days; instants are ms, durations whole minutes. */
const employee = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(["active", "ended"]),
});
const direction = z.enum(["in", "out", "break_start", "break_end", "undirected"]);
const names = z.array(z.object({ fa: z.string().optional(), ru: z.string().optional() }));
const officialKind = z.enum(["work", "weekend", "holiday", "moved_off", "short", "work_moved"]);
const status = z.enum([
  "upcoming",
  "not_started",
  "open",
  "complete",
  "unresolved",
  "leave",
  "absent",
  "flexible",
  "day_off",
]);

const why = z.object({
  /** Name of the rule. */
  rule: z.string(),
  punchIds: z.array(z.string()),
  shiftVersionId: z.string().optional(),
  workRuleId: z.string().optional(),
  requestId: z.string().optional(),
  /** Named numbers as used, minutes. */
  inputs: z.record(z.string(), z.number()),
  formula: z.string(),
});

const deviation = z.object({
  minutes: z.int(),
  rawMinutes: z.int(),
  at: z.int(),
  why,
});

const totals = z.object({
  worked: z.int(),
  expected: z.int(),
  presence: z.int(),
  normal: z.int(),
  overtime: z.int(),
  /** Overtime of the first tier, and of all tiers after it. */
  overtimeTier1: z.int(),
  overtimeTier2: z.int(),
  surplus: z.int(),
  night: z.int(),
  holiday: z.int(),
  weekend: z.int(),
  /** Rest-day work for which another day off is given. */
  restDaySubstituted: z.int(),
  breakPaid: z.int(),
  breakUnpaid: z.int(),
  leave: z.int(),
  mission: z.int(),
  deficit: z.int(),
  deficitExcused: z.int(),
  absence: z.int(),
  unresolved: z.int(),
  late: z.int(),
  earlyLeave: z.int(),
});

const line = z.object({
  layer: z.enum(["time", "premium", "credit", "debt"]),
  kind: z.string(),
  tier: z.int().optional(),
  leaveType: z.string().optional(),
  minutes: z.int(),
  from: z.int().optional(),
  to: z.int().optional(),
  why,
});

const loggedPunch = z.object({
  id: z.string(),
  at: z.int(),
  receivedAt: z.int(),
  direction,
  source: z.string(),
  /** Every row of the log is shown; only `counted` ones make the day. */
  state: z.enum(["counted", "withdrawn", "repeated", "held"]),
  verdict: z.enum(["inside", "review", "field", "not_asked"]),
  trust: z.int().min(0).max(100),
  flags: z.array(z.string()),
  distanceM: z.int().nullable(),
  place: z.string().nullable(),
  reason: z.string().nullable(),
  recordedByName: z.string().nullable(),
});

/** What the lines of a day refer to, with the dates it holds from. */
const sources = z.object({
  shift: z.object({ versionId: z.string(), name: z.string(), validFrom: z.string() }).nullable(),
  workRule: z.object({ id: z.string(), validFrom: z.string() }).nullable(),
  requests: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      typeCode: z.string(),
      /** As the organisation calls its own types. */
      typeName: z.string().nullable(),
    }),
  ),
});

export const day = z.object({
  employee,
  date: z.string(),
  today: z.string(),
  previous: z.string().nullable(),
  next: z.string().nullable(),
  zone: z.string(),
  status,
  plan: z.object({
    segments: z.array(z.object({ start: z.int(), end: z.int() })),
    expectedMinutes: z.int(),
    shiftVersionId: z.string().nullable(),
    /** The roster says so for this very day. */
    exception: z.boolean(),
    /** The day off given for work on this day, and the worked rest day that this day off stands for. */
    substituteOn: z.string().nullable(),
    substituteFor: z.string().nullable(),
    /** Minutes of the whole week of a weekly-flexible shift. */
    weekMinutes: z.int().nullable(),
    official: z.looseObject({
      date: z.string(),
      kind: officialKind,
      names,
      shortenedMinutes: z.int(),
      /** False: the official calendar of this date is not known. */
      known: z.boolean(),
    }),
  }),
  sources,
  punches: z.array(loggedPunch),
  sessions: z.array(
    z.object({
      inId: z.string(),
      inAt: z.int(),
      outId: z.string().nullable(),
      outAt: z.int().nullable(),
      /** Entered or corrected by hand. */
      bracketed: z.boolean(),
    }),
  ),
  lines: z.array(line),
  anomalies: z.array(
    z.object({
      code: z.string(),
      at: z.int(),
      punchIds: z.array(z.string()),
      minutes: z.int().optional(),
    }),
  ),
  late: deviation.nullable(),
  earlyLeave: deviation.nullable(),
  totals,
  requestIds: z.array(z.string()),
});

export const unsettledKinds = ["deficit", "absence_unexplained", "surplus"] as const;

export const month = z.object({
  employee,
  /** `1405-08` or `2026-11`, in the organisation's calendar. */
  period: z.string(),
  calendar: z.enum(["jalali", "gregorian"]),
  from: z.string(),
  to: z.string(),
  today: z.string(),
  previous: z.string().nullable(),
  next: z.string().nullable(),
  days: z.array(
    z.object({
      date: z.string(),
      status,
      official: z.object({ kind: officialKind, names }),
      firstIn: z.int().nullable(),
      lastOut: z.int().nullable(),
      anomalies: z.array(z.string()),
      totals,
      /** Day of these instants. */
      zone: z.string(),
      /** What a request could settle: less or more than was due (ATT H11). */
      unsettled: z.array(
        z.object({
          kind: z.enum(unsettledKinds),
          minutes: z.int(),
          from: z.int().optional(),
          to: z.int().optional(),
        }),
      ),
    }),
  ),
  totals,
  /** Late days in order; the free ones are only recorded. */
  lates: z.array(
    z.object({
      date: z.string(),
      number: z.int(),
      minutes: z.int(),
      free: z.boolean(),
      line: line.nullable(),
    }),
  ),
  /** Of weekly-flexible shifts: the weeks that end in the month. */
  weeks: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      expected: z.int(),
      worked: z.int(),
      credited: z.int(),
      /** Below zero: less than was due. */
      balance: z.int(),
      over: z.boolean(),
      line: line.nullable(),
    }),
  ),
  expectedSoFar: z.int(),
  /** Of a closed month: which close it is read from, and days with an open objection. */
  closed: z.object({ number: z.int(), hash: z.string(), disputes: z.array(z.string()) }).nullable(),
  /** What this month carries for closed ones, minutes by name; not in `totals`. */
  adjustments: z.array(
    z.object({
      date: z.string(),
      closedPeriod: z.string(),
      delta: z.record(z.string(), z.number()),
      reference: z.string(),
    }),
  ),
});

const show = z.enum(boardShows);

export const boardQuery = z.object({
  show: show.optional(),
  groupId: z.string().min(1).max(64).optional(),
  /** Any part of a name; case, «ё», Arabic letters and whose digits make no difference. */
  search: z.string().max(120).optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  /** Everybody on one page without it. */
  perPage: z.coerce.number().int().min(1).max(200).optional(),
});

export const board = z.object({
  at: z.int(),
  date: z.string(),
  /** By where they are, for everybody the group and the search leave. */
  counts: z.record(show, z.int()),
  total: z.int(),
  page: z.int(),
  pages: z.int(),
  groups: z.array(z.object({ id: z.string(), name: z.string() })),
  people: z.array(
    z.object({
      employeeId: z.string(),
      name: z.string(),
      /** `ended`: works here no longer and has not clocked out. */
      state: z.enum(["active", "ended"]),
      status: z.enum([
        "in",
        "late",
        "out",
        "away",
        "not_yet",
        "flexible",
        "day_off",
        "no_shift",
        "no_seat",
      ]),
      /** `status`, with who should be here and is not as `absent`. */
      show,
      present: z.boolean(),
      since: z.int().nullable(),
      lateMinutes: z.int(),
      onBreakSince: z.int().optional(),
      groupName: z.string().nullable(),
      /** Where they clocked in. */
      place: z.string().nullable(),
    }),
  ),
});

export const punchPreview = z.object({ at: z.int(), before: day, after: day });
export const enteredPunch = punchPreview.extend({ punchId: z.string(), reference: z.string() });
