import type { Translator } from "../../../locales/index.ts";
import type { ApiProblem } from "../../core/front-desk.ts";
import { lines, plain } from "../../core/html.ts";
import { problemText } from "../../core/failure-reply.ts";
import type { Refused } from "../../core/router.ts";
import { type Key, type Plain, type Route, to, type View } from "../../core/view.ts";
import { unitsText } from "./billing-words.ts";
import { backKey, homeKey } from "./steer.ts";

const causes = ["debt", "plan_lapsed", "order_due", "order_overdue", "annulled_seats"] as const;
type Cause = (typeof causes)[number];

/**
 * What money has locked. Who may pay sees the cause, the sum that opens it and one key to pay it (BIL §5.5); everybody else is
 * told whom to ask, never sums (BIL §5.6).
 */
export const lockRefusal: Refused = ({ t, session, bot }, problem) => {
  const view = lockView(t, problem);
  if (view === null) return undefined;
  const mayPay = session.membership?.permissions.includes("billing.manage") === true;
  if (mayPay && bot === "owner") return { show: view };
  return { toast: { text: withoutSums(t, problem, bot), alert: true } };
};

/** Staff ask their manager; the managers themselves, who read the owner bot, ask the owner. */
function withoutSums(t: Translator, problem: ApiProblem, bot: "staff" | "owner"): Plain {
  const who = bot === "owner" ? "owner" : "manager";
  if (problem.code === "no_free_seat") return t.tp(`billing.locks.ask_${who}_for_seat`);
  const reason = problem.code === "order_lock" ? undefined : problemText(t, problem);
  const ask = t.tp(`billing.locks.ask_${who}`);
  return reason === undefined ? ask : plain(`${reason} ${ask}`, 200);
}

/**
 * Null for a refusal that is not about money.
 * @param back where the person came from; home when left out
 */
export function lockView(t: Translator, { code, details }: ApiProblem, back?: Route): View | null {
  const last = back === undefined || back.screen === "home" ? homeKey(t) : backKey(t, back);
  if (code === "no_free_seat") return noFreeSeatView(t, details, last);
  if (details["cause"] === "no_seat") return seatlessView(t, last);
  const cause = causes.find((known) => known === details["cause"]);
  if (!code.endsWith("_lock") || cause === undefined) return null;
  return {
    body: lines(t.th(`billing.locks.${cause}`), price(t, cause, details)),
    keys: [[payKey(t, cause)], [last]],
  };
}

function price(t: Translator, cause: Cause, details: Readonly<Record<string, unknown>>) {
  const sum = Number(details["sum"] ?? 0);
  if (sum <= 0) return null;
  const money = t.format.money(sum, details["currency"] === "RUB" ? "RUB" : "IRR");
  if (cause !== "debt") return t.th("billing.locks.pays", { sum: money });
  const units = unitsText(t, "active_person", Number(details["personMonths"] ?? 0));
  return t.th("billing.locks.pays_debt", { units, sum: money });
}

function payKey(t: Translator, cause: Cause): Key {
  const label = t.tp("billing.locks.keys.pay");
  if (cause === "debt") return { label, go: to("billing-quote", ["debt"]), style: "primary" };
  if (cause === "plan_lapsed")
    return { label: t.tp("billing.balance.keys.renew"), go: to("billing-plan"), style: "primary" };
  if (cause === "annulled_seats")
    return { label: t.tp("billing.notices.keys.write_us"), go: to("billing-request") };
  return { label, go: to("billing-orders", ["open"]), style: "primary" };
}

/** Adding somebody, or a role that needs a seat, when none is free: how many are missing, and the way to them. */
function noFreeSeatView(
  t: Translator,
  details: Readonly<Record<string, unknown>>,
  last: Key,
): View {
  const [active, needed] = [Number(details["active"] ?? 0), Number(details["needed"] ?? 0)];
  const missing = Number(details["missing"] ?? 1);
  return {
    body: lines(
      t.th("billing.locks.no_free_seat", { count: missing }),
      active > 0 && t.th("people.seat.used", { active, needed }),
    ),
    keys: [
      [
        {
          label: t.tp("people.seat.keys.exactly", { units: unitsText(t, "seat", missing) }),
          go: to("billing-quote", ["seats", missing]),
          style: "primary",
        },
      ],
      [{ label: t.tp("people.seat.keys.other"), go: to("billing-add") }, last],
    ],
  };
}

/** Somebody's days that wait for a seat, like the person (BIL C-11). */
const seatlessView = (t: Translator, last: Key): View => ({
  body: lines(t.th("people.seat.days_wait")),
  keys: [
    [
      { label: t.tp("billing.locks.keys.seats"), go: to("billing-add"), style: "primary" },
      { label: t.tp("billing.notices.keys.people"), go: to("billing-people") },
    ],
    [last],
  ],
});
