import fc from "fast-check";
import type { OrderState } from "../../api/billing/rules/types.ts";
import type { Wish } from "../../api/billing/schemas.ts";
import { ask, named } from "../../bot/core/api.ts";
import { codeOf } from "../api/people-company.ts";
import { comeToWork } from "./come-to-work.ts";
import { must } from "./money-model.ts";
import type { MoneyScene, Side } from "./money-scene.ts";

import { type Act, anyAct, type CountryWish, type SingleAct } from "./money-acts.ts";

const minute = 60_000;
const operator = 900_000_001;

class Command implements fc.AsyncCommand<object, MoneyScene> {
  private readonly act: Act;
  constructor(act: Act) {
    this.act = act;
  }
  check = () => true;
  async run(_model: object, scene: MoneyScene): Promise<void> {
    await play(scene, this.act);
    await scene.agree();
  }
  toString = () => JSON.stringify(this.act);
}

/** Many at once, in the weights in which they happen. */
export const moneyCommands = (maxCommands: number) =>
  fc.commands([anyAct.map((act) => new Command(act))], { maxCommands, size: "max" });

/** How often what was answered how: a hunt prints it, so that nobody trusts runs in which nothing happens. */
export const tally = new Map<string, number>();

function noted(act: Act, code: string): string {
  must(code !== "internal" && code !== "no answer", `${act.do} failed: ${code}`);
  const name = `${act.do}${"wish" in act ? ` ${act.wish.kind}` : ""} ${code}`;
  tally.set(name, (tally.get(name) ?? 0) + 1);
  return code;
}

/** What people and gateways may do; a refusal leaves everything as it was (I19). */
async function play(scene: MoneyScene, act: Act): Promise<void> {
  if (act.do === "race") {
    await Promise.all(act.acts.map(async (each) => noted(each, await once(scene, each))));
    return;
  }
  const how = act.do === "pay" || act.do === "hear" ? "money" : "all";
  const before = await scene.everything(how);
  const code = noted(act, await once(scene, act));
  if (code !== "ok" && !(how === "money" && (await heardMeanwhile(scene, before))))
    must((await scene.everything(how)) === before, `refused with ${code}, and yet changed`);
}

/** Who comes to pay may have paid: what the gateway then says is booked whatever the answer is. */
const heardMeanwhile = async (scene: MoneyScene, before: string): Promise<boolean> =>
  (await scene.everything("money")) !== before;

async function once(scene: MoneyScene, act: SingleAct): Promise<string> {
  const { world } = scene;
  const { control } = world.gateways;
  switch (act.do) {
    case "order":
      return order(scene, sideOf(scene, act.side), act);
    case "pay":
      return pay(scene, sideOf(scene, act.side), act);
    case "atGateway": {
      const payment = await paymentOf(scene, act.which);
      if (payment !== undefined) control[act.how](payment.id);
      return "ok";
    }
    case "hear":
      return hear(scene, act);
    case "forge": {
      const payment = await paymentOf(scene, act.which);
      if (payment === undefined) return "ok";
      const event = payment.rail === "zarinpal" ? "callback_ok" : "payment.succeeded";
      await control.forge({ event, id: payment.id });
      return "ok";
    }
    case "tamper": {
      const payment = await paymentOf(scene, act.which);
      // In a race it may have been paid since it was looked up.
      const now = control.ledger().payments.find(({ id }) => id === payment?.id);
      if (now === undefined || !/pending|IN_BANK/.test(now.status)) return "ok";
      control.tamper(now.amount + 10, now.id);
      scene.tampered.add(now.id);
      return "ok";
    }
    case "repeat": {
      const known = scene.kept(act.which);
      if (known === undefined) return "ok";
      must(JSON.stringify(await known.again()) === known.answer, "a repetition was answered anew");
      return "ok";
    }
    case "fault":
      control.next(act.fault);
      return "ok";
    case "wait":
      world.now += act.ms;
      await control.settle();
      await scene.settle();
      return "ok";
    case "punch": {
      const { workers, closes } = sideOf(scene, act.side);
      const worker = workers[act.which % workers.length];
      if (worker === undefined) return "ok";
      world.now += minute;
      await comeToWork(world, worker.user);
      closes.punch(worker.employeeId, world.now);
      return "ok";
    }
    case "refund":
      return refund(scene, act);
    case "annul":
    case "reinstate":
    case "adjust":
      return byOperator(scene, sideOf(scene, act.side), act);
    case "cancel":
    case "removeSeats":
    case "unschedule":
      return byOwner(scene, sideOf(scene, act.side), act);
  }
  throw new TypeError("no such act");
}

