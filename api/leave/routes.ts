import { answer, createRouter, describe, memberContextOf, validate } from "../core/http.ts";
import { adjustBalance, setOpening } from "./change-balance.ts";
import { previewExit } from "./end-leave.ts";
import {
  adjustmentInput,
  balanceView,
  exitQuery,
  exitView,
  newBalance,
  openingInput,
  projectionQuery,
  projectionView,
  statementQuery,
  statementView,
  whoseQuery,
} from "./schemas.ts";
import { showBalance, showProjection, showStatement } from "./show-balance.ts";

const tag = "Leave";

export const leaveRoutes = createRouter()
  .get(
    "/balance",
    describe(
      "leaveBalance",
      "A leave balance: one's own, or a colleague's",
      balanceView,
      tag,
      "requests.self",
    ),
    validate("query", whoseQuery),
    async (c) =>
      c.json(await showBalance(await memberContextOf(c), c.req.valid("query").employeeId)),
  )
  .get(
    "/statement",
    describe(
      "leaveStatement",
      "The leave ledger with running balance",
      statementView,
      tag,
      "requests.self",
    ),
    validate("query", statementQuery),
    async (c) => c.json(await showStatement(await memberContextOf(c), c.req.valid("query"))),
  )
  .get(
    "/projection",
    describe(
      "leaveProjection",
      "What the balance will be on a day",
      projectionView,
      tag,
      "requests.self",
    ),
    validate("query", projectionQuery),
    async (c) => c.json(await showProjection(await memberContextOf(c), c.req.valid("query"))),
  )
  .get(
    "/exit",
    describe(
      "leaveExit",
      "What is owed for leave if somebody leaves",
      exitView,
      tag,
      "people.manage",
    ),
    validate("query", exitQuery),
    async (c) => c.json(await previewExit(await memberContextOf(c), c.req.valid("query"))),
  )
  .post(
    "/opening",
    describe(
      "setLeaveOpening",
      "Say what the balance was on a day",
      newBalance,
      tag,
      "people.manage",
    ),
    validate("json", openingInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await setOpening(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/adjustments",
    describe("adjustLeave", "Add to a balance or take from it", newBalance, tag, "people.manage"),
    validate("json", adjustmentInput),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await adjustBalance(ctx, c.req.valid("json")));
    },
  );
