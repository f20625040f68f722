import { addressOf } from "../core/client-address.ts";
import { createRouter, type Request } from "../core/http.ts";
import { errorFields } from "../core/log.ts";
import type { Language } from "../core/words.ts";
import type { Deps } from "../deps.ts";
import { gonePage, returnPage, type ReturnState } from "../pages/return-page.ts";
import { type Attempt, findAttempt, isSettled } from "./attempt-row.ts";
import { lookNow } from "./bookkeeping.ts";
import { concludeAttempt } from "./conclude-attempt.ts";
import type { Hint } from "./look-at-gateway.ts";
import { hearYookassa } from "./hear-yookassa.ts";

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Where gateways and payers' browsers come, without a sign-in: nothing they say is believed, all of it is looked up (BIL §3). */
export const paymentDoors = createRouter()
  .get("/zarinpal/:id", (c) =>
    payerReturns(c, "zarinpal", (attempt) =>
      // Only a hint, and only with the right authority: the truth comes from the gateway, NOK is not final either.
      c.req.query("Status") === "OK" && c.req.query("Authority") === attempt.gatewayRef
        ? "returned_ok"
        : "returned",
    ),
  )
  .get("/yookassa/:id", (c) => payerReturns(c, "yookassa", () => "returned"))
  .post("/yookassa/webhook", async (c) => {
    const deps = c.get("deps");
    const said: unknown = await c.req.json().catch(() => null);
    const heard = await hearYookassa(deps, said, addressOf(c));
    return c.body(null, heard === "refused" ? 400 : 200);
  });

async function payerReturns(
  c: Request,
  gateway: "zarinpal" | "yookassa",
  hintOf: (attempt: Attempt) => Hint,
): Promise<Response> {
  const deps = c.get("deps");
  secure(c);
  const id = c.req.param("id") ?? "";
  const attempt = uuid.test(id) ? await findAttempt(deps, id) : null;
  if (attempt === null || !attempt.rail.startsWith(gateway))
    return c.html(gonePage(languageAsked(c), deps.config.ownerChat), 404);
  const hint = hintOf(attempt);
  const [now, about] = await Promise.all([
    lookedUp(deps, attempt, hint),
    aboutOrder(deps, attempt),
  ]);
  return c.html(
    returnPage({
      ...about,
      state: stateOf(now, hint),
      amount: attempt.amount,
      currency: attempt.currency,
      receiptRef: now?.receiptRef ?? null,
      backUrl: deps.config.ownerChat,
    }),
  );
}

/** The payer is told something in any case. @returns null when nobody could be asked */
async function lookedUp(deps: Deps, attempt: Attempt, hint: Hint): Promise<Attempt | null> {
  try {
    return await concludeAttempt(deps, attempt.id, hint);
  } catch (error) {
    deps.log("error", { event: "return_failed", attempt: attempt.id, ...errorFields(error) });
    await lookNow(deps, attempt.id).catch(() => undefined);
    return null;
  }
}

function stateOf(attempt: Attempt | null, hint: Hint): ReturnState {
  if (attempt === null) return "checking";
  if (isSettled(attempt)) return "paid";
  if (attempt.concludedAt !== null) return "not_paid";
  return attempt.underReviewAt !== null || hint === "returned_ok" ? "checking" : "not_paid";
}

async function aboutOrder({ db }: Deps, { orgId, orderId }: Attempt) {
  const [found] = await db.read([
    {
      sql: `select o.language, o.time_zone, r.number from organisations o
        join orders r on r.org_id = o.id where o.id = ? and r.id = ?`,
      params: [orgId, orderId],
    },
  ]);
  const [language, timeZone, number] = found?.rows[0] ?? [];
  return {
    language: language === "ru" ? ("ru" as const) : ("fa" as const),
    timeZone: String(timeZone ?? "UTC"),
    orderNumber: Number(number ?? 0),
  };
}

const languageAsked = (c: Request): Language =>
  /^ru\b/i.test(c.req.header("accept-language") ?? "") ? "ru" : "fa";

function secure(c: Request): void {
  c.header(
    "content-security-policy",
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  c.header("cache-control", "no-store");
  c.header("referrer-policy", "no-referrer");
}
