import { isoDate } from "../../../locales/dates.ts";
import type { Html, Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { zoneClock } from "../../../locales/zone-clock.ts";
import { lines, plain } from "../../core/html.ts";
import { type Key, type Reply, to, type View } from "../../core/view.ts";
import { capital } from "../shared/capital.ts";
import type { Day } from "../shared/day-data.ts";
import { backKey, cancelKey } from "../shared/steer.ts";
import {
  draftRoute,
  type ManualDraft,
  type Preview,
  type TimedDraft,
} from "./manual-punch-draft.ts";

/** Reasons a manager gives most often, by the word in their key. */
export const reasons = ["forgot", "phone", "network"] as const;
export type ReasonWord = (typeof reasons)[number];

const directionText = (t: Translator, direction: "in" | "out"): Plain =>
  t.tp(direction === "in" ? "attendance.direction.in" : "attendance.direction.out");

const dayRoute = ({ employeeId, date }: ManualDraft) => to("person-day", [employeeId, date]);

const head = (t: Translator, day: Day): Html[] => [
  t.th("attendance.manual.title"),
  t.th("attendance.manual.for", { name: plain(day.employee.name), date: t.format.date(day.date) }),
];

/** First step: in or out. */
export function directionStep(t: Translator, draft: ManualDraft, day: Day): View {
  const key = (direction: "in" | "out"): Key => ({
    label: t.tp(direction === "in" ? "attendance.manual.keys.in" : "attendance.manual.keys.out"),
    go: draftRoute({ employeeId: draft.employeeId, date: draft.date, direction }),
  });
  return {
    body: lines(...head(t, day), "", t.th("attendance.manual.which")),
    keys: [[key("in"), key("out")], [cancelKey(t, dayRoute(draft))]],
  };
}

/** Second step: the time, typed or taken from the plan. */
export function timeStep(
  t: Translator,
  draft: ManualDraft & { readonly direction: "in" | "out" },
  day: Day,
): Reply {
  const { employeeId, date, direction } = draft;
  const chips: Key[] = plannedMinutes(day, direction).map((minute) => ({
    label: t.format.clock(minute),
    go: draftRoute({ employeeId, date, direction, minute }),
  }));
  return {
    show: {
      body: lines(
        ...head(t, day),
        t.th("attendance.manual.chosen_direction", { direction: directionText(t, direction) }),
        "",
        t.th("attendance.manual.when"),
      ),
      keys: [chips, [backKey(t, draftRoute({ employeeId, date })), cancelKey(t, dayRoute(draft))]],
    },
    dialog: { step: "manual-punch/time", draft: { employeeId, date, direction } },
  };
}

/** Starts or ends of the day's plan that fall on its date. */
function plannedMinutes({ plan, zone, date }: Day, direction: "in" | "out"): number[] {
  const clock = zoneClock(zone);
  return plan.segments
    .map((segment) => clock(direction === "in" ? segment.start : segment.end))
    .filter(({ day }) => isoDate(day) === date)
    .map(({ minute }) => minute);
}

/** Third step: the reason. */
export function reasonStep(t: Translator, draft: TimedDraft, day: Day): Reply {
  const { employeeId, date, direction, minute } = draft;
  const chips: Key[][] = reasons.map((word) => [
    { label: t.tp(`attendance.manual.reasons.${word}`), go: draftRoute(draft, word) },
  ]);
  return {
    show: {
      body: lines(...head(t, day), chosen(t, draft), "", t.th("attendance.manual.why")),
      keys: [
        ...chips,
        [backKey(t, draftRoute({ employeeId, date, direction })), cancelKey(t, dayRoute(draft))],
      ],
    },
    dialog: { step: "manual-punch/reason", draft: { employeeId, date, direction, minute } },
  };
}

/** Last step: the day before and after, to be confirmed. */
export function confirmStep(
  t: Translator,
  draft: TimedDraft & { readonly reason: string },
  { before, after }: Preview,
): Reply {
  return {
    show: {
      body: lines(
        ...head(t, before),
        chosen(t, draft),
        t.th("attendance.manual.reason", { reason: draft.reason }),
        "",
        t.th("attendance.manual.before", outcome(t, before)),
        t.th("attendance.manual.after", outcome(t, after)),
        "",
        t.th("attendance.manual.ask"),
      ),
      keys: [
        [
          {
            label: t.tp("attendance.manual.keys.save"),
            go: draftRoute(draft, "save"),
            style: "success",
          },
        ],
        [backKey(t, draftRoute(draft)), cancelKey(t, dayRoute(draft))],
      ],
    },
    dialog: { step: "manual-punch/confirm", draft: { ...draft } },
  };
}

const chosen = (t: Translator, { direction, minute }: TimedDraft): Html =>
  t.th("attendance.manual.chosen", {
    direction: capital(directionText(t, direction)),
    time: t.format.clock(minute),
  });

const outcome = (t: Translator, day: Day) => ({
  status: t.tp(`attendance.status.${day.status}`),
  worked: t.format.duration(day.totals.worked),
});
