import type { z } from "zod";
import { guardChanged } from "../../../db/client/guard.ts";
import { commit } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { toldAs } from "../../core/told-as.ts";
import { pinHash } from "../../trust/pin-hash.ts";
import type { done } from "../schemas.ts";
import { refuseTakenNumber } from "../refuse-taken-number.ts";
import { loadTarget, refuseAbove, type Target } from "./load-target.ts";
import type { pinAnswer, pinInput } from "./schemas.ts";

/** A kiosk's keypad has digits only. */
const typable = /^\d{1,12}$/;
/** PINs that everybody tries first. */
const weak = /^(\d)\1+$|^(?:0?123456?|1234|12345|2580|654321|4321)$/;

/**
 * A PIN for the keypad of a kiosk, typed after the personnel number. It is told now and kept nowhere, so a repeated command sets
 * a fresh one unless it names it.
 * @throws {Refusal} `forbidden`, `not_found`, `stale` of who has left; `number_needed` without a number of digits, `number_taken`
 * with `{name}`, `pin_weak`
 */
export async function setKioskPin(
  ctx: MemberContext,
  id: string,
  input: z.infer<typeof pinInput>,
): Promise<z.infer<typeof pinAnswer>> {
  const allowed = permit(ctx, "people.manage");
  const target = await loadTarget(ctx, id);
  refuseAbove(ctx, target);
  if (target.state !== "active") throw new Refusal("stale");
  if (input.pin !== undefined && weak.test(input.pin)) throw new Refusal("pin_weak");
  const personnelNumber = await freeNumber(ctx, target, input.personnelNumber);
  const { id: orgId } = ctx.member.organisation;
  const pin = input.pin ?? newPin();
  const set = commit(
    { ...ctx, command: null },
    {
      permit: allowed,
      statements: [
        {
          sql: `update employees set kiosk_pin = ?, personnel_number = ?, version = version + 1
            where org_id = ? and id = ? and state = 'active'`,
          params: [
            await pinHash(ctx.deps, { orgId, employeeId: id, pin }),
            personnelNumber,
            orgId,
            id,
          ],
        },
        guardChanged(),
      ],
      audit: [
        {
          orgId,
          action: "employee.pin_set",
          subject: `employee:${id}`,
          before: { hadPin: target.hasPin, personnelNumber: target.personnelNumber },
          after: { personnelNumber },
        },
      ],
      answer: { pin, personnelNumber },
    },
  );
  return toldAs(set, { guard: "stale" });
}

/** The PIN opens nothing any more. @throws {Refusal} `forbidden`, `not_found`, `stale` without one */
export async function removeKioskPin(
  ctx: MemberContext,
  id: string,
): Promise<z.infer<typeof done>> {
  const allowed = permit(ctx, "people.manage");
  const target = await loadTarget(ctx, id);
  refuseAbove(ctx, target);
  const { id: orgId } = ctx.member.organisation;
  const removed = commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: `update employees set kiosk_pin = null, version = version + 1
          where org_id = ? and id = ? and kiosk_pin is not null`,
        params: [orgId, id],
      },
      guardChanged(),
    ],
    audit: [{ orgId, action: "employee.pin_removed", subject: `employee:${id}` }],
    answer: { done: true as const },
  });
  return toldAs(removed, { guard: "stale" });
}

async function freeNumber(
  ctx: MemberContext,
  target: Target,
  given: string | undefined,
): Promise<string> {
  const number = given ?? target.personnelNumber;
  if (number === null || !typable.test(number)) throw new Refusal("number_needed");
  await refuseTakenNumber(ctx, { id: target.id, number });
  return number;
}

/** Five digits, drawn until they are not among the weak ones. */
function newPin(): string {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  const pin = String(drawn % 100_000).padStart(5, "0");
  return weak.test(pin) ? newPin() : pin;
}
