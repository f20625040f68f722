import {
  answer,
  contextOf,
  createRouter,
  describe,
  memberContextOf,
  type Request,
  validate,
} from "../core/http.ts";
import { memberOf, memberStatement } from "../core/member.ts";
import { sendAgain } from "./confirm-again.ts";
import { answerConfirmation } from "./confirm-answer.ts";
import { enterCode } from "./confirm-code.ts";
import { showConfirmation } from "./confirm-show.ts";
import { keepWaiting } from "./confirm-waiting.ts";
import { withdrawConfirmation } from "./confirm-withdraw.ts";
import { proveEmail, removeEmail, saveEmail, showEmail } from "./email.ts";
import { approveRecovery, askRecovery, cancelRecovery, showRecovery } from "./recovery.ts";
import {
  answerInput,
  codeInput,
  confirmationParam,
  confirmationView,
  done,
  emailInput,
  emailView,
  nothing,
  recoveryView,
  savedEmail,
  waitingInput,
} from "./schemas.ts";

const tag = "Security";
const idAnswer = confirmationParam;

/** A person, with the organisation they have open if they are of one: an address is theirs in all of them. */
async function personContextOf(c: Request) {
  const ctx = contextOf(c);
  const [found] = await ctx.deps.db.read([memberStatement(ctx.caller.telegramUserId)]);
  const row = found?.rows[0];
  const member = row === undefined ? null : memberOf(row);
  return member === null || member.state === "ended" ? ctx : { ...ctx, member };
}

/** Answered by person, not by organisation: what somebody was asked stays theirs whichever company they have open. */
export const securityRoutes = createRouter()
  .get(
    "/confirmations/:id",
    describe("showConfirmation", "What one was asked to confirm", confirmationView, tag, "public"),
    validate("param", confirmationParam),
    async (c) => c.json(await showConfirmation(contextOf(c), c.req.valid("param").id)),
  )
  .post(
    "/confirmations/:id/answer",
    describe("answerConfirmation", "Confirm an act, or stop it", confirmationView, tag, "public"),
    validate("param", confirmationParam),
    validate("json", answerInput),
    async (c) => {
      const ctx = contextOf(c);
      const { id } = c.req.valid("param");
      return answer(c, ctx, await answerConfirmation(ctx, id, c.req.valid("json")));
    },
  )
  .post(
    "/confirmations/:id/code",
    describe("enterCode", "Give the code from the e-mail", confirmationView, tag, "public"),
    validate("param", confirmationParam),
    validate("json", codeInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await enterCode(ctx, c.req.valid("param").id, c.req.valid("json")));
    },
  )
  .post(
    "/confirmations/:id/again",
    describe("sendConfirmationAgain", "Send the question again", confirmationView, tag, "public"),
    validate("param", confirmationParam),
    validate("json", nothing),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await sendAgain(ctx, c.req.valid("param").id));
    },
  )
  .post(
    "/confirmations/:id/withdraw",
    describe("withdrawConfirmation", "Do not go on", done, tag, "public"),
    validate("param", confirmationParam),
    validate("json", nothing),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await withdrawConfirmation(ctx, c.req.valid("param").id));
    },
  )
  .put(
    "/confirmations/:id/waiting",
    describe("keepWaiting", "The message that waits for the answer", done, tag, "public"),
    validate("param", confirmationParam),
    validate("json", waitingInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await keepWaiting(ctx, c.req.valid("param").id, c.req.valid("json")));
    },
  )
  .get(
    "/email",
    describe("showEmail", "The own e-mail for confirmations, masked", emailView, tag, "public"),
    async (c) => c.json(await showEmail(await personContextOf(c))),
  )
  .post(
    "/email",
    describe("proveEmail", "Send a code to a new address", confirmationView, tag, "public"),
    validate("json", emailInput),
    async (c) => {
      const ctx = await personContextOf(c);
      return answer(c, ctx, await proveEmail(ctx, c.req.valid("json")));
    },
  )
  .post(
    "/email/:id/save",
    describe("saveEmail", "Keep the address whose code was right", savedEmail, tag, "public"),
    validate("param", confirmationParam),
    validate("json", nothing),
    async (c) => {
      const ctx = await personContextOf(c);
      return answer(c, ctx, await saveEmail(ctx, c.req.valid("param").id));
    },
  )
  .post(
    "/email/remove",
    describe("removeEmail", "Go without an e-mail", done, tag, "public"),
    validate("json", nothing),
    async (c) => {
      const ctx = await personContextOf(c);
      return answer(c, ctx, await removeEmail(ctx));
    },
  )
  .post(
    "/recoveries",
    describe("askRecovery", "Say that one can't read the e-mail", idAnswer, tag, "self"),
    validate("json", nothing),
    async (c) => {
      const ctx = await memberContextOf(c);
      return answer(c, ctx, await askRecovery(ctx));
    },
  )
  .get(
    "/recoveries/:id",
    describe("showRecovery", "A request to go without an e-mail", recoveryView, tag, "public"),
    validate("param", confirmationParam),
    async (c) => c.json(await showRecovery(contextOf(c), c.req.valid("param").id)),
  )
  .post(
    "/recoveries/:id/approve",
    describe("approveRecovery", "Say that it is really them", recoveryView, tag, "public"),
    validate("param", confirmationParam),
    validate("json", nothing),
    async (c) => {
      const ctx = await personContextOf(c);
      return answer(c, ctx, await approveRecovery(ctx, c.req.valid("param").id));
    },
  )
  .post(
    "/recoveries/:id/cancel",
    describe("cancelRecovery", "Stop it", recoveryView, tag, "public"),
    validate("param", confirmationParam),
    validate("json", nothing),
    async (c) => {
      const ctx = await personContextOf(c);
      return answer(c, ctx, await cancelRecovery(ctx, c.req.valid("param").id));
    },
  );
