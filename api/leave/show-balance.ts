import type { z } from "zod";
import { addDays } from "../core/calendar/local-date.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import { type BookedEntry, loadLeaveFile } from "../requests/load-leave-file.ts";
import { typesOn } from "../requests/rules/types-of.ts";
import { policyOfType } from "./leave-policy.ts";
import { type LeaveAccount, loadAccount } from "./load-account.ts";
import { dueEntries, dueLedger, nextAccrual, projectBalance, sumOf } from "./project-balance.ts";
import { yearEnds } from "./rules/year-end.ts";
import type { balanceView, projectionView, statementView } from "./schemas.ts";
import { whoseLeave } from "./whose-leave.ts";

const rowsPerPage = 8;
const longestYear = 366;
const latestDaysAhead = 732;

const isUse = ({ reason }: BookedEntry) => reason === "use" || reason === "reversal";
const isAnnual = ({ typeCode }: { readonly typeCode: string }) => typeCode === "annual";

/**
 * An employee's leave balance, minutes: what is booked, what is earned by today and what the end of the leave year will take.
 * @param employeeId nothing: one's own. @throws {Refusal} `not_found`
 */
export async function showBalance(
  ctx: MemberContext,
  employeeId?: string,
): Promise<z.infer<typeof balanceView>> {
  const whose = whoseLeave(ctx, employeeId);
  const account = await loadAccount(ctx, whose);
  const { policy, file, today } = account;
  const ledger = dueLedger(policy, file, today);
  const next = nextAccrual(policy, file, today);
  const waiting = file.requests.filter(({ state }) => state === "pending").filter(isAnnual);
  return {
    minutes: sumOf(ledger),
    dayMinutes: policy.type.dayMinutes,
    earned: sumOf(ledger.filter((entry) => !isUse(entry))),
    used: -sumOf(ledger.filter(isUse)),
    pending: sumOf(waiting),
    next: next && { on: next.effectiveOn, minutes: next.minutes },
    expiring: expiryOf(account),
    others: await otherBalances(ctx, whose, account),
  };
}

/** What is left of the organisation's own kinds of leave; one read each. */
function otherBalances(ctx: MemberContext, employeeId: string, { file, today }: LeaveAccount) {
  const { organisation } = ctx.member;
  const yearly = typesOn(organisation.profile, today, file.ownTypes).filter(
    ({ ledger, grant }) => ledger !== null && grant?.per === "year",
  );
  return Promise.all(
    yearly.map(async (type) => {
      const range = { from: today, to: today };
      const own = await loadLeaveFile(ctx.deps, organisation, employeeId, range, {
        leaveType: type.code,
      });
      const ledger = dueLedger(policyOfType(type, organisation), own, today);
      return { code: type.code, name: type.name ?? type.code, minutes: sumOf(ledger) };
    }),
  );
}

/** What the end of the running leave year will take if nothing more is used before it. */
function expiryOf({ policy, file, today }: LeaveAccount): z.infer<typeof balanceView>["expiring"] {
  const { grant } = policy;
  if (grant.kind !== "monthly" && grant.kind !== "yearly") return null;
  const [end] = yearEnds(grant.carryOver.calendar, today, addDays(today, longestYear));
  if (end === undefined) return null;
  const lost = sumOf(
    dueEntries(policy, file, end.firstDay).filter(
      ({ key, reason }) => key === end.key && reason !== "accrual",
    ),
  );
  return lost === 0 ? null : { after: end.lastDay, minutes: 0 - lost };
}

/** The ledger like a bank's statement, newest first. @param cursor rows already shown */
export async function showStatement(
  ctx: MemberContext,
  {
    cursor = 0,
    employeeId,
  }: { readonly cursor?: number | undefined; readonly employeeId?: string | undefined },
): Promise<z.infer<typeof statementView>> {
  const { policy, file, today } = await loadAccount(ctx, whoseLeave(ctx, employeeId));
  let balance = 0;
  const rows = dueLedger(policy, file, today)
    .toSorted((a, b) => a.effectiveOn.localeCompare(b.effectiveOn))
    .map(({ reason, effectiveOn, minutes, note }) => {
      balance += minutes;
      return { reason, on: effectiveOn, minutes, balance, note: note ?? null };
    })
    .toReversed();
  const end = cursor + rowsPerPage;
  return {
    rows: rows.slice(cursor, end),
    dayMinutes: policy.type.dayMinutes,
    next: end < rows.length ? end : null,
    total: rows.length,
  };
}

/**
 * What the balance will be on a day: today's, what is earned and what expires until then, less what is asked for.
 * @throws {Refusal} `not_found`, `date_out_of_range`
 */
export async function showProjection(
  ctx: MemberContext,
  { on, employeeId }: { readonly on: LocalDate; readonly employeeId?: string | undefined },
): Promise<z.infer<typeof projectionView>> {
  const { policy, file, today } = await loadAccount(ctx, whoseLeave(ctx, employeeId));
  const last = addDays(today, latestDaysAhead);
  if (on < today || on > last) throw new Refusal("date_out_of_range", { first: today, last });
  const waiting = file.requests.filter(({ state }) => state === "pending").filter(isAnnual);
  const { available: _available, ...projection } = projectBalance(
    policy,
    file,
    { on, minutes: 0 },
    waiting,
    today,
  );
  return { on, dayMinutes: policy.type.dayMinutes, ...projection };
}
