import { localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { leavePolicyOf } from "./leave-policy.ts";
import { type BookedEntry, loadLeaveFile } from "../requests/load-leave-file.ts";
import { dueLedger, nextAccrual, sumOf } from "./project-balance.ts";

const rowsPerPage = 8;

async function load(ctx: MemberContext) {
  permit(ctx, "requests.self");
  const { organisation, employeeId } = ctx.member;
  const today = localDateOf(ctx.deps.clock(), organisation.timeZone);
  const range = { from: today, to: today };
  const file = await loadLeaveFile(ctx.deps, organisation, employeeId, range);
  const policy = leavePolicyOf(organisation.profile);
  return { file, policy, today, ledger: dueLedger(policy, file, today) };
}

const isUse = ({ reason }: BookedEntry) => reason === "use" || reason === "reversal";

/** The member's leave balance, minutes: what is booked and what is earned by today. */
export async function leaveBalance(ctx: MemberContext) {
  const { file, policy, today, ledger } = await load(ctx);
  const next = nextAccrual(policy, file, today);
  return {
    minutes: sumOf(ledger),
    dayMinutes: policy.type.dayMinutes,
    earned: sumOf(ledger.filter((entry) => !isUse(entry))),
    used: -sumOf(ledger.filter(isUse)),
    pending: sumOf(file.requests.filter(({ state }) => state === "pending")),
    next: next && { on: next.effectiveOn, minutes: next.minutes },
  };
}

/** The ledger like a bank's statement, newest first. @param cursor rows already shown */
export async function leaveStatement(ctx: MemberContext, cursor = 0) {
  const { policy, ledger } = await load(ctx);
  let balance = 0;
  const rows = ledger
    .toSorted((a, b) => a.effectiveOn.localeCompare(b.effectiveOn))
    .map(({ reason, effectiveOn, minutes }) => {
      balance += minutes;
      return { reason, on: effectiveOn, minutes, balance };
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
