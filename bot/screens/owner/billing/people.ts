import type * as z from "zod";
import type { seatsView } from "../../../../api/billing/schemas.ts";
import type { Translator } from "../../../../locales/index.ts";
import { ask, named, type Api } from "../../../core/api.ts";
import { bold, type Html, lines, name, plain } from "../../../core/html.ts";
import { pageOf, pagingKeys } from "../../../core/paging.ts";
import type { Screen } from "../../../core/screen.ts";
import { type Key, type Reply, to, type View } from "../../../core/view.ts";
import { backKey } from "../../shared/steer.ts";
import { type Ctx, readSeats } from "./desk.ts";
import { orBillingRefusal } from "./refusal.ts";

type Seats = z.infer<typeof seatsView>;
type Person = Seats["people"][number];

/** Who takes a seat and why, who waits for one, who needs none (BIL AL-3…AL-7). */
export const seatPeopleScreen: Screen<Api> = {
  name: "billing-people",
  code: "bs",
  permission: "billing.manage",
  open: (ctx, [action = "", id = ""]) =>
    orBillingRefusal(
      ctx,
      async () => {
        if (action === "prefer") return prefer(ctx, id);
        if (action === "owner") return chooseOwner(ctx, id);
        if (action === "owners")
          return { show: ownersView(ctx.t, await readSeats(ctx), Number(id) || 1) };
        return { show: seatPeopleView(ctx.t, await readSeats(ctx), Number(action) || 1) };
      },
      to("billing"),
    ),
};

/** Those who wait come first, then the seated, then those who need no seat. */
export function seatPeopleView(t: Translator, seats: Seats, wanted: number): View {
  const sorted = seats.people.toSorted((a, b) => rank(a) - rank(b));
  const { items, page, pages } = pageOf(sorted, wanted);
  return {
    body: lines(
      bold(t.th("billing.people.title")),
      t.th("billing.balance.seats", {
        used: t.format.number(Math.min(seats.needed, seats.active)),
        active: t.format.number(seats.active),
      }),
      "",
      ...(items.length === 0 ? [t.th("billing.people.nobody")] : []),
      ...items.map((person) => personLine(t, person)),
      ...(seats.people.some(({ seated }) => seated === false)
        ? ["", t.th("billing.people.waiting_hint")]
        : []),
    ),
    keys: [
      ...items
        .filter(({ seated }) => seated === false)
        .map((person): Key[] => [
          {
            label: t.tp("billing.people.keys.prefer", { name: plain(person.name, 16) }),
            go: to("billing-people", ["prefer", person.employeeId]),
          },
        ]),
      ...pagingKeys(t, { page, pages }, (other) => to("billing-people", [other])),
      [{ label: t.tp("billing.people.keys.owner"), go: to("billing-people", ["owners"]) }],
      [
        { label: t.tp("billing.balance.keys.add"), go: to("billing-add") },
        backKey(t, to("billing")),
      ],
    ],
  };
}

const rank = ({ seated }: Person): number => (seated === false ? 0 : seated === true ? 1 : 2);

function personLine(t: Translator, person: Person): Html {
  const who = name(person.name, 40);
  if (person.seated === null)
    return t.th(person.isPrimaryOwner ? "billing.people.owner_free" : "billing.people.free", {
      name: who,
    });
  const reasons = person.reasons
    .map((reason) => t.tp(`billing.people.reason_${reason}`))
    .join(t.language === "fa" ? "، " : ", ");
  return t.th(person.seated ? "billing.people.seated" : "billing.people.waits", {
    name: who,
    reasons,
  });
}

/** The next seat, or an occupied one, goes to this person first. */
async function prefer(ctx: Ctx, employeeId: string): Promise<Reply> {
  await ask(
    ctx.api.billing.seats[":employeeId"].prefer.$post(
      { param: { employeeId }, json: {} },
      named(ctx.idempotencyKey()),
    ),
  );
  const toast = { text: ctx.t.tp("billing.people.preferred") };
  return { toast, show: seatPeopleView(ctx.t, await readSeats(ctx), 1) };
}

/** One owner with every right who does not keep time needs no seat: which of them (BIL AL-5). */
function ownersView(t: Translator, seats: Seats, wanted: number): View {
  const { items, page, pages } = pageOf(seats.people, wanted);
  return {
    body: lines(bold(t.th("billing.people.owner_title")), t.th("billing.people.owner_hint")),
    keys: [
      ...items.map((person): Key[] => [
        {
          label: plain(`${person.isPrimaryOwner ? "👑 " : ""}${plain(person.name, 40)}`),
          go: to("billing-people", ["owner", person.employeeId]),
        },
      ]),
      ...pagingKeys(t, { page, pages }, (other) => to("billing-people", ["owners", other])),
      [backKey(t, to("billing-people"))],
    ],
  };
}

async function chooseOwner(ctx: Ctx, employeeId: string): Promise<Reply> {
  await ask(
    ctx.api.billing["primary-owner"][":employeeId"].$post(
      { param: { employeeId }, json: {} },
      named(ctx.idempotencyKey()),
    ),
  );
  const toast = { text: ctx.t.tp("billing.people.owner_chosen") };
  return { toast, show: seatPeopleView(ctx.t, await readSeats(ctx), 1) };
}
