import { answer, createRouter, describe, memberContextOf, validate } from "../core/http.ts";
import { addRule, archiveRule, listRules } from "./approval-rules.ts";
import { addDelegation, endDelegation, listDelegations } from "./delegations.ts";
import { addType, archiveType, listTypes } from "./request-types.ts";
import { requestParam } from "./schemas.ts";
import {
  addRuleInput,
  addTypeInput,
  delegationInput,
  delegationList,
  emptyInput,
  ruleList,
  typeList,
} from "./setup-schemas.ts";

const tag = "Requests";

/** What may be asked for, who decides, and who stands in. */
export const requestSetupRoutes = createRouter()
  .get(
    "/types",
    describe(
      "requestTypes",
      "Kinds of absence that may be asked for",
      typeList,
      tag,
      "requests.self",
    ),
    async (c) => c.json(await listTypes(await memberContextOf(c))),
  )
  .post(
    "/types",
    describe(
      "addRequestType",
      "Enter an own kind of absence",
      typeList,
      tag,
      "organisation.manage",
    ),
    validate("json", addTypeInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await addType(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/types/:id/archive",
    describe(
      "archiveRequestType",
      "Offer an own kind no longer",
      typeList,
      tag,
      "organisation.manage",
    ),
    validate("param", requestParam),
    validate("json", emptyInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await archiveType(ctx, c.req.valid("param").id));
    },
  )
  .get(
    "/chains",
    describe(
      "approvalRules",
      "Who decides what, in what order",
      ruleList,
      tag,
      "organisation.manage",
    ),
    async (c) => c.json(await listRules(await memberContextOf(c))),
  )
  .post(
    "/chains",
    describe("addApprovalRule", "Add a chain of approval", ruleList, tag, "organisation.manage"),
    validate("json", addRuleInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await addRule(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/chains/:id/archive",
    describe("archiveApprovalRule", "Use a chain no longer", ruleList, tag, "organisation.manage"),
    validate("param", requestParam),
    validate("json", emptyInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await archiveRule(ctx, c.req.valid("param").id));
    },
  )
  .get(
    "/delegations",
    describe("delegations", "Who stands in for whom", delegationList, tag, "requests.decide"),
    async (c) => c.json(await listDelegations(await memberContextOf(c))),
  )
  .post(
    "/delegations",
    describe(
      "addDelegation",
      "Let another decide in one's place",
      delegationList,
      tag,
      "requests.decide",
    ),
    validate("json", delegationInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await addDelegation(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/delegations/:id/end",
    describe("endDelegation", "Take a delegation back", delegationList, tag, "requests.decide"),
    validate("param", requestParam),
    validate("json", emptyInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await endDelegation(ctx, c.req.valid("param").id));
    },
  );
