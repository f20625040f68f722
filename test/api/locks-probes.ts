import { periodOf } from "../../api/core/calendar/period.ts";
import { localDateOf } from "../../api/core/calendar/zone.ts";
import { ask, named } from "../../bot/core/api.ts";
import type { ApiProblem } from "../../bot/core/front-desk.ts";
import type { ApiWorld } from "../support/api-world.ts";
import type { Company, Worker } from "./attendance-company.ts";
import { north, shop } from "./attendance-company.ts";
import { sendPunch, sendUndo } from "./attendance-messages.ts";

/** What somebody tries, and how it ended: "ok" or the code of the refusal. */
export type Outcomes = Readonly<Record<string, string>>;

interface Scene {
  readonly world: ApiWorld;
  readonly company: Company;
  readonly profile: "ir" | "ru";
}

const day = 24 * 60 * 60_000;
const zones = { ir: "Asia/Tehran", ru: "Europe/Moscow" } as const;

const planCodes = { ir: "ir-1", ru: "ru-3" } as const;

export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "ok";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

/** The facts of a refusal; fails when the call succeeds. */
export async function factsOf(call: Promise<unknown>): Promise<Record<string, unknown>> {
  const error = await call.then(
    () => new Error("was not refused"),
    (reason: unknown) => reason,
  );
  const { code, details } = error as ApiProblem;
  if (details === undefined) throw error;
  return { code, ...details };
}

async function outcomes(calls: Readonly<Record<string, () => Promise<unknown>>>) {
  const found: Record<string, string> = {};
  for (const [name, call] of Object.entries(calls)) found[name] = await outcome(call());
  return found;
}

/** A day and a month of the organisation, of now and of a month that is over. */
function dates({ world, profile }: Scene) {
  const calendar = profile === "ir" ? ("jalali" as const) : ("gregorian" as const);
  const past = localDateOf(world.now - 45 * day, zones[profile]);
  return {
    past,
    pastPeriod: periodOf(past, calendar),
    today: localDateOf(world.now, zones[profile]),
  };
}

/** Looking at one's own attendance in the staff bot. */
export function lookAtOwn(scene: Scene, worker: Worker): Promise<Outcomes> {
  const { days, months } = scene.world.as("staff", worker.telegramUserId).attendance;
  const { past, pastPeriod } = dates(scene);
  const query = {};
  return outcomes({
    "own day": () => ask(days[":date"].$get({ param: { date: "today" }, query })),
    "own month": () => ask(months[":period"].$get({ param: { period: "current" }, query })),
    "own past day": () => ask(days[":date"].$get({ param: { date: past }, query })),
    "own past month": () => ask(months[":period"].$get({ param: { period: pastPeriod }, query })),
  });
}

/** Looking at somebody else's attendance in the owner bot. */
export function lookAtTeam(scene: Scene, looker: Worker, of: Worker): Promise<Outcomes> {
  const { days, months, board, punches } = scene.world.as(
    "owner",
    looker.telegramUserId,
  ).attendance;
  const { past, pastPeriod, today } = dates(scene);
  const query = { employeeId: of.employeeId };
  const missing = { ...query, direction: "in" as const, minute: "1" };
  return outcomes({
    board: () => ask(board.$get({ query: {} })),
    "team day": () => ask(days[":date"].$get({ param: { date: "today" }, query })),
    "team month": () => ask(months[":period"].$get({ param: { period: "current" }, query })),
    "entry today": () => ask(punches.manual.$get({ query: { ...missing, date: today } })),
    "team past day": () => ask(days[":date"].$get({ param: { date: past }, query })),
    "team past month": () => ask(months[":period"].$get({ param: { period: pastPeriod }, query })),
    "entry past": () => ask(punches.manual.$get({ query: { ...missing, date: past } })),
  });
}

export const makeInvite = ({ world }: Scene, by: Worker) =>
  ask(
    world
      .as("owner", by.telegramUserId)
      .people.invites.$post({ json: { rolePreset: "employee" } }, named(world.key())),
  );

