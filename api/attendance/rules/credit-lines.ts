import { dueMinutes, unpaidWindows } from "./breaks.ts";
import type { DayFrame, Excused } from "./day-frame.ts";
import { subtract, totalMinutes } from "./intervals.ts";
import type { Interval } from "./intervals.ts";
import type { DayLine } from "./types.ts";

/** Leave is worth what it takes off the due minutes: lunch inside a long hour leave is not charged twice. */
export function leaveLines({ planned, segments, leave }: DayFrame): DayLine[] {
  let plan: Interval[] = [...segments];
  return leave.flatMap((excused) => {
    const before = dueMinutes(planned, plan);
    plan = subtract(plan, [excused]);
    const minutes = before - dueMinutes(planned, plan);
    return minutes > 0 ? creditLine(excused, minutes, before) : [];
  });
}

/** A mission counts where nobody punched: presence during a mission is plain work. At most `limit` minutes in all. */
export function missionLines(
  { planned, mission, presence, leave }: DayFrame,
  limit: number,
): DayLine[] {
  let left = limit;
  let taken: Interval[] = [...presence, ...leave, ...unpaidWindows(planned)];
  return mission.flatMap((excused) => {
    const absent = subtract([excused], taken);
    taken = [...taken, excused];
    const minutes = Math.min(left, totalMinutes(absent));
    left -= minutes;
    return minutes > 0 ? creditLine(excused, minutes, limit) : [];
  });
}

function creditLine({ from, to, request }: Excused, minutes: number, due: number): DayLine {
  const line: DayLine = {
    layer: "credit",
    kind: request.kind,
    minutes,
    from,
    to,
    why: {
      rule: request.kind === "leave" ? "approved_leave" : "approved_mission",
      punchIds: [],
      requestId: request.requestId,
      inputs: { due, credited: minutes },
      formula: "due - due without it",
    },
  };
  return request.leaveType === null ? line : { ...line, leaveType: request.leaveType };
}
