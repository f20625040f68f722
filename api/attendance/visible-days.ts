import type { Statement } from "../../db/client/port.ts";
import { type Access, refuseLocked } from "../billing/load-access.ts";
import { waitingStatement } from "../billing/seats.ts";
import type { Capability } from "../billing/rules/types.ts";
import { periodOf, periodRange } from "../core/calendar/period.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";

/** A member who looks at attendance: what money locks was read with them. */
export interface ViewContext extends MemberContext {
  readonly access: Access;
}

const capabilities = {
  own: { current: "own_attendance_current", past: "own_attendance_past" },
  team: { current: "team_attendance_current", past: "reports" },
} as const satisfies Record<string, Record<string, Capability>>;

/**
 * Stops what money hides: days of the running month while there is a debt, the team's while the plan has lapsed, those of
 * somebody without a seat (BIL AT-13, AT-19, §5.5). Punching and asking for leave never come here.
 * @param to last day that would be shown
 * @throws {Refusal} `debt_lock`, `plan_lock`, `seat_lock`
 */
export function refuseHiddenDays(ctx: ViewContext, employeeId: string, to: LocalDate): void {
  const whose = employeeId === ctx.member.employeeId ? "own" : "team";
  const month = isCurrent(ctx, to) ? "current" : "past";
  refuseLocked(ctx.access, capabilities[whose][month]);
  if (whose === "own" && month === "current" && ctx.access.ownSeat === "waits") throw noSeat();
}

/** The same for the board. */
export const refuseHiddenTeam = (ctx: ViewContext): void =>
  refuseLocked(ctx.access, capabilities.team.current);

/** Who has no seat today, to be read with the days; empty where no seats are sold. */
export const seatless = (ctx: MemberContext): Statement => {
  const { id, timeZone } = ctx.member.organisation;
  return waitingStatement(id, localDateOf(ctx.deps.clock(), timeZone));
};

/** @param waiting rows of `seatless`. @throws {Refusal} `seat_lock` for days of this month of somebody who has none */
export function refuseSeatless(
  ctx: MemberContext,
  employeeId: string,
  to: LocalDate,
  waiting: readonly (readonly unknown[])[] = [],
): void {
  if (isCurrent(ctx, to) && waiting.some(([id]) => id === employeeId)) throw noSeat();
}

const noSeat = () =>
  new Refusal("seat_lock", { cause: "no_seat", sum: 0, personMonths: 0, currency: null });

function isCurrent({ member, deps }: MemberContext, to: LocalDate): boolean {
  const { calendar, timeZone } = member.organisation;
  const today = localDateOf(deps.clock(), timeZone);
  return to >= periodRange(periodOf(today, calendar), calendar).from;
}
