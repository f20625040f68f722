import { v7 as uuidv7 } from "uuid";
import { expect } from "vitest";
import { ask } from "../../bot/core/api.ts";
import { type Company, foundCompany, type Worker } from "../api/attendance-company.ts";
import { owners } from "../api/attendance-messages.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { absenceRow, afterwards, personRows, play, shiftRows } from "./play-story.ts";
import { type Figures, noFigures, reckon } from "./second-calculation.ts";
import { type Story, tellStory } from "./story.ts";
import { type Country, dayOf, lands, shiftsOf } from "./work-plan.ts";

const people = 200;
/** `SIMULATION_SEED=7` tells other stories. */
const seed = Number(process.env["SIMULATION_SEED"] ?? 1);

interface Actor {
  readonly worker: Worker;
  readonly story: Story;
}

/** Months that the second calculation makes of a story, by the dates of the product's period. */
function expectedOf(country: Country, { shift, days }: Story, from: string, to: string): Figures {
  const total = noFigures();
  for (const day of days) {
    if (day.day.date < from || day.day.date > to) continue;
    const figures = reckon(country, shift, day, dayOf(country, day.day.number + 1));
    for (const name of Object.keys(total) as (keyof Figures)[]) total[name] += figures[name];
  }
  return total;
}

async function monthOf(world: ApiWorld, company: Company, { worker }: Actor, period: string) {
  const month = await ask(
    owners(world, company.owner).attendance.months[":period"].$get({
      param: { period },
      query: { employeeId: worker.employeeId },
    }),
  );
  const { totals } = month;
  const figures: Figures = {
    expected: totals.expected,
    worked: totals.worked,
    presence: totals.presence,
    normal: totals.normal,
    overtime: totals.overtime,
    surplus: totals.surplus,
    night: totals.night,
    holiday: totals.holiday,
    weekend: totals.weekend,
    unpaidBreak: totals.breakUnpaid,
    leave: totals.leave,
    absence: totals.absence,
    owed: totals.deficit + totals.deficitExcused,
    unresolved: totals.unresolved,
    late: totals.late,
  };
  return { from: month.from, to: month.to, figures };
}

/**
 * Two hundred people work three months: shifts of every kind, lateness, leave, forgotten punches that are corrected or not, messages
 * that come hours late, twice or out of order. Every figure of every month equals the second calculation's.
 */
export async function liveThreeMonths(country: Country): Promise<void> {
  const { offsetMinutes, first, periods } = lands[country];
  const world = await createApiWorld(Date.parse(first), { isQuiet: true });
  const company = await foundCompany(world.db, { profile: country });
  const shifts = shiftsOf(country).map((shift) => ({ shift, id: uuidv7() }));
  const actors = Array.from({ length: people }, (_, index): Actor & { shiftId: string } => {
    const { shift, id } = shifts[index % shifts.length] as (typeof shifts)[number];
    return {
      worker: {
        telegramUserId: 70_000 + index,
        employeeId: uuidv7(),
        personId: uuidv7(),
        name: `${shift.name} ${index}`,
      },
      shiftId: id,
      story: tellStory(country, shift, offsetMinutes, { seed: seed * 1_000_003 + index }),
    };
  });
  await world.db.write([
    ...shifts.flatMap(({ shift, id }) => shiftRows(company.orgId, id, shift)),
    ...actors.flatMap(({ worker, shiftId }) => personRows(company, worker, shiftId)),
    ...actors.flatMap(({ worker, story }) =>
      story.absences.map((absence) => absenceRow(company, country, worker, absence)),
    ),
  ]);

  const sent = await play(world, company, actors);
  world.now = afterwards(country);

  const stored = await world.db.read([{ sql: "select count(*) from punches", params: [] }]);
  const told = actors.reduce((sum, { story }) => sum + story.punches.length, 0);
  const corrected = actors.reduce((sum, { story }) => sum + story.corrections.length, 0);
  expect(Number(stored[0]?.rows[0]?.[0])).toBe(told + corrected);
  expect(sent).toBeGreaterThan(told);

  for (const actor of actors)
    for (const period of periods) {
      const { from, to, figures } = await monthOf(world, company, actor, period);
      expect(figures, `${actor.worker.name} in ${period}`).toEqual(
        expectedOf(country, actor.story, from, to),
      );
    }
  await world.close();
}
