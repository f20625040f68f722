import { presetPermissions, type RolePreset } from "../../../api/core/permissions.ts";
import type { SeatsView } from "../../../api/billing/schemas.ts";
import type { Employee } from "../../../api/people/schemas.ts";
import type { Api } from "../../core/api.ts";
import { type Html, lines } from "../../core/html.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { type Key, to } from "../../core/view.ts";
import { orProblem, readQuote, readSeats } from "./billing/desk.ts";

type Ctx = ScreenContext<Api>;
type Place = SeatsView["people"][number];

/** A person's place among the seats, and how many there are. */
export interface PersonSeat extends Place {
  readonly active: number;
  readonly needed: number;
}

/** Null for who does not pay, where no seats are sold, and for who has left: then seats are nobody's business here. */
export async function readPersonSeat(ctx: Ctx, person: Employee): Promise<PersonSeat | null> {
  const mayPay = ctx.session.membership?.permissions.includes("billing.manage") === true;
  if (!mayPay || person.state === "ended") return null;
  const read = await orProblem(readSeats(ctx), ["not_billed"]);
  if ("problem" in read || read.value.active === 0) return null;
  const { active, needed, people } = read.value;
  const place = people.find(({ employeeId }) => employeeId === person.id);
  return place === undefined ? null : { ...place, active, needed };
}

/** Whether the person has a seat, and why they need one (BIL AL-3…AL-7). */
export function seatLine({ t }: Ctx, { seated, reasons, isPrimaryOwner }: PersonSeat): Html {
  if (seated === null) return t.th(isPrimaryOwner ? "people.seat.owner_free" : "people.seat.free");
  const why = reasons
    .map((reason) => t.tp(`billing.people.reason_${reason}`))
    .join(t.language === "fa" ? "، " : ", ");
  return t.th(seated ? "people.seat.seated" : "people.seat.waits", { reasons: why });
}

/** For who waits: one more seat, or one of those there are. */
export const waitingKeys = ({ t }: Ctx, { seated, employeeId }: PersonSeat): Key[][] =>
  seated === false
    ? [
        [
          { label: t.tp("people.seat.keys.add"), go: to("billing-add"), style: "primary" },
          {
            label: t.tp("people.seat.keys.give"),
            go: to("billing-people", ["prefer", employeeId]),
          },
        ],
      ]
    : [];

export interface RoleNeed {
  readonly text: Html;
  /** A seat has to be added first. */
  readonly lacks: boolean;
}

/** What a new role costs before it is given: nothing for who needs a seat already, and for roles without its rights. */
export async function needOfRole(
  ctx: Ctx,
  seat: PersonSeat | null,
  preset: RolePreset,
): Promise<RoleNeed | null> {
  if (seat === null || seat.seated !== null || !takesSeat(preset)) return null;
  const { t } = ctx;
  const { active, needed } = seat;
  const params = {
    used: t.format.number(Math.min(needed, active)),
    active: t.format.number(active),
  };
  if (needed < active) return { text: t.th("people.seat.role_takes", params), lacks: false };
  return { text: lines(t.th("people.seat.role_lacks", params), await costLine(ctx)), lacks: true };
}

/** Everybody with a role of ours that clocks in takes a seat; the API decides, this only says it before. */
const takesSeat = (preset: RolePreset): boolean =>
  presetPermissions[preset].some((right) =>
    ["punch.self", "bookings.create", "payments.take"].includes(right),
  );

/** What cannot be bought now has no price; the way to it says why. */
const unpriced = [
  "no_plan",
  "plan_lapsed",
  "overdue_orders",
  "annulled_seats",
  "account_parked",
  "too_many_orders",
];

async function costLine(ctx: Ctx): Promise<Html | null> {
  const read = await orProblem(readQuote(ctx, { kind: "seats", quantity: 1 }), unpriced);
  if ("problem" in read || read.value.kind !== "order") return null;
  const { total, currency } = read.value;
  return ctx.t.th("people.seat.costs", { sum: ctx.t.format.money(total, currency) });
}
