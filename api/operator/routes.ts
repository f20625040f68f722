import * as z from "zod";
import { answer, contextOf, createRouter, describe, validate } from "../core/http.ts";
import { operatorPermit } from "../core/permissions.ts";
import { adjustBooks } from "./adjust-books.ts";
import { bankRoutes } from "./bank/routes.ts";
import { caseRoutes } from "./cases/routes.ts";
import { orderRoutes } from "./orders/routes.ts";
import { listOrganisations, showOrganisation } from "./organisations.ts";
import { yearRoutes } from "../law/year-routes.ts";
import { listDebts, showOverview } from "./overview.ts";
import { listParked, runAudit, unpark } from "./parked.ts";
import { answerPlanRequest, listPlanRequests } from "./plan-requests.ts";
import { planRoutes } from "./plans/routes.ts";
import * as schema from "./schemas.ts";
import { changeSeller, showSeller } from "./sellers.ts";

const tag = "Operator";

const ownRoutes = createRouter()
  .get(
    "/overview",
    describe("operatorOverview", "The company's numbers", schema.overview, tag, "operator"),
    async (c) => c.json(await showOverview(contextOf(c))),
  )
  .get(
    "/debts",
    describe("operatorDebts", "Who owes", schema.debtsPage, tag, "operator"),
    validate("query", schema.pageQuery),
    async (c) => c.json(await listDebts(contextOf(c), c.req.valid("query").page)),
  )
  .get(
    "/organisations",
    describe(
      "operatorOrganisations",
      "Organisations with an account",
      schema.organisationsPage,
      tag,
      "operator",
    ),
    validate("query", schema.organisationsQuery),
    async (c) => c.json(await listOrganisations(contextOf(c), c.req.valid("query"))),
  )
  .get(
    "/organisations/:orgId",
    describe(
      "operatorOrganisation",
      "What one has and owes",
      schema.organisationCard,
      tag,
      "operator",
    ),
    validate("param", schema.orgParam),
    async (c) => c.json(await showOrganisation(contextOf(c), c.req.valid("param").orgId)),
  )
  .post(
    "/organisations/:orgId/adjustments",
    describe(
      "operatorAdjust",
      "Correct the wallet or the credit",
      schema.adjusted,
      tag,
      "operator",
    ),
    validate("param", schema.orgParam),
    validate("json", schema.adjustInput),
    async (c) => {
      const ctx = contextOf(c);
      const { orgId } = c.req.valid("param");
      return answer(c, ctx, await adjustBooks(ctx, orgId, c.req.valid("json")));
    },
  )
  .get(
    "/parked",
    describe(
      "operatorParked",
      "Organisations whose books failed a check",
      schema.parkedList,
      tag,
      "operator",
    ),
    async (c) => c.json(await listParked(contextOf(c))),
  )
  .post(
    "/parked/:orgId/release",
    describe("operatorUnpark", "Let one go on after a clean audit", schema.done, tag, "operator"),
    validate("param", schema.orgParam),
    validate("json", schema.reasonInput),
    async (c) => {
      const ctx = contextOf(c);
      const { orgId } = c.req.valid("param");
      return answer(c, ctx, await unpark(ctx, orgId, c.req.valid("json").reason));
    },
  )
  .get(
    "/audit",
    describe("operatorAudit", "Run the checks of all books now", schema.auditView, tag, "operator"),
    async (c) => c.json(await runAudit(contextOf(c))),
  )
  .get(
    "/plan-requests",
    describe("operatorPlanRequests", "Wishes for a plan", schema.planRequestsList, tag, "operator"),
    async (c) => c.json(await listPlanRequests(contextOf(c))),
  )
  .post(
    "/plan-requests/:orgId/:id/answer",
    describe("operatorAnswerPlanRequest", "Answer one", schema.done, tag, "operator"),
    validate("param", schema.orgItemParam),
    validate("json", schema.answerInput),
    async (c) => {
      const ctx = contextOf(c);
      const { text } = c.req.valid("json");
      return answer(c, ctx, await answerPlanRequest(ctx, c.req.valid("param"), text));
    },
  )
  .get(
    "/sellers/:profile",
    describe(
      "operatorSeller",
      "The company that sells in a country",
      schema.sellerView,
      tag,
      "operator",
    ),
    validate("param", schema.profileParam),
    async (c) => c.json(await showSeller(contextOf(c), c.req.valid("param").profile)),
  )
  .put(
    "/sellers/:profile",
    describe("operatorChangeSeller", "Enter it", schema.done, tag, "operator"),
    validate("param", schema.profileParam),
    validate("json", z.object({ seller: schema.sellerInput })),
    async (c) => {
      const ctx = contextOf(c);
      const { seller } = c.req.valid("json");
      return answer(c, ctx, await changeSeller(ctx, c.req.valid("param").profile, seller));
    },
  );

/** Rooms of the company that runs Hozur. To everybody else they do not exist, whatever is asked. */
export const operatorRoutes = createRouter()
  .use(async (c, next) => {
    operatorPermit(contextOf(c));
    await next();
  })
  .route("/", ownRoutes)
  .route("/orders", orderRoutes)
  .route("/bank", bankRoutes)
  .route("/years", yearRoutes)
  .route("/payments", caseRoutes)
  .route("/plans", planRoutes);
