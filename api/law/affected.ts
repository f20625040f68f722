import type { ResultSet, Statement } from "../../db/client/port.ts";
import type { PlannedDay } from "../attendance/rules/types.ts";
import { addDays, datesOf } from "../core/calendar/local-date.ts";
import type { DateRange, LocalDate } from "../core/calendar/types.ts";
import type { Organisation } from "../core/context.ts";
import {
  type Recount,
  recountLeave,
  recountResults,
  recountStatements,
} from "../requests/recount-leave.ts";
import { type ToldDay, withDays } from "../schedule/load-calendar.ts";
import { planResults, plansOf, planStatements } from "../schedule/load-plan.ts";

/** What a word on the calendar changes for one person. */
export interface AffectedPerson {
  readonly id: string;
  readonly name: string;
  readonly dates: readonly LocalDate[];
}

export interface Affected {
  readonly people: readonly AffectedPerson[];
  /** Days of people, in all. */
  readonly days: number;
  /** Approved leave that costs more or less by it. */
  readonly recounts: readonly Recount[];
}

/** Results that `readAffected` takes, before those a caller adds. */
export const affectedResults = planResults + 1 + recountResults;

/** The reads behind «which people and how many days», for one round trip. */
export const affectedStatements = (organisation: Organisation, range: DateRange): Statement[] => [
  ...planStatements(organisation, null, wide(range)),
  {
    sql: `select e.id, e.name, e.started_on, e.ended_on from employees e
      where e.org_id = ? and e.started_on <= ? and (e.state = 'active' or coalesce(e.ended_on, '') >= ?)
      order by e.name, e.id`,
    params: [organisation.id, range.to, range.from],
  },
  ...recountStatements(organisation, range),
];

const wide = ({ from, to }: DateRange): DateRange => ({
  from: addDays(from, -1),
  to: addDays(to, 1),
});

/** Whose days are others after the word, on the dates it is about. Nothing is stored of days: they are derived anew. */
export function readAffected(
  results: readonly ResultSet[],
  organisation: Organisation,
  change: {
    readonly range: DateRange;
    readonly workplaceId: string | null;
    readonly days: readonly ToldDay[];
  },
): Affected {
  const plans = results.slice(0, planResults);
  const [people, ...leaves] = results.slice(planResults);
  const before = plansOf(plans, organisation);
  const after = plansOf(withDays(plans, change.workplaceId, change.days), organisation);
  const dates = datesOf(change.range);
  const affected = (people?.rows ?? []).flatMap((row): AffectedPerson[] => {
    const [id, name, startedOn, endedOn] = row.map((cell) => (cell === null ? null : String(cell)));
    if (!id || !startedOn) return [];
    const [old, now] = [before.of(id, change.range), after.of(id, change.range)];
    const own = dates.filter((date, index) => {
      const employed = startedOn <= date && (!endedOn || date <= endedOn);
      return employed && isOther(old[index], now[index]);
    });
    return own.length === 0 ? [] : [{ id, name: name ?? "", dates: own }];
  });
  const around = wide(change.range);
  return {
    people: affected,
    days: affected.reduce((sum, person) => sum + person.dates.length, 0),
    recounts: recountLeave(leaves, organisation, dates, (id) => ({
      before: before.of(id, around),
      after: after.of(id, around),
    })),
  };
}

const hoursOf = ({ segments }: PlannedDay): string => JSON.stringify(segments);

/** Another plan, or the same hours on a day that is worth something else. */
function isOther(before: PlannedDay | undefined, after: PlannedDay | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  if (hoursOf(before) !== hoursOf(after)) return true;
  if (before.expectedMinutes !== after.expectedMinutes) return true;
  const isPlanned = after.segments.length > 0 || after.rules === null;
  return isPlanned && before.official.kind !== after.official.kind;
}
