import { addDays } from "../core/calendar/local-date.ts";
import { officialDay } from "../core/calendar/official-days.ts";
import { periodOf, periodRange, shiftPeriod } from "../core/calendar/period.ts";
import type {
  CalendarKind,
  DateRange,
  LocalDate,
  OfficialCalendar,
  OfficialDay,
  PeriodKey,
} from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import { calendarResults, calendarsOf, calendarStatements } from "../schedule/load-calendar.ts";
import { obligation, periodNorm } from "./rules/norms.ts";
import { declarationOf } from "./rules/override.ts";
import type { CalendarMonth } from "./schemas.ts";

/**
 * A month of the organisation's calendar as it counts: official days, the organisation's own words on them, and what is only
 * predicted. Everybody in the organisation may look.
 * @param asked without a period the current one, without a calendar the organisation's
 */
export async function showCalendar(
  ctx: MemberContext,
  asked: { readonly period?: PeriodKey | undefined; readonly calendar?: CalendarKind | undefined },
): Promise<CalendarMonth> {
  const { organisation, permissions } = ctx.member;
  const today = localDateOf(ctx.deps.clock(), organisation.timeZone);
  const kind = asked.calendar ?? organisation.calendar;
  const period = asked.period ?? periodOf(today, kind);
  const month = rangeOf(period, kind);
  const results = await ctx.deps.db.read([
    ...calendarStatements(organisation, {
      from: addDays(month.from, -1),
      to: addDays(month.to, 1),
    }),
    {
      sql: "select id, name from workplaces where org_id = ? and archived_at is null order by name, id",
      params: [organisation.id],
    },
    {
      sql: "select max(period) from periods where org_id = ? and state = 'closed'",
      params: [organisation.id],
    },
  ]);
  const { calendar, workplaceOverrides } = calendarsOf(
    results.slice(0, calendarResults),
    organisation,
  );
  const [workplaces, closed] = results.slice(calendarResults);
  const places = (workplaces?.rows ?? []).map(([id, name]) => ({
    id: String(id),
    name: String(name),
  }));
  const { overrides: _, ...official } = calendar;
  const days = monthDays(calendar, official, month);
  const ofPlaces = places.flatMap(({ id, name }) =>
    (workplaceOverrides.get(id) ?? [])
      .filter(({ date }) => month.from <= date && date <= month.to)
      .map((own) => ({
        date: own.date,
        workplaceId: id,
        workplaceName: name,
        as: declarationOf(own.kind, own.shortenedMinutes ?? 0) ?? "closed",
        shortenedMinutes: own.shortenedMinutes ?? 0,
        names: own.name === undefined ? [] : [own.name],
      })),
  );
  return {
    period,
    calendar: kind,
    ...month,
    today,
    previous: shiftPeriod(period, -1),
    next: shiftPeriod(period, 1),
    mayChange: permissions.has("schedule.manage"),
    closedUntil: closedUntil(closed?.rows[0]?.[0] ?? null, organisation.calendar),
    known: days.every((day) => day.known),
    predicted: days.some((day) => day.source === "predicted"),
    normMinutes:
      organisation.profile === "ru"
        ? periodNorm(calendar, month, 2400)
        : obligation(calendar, month, {
            weekDays: organisation.weekend.length > 1 ? 5 : 6,
            fiveDayHoliday: "credit720",
          }),
    days,
    ofPlaces,
    workplaces: places,
  };
}

/** @throws {Refusal} `invalid_input` for a month that this calendar has not */
function rangeOf(period: PeriodKey, calendar: CalendarKind): DateRange {
  const year = Number(period.slice(0, 4));
  const isOdd = calendar === "jalali" ? year < 1300 || year > 1500 : year < 1921 || year > 2121;
  if (isOdd) throw new Refusal("invalid_input", {}, [{ pointer: "/period", code: "custom" }]);
  return periodRange(period, calendar);
}

/** The last day of the newest closed month: months are closed in order. */
const closedUntil = (period: unknown, calendar: CalendarKind): LocalDate | null =>
  typeof period === "string" ? periodRange(period as PeriodKey, calendar).to : null;

function monthDays(
  calendar: OfficialCalendar,
  official: OfficialCalendar,
  { from, to }: { readonly from: OfficialDay["date"]; readonly to: OfficialDay["date"] },
): CalendarMonth["days"] {
  const days: CalendarMonth["days"] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const day = officialDay(calendar, date);
    const given = officialDay(official, date);
    days.push({
      date,
      kind: day.kind,
      weeklyRest: day.weeklyRest,
      shortenedMinutes: day.shortenedMinutes,
      names: [...day.names],
      movedFrom: day.movedFrom ?? null,
      source: day.source,
      known: given.known,
      officialKind: given.kind,
      officialShortened: given.shortenedMinutes,
      officialNames: [...given.names],
      own: day.source === "organisation" ? declarationOf(day.kind, day.shortenedMinutes) : null,
    });
  }
  return days;
}
