import { Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { openAPIRouteHandler } from "hono-openapi";
import { correctionRoutes } from "./attendance/corrections/routes.ts";
import { maxImportBody } from "./attendance/corrections/import-schemas.ts";
import { attendanceRoutes } from "./attendance/routes.ts";
import { billingRoutes } from "./billing/routes.ts";
import { leaveRoutes } from "./leave/routes.ts";
import { limitDoor } from "./core/client-address.ts";
import { nameCommand, signIn } from "./core/gatekeeper.ts";
import type { AppEnv } from "./core/http.ts";
import { problem } from "./core/problem.ts";
import { callLimitsOf, rates } from "./core/rate-limit.ts";
import { problemSchema } from "./core/problem-schema.ts";
import { Refusal } from "./core/refusal.ts";
import type { Deps } from "./deps.ts";
import { documentRoutes, paperRoutes } from "./documents/routes.ts";
import { healthRoutes } from "./operations/health.ts";
import { telegramRoutes } from "./operations/routes.ts";
import { paymentDoors } from "./payments/doors.ts";
import { paymentRoutes } from "./payments/routes.ts";
import { lawRoutes } from "./law/routes.ts";
import { maxStatementBody } from "./operator/bank/schemas.ts";
import { operatorRoutes } from "./operator/routes.ts";
import { accountRoutes } from "./people/accounts/routes.ts";
import { eraseRoutes } from "./people/erase/routes.ts";
import { ownershipRoutes } from "./people/ownership/routes.ts";
import { maxListBody } from "./people/imports/schemas.ts";
import { listRoutes } from "./people/imports/routes.ts";
import { memberRoutes } from "./people/members/routes.ts";
import { peopleRoutes } from "./people/routes.ts";
import { periodRoutes } from "./periods/routes.ts";
import { requestRoutes } from "./requests/routes.ts";
import { scheduleRoutes } from "./schedule/routes.ts";
import { securityLogRoutes } from "./security/log/routes.ts";
import { securityRoutes } from "./security/routes.ts";
import { timesheetRoutes } from "./timesheets/routes.ts";
import { notifyRoutes } from "./notify/routes.ts";
import { kioskDoors } from "./trust/kiosk-doors.ts";
import { trustRoutes } from "./trust/routes.ts";
import { teamRoutes } from "./team/routes.ts";
import { webDoors } from "./web/doors.ts";
import { webRoutes } from "./web/routes.ts";
import { maxFileBody } from "./requests/setup-schemas.ts";

const maxBody = 256 * 1024;
/** Of doors without a sign-in. */
const maxDoorBody = 64 * 1024;

/** The whole API on one set of parts. No env, no globals: every runtime and every test makes its own. */
export function createApp(deps: Deps) {
  const app = new Hono<AppEnv>();
  const limits = callLimitsOf(deps.config);
  app.use(requestId(), async (c, next) => {
    c.set("deps", deps);
    c.set("limits", limits);
    await next();
  });
  app.onError((error, c) => problem(c, error));
  app.notFound((c) => problem(c, new Refusal("not_found")));
  // "no-referrer" would make browsers send our own forms with "Origin: null", which /web refuses.
  app.use("*", secureHeaders({ referrerPolicy: "same-origin" }), wideEvent);
  app.route("/", healthRoutes);
  app.use("/paper/*", limitDoor("paper", rates.doors));
  app.route("/paper", paperRoutes);
  app.get(
    "/openapi.json",
    openAPIRouteHandler(app, { documentation: openApi(deps.config.version) }),
  );

  app.use("/kiosk/*", limitDoor("kiosk", rates.sharedDoors), bodyLimit({ maxSize: maxDoorBody }));
  app.use("/web/*", limitDoor("web", rates.doors), bodyLimit({ maxSize: maxDoorBody }));
  app.route("/web", webDoors);
  app.route("/kiosk", kioskDoors);
  app.use("/pay/*", limitDoor("pay", rates.sharedDoors), bodyLimit({ maxSize: maxDoorBody }));
  app.route("/pay", paymentDoors);
  app.use("/v1/*", limitBody, signIn);
  app.route("/v1/telegram", telegramRoutes);
  app.use("/v1/*", nameCommand);
  app.route("/v1/people", peopleRoutes);
  app.route("/v1/people", memberRoutes);
  app.route("/v1/people", listRoutes);
  app.route("/v1/people", accountRoutes);
  app.route("/v1/people", ownershipRoutes);
  app.route("/v1/people", eraseRoutes);
  app.route("/v1/schedule", scheduleRoutes);
  app.route("/v1/attendance", attendanceRoutes);
  app.route("/v1/corrections", correctionRoutes);
  app.route("/v1/trust", trustRoutes);
  app.route("/v1/notify", notifyRoutes);
  app.route("/v1/requests", requestRoutes);
  app.route("/v1/leave", leaveRoutes);
  app.route("/v1/team", teamRoutes);
  app.route("/v1/periods", periodRoutes);
  app.route("/v1/timesheets", timesheetRoutes);
  app.route("/v1/law", lawRoutes);
  app.route("/v1/security/log", securityLogRoutes);
  app.route("/v1/web", webRoutes);
  app.route("/v1/security", securityRoutes);
  app.route("/v1/billing", billingRoutes);
  app.route("/v1/documents", documentRoutes);
  app.route("/v1/payments", paymentRoutes);
  app.route("/v1/operator", operatorRoutes);
  return app;
}

const commonBody = bodyLimit({ maxSize: maxBody });
const statementBody = bodyLimit({ maxSize: maxStatementBody });
const listBody = bodyLimit({ maxSize: maxListBody });
const importBody = bodyLimit({ maxSize: maxImportBody });
const fileBody = bodyLimit({ maxSize: maxFileBody });
/** A bank's file, a device's file and a paper of a request are the large things anybody sends. */
const limitBody: MiddlewareHandler<AppEnv> = (c, next) => {
  if (c.req.path.startsWith("/v1/operator/bank/statements")) return statementBody(c, next);
  if (c.req.path === "/v1/people/lists") return listBody(c, next);
  if (c.req.path.startsWith("/v1/corrections/imports")) return importBody(c, next);
  if (/^\/v1\/requests\/[^/]+\/files$/.test(c.req.path)) return fileBody(c, next);
  return commonBody(c, next);
};

/** One log line per request, with ids taken out of the path, and the keys that open papers. */
const wideEvent: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { clock, log } = c.get("deps");
  const started = clock();
  await next();
  log("info", {
    event: "request",
    request_id: c.get("requestId"),
    method: c.req.method,
    path: c.req.path
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ":id")
      .replace(/^(\/paper\/)[^/.]+/, "$1:key")
      .replace(/^(\/kiosk\/)[\w-]{32}/, "$1:key")
      .replace(/^(\/web\/enter\/).+/, "$1:key")
      // What a person typed: a receipt's code, or anything else.
      .replace(/(\/(?:receipts|verify)\/).+/, "$1:code"),
    status: c.res.status,
    ms: clock() - started,
  });
};

const openApi = (version: string) => ({
  openapi: "3.1.0",
  info: {
    title: "Hozur API",
    version,
    description:
      "Attendance, leave and billing. Bots sign in with their key and act for a Telegram user; every command carries an Idempotency-Key; errors are problem+json (RFC 9457) with a stable `code`.",
  },
  security: [{ bot: [], telegramUser: [] }],
  components: {
    securitySchemes: {
      bot: { type: "http" as const, scheme: "bearer" },
      telegramUser: { type: "apiKey" as const, in: "header" as const, name: "X-Telegram-User" },
    },
    responses: {
      Problem: {
        description: "Refused; `code` is stable, `params` are facts for a text",
        content: { "application/problem+json": { schema: problemSchema } },
      },
    },
  },
});
