import type { Statement } from "../../db/client/port.ts";
import type { MemberContext } from "../core/context.ts";
import { confirmed, type Confirmed } from "../security/confirm.ts";
import type { Facts } from "../security/rules/two-step.ts";
import { groupNames } from "./group-names.ts";
import type { GivenRole } from "./members/pick-role.ts";
import { groupsReached, isPlain } from "./rules/may-give.ts";
import { roleIsLive, stillHolds } from "./still-holds.ts";

interface Newcomer {
  readonly role: GivenRole;
  /** Null also for a group that is made with them. */
  readonly groupId: string | null;
}

/**
 * Who is employed with rights over others is confirmed a second time, whichever way they come, and the rights are there to give
 * when it is written.
 * @param about who they are, as the person is asked
 * @throws {Refusal} `confirmation_needed`, `rate_limited`
 */
export async function confirmedNewcomers(
  ctx: MemberContext,
  about: Facts,
  newcomers: readonly Newcomer[],
): Promise<Confirmed> {
  const { organisation, employeeId } = ctx.member;
  const orgId = organisation.id;
  const roles = new Map(newcomers.map(({ role }) => [role.id, role]));
  const risen = [...roles.values()].filter(({ permissions }) => !isPlain(permissions));
  const groups = [...new Set(risen.flatMap(({ manages }) => manages))].toSorted();
  const step =
    risen.length === 0
      ? { statements: [], audit: [] }
      : await confirmed(ctx, {
          action: "role.change",
          subject: `organisation:${orgId}`,
          facts: {
            ...about,
            role: risen.map(({ preset, name }) => preset ?? name),
            manages: await groupNames(ctx, groups),
            roles: risen.map(({ id, version }) => `${id} ${version}`).toSorted(),
            groups,
          },
        });
  const reached = newcomers.flatMap(({ role, groupId }) =>
    groupsReached({ permissions: role.permissions, manages: role.manages, groupId }),
  );
  const guards: Statement[] = [
    ...[...roles.keys()].map((id) => roleIsLive(orgId, id)),
    stillHolds(orgId, employeeId, {
      rights: ["people.manage"],
      roles: [...roles.keys()],
      groups: [...new Set(reached)],
    }),
  ];
  return { statements: [...step.statements, ...guards], audit: step.audit };
}
