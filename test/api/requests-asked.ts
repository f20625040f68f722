import { ask, named } from "../../bot/core/api.ts";
import type { Api } from "../../bot/core/api.ts";
import type { ApiWorld } from "../support/api-world.ts";
import type { RequestsHouse, Staff } from "./requests-house.ts";

type Wish = Parameters<Api["requests"]["index"]["$post"]>[0]["json"];
type Rule = Parameters<Api["requests"]["chains"]["$post"]>[0]["json"];

/** Asks for anything, as one person. */
export const asking = (world: ApiWorld, staff: Staff, wish: Wish, key = world.key()) =>
  ask(staff.api.requests.index.$post({ json: wish }, named(key)));

export const shown = (staff: Staff, id: string) =>
  ask(staff.api.requests[":id"].$get({ param: { id } }));

export const inboxOf = async (staff: Staff) =>
  (await ask(staff.api.requests.inbox.$get({ query: {} }))).items.map(({ id }) => id);

export const chain = (world: ApiWorld, owner: Staff, rule: Rule) =>
  ask(owner.api.requests.chains.$post({ json: rule }, named(world.key())));

export const cancel = (
  world: ApiWorld,
  staff: Staff,
  { id, version }: { readonly id: string; readonly version: number },
  reason = "wrong week",
) =>
  ask(
    staff.api.requests[":id"].cancel.$post(
      { param: { id }, json: { version, reason } },
      named(world.key()),
    ),
  );

export const standIn = (
  world: ApiWorld,
  of: Staff,
  by: Staff,
  { from, to }: { readonly from: string; readonly to: string },
) =>
  ask(
    of.api.requests.delegations.$post(
      { json: { toEmployeeId: by.employeeId, from, to } },
      named(world.key()),
    ),
  );

/** A punch straight into the log, at local minutes of the organisation's day. */
export async function punch(
  house: RequestsHouse,
  staff: Staff,
  kind: "in" | "out",
  at: number,
): Promise<string> {
  const { world, orgId } = house;
  const id = world.deps.ids();
  await world.db.write([
    {
      sql: `insert into punches (org_id, id, employee_id, at, received_at, kind, source, source_key, time_zone, verdict, trust, flags)
        values (?, ?, ?, ?, ?, ?, 'telegram', ?, 'Asia/Tehran', 'not_asked', 60, '[]')`,
      params: [orgId, id, staff.employeeId, at, at, kind, `test:${id}`],
    },
  ]);
  return id;
}
