import { addDays } from "../../core/calendar/local-date.ts";
import { instantAt } from "../../core/calendar/zone.ts";
import { dueMinutes, unpaidWindows } from "./breaks.ts";
import { inOrder, touches } from "./day-frame.ts";
import type { Absence, DayFrame } from "./day-frame.ts";
import { floorToMinute, intersect, subtract, totalMinutes } from "./intervals.ts";
import type { Interval } from "./intervals.ts";
import type { ApprovedRequest, DayLine, PlannedDay } from "./types.ts";
import { whyOf } from "./why.ts";

/** Leave is worth what it takes off the due minutes: lunch inside a long hour leave is not charged twice. */
export function leaveLines(frame: DayFrame): DayLine[] {
  const { planned, segments, leave } = frame;
  let plan: Interval[] = [...segments];
  return leave.flatMap((excused) => {
    const before = dueMinutes(planned, plan);
    plan = subtract(plan, [excused]);
    const minutes = before - dueMinutes(planned, plan);
    return minutes > 0 ? creditLine(frame, excused, minutes, before) : [];
  });
}

/** A mission counts where nobody punched: presence during a mission is plain work. At most `limit` minutes in all. */
export function missionLines(frame: DayFrame, limit: number): DayLine[] {
  const taken = [...frame.presence, ...unpaidWindows(frame.planned)];
  let left = limit;
  return frame.mission.flatMap((excused) => {
    const absent = subtract([excused], taken);
    const minutes = Math.min(left, totalMinutes(absent));
    left -= minutes;
    return minutes > 0 ? creditLine(frame, excused, minutes, limit) : [];
  });
}

/** A weekly-flexible day plans no hours: a day off takes its share of the week, hours take themselves, never more than the share. */
export function flexibleCredits(frame: DayFrame, requests: readonly ApprovedRequest[]): DayLine[] {
  const { planned } = frame;
  let left = planned.expectedMinutes;
  return inOrder(requests).flatMap((request) => {
    const share = touches(request, planned) ? shareOf(request, planned) : 0;
    const minutes = Math.min(left, share);
    const due = left;
    left -= minutes;
    return minutes > 0 ? creditLine(frame, { request }, minutes, due) : [];
  });
}

function shareOf(request: Absence, { date, zone, expectedMinutes }: PlannedDay): number {
  if (request.unit === "day") return expectedMinutes;
  if (request.unit === "half_day") return request.minutes;
  const day = { from: instantAt(date, 0, zone), to: instantAt(addDays(date, 1), 0, zone) };
  const away = { from: floorToMinute(request.from), to: floorToMinute(request.to) };
  return totalMinutes(intersect([away], [day]));
}

function creditLine(
  frame: DayFrame,
  { from, to, request }: Partial<Interval> & { request: Absence },
  minutes: number,
  due: number,
): DayLine {
  const line: DayLine = {
    layer: "credit",
    kind: request.kind,
    minutes,
    ...(from === undefined || to === undefined ? {} : { from, to }),
    why: {
      ...whyOf(frame, request.kind === "leave" ? "approved_leave" : "approved_mission", {
        punchIds: [],
        inputs: { due, credited: minutes },
        formula: "due - due without it",
      }),
      requestId: request.requestId,
    },
  };
  return request.leaveType === null ? line : { ...line, leaveType: request.leaveType };
}
