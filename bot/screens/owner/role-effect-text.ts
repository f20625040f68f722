import type { RolePreview } from "../../../api/people/roles/schemas.ts";
import type { Permission } from "../../../api/core/permissions.ts";
import type { Api } from "../../core/api.ts";
import { type Html, lines, name } from "../../core/html.ts";
import type { ScreenContext } from "../../core/screen.ts";
import { rightsLine } from "../shared/rights-text.ts";

type Ctx = ScreenContext<Api>;
type SeatEffect = NonNullable<RolePreview["seats"]>;
const mostPeople = 6;

/** Rights that come and go. */
export const rightsChange = (
  { t }: Ctx,
  {
    gained,
    lost,
  }: { readonly gained: readonly Permission[]; readonly lost: readonly Permission[] },
): Html =>
  lines(
    gained.length > 0 && t.th("people.role.gained", { rights: rightsLine(t, gained) }),
    lost.length > 0 && t.th("people.role.lost", { rights: rightsLine(t, lost) }),
    gained.length + lost.length === 0 && t.th("people.role.same_rights"),
  );

/** Whether a seat has to be added before it can be saved. */
export const lacksSeats = (seats: SeatEffect | null): boolean => (seats?.missing ?? 0) > 0;

/** What one person's new role does to the seats; null where none are sold or nothing changes. */
export function personSeatLines(ctx: Ctx, seats: SeatEffect | null): Html | null {
  if (seats === null || seats.active === null || seats.people.length === 0) return null;
  const { t } = ctx;
  const { active, needed, neededAfter } = seats;
  const params = {
    used: t.format.number(Math.min(needed, active)),
    active: t.format.number(active),
  };
  if (neededAfter <= needed) return neededAfter < needed ? freeLines(ctx, seats) : null;
  return lines(
    t.th(seats.missing > 0 ? "people.seat.role_lacks" : "people.seat.role_takes", params),
    seats.cost !== null &&
      t.th("people.seat.costs", {
        sum: t.format.money(seats.cost.total, seats.cost.currency),
      }),
    seats.lock !== null && t.th("people.role.seats_locked"),
  );
}

/** What a role's new rights do to the seats of everybody who has it. */
export function roleSeatLines(ctx: Ctx, seats: SeatEffect | null): Html | null {
  if (seats === null || seats.active === null) return null;
  const { t } = ctx;
  const { needed, neededAfter, missing, cost, lock, freeUntil } = seats;
  if (seats.people.every(({ needs, needsAfter }) => needs === needsAfter))
    return t.th("people.role.seats_same");
  return lines(
    t.th("people.role.seats_change", { before: needed, after: neededAfter }),
    peopleLines(ctx, seats),
    missing > 0 && t.th("people.role.seats_missing", { count: missing }),
    cost !== null && costLine(ctx, cost),
    lock !== null && t.th("people.role.seats_locked"),
    freeUntil !== null && t.th("people.role.seats_free_until", { date: t.format.date(freeUntil) }),
  );
}

const costLine = (
  { t }: Ctx,
  { total, currency, until }: NonNullable<SeatEffect["cost"]>,
): Html => {
  const sum = t.format.money(total, currency);
  return until === null
    ? t.th("people.role.seats_cost", { sum })
    : t.th("people.role.seats_cost_until", { sum, date: t.format.date(until) });
};

const freeLines = (ctx: Ctx, seats: SeatEffect): Html =>
  lines(
    peopleLines(ctx, seats),
    seats.freeUntil !== null &&
      ctx.t.th("people.role.seats_free_until", { date: ctx.t.format.date(seats.freeUntil) }),
  );

/** Who needs a seat from now on, and who no longer. */
function peopleLines({ t }: Ctx, { people }: SeatEffect): Html {
  const turned = people.filter(({ needs, needsAfter }) => needs !== needsAfter);
  return lines(
    ...turned.slice(0, mostPeople).map((person) =>
      t.th(person.needsAfter ? "people.role.seat_person_needs" : "people.role.seat_person_free", {
        name: name(person.name, 40),
        reasons: person.reasonsAfter
          .map((reason) => t.tp(`billing.people.reason_${reason}`))
          .join(t.language === "fa" ? "، " : ", "),
      }),
    ),
    turned.length > mostPeople &&
      t.th("people.role.seat_more", { count: turned.length - mostPeople }),
  );
}
