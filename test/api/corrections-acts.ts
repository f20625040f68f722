import { ask, named } from "../../bot/core/api.ts";
import type { ApiWorld } from "../support/api-world.ts";
import type { Worker } from "./attendance-company.ts";
import { owners, staff } from "./attendance-messages.ts";

export type Change =
  | { readonly action: "add"; readonly kind: "in" | "out"; readonly at: number }
  | {
      readonly action: "replace";
      readonly punchId: string;
      readonly kind: "in" | "out";
      readonly at: number;
    }
  | { readonly action: "void"; readonly punchId: string };

export const tehran = (time: string, date = "2026-11-21") => Date.parse(`${date}T${time}+03:30`);

/** A manager changes somebody's log. */
export const edit = (
  world: ApiWorld,
  by: Worker,
  of: {
    readonly employeeId: string;
    readonly date?: string;
    readonly changes: readonly Change[];
    readonly reason?: string;
  },
  key = world.key(),
) =>
  ask(
    owners(world, by).corrections.edits.$post(
      {
        json: {
          employeeId: of.employeeId,
          date: of.date ?? "2026-11-21",
          changes: [...of.changes],
          reason: of.reason ?? "Forgot the phone",
        },
      },
      named(key),
    ),
  );

export const answer = (
  world: ApiWorld,
  by: Worker,
  json:
    | { readonly answer: "accepted"; readonly reference: string }
    | { readonly answer: "objected"; readonly reference: string; readonly text: string },
  key = world.key(),
) => ask(staff(world, by).corrections.changes.answer.$post({ json }, named(key)));

export const settle = (
  world: ApiWorld,
  by: Worker,
  json: {
    readonly reference: string;
    readonly employeeId: string;
    readonly settlement: "kept" | "taken_back";
    readonly note?: string;
  },
  key = world.key(),
) => ask(owners(world, by).corrections.changes.settle.$post({ json }, named(key)));

export const changeOf = (world: ApiWorld, by: Worker, reference: string, employeeId?: string) =>
  ask(
    owners(world, by).corrections.changes.$get({
      query: { reference, ...(employeeId === undefined ? {} : { employeeId }) },
    }),
  );

export const dayOf = (world: ApiWorld, worker: Worker, date = "2026-11-21") =>
  ask(staff(world, worker).attendance.days[":date"].$get({ param: { date }, query: {} }));

/** Rows of the log with their receipts, in the order they came. */
export async function logOf(world: ApiWorld, worker: Worker) {
  const [rows] = await world.db.read([
    {
      sql: `select kind, at, source, receipt, reference, supersedes_id, flags, id from punches where employee_id = ?
        order by received_at, id`,
      params: [worker.employeeId],
    },
  ]);
  return (rows?.rows ?? []).map(
    ([kind, at, source, receipt, reference, supersedesId, flags, id]) => ({
      kind: String(kind),
      at: Number(at),
      source: String(source),
      receipt: receipt as string | null,
      reference: reference as string | null,
      supersedesId: supersedesId as string | null,
      flags: String(flags),
      id: String(id),
    }),
  );
}
