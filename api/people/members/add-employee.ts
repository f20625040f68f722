import type { z } from "zod";
import { seatForNewcomer, takesSeat } from "../../billing/may-add-person.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import { commit, earlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { isWithin } from "../../core/scope.ts";
import { toldAs } from "../../core/told-as.ts";
import { firstDayProblem } from "../rules/first-day.ts";
import { readPhone } from "../rules/phone.ts";
import { confirmedNewcomers } from "../confirmed-newcomers.ts";
import { guardUnknown, type KnownPerson, loadKnownPeople } from "./known-people.ts";
import { newMemberStatements } from "./new-member-statements.ts";
import { pickRole } from "./pick-role.ts";
import type { addEmployeeInput, addedEmployee } from "./schemas.ts";

/**
 * Employs somebody who has no Telegram, or has not come yet: they are on the team from their first day on, punch at a kiosk, and
 * may bind an account later.
 * @throws {Refusal} `forbidden` also for a role above one's own; `not_found` of the group or the shift; `phone_invalid`,
 * `phone_anonymous`; `phone_in_use`, `was_here`, `number_taken` with `{name}`; `too_old`, `in_the_future`; `no_free_seat`,
 * `plan_lock`, `seat_lock`; `confirmation_needed` for rights over others
 */
export async function addEmployee(
  ctx: MemberContext,
  input: z.infer<typeof addEmployeeInput>,
): Promise<z.infer<typeof addedEmployee>> {
  const allowed = permit(ctx, "people.manage");
  const earlier = await earlierAnswer<z.infer<typeof addedEmployee>>(ctx);
  if (earlier !== null) return earlier;
  const { deps, member } = ctx;
  const { id: orgId, timeZone } = member.organisation;
  const { name, groupId = null, shiftId = null, personnelNumber = null, position = null } = input;
  const now = deps.clock();
  const today = localDateOf(now, timeZone);
  const startedOn = input.startedOn ?? today;
  const phone = phoneOf(input.phone);
  const problem = firstDayProblem(startedOn, today);
  if (problem !== null) throw new Refusal(problem);
  if (!isWithin(member.sees, groupId)) throw new Refusal("not_found");
  const role = await pickRole(ctx, { ...input, groupId });
  await refuseUnknownPlaces(ctx, { groupId, shiftId });
  refuseKnown(await loadKnownPeople(ctx), { phone, personnelNumber });
  const seat = await seatForNewcomer(deps, orgId, { takesSeat: takesSeat(role.permissions) });
  const step = await confirmedNewcomers(ctx, { name, account: phone }, [{ role, groupId }]);
  const employeeId = deps.ids();
  const added = commit(ctx, {
    permit: allowed,
    statements: [
      ...step.statements,
      guardUnknown(orgId, [{ phone, personnelNumber }]),
      ...newMemberStatements(
        orgId,
        [
          {
            employeeId,
            personId: deps.ids(),
            name,
            phone,
            personnelNumber,
            position,
            roleId: role.id,
            groupId,
            shiftId,
            manages: JSON.stringify(role.manages),
            startedOn,
          },
        ],
        { now, ids: deps.ids },
      ),
      ...seat,
    ],
    audit: [
      {
        orgId,
        action: "employee.added",
        subject: `employee:${employeeId}`,
        after: { name, role: role.preset ?? role.id, groupId, shiftId, personnelNumber, startedOn },
      },
      ...step.audit,
    ],
    answer: { employeeId },
  });
  return toldAs(added, { guard: "stale" });
}

/** @throws {Refusal} `phone_invalid`, `phone_anonymous` */
function phoneOf(typed: string | undefined): string | null {
  if (typed === undefined) return null;
  const reading = readPhone(typed);
  if ("problem" in reading) throw new Refusal(reading.problem);
  return reading.phone;
}

function refuseKnown(
  known: readonly KnownPerson[],
  { phone, personnelNumber }: Pick<KnownPerson, "phone" | "personnelNumber">,
): void {
  const same = phone === null ? undefined : known.find((one) => one.phone === phone);
  if (same !== undefined)
    throw new Refusal(same.state === "active" ? "phone_in_use" : "was_here", { name: same.name });
  const numbered =
    personnelNumber === null
      ? undefined
      : known.find((one) => one.state === "active" && one.personnelNumber === personnelNumber);
  if (numbered !== undefined) throw new Refusal("number_taken", { name: numbered.name });
}

async function refuseUnknownPlaces(
  { deps, member }: MemberContext,
  { groupId, shiftId }: { readonly groupId: string | null; readonly shiftId: string | null },
): Promise<void> {
  const orgId = member.organisation.id;
  const [found] = await deps.db.read([
    {
      sql: `select ? is null or exists (select 1 from groups where org_id = ? and id = ?),
          ? is null or exists (select 1 from shifts where org_id = ? and id = ? and archived_at is null)`,
      params: [groupId, orgId, groupId, shiftId, orgId, shiftId],
    },
  ]);
  const [hasGroup, hasShift] = found?.rows[0] ?? [];
  if (hasGroup !== 1 || hasShift !== 1) throw new Refusal("not_found");
}
