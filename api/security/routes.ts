import { answer, contextOf, createRouter, describe, validate } from "../core/http.ts";
import { sendAgain } from "./confirm-again.ts";
import { answerConfirmation } from "./confirm-answer.ts";
import { enterCode } from "./confirm-code.ts";
import { showConfirmation } from "./confirm-show.ts";
import { keepWaiting } from "./confirm-waiting.ts";
import { withdrawConfirmation } from "./confirm-withdraw.ts";
import {
  answerInput,
  codeInput,
  confirmationParam,
  confirmationView,
  done,
  nothing,
  waitingInput,
} from "./schemas.ts";

const tag = "Security";

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
  );