function sideOf(scene: MoneyScene, index: number): Side {
  const found = scene.sides[index % scene.sides.length];
  if (found === undefined) throw new RangeError(`no side ${index}`);
  return found;
}

/** Those that wait for something first, the newest before the older ones. */
function orderIdOf({ model }: Side, index: number, first: readonly OrderState[]): string {
  const all = [...model.orders.values()].toReversed();
  const wanted = all.filter(({ state }) => first.includes(state));
  const from = index === 5 || wanted.length === 0 ? all : wanted;
  return from[index % Math.max(1, from.length)]?.id ?? "";
}

const unpaid: readonly OrderState[] = ["quoted", "due", "overdue"];

/** A payment whose page somebody was shown, the newest first. */
async function paymentOf(scene: MoneyScene, index: number) {
  const known = new Set(
    (await scene.rows("select gateway_ref from attempts where gateway_ref is not null")).map(
      ([ref]) => ref,
    ),
  );
  const payments = scene.world.gateways.control
    .ledger()
    .payments.filter(({ id }) => known.has(id))
    .toReversed();
  return payments[index % Math.max(1, payments.length)];
}

const codeIn = (error: Error & { readonly code?: string }): string => error.code ?? error.message;

function wishOf(profile: "ir" | "ru", wanted: CountryWish): Wish {
  if (wanted.kind === "plan") return { ...wanted, planCode: `${profile}-${wanted.planCode}` };
  if (wanted.kind !== "units") return wanted;
  const { quantity } = wanted;
  return profile === "ru" ? { kind: "seats", quantity } : { kind: "topup", persons: quantity };
}

async function order(
  scene: MoneyScene,
  { owner, profile }: Side,
  act: Extract<Act, { do: "order" }>,
) {
  const wanted = wishOf(profile, act.wish);
  const { billing } = scene.world.as("owner", owner);
  const query = Object.fromEntries(
    Object.entries(wanted).map(([name, value]) => [name, String(value)]),
  );
  const quoted = await ask(billing.quote.$get({ query: query as never })).catch(() => null);
  const expected = quoted?.kind === "order" ? quoted.total : null;
  const key = scene.world.key();
  const send = () => ask(billing.orders.$post({ json: { wish: wanted, expected } }, named(key)));
  const answers = await Promise.allSettled(Array.from({ length: act.clicks }, send));
  const [first] = answers;
  if (first?.status !== "fulfilled") {
    must(
      answers.every(({ status }) => status === "rejected"),
      "clicked together, answered apart",
    );
    return codeOf(Promise.reject(first?.reason as Error));
  }
  must(quoted !== null, "ordered what was not offered");
  const ids = answers.map((one) =>
    one.status === "fulfilled" && "id" in one.value ? one.value.id : "",
  );
  must(new Set(ids).size === 1, "clicked together, ordered twice (P7)");
  if ("id" in first.value) must(first.value.total === expected, "previewed for another price");
  const again = () => send().then((answer) => ("id" in answer ? answer.id : answer));
  const { value } = first;
  scene.keep({ again, answer: JSON.stringify("id" in value ? value.id : value) });
  return "ok";
}

async function pay(
  scene: MoneyScene,
  side: Side,
  { which: index, rail: over }: Extract<Act, { do: "pay" }>,
) {
  const { payments } = scene.world.as("owner", side.owner);
  const id = orderIdOf(side, index, unpaid);
  const rail = over !== "online" ? over : side.profile === "ir" ? "zarinpal" : "yookassa_card";
  const key = scene.world.key();
  const send = () =>
    ask(payments.orders[":id"].pay.$post({ param: { id }, json: { rail } }, named(key)));
  const answer = await send().catch(codeIn);
  if (typeof answer === "string") return answer;
  if (answer.kind === "paid") {
    const [row] = await scene.rows("select state from orders where id = ?", id);
    must(/paid|refunded/.test(String(row?.[0])), `said to be paid, and is ${String(row?.[0])}`);
    if (over === "wallet") scene.keep({ again: send, answer: JSON.stringify(answer) });
  }
  return "ok";
}

