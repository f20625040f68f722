import type { ApprovedRequest } from "../../attendance/rules/types.ts";
import { addDays } from "../../core/calendar/local-date.ts";
import type { DateRange, LocalDate } from "../../core/calendar/types.ts";

/** Days that two ranges share; null: none. */
export function sharedDays(a: DateRange, b: DateRange): DateRange | null {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return from <= to ? { from, to } : null;
}

/**
 * Approved absences as they hold: days on which somebody was ill are sickness and no vacation (ATT F10). Only whole days give way.
 * @param breaks types that take days out of others
 */
export function withoutBroken(
  requests: readonly ApprovedRequest[],
  breaks: ReadonlySet<string>,
): ApprovedRequest[] {
  const breaking = requests.flatMap((request) =>
    request.kind === "leave" &&
    request.unit === "day" &&
    request.leaveType !== null &&
    breaks.has(request.leaveType)
      ? [{ from: request.from, to: request.to }]
      : [],
  );
  if (breaking.length === 0) return [...requests];
  return requests.flatMap((request) => {
    if (request.kind !== "leave" || breaks.has(request.leaveType ?? "")) return [request];
    if (request.unit === "half_day")
      return breaking.some((range) => contains(range, request.date)) ? [] : [request];
    if (request.unit !== "day") return [request];
    return breaking
      .reduce<DateRange[]>(
        (parts, range) => parts.flatMap((part) => cut(part, range)),
        [{ from: request.from, to: request.to }],
      )
      .map(({ from, to }) => ({ ...request, from, to }));
  });
}

const contains = ({ from, to }: DateRange, date: LocalDate): boolean => from <= date && date <= to;

function cut(part: DateRange, out: DateRange): DateRange[] {
  const shared = sharedDays(part, out);
  if (shared === null) return [part];
  return [
    ...(part.from < shared.from ? [{ from: part.from, to: addDays(shared.from, -1) }] : []),
    ...(shared.to < part.to ? [{ from: addDays(shared.to, 1), to: part.to }] : []),
  ];
}
