import type { ScheduleChange } from "../../api/schedule/changes/schemas.ts";
import { dayResults, dayStatements, readDayFiles } from "../../api/attendance/load-days.ts";
import type { DayResult } from "../../api/attendance/rules/types.ts";
import { profileDefaults } from "../../api/schedule/rules/profile-defaults.ts";
import type { DateRange } from "../../api/core/calendar/types.ts";
import type { Organisation } from "../../api/core/context.ts";
import type { Profile } from "../../api/core/words.ts";
import { ask, named } from "../../bot/core/api.ts";
import type { ApiWorld } from "../support/api-world.ts";
import { foundCompany, hireLike, type Worker } from "./attendance-company.ts";
import { owners, sendPunch } from "./attendance-messages.ts";

export type AnyChange = Record<string, unknown> & { readonly kind: ScheduleChange["kind"] };

/** A company of four whose roster a test changes, and every way to look at what came of it. */
export async function createRosterHouse(world: ApiWorld, profile: Profile = "ir") {
  const company = await foundCompany(world.db, { profile });
  await world.db.write(hireLike(company.employee, 1, "Second"));
  const second = { ...company.employee, telegramUserId: 50_001, name: "Second" };
  const [found] = await world.db.read([
    { sql: "select id from employees where name = 'Second'", params: [] },
  ]);
  const colleague: Worker = { ...second, employeeId: String(found?.rows[0]?.[0]) };
  const [rows] = await world.db.read([
    { sql: "select id, (select id from shifts) from groups", params: [] },
  ]);
  const { schedule } = owners(world, company.owner);
  const { timeZone, weekend, calendar, language } = profileDefaults[profile];
  const organisation: Organisation = {
    id: company.orgId,
    name: "Company",
    profile,
    language,
    calendar,
    timeZone,
    weekend,
    locationPolicy: "off",
  };
  let message = 0;
  return {
    company,
    colleague,
    schedule,
    groupId: String(rows?.rows[0]?.[0]),
    dayShift: String(rows?.rows[0]?.[1]),
    addShift: async (name: string, plan: Record<string, unknown>) =>
      (await ask(schedule.shifts.$post({ json: { name, ...plan } }, named(world.key())))).id,
    change: (json: AnyChange, key = world.key()) =>
      ask(schedule.changes.$post({ json: json as never }, named(key))),
    preview: (json: AnyChange) =>
      ask(schedule.changes.preview.$post({ json: json as never }, named(world.key()))),
    /** Everybody's days, by employee id. */
    async days(range: DateRange): Promise<ReadonlyMap<string, readonly DayResult[]>> {
      const results = await world.db.read(dayStatements(organisation, null, range));
      const files = readDayFiles(results.slice(0, dayResults), organisation);
      return new Map(
        files.files.map((file) => [file.employee.id, files.derive(file, range, world.now)]),
      );
    },
    roster: async (employeeId: string, from: string, to: string) => {
      const query = { from, to, employeeId };
      return (await ask(schedule.roster.$get({ query }))).items[0]?.days ?? [];
    },
    /** Works from one instant to another; the clock goes along. */
    async work(worker: Worker, start: number, end: number): Promise<void> {
      for (const [label, at] of [
        ["in", start],
        ["out", end],
      ] as const) {
        world.now = Math.max(world.now, at + 1000);
        await sendPunch(world, worker, { messageId: ++message, label, at });
      }
    },
  };
}

export type RosterHouse = Awaited<ReturnType<typeof createRosterHouse>>;