async function hear(scene: MoneyScene, { how, which: index }: Extract<Act, { do: "hear" }>) {
  const { control } = scene.world.gateways;
  const payment = await paymentOf(scene, index);
  if (how === "settle" || payment === undefined) {
    await control.settle();
    return "ok";
  }
  const [attempt] = await scene.rows(
    "select id, org_id from attempts where gateway_ref = ?",
    payment.id,
  );
  const owner = scene.sides.find(({ orgId }) => orgId === attempt?.[1])?.owner ?? 0;
  if (how === "return")
    await scene.world.app.request(
      `http://hozur.test/pay/${payment.rail}/${String(attempt?.[0])}?Authority=${payment.id}&Status=OK`,
    );
  else if (how === "check")
    return codeOf(
      ask(
        scene.world
          .as("owner", owner)
          .payments.attempts[":id"].check.$post(
            { param: { id: String(attempt?.[0]) }, json: {} },
            named(scene.world.key()),
          ),
      ),
    );
  else await control.deliver(payment.id, how === "webhook" ? 1 : 3);
  return "ok";
}

async function refund(
  scene: MoneyScene,
  { which: index, percent, works }: Extract<Act, { do: "refund" }>,
) {
  const paid = await scene.rows(
    "select id, amount, rail from attempts where state in ('succeeded', 'refunded') order by id desc",
  );
  const [id, amount, over] = paid[index % Math.max(1, paid.length)] ?? [];
  if (typeof id !== "string") return "ok";
  const api = scene.world.as("owner", operator).operator.payments;
  const json = {
    amount: Math.max(1, Math.floor((Number(amount) * percent) / 100)),
    reason: "asked for",
  };
  const asked = await ask(
    api.attempts[":id"].refund.$post({ param: { id }, json }, named(scene.world.key())),
  ).catch(codeIn);
  if (typeof asked === "string") return asked;
  must((asked.how === "manual") === (over === "zarinpal"), "another way to give back");
  if (asked.how === "gateway") return "ok";
  const ending = works
    ? { state: "done" as const }
    : { state: "failed" as const, why: "no such card" };
  return codeOf(
    ask(
      api.refunds[":id"].end.$post(
        { param: { id: asked.refundId }, json: ending },
        named(scene.world.key()),
      ),
    ),
  );
}

function byOperator(
  scene: MoneyScene,
  side: Side,
  act: Extract<Act, { do: "annul" | "reinstate" | "adjust" }>,
) {
  const api = scene.world.as("owner", operator).operator;
  const { orgId } = side;
  const key = named(scene.world.key());
  const reason = "by hand";
  if (act.do === "adjust") {
    const json = { asset: act.asset, amount: act.amount, reason };
    return codeOf(
      ask(api.organisations[":orgId"].adjustments.$post({ param: { orgId }, json }, key)),
    );
  }
  const first: OrderState[] = act.do === "annul" ? ["due", "overdue"] : ["annulled"];
  const param = { orgId, id: orderIdOf(side, act.which, first) };
  const verbs = api.orders[":orgId"][":id"];
  return codeOf(ask(verbs[act.do].$post({ param, json: { reason } }, key)));
}

function byOwner(
  scene: MoneyScene,
  side: Side,
  act: Extract<Act, { do: "cancel" | "removeSeats" | "unschedule" }>,
) {
  const { billing } = scene.world.as("owner", side.owner);
  const key = named(scene.world.key());
  if (act.do === "cancel")
    return codeOf(
      ask(
        billing.orders[":id"].cancel.$post(
          { param: { id: orderIdOf(side, act.which, unpaid) }, json: {} },
          key,
        ),
      ),
    );
  if (act.do === "removeSeats")
    return codeOf(
      ask(
        billing.orders.$post(
          { json: { wish: { kind: "fewer_seats", quantity: act.seats }, expected: null } },
          key,
        ),
      ),
    );
  return codeOf(
    ask(billing.scheduled[":kind"].$delete({ param: { kind: act.kind }, json: {} }, key)),
  );
}
