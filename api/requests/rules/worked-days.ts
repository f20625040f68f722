import type { ApprovedRequest } from "../../attendance/rules/types.ts";
import { addDays } from "../../core/calendar/local-date.ts";
import type { Instant, LocalDate } from "../../core/calendar/types.ts";
import { instantAt } from "../../core/calendar/zone.ts";

/** What of a day of leave was worked and given back. */
export interface WorkedDay {
  readonly date: LocalDate;
  readonly worked: readonly { readonly from: Instant; readonly to: Instant }[];
}

type Absence = Extract<ApprovedRequest, { unit: "day" | "half_day" | "hour" }>;

/**
 * Leave as it holds after hours that were worked on it came back (ATT F22): on those days it is away only around them, so the work
 * is plain work. @param zone in which its days begin
 */
export function aroundWork(request: Absence, days: readonly WorkedDay[], zone: string): Absence[] {
  return days.reduce<Absence[]>(
    (parts, day) => parts.flatMap((part) => aroundDay(part, day, zone)),
    [request],
  );
}

function aroundDay(part: Absence, { date, worked }: WorkedDay, zone: string): Absence[] {
  if (part.unit === "half_day") return [part];
  if (part.unit === "hour") return cut(part, worked);
  if (date < part.from || part.to < date) return [part];
  const { kind, requestId, leaveType } = part;
  const whole = {
    kind,
    requestId,
    leaveType,
    unit: "hour" as const,
    from: instantAt(date, 0, zone),
    to: instantAt(addDays(date, 1), 0, zone),
  };
  return [
    ...(part.from < date ? [{ ...part, to: addDays(date, -1) }] : []),
    ...cut(whole, worked),
    ...(date < part.to ? [{ ...part, from: addDays(date, 1) }] : []),
  ];
}

type Hours = Extract<Absence, { unit: "hour" }>;

const cut = (hours: Hours, worked: WorkedDay["worked"]): Hours[] =>
  worked.reduce<Hours[]>(
    (parts, { from, to }) =>
      parts.flatMap((part) => {
        if (to <= part.from || part.to <= from) return [part];
        return [
          ...(part.from < from ? [{ ...part, to: from }] : []),
          ...(to < part.to ? [{ ...part, from: to }] : []),
        ];
      }),
    [hours],
  );
