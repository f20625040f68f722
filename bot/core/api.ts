import { hc, type ClientResponse } from "hono/client";
import type { attendanceRoutes } from "../../api/attendance/routes.ts";
import type { correctionRoutes } from "../../api/attendance/corrections/routes.ts";
import type { billingRoutes } from "../../api/billing/routes.ts";
import type { documentRoutes } from "../../api/documents/routes.ts";
import type { lawRoutes } from "../../api/law/routes.ts";
import type { leaveRoutes } from "../../api/leave/routes.ts";
import type { telegramRoutes } from "../../api/operations/routes.ts";
import type { operatorRoutes } from "../../api/operator/routes.ts";
import type { paymentRoutes } from "../../api/payments/routes.ts";
import type { accountRoutes } from "../../api/people/accounts/routes.ts";
import type { eraseRoutes } from "../../api/people/erase/routes.ts";
import type { ownershipRoutes } from "../../api/people/ownership/routes.ts";
import type { listRoutes } from "../../api/people/imports/routes.ts";
import type { memberRoutes } from "../../api/people/members/routes.ts";
import type { peopleRoutes } from "../../api/people/routes.ts";
import type { periodRoutes } from "../../api/periods/routes.ts";
import type { requestRoutes } from "../../api/requests/routes.ts";
import type { scheduleRoutes } from "../../api/schedule/routes.ts";
import type { securityLogRoutes } from "../../api/security/log/routes.ts";
import type { securityRoutes } from "../../api/security/routes.ts";
import type { timesheetRoutes } from "../../api/timesheets/routes.ts";
import type { teamRoutes } from "../../api/team/routes.ts";
import type { notifyRoutes } from "../../api/notify/routes.ts";
import type { trustRoutes } from "../../api/trust/routes.ts";
import type { webRoutes } from "../../api/web/routes.ts";
import { ApiProblem, ApiUnavailable } from "./front-desk.ts";
import { wholeParams } from "./whole-params.ts";
import type { BotName } from "./incoming.ts";

/** One typed client per area, already speaking as one person. Unwrap every call with `ask`. */
export interface Api {
  readonly people: ReturnType<typeof hc<typeof peopleRoutes>>;
  /** People who are on the list before they come, their accounts and data. */
  readonly members: ReturnType<typeof hc<typeof memberRoutes>>;
  readonly lists: ReturnType<typeof hc<typeof listRoutes>>;
  readonly accounts: ReturnType<typeof hc<typeof accountRoutes>>;
  readonly ownership: ReturnType<typeof hc<typeof ownershipRoutes>>;
  readonly data: ReturnType<typeof hc<typeof eraseRoutes>>;
  readonly schedule: ReturnType<typeof hc<typeof scheduleRoutes>>;
  readonly timesheets: ReturnType<typeof hc<typeof timesheetRoutes>>;
  readonly attendance: ReturnType<typeof hc<typeof attendanceRoutes>>;
  readonly corrections: ReturnType<typeof hc<typeof correctionRoutes>>;
  readonly notify: ReturnType<typeof hc<typeof notifyRoutes>>;
  readonly trust: ReturnType<typeof hc<typeof trustRoutes>>;
  readonly requests: ReturnType<typeof hc<typeof requestRoutes>>;
  readonly leave: ReturnType<typeof hc<typeof leaveRoutes>>;
  readonly law: ReturnType<typeof hc<typeof lawRoutes>>;
  readonly billing: ReturnType<typeof hc<typeof billingRoutes>>;
  readonly documents: ReturnType<typeof hc<typeof documentRoutes>>;
  readonly payments: ReturnType<typeof hc<typeof paymentRoutes>>;
  readonly operator: ReturnType<typeof hc<typeof operatorRoutes>>;
  readonly periods: ReturnType<typeof hc<typeof periodRoutes>>;
  readonly security: ReturnType<typeof hc<typeof securityRoutes>>;
  readonly securityLog: ReturnType<typeof hc<typeof securityLogRoutes>>;
  readonly team: ReturnType<typeof hc<typeof teamRoutes>>;
  readonly web: ReturnType<typeof hc<typeof webRoutes>>;
  readonly telegram: ReturnType<typeof hc<typeof telegramRoutes>>;
}

