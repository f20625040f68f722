import type { SeatsView } from "../../../api/billing/schemas.ts";
import type { Employee } from "../../../api/people/schemas.ts";
import { ask, type Api } from "../../core/api.ts";
import type { Html } from "../../core/html.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { type Key, to } from "../../core/view.ts";
import { orProblem, readSeats } from "./billing/desk.ts";
import { groupNames } from "./group-choice.ts";

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

/** The groups somebody leads besides their own, by name; null: none. */
export async function readGroupNames(ctx: Ctx, { manages }: Employee): Promise<string | null> {
  if (manages.length === 0) return null;
  const groups = manages.includes("*") ? [] : (await ask(ctx.api.schedule.groups.$get())).items;
  return groupNames(ctx, groups, manages);
}