/** Everything that money stops around people and plans; refused orders are also tried for real. */
export async function changeThings(scene: Scene, by: Worker): Promise<Outcomes> {
  const { world, profile } = scene;
  const { billing } = world.as("owner", by.telegramUserId);
  const plan = { kind: "plan" as const, planCode: planCodes[profile] };
  const previews: Record<string, () => Promise<unknown>> = {
    invite: () => makeInvite(scene, by),
    renew: () => ask(billing.quote.$get({ query: { ...plan, quantity: "10" } })),
    switch: () =>
      ask(
        billing.quote.$get({ query: { kind: "plan", planCode: `${profile}-12`, quantity: "10" } }),
      ),
    ...(profile === "ru" && {
      seats: () => ask(billing.quote.$get({ query: { kind: "seats", quantity: "1" } })),
    }),
  };
  const found = await outcomes(previews);
  const orders = {
    renew: { ...plan, quantity: 10 },
    seats: { kind: "seats" as const, quantity: 1 },
  };
  for (const [name, wish] of Object.entries(orders)) {
    if (found[name] === undefined || found[name] === "ok") continue;
    const json = { wish, expected: null };
    const ordered = await outcome(ask(billing.orders.$post({ json }, named(world.key()))));
    if (ordered !== found[name]) found[name] += ` but ordering says ${ordered}`;
  }
  return found;
}

/** Seeing and settling money is never locked. */
export function seeMoney({ world }: Scene, by: Worker): Promise<Outcomes> {
  const { billing } = world.as("owner", by.telegramUserId);
  return outcomes({
    balance: () => ask(billing.balance.$get()),
    "orders to pay": () => ask(billing.orders.$get({ query: { view: "open" } })),
    history: () => ask(billing.orders.$get({ query: { view: "history" } })),
    closes: () => ask(billing.closes.$get()),
    plans: () => ask(billing.plans.$get()),
    "buyer's details": () => ask(billing.requisites.$get()),
  });
}

let nextMessage = 1;

/** What an employee may always do (BIL P17): nothing of it asks for money. */
export async function workAsAlways(scene: Scene, worker: Worker): Promise<Outcomes> {
  const { world, profile } = scene;
  const { attendance, leave, requests } = world.as("staff", worker.telegramUserId);
  const { telegramUserId: chatId } = worker;
  const [first, second, third] = [nextMessage++, nextMessage++, nextMessage++];
  const at = world.now;
  const later = localDateOf(world.now + 3 * day, zones[profile]);
  let punchId = "";
  return outcomes({
    punch: async () => {
      const location = { ...north(shop, 5), livePeriodS: 900 };
      ({ punchId } = await sendPunch(world, worker, {
        messageId: first,
        at,
        label: null,
        location,
      }));
    },
    "live location": () =>
      ask(
        attendance.punches.live.$post(
          { json: { chatId, messageId: first, at, location: { ...north(shop, 9), venue: false } } },
          named(world.key()),
        ),
      ),
    reason: () =>
      ask(
        attendance.punches.reason.$post(
          { json: { chatId, messageId: second, at, punchId, text: "at a client's" } },
          named(world.key()),
        ),
      ),
    undo: () => sendUndo(world, worker, { messageId: third, at }),
    "leave preview": () =>
      ask(requests.leave.preview.$get({ query: { unit: "day", from: later } })),
    "leave request": async () => {
      const { id, version } = await ask(
        requests.leave.$post({ json: { unit: "day", from: later } }, named(world.key())),
      );
      await ask(
        requests[":id"].withdraw.$post({ param: { id }, json: { version } }, named(world.key())),
      );
    },
    "leave balance": () => ask(leave.balance.$get({ query: {} })),
  });
}

/** All outcomes that are not "ok". */
export const refusedOf = (...found: readonly Outcomes[]): Outcomes =>
  Object.fromEntries(
    found.flatMap((each) => Object.entries(each)).filter(([, code]) => code !== "ok"),
  );
