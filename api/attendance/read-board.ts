import type { ResultSet, Statement } from "../../db/client/port.ts";
import { waitingStatement } from "../billing/seats.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { Member, Organisation } from "../core/context.ts";
import { anybody, groupsWithinSql, withinSql } from "../core/scope.ts";
import { type DayFile, dayResults, dayStatements, readDayFiles } from "./load-days.ts";
import type { BoardEntry } from "./rules/types.ts";

export interface BoardPerson {
  readonly employeeId: string;
  readonly name: string;
  /** `ended`: works here no longer and has not clocked out. */
  readonly state: "active" | "ended";
  readonly groupId: string | null;
  /** Where the last counted punch was made; null for who is not in, and where no place is asked for. */
  readonly workplaceId: string | null;
  readonly status: BoardEntry["status"] | "no_seat";
  readonly present: boolean;
  readonly since: number | null;
  readonly lateMinutes: number;
  readonly onBreakSince?: number;
}

/** All that a board is made of, for one round trip. Only today is read. @param reader null: sees everybody */
export function boardStatements(
  organisation: Organisation,
  now: number,
  reader: Pick<Member, "sees" | "employeeId"> | null,
): Statement[] {
  const today = localDateOf(now, organisation.timeZone);
  const groups = reader === null ? anybody : groupsWithinSql(reader);
  return [
    ...dayStatements(
      organisation,
      null,
      { from: today, to: today },
      reader === null ? anybody : withinSql(reader),
    ),
    waitingStatement(organisation.id, today),
    { sql: "select id, group_id from employees where org_id = ?", params: [organisation.id] },
    {
      sql: `select id, name from groups where org_id = ? and ${groups.sql} order by name, id`,
      params: [organisation.id, ...groups.params],
    },
    { sql: "select id, name from workplaces where org_id = ?", params: [organisation.id] },
  ];
}

export interface Board {
  readonly people: readonly BoardPerson[];
  readonly groups: ReadonlyMap<string, string>;
  readonly workplaces: ReadonlyMap<string, string>;
}

/** Everybody who is employed, and who has left the company without clocking out, by name. */
export function readBoard(
  results: readonly ResultSet[],
  organisation: Organisation,
  now: number,
): Board {
  const today = localDateOf(now, organisation.timeZone);
  const [waiting, grouped, groups, workplaces] = results.slice(dayResults);
  const { files, whereabouts } = readDayFiles(results.slice(0, dayResults), organisation);
  const seatless = new Set(waiting?.rows.map(([id]) => id));
  const groupOf = new Map(grouped?.rows.map(([id, groupId]) => [id, groupId as string | null]));
  const standing = (file: DayFile): BoardPerson => {
    const { employee } = file;
    const of = {
      employeeId: employee.id,
      name: employee.name,
      state: employee.state,
      groupId: groupOf.get(employee.id) ?? null,
    };
    if (seatless.has(employee.id)) return { ...of, ...hidden };
    const entry = whereabouts(file, today, now);
    return { ...of, ...entry, workplaceId: entry.present ? placeOf(file, entry.since) : null };
  };
  return {
    people: files
      .filter(({ employee }) => employee.startedOn <= today)
      .map(standing)
      .filter(({ state, present }) => state === "active" || present),
    groups: namesOf(groups),
    workplaces: namesOf(workplaces),
  };
}

/** Where the punch of that instant was made. */
const placeOf = ({ punches }: DayFile, at: number | null): string | null =>
  punches.find((punch) => punch.at === at)?.workplaceId ?? null;

/** Somebody without a seat: their punches are kept, where they are is not shown. */
const hidden = {
  status: "no_seat",
  present: false,
  since: null,
  lateMinutes: 0,
  workplaceId: null,
} as const;

const namesOf = (found: ResultSet | undefined): Map<string, string> =>
  new Map(found?.rows.map(([id, name]) => [String(id), String(name)]));
