import type { z } from "zod";
import type { LocalDate } from "../core/calendar/types.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit, type Permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { retryChanged } from "../core/retry-changed.ts";
import { unchangedSince } from "../requests/load-leave-file.ts";
import { book } from "./leave-entries.ts";
import { type LeaveAccount, loadAccount } from "./load-account.ts";
import { dueLedger, sumOf } from "./project-balance.ts";
import type { adjustmentInput, newBalance, openingInput } from "./schemas.ts";

type NewBalance = z.infer<typeof newBalance>;

interface Change {
  readonly employeeId: string;
  readonly reason: "opening" | "adjustment";
  readonly minutes: number;
  readonly on: LocalDate;
  readonly note: string;
}

/**
 * Says what the balance was at the end of a day, as the books before Hozur have it; what was earned and used until then is made up
 * for by one entry. Said anew, the last word holds.
 * @throws {Refusal} `forbidden`, `not_found`, `in_the_future`, `outside_employment`
 */
export function setOpening(
  ctx: MemberContext,
  { employeeId, minutes, on, note }: z.infer<typeof openingInput>,
): Promise<NewBalance> {
  const allowed = permit(ctx, "people.manage");
  return change(ctx, allowed, employeeId, ({ policy, file, today }) => {
    if (on > today) throw new Refusal("in_the_future");
    if (on < file.startedOn) throw new Refusal("outside_employment", { from: file.startedOn });
    const until = dueLedger(policy, file, on).filter(({ effectiveOn }) => effectiveOn <= on);
    return { employeeId, reason: "opening", minutes: minutes - sumOf(until), on, note };
  });
}

/** Adds to a balance or takes from it, with a reason that the statement shows. @throws {Refusal} `forbidden`, `not_found` */
export function adjustBalance(
  ctx: MemberContext,
  { employeeId, minutes, note }: z.infer<typeof adjustmentInput>,
): Promise<NewBalance> {
  const allowed = permit(ctx, "people.manage");
  return change(ctx, allowed, employeeId, ({ today }) => {
    return { employeeId, reason: "adjustment", minutes, on: today, note };
  });
}

const change = (
  ctx: MemberContext,
  allowed: Permit,
  employeeId: string,
  decide: (account: LeaveAccount) => Change,
): Promise<NewBalance> =>
  orEarlierAnswer(ctx, () =>
    retryChanged(async () => {
      const account = await loadAccount(ctx, employeeId);
      const { reason, minutes, on, note } = decide(account);
      const { deps, member } = ctx;
      const orgId = member.organisation.id;
      const id = deps.ids();
      const entry = {
        id,
        employeeId,
        leaveType: "annual",
        reason,
        minutes,
        note,
        key: id,
        effectiveOn: on,
        createdBy: member.employeeId,
      };
      const balance = sumOf(dueLedger(account.policy, account.file, account.today));
      return commit(ctx, {
        permit: allowed,
        statements: [
          unchangedSince(orgId, account.file),
          ...(minutes === 0 ? [] : [book(orgId, [entry], deps.clock())]),
        ],
        audit: [
          {
            orgId,
            action: `leave.${reason}`,
            subject: `employee:${employeeId}`,
            before: { minutes: balance },
            after: { minutes: balance + minutes, on, note },
          },
        ],
        answer: { minutes: balance + minutes, dayMinutes: account.policy.type.dayMinutes },
      });
    }),
  );
