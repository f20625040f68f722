import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const from = (path: string) => JSON.stringify(new URL(`../../${path}`, import.meta.url).href);

/** What the rules say of the seeds' cases, on a machine of a time zone. */
async function answersIn(timeZone: string): Promise<string> {
  const script = `
    const { quotePlan } = await import(${from("api/billing/rules/quote-plan.ts")});
    const { quoteSeats } = await import(${from("api/billing/rules/quote-seats.ts")});
    const { quoteTopUp } = await import(${from("api/billing/rules/quote-topup.ts")});
    const { annulAt, dueAt } = await import(${from("api/billing/rules/due-at.ts")});
    const { alertsDue } = await import(${from("api/billing/rules/alerts.ts")});
    const { emptyBooks, onDay, ordered } = await import(${from("test/unit/billing/rules/books.ts")});
    const ru = emptyBooks("ru", "2025-02-01");
    const seats = onDay(ordered(ru, quotePlan(ru, { planCode: "ru-3", quantity: 5 })), "2025-04-08");
    const ir = emptyBooks("ir", "2025-03-30");
    const credit = ordered(ir, quotePlan(ir, { planCode: "ir-6", quantity: 10 }));
    const late = Date.parse("2025-04-07T21:30:00Z");
    const due = dueAt(late, "Europe/Moscow", 2);
    const plan = { code: "ru-3", endsOn: "2025-05-01" };
    const calm = { now: late, today: "2025-04-28", orders: [], attempts: [], month: null };
    console.log(JSON.stringify([
      new Date(2025, 0, 1).getTimezoneOffset(),
      quoteSeats(seats, 1), quotePlan(seats, { planCode: "ru-12" }), quotePlan(seats, { planCode: "ru-3" }),
      quoteTopUp(credit, { persons: 3 }), quotePlan(credit, { planCode: "ir-12" }),
      quoteTopUp({ ...credit, credit: -5 }, { debt: true }),
      due, annulAt(due, 5, "Asia/Tehran"), alertsDue({ ...calm, plan }),
    ]));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "--no-warnings", "--eval", script],
    { env: { ...process.env, TZ: timeZone } },
  );
  return stdout;
}

test("the zone of the machine changes no result (BIL P16)", async () => {
  const zones = ["UTC", "Asia/Tehran", "America/Los_Angeles", "Pacific/Kiritimati"];
  const said = await Promise.all(zones.map(answersIn));
  const [offsets, results] = [0, 1].map((part) =>
    said.map((text) => {
      const all = JSON.parse(text) as unknown[];
      return JSON.stringify(part === 0 ? all[0] : all.slice(1));
    }),
  );
  expect(new Set(offsets).size).toBe(zones.length);
  expect(new Set(results).size).toBe(1);
  expect(results?.[0]).toContain('"total":32900');
});