export interface ApiAccess {
  /** `app.request` in one process, `fetch` or a service binding when deployed apart. */
  readonly fetch: (url: string, init: RequestInit) => Response | Promise<Response>;
  readonly origin: string;
  readonly keys: Readonly<Record<BotName, string>>;
}

/** The API as `bot` sees it when it acts for a Telegram user. */
export function apiFor(access: ApiAccess, bot: BotName, telegramUserId: number): Api {
  const options = {
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      const { method, headers, body } = init ?? {};
      const url = input instanceof Request ? input.url : input.toString();
      return access.fetch(url, { method, headers, body } as RequestInit);
    },
    headers: {
      authorization: `Bearer ${access.keys[bot]}`,
      "x-telegram-user": String(telegramUserId),
    },
  };
  const at = (path: string) => `${access.origin}/v1${path}`;
  const clients = {
    people: hc<typeof peopleRoutes>(at("/people"), options),
    members: hc<typeof memberRoutes>(at("/people"), options),
    lists: hc<typeof listRoutes>(at("/people"), options),
    accounts: hc<typeof accountRoutes>(at("/people"), options),
    ownership: hc<typeof ownershipRoutes>(at("/people"), options),
    data: hc<typeof eraseRoutes>(at("/people"), options),
    schedule: hc<typeof scheduleRoutes>(at("/schedule"), options),
    attendance: hc<typeof attendanceRoutes>(at("/attendance"), options),
    corrections: hc<typeof correctionRoutes>(at("/corrections"), options),
    notify: hc<typeof notifyRoutes>(at("/notify"), options),
    trust: hc<typeof trustRoutes>(at("/trust"), options),
    requests: hc<typeof requestRoutes>(at("/requests"), options),
    leave: hc<typeof leaveRoutes>(at("/leave"), options),
    law: hc<typeof lawRoutes>(at("/law"), options),
    timesheets: hc<typeof timesheetRoutes>(at("/timesheets"), options),
    billing: hc<typeof billingRoutes>(at("/billing"), options),
    documents: hc<typeof documentRoutes>(at("/documents"), options),
    payments: hc<typeof paymentRoutes>(at("/payments"), options),
    operator: hc<typeof operatorRoutes>(at("/operator"), options),
    periods: hc<typeof periodRoutes>(at("/periods"), options),
    security: hc<typeof securityRoutes>(at("/security"), options),
    securityLog: hc<typeof securityLogRoutes>(at("/security/log"), options),
    team: hc<typeof teamRoutes>(at("/team"), options),
    web: hc<typeof webRoutes>(at("/web"), options),
    telegram: hc<typeof telegramRoutes>(at("/telegram"), options),
  };
  return wholeParams(clients);
}

/** Header of a command; the key comes from `ctx.idempotencyKey()`. */
export const named = (key: string) => ({ headers: { "idempotency-key": key } });

/**
 * The body of an answer.
 * @throws {ApiProblem} a refusal with its stable code
 * @throws {ApiUnavailable} the API is down or busy; nothing was done
 */
export async function ask<T>(call: Promise<ClientResponse<T>>): Promise<T> {
  const response = await call.catch((error: unknown) => {
    throw new ApiUnavailable("no answer", { cause: error });
  });
  if (response.ok) return (await response.json()) as T;
  if (response.status === 503) throw new ApiUnavailable("unavailable");
  const problem = (await response.json().catch(() => ({}))) as {
    code?: string;
    params?: Record<string, unknown>;
  };
  throw new ApiProblem(response.status, problem.code ?? "internal", problem.params ?? {});
}
