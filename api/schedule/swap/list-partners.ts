import type { z } from "zod";
import type { PlannedDay } from "../../attendance/rules/types.ts";
import { addDays } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { readPlans } from "../read-plans.ts";
import { wallSegments } from "../rules/wall-segments.ts";
import { findColleague, hasShift, readColleagues } from "./colleagues.ts";
import { isFree, isWorked, readAway } from "./plan-swap.ts";
import type { partnerDays, partners } from "./schemas.ts";

/** How far ahead a colleague's day is looked for, days. */
const aheadDays = 28;

/** Colleagues who have a shift, and what they do on a date, those who are free first. */
export async function listPartners(
  ctx: MemberContext,
  date: LocalDate,
): Promise<z.infer<typeof partners>> {
  permit(ctx, "requests.self");
  const people = await readColleagues(ctx);
  const range = { from: date, to: date };
  const plans = await readPlans(ctx, null, range);
  const away = await readAway(
    ctx,
    people.map(({ id }) => id),
    range,
  );
  const items = people
    .filter(({ id }) => !away(id, date) && hasShift(plans, id, date))
    .flatMap(({ id, name }) => {
      const day = plans.days(id).find((one) => one.date === date);
      if (day === undefined || day.weekMinutes !== null) return [];
      return [{ id, name, free: isFree(day), segments: wallSegments(day) }];
    });
  return { items: items.toSorted((a, b) => Number(b.free) - Number(a.free)) };
}

/** Which of a colleague's days could be taken for one's own, in the next weeks. @throws {Refusal} `not_found` */
export async function listPartnerDays(
  ctx: MemberContext,
  { date, colleagueId }: { readonly date: LocalDate; readonly colleagueId: string },
): Promise<z.infer<typeof partnerDays>> {
  permit(ctx, "requests.self");
  const { employeeId, organisation } = ctx.member;
  const colleague = await findColleague(ctx, colleagueId);
  const now = ctx.deps.clock();
  const today = localDateOf(now, organisation.timeZone);
  const until = addDays(today > date ? today : date, aheadDays);
  const range = { from: today < date ? today : date, to: until };
  const plans = await readPlans(ctx, null, range);
  const away = await readAway(ctx, [employeeId, colleagueId], range);
  const mine = new Map(plans.days(employeeId).map((day) => [day.date, day]));
  const theirs = plans.days(colleagueId);
  const there = theirs.find((day) => day.date === date);
  const free = there !== undefined && isFree(there) && !away(colleagueId, date);
  const isTakeable = (day: PlannedDay): boolean => {
    const own = mine.get(day.date);
    if (own === undefined || !isWorked(day) || (day.segments[0]?.start ?? 0) <= now) return false;
    if (away(colleagueId, day.date) || away(employeeId, day.date)) return false;
    return day.date === date ? isWorked(own) : free && isFree(own);
  };
  return {
    colleague: { id: colleague.id, name: colleague.name },
    free,
    days: theirs
      .filter((day) => day.date >= range.from && day.date <= until)
      .filter(isTakeable)
      .map((day) => ({ date: day.date, segments: wallSegments(day) })),
  };
}
