import { ask, named } from "../../bot/core/api.ts";
import type { RolePreset } from "../../api/core/permissions.ts";
import type { ApiWorld } from "../support/api-world.ts";

export const office = {
  name: "دفتر مرکزی",
  latitudeE6: 35_715_298,
  longitudeE6: 51_404_343,
  radiusM: 150,
};

export interface Company {
  readonly owner: number;
  readonly organisationId: string;
  readonly groupId: string;
}

/** A company with a workplace, a day shift and a group, founded by the Telegram user `owner`. */
export async function foundCompany(
  world: ApiWorld,
  owner: number,
  profile: "ir" | "ru" = "ir",
): Promise<Company> {
  const founded = await ask(
    world.as("owner", owner).people.organisations.$post(
      {
        json: {
          name: `Company of ${owner}`,
          profile,
          personName: `Owner ${owner}`,
          workplace: office,
          shift: { name: "Day", groupName: "All", startMinute: 480, endMinute: 920 },
        },
      },
      named(world.key()),
    ),
  );
  return { owner, organisationId: founded.organisationId, groupId: founded.groupId ?? "" };
}

/** The token of a fresh invitation made by `by`. */
export async function invite(
  world: ApiWorld,
  by: number,
  rolePreset: RolePreset = "employee",
  groupId?: string,
): Promise<string> {
  const { link } = await ask(
    world
      .as("owner", by)
      .people.invites.$post(
        { json: { rolePreset, ...(groupId === undefined ? {} : { groupId }) } },
        named(world.key()),
      ),
  );
  return link.slice(link.indexOf("?start=i_") + "?start=i_".length);
}

/** The body with which somebody shares their own contact. */
export const ownContact = (token: string, user: number) => ({
  token,
  phone: `98912${String(1_000_000 + user)}`,
  contactUserId: user,
  forwarded: false,
  name: `Person ${user}`,
});

/** @returns the new employee's id */
export async function join(world: ApiWorld, token: string, user: number): Promise<string> {
  const { employeeId } = await ask(
    world
      .as("staff", user)
      .people.invites.accept.$post({ json: ownContact(token, user) }, named(world.key())),
  );
  return employeeId;
}

/** Somebody in the company with a role of that preset. @returns the employee's id */
export async function hire(
  world: ApiWorld,
  company: Company,
  user: number,
  rolePreset: RolePreset = "employee",
): Promise<string> {
  return join(world, await invite(world, company.owner, rolePreset, company.groupId), user);
}

/** The stable code of a refusal, or "ok". */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "ok";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

/** Every audit action of the world so far, in order. */
export async function auditActions(world: ApiWorld): Promise<string[]> {
  const [rows] = await world.db.read([{ sql: "select action from audit order by id", params: [] }]);
  return (rows?.rows ?? []).map(([action]) => String(action));
}
