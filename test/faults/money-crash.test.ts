import { setTimeout as pause } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { hear, payOver, placeOrder, shownIn } from "../support/money-payer.ts";
import { expectMoneySound } from "../support/money-sound.ts";
import {
  type MoneyProcess,
  type Payer,
  startMoneyProcess,
  comeToRest,
} from "../support/money-process.ts";
import type { Trap } from "../support/money-traps.ts";

const minute = 60_000;

/** When in the life of a payment the process dies: while it is opened, when the gateway calls back, when the schedule looks. */
interface Point extends Trap {
  readonly while: "opening" | "hearing" | "looking";
}

const bothSides = (on: Trap["on"], sees: string, during: Point["while"]): Point[] =>
  (["before", "after"] as const).map((when) => ({ while: during, on, sees, when }));

const words = {
  ir: { open: "request.json", hear: "verify.json", look: "inquiry.json" },
  ru: { open: "POST /v3/payments", hear: "GET /v3/payments/", look: "GET /v3/payments/" },
} as const;

/** Every step between the wish to pay and the message that it is paid (BIL P8). */
const gatewaySteps = (profile: "ir" | "ru"): Point[] => [
  ...bothSides("gateway", words[profile].open, "opening"),
  ...bothSides("gateway", words[profile].hear, "hearing"),
  ...bothSides("telegram", "sendMessage", "hearing"),
  ...bothSides("gateway", words[profile].look, "looking"),
];
const databaseSteps: Point[] = [
  ...bothSides("database", "insert into attempts", "opening"),
  ...bothSides("database", "set gateway_ref = ", "opening"),
  ...bothSides("database", "insert into ledger_transactions", "hearing"),
  ...bothSides("database", "update outbox set message_id", "hearing"),
  ...bothSides("database", "insert into ledger_transactions", "looking"),
  { while: "looking", on: "database", sees: "update attempts set next_check_at", when: "after" },
];

/** With it every step is taken on both gateways; without it steps that know no gateway are shared out between them. */
const isHunt = process.env["MONEY_HUNT_MINUTES"] !== undefined;
const shareOf = (profile: "ir" | "ru", steps: readonly Point[]): Point[] =>
  steps.filter((_, at) => isHunt || (Math.floor(at / 2) % 2 === 0) === (profile === "ir"));

type PointsOf = (profile: "ir" | "ru") => Point[];
const onSqld: PointsOf = (profile) => [
  ...gatewaySteps(profile),
  ...shareOf(profile, databaseSteps),
];
const onFile: PointsOf = (profile) => shareOf(profile, gatewaySteps(profile));
const runs = [
  ["an sqld server", "sqld", onSqld],
  ["an embedded file", "embedded", onFile],
] as const;

it.each(runs)(
  "a process killed at every step of paying, on %s, loses no money and books none twice (BIL P8, P9, P21, I6, I7)",
  async (_name, on, pointsOf) => {
    const product = await startMoneyProcess(on, ["ir", "ru", "ir", "ru"]);
    onTestFinished(product.stop);
    let kills = 0;
    for (const [index, payer] of product.payers.entries())
      for (const [at, point] of pointsOf(payer.profile).entries()) {
        // Each of the two companies of a country takes every second one: a day has a limit of orders.
        if (at % 2 !== Math.floor(index / 2)) continue;
        await dieAt(product, payer, point, at % 4 < 2);
        kills += 1;
      }
    expect(kills).toBe(pointsOf("ir").length + pointsOf("ru").length);
    await comeToRest(product);
    await expectMoneySound(product, { allPaid: true });
  },
  400_000,
);

/** @param again whether gateway and browser come again after the crash, or only the schedule is left */
async function dieAt(product: MoneyProcess, payer: Payer, point: Point, again: boolean) {
  const { gateways, traps } = product;
  const name = JSON.stringify(point);
  const orderId = await placeOrder(product, payer);
  const pay = payOver(product, payer, orderId);
  if (point.while === "opening") {
    traps.arm(point);
    await dies(product, pay(), name);
  }
  const back = gateways.control.pay(shownIn(product, await pay()));
  if (point.while === "hearing") {
    traps.arm(point);
    await dies(product, hear(product, back), name);
    if (again) await Promise.all([hear(product, back), hear(product, back)]);
  } else if (point.while === "looking") {
    gateways.control.webhookTarget(null);
    traps.arm(point);
    product.advance(3 * minute);
    await dies(product, pause(0), name);
    gateways.control.webhookTarget(`${product.url}/pay/yookassa/webhook`);
  } else if (again) await hear(product, back);
}

/** Waits until the process is dead, and starts it again. */
async function dies(product: MoneyProcess, work: Promise<unknown>, name: string): Promise<void> {
  work.catch(() => undefined);
  const lived = pause(15_000, "lived", { ref: false });
  const how = await Promise.race([product.traps.sprung(), lived]);
  expect([name, how]).toEqual([name, undefined]);
  await product.start();
}
