import { answer, contextOf, createRouter, describe, validate } from "../core/http.ts";
import { clearDialog, saveDialog } from "./dialog.ts";
import { finishUpdate } from "./finish-update.ts";
import { markReachable } from "./mark-reachable.ts";
import { openUpdate } from "./open-update.ts";
import { postponeCall } from "./postpone-call.ts";
import {
  done,
  finishUpdateInput,
  openedUpdate,
  openUpdateInput,
  postponeInput,
  reachableInput,
  savedDialog,
  saveDialogInput,
} from "./schemas.ts";

const tag = "Telegram";

/** What the bots need around a screen. Each call is named by its update or version, so it needs no other key. */
export const telegramRoutes = createRouter()
  .post(
    "/updates",
    describe("openUpdate", "Claim an update and learn who speaks", openedUpdate, tag, "bot"),
    validate("json", openUpdateInput),
    async (c) => c.json(await openUpdate(contextOf(c), c.req.valid("json"))),
  )
  .post(
    "/updates/finish",
    describe("finishUpdate", "Mark an update as handled", done, tag, "bot"),
    validate("json", finishUpdateInput),
    async (c) => {
      await finishUpdate(contextOf(c), c.req.valid("json").updateId);
      return c.json({ done: true as const });
    },
  )
  .put(
    "/dialog",
    describe("saveDialog", "Store the step that waits for an answer", savedDialog, tag, "bot"),
    validate("json", saveDialogInput),
    async (c) => {
      const ctx = contextOf(c);
      return answer(c, ctx, await saveDialog(ctx, c.req.valid("json")));
    },
  )
  .delete(
    "/dialog",
    describe("clearDialog", "Forget the waiting step", done, tag, "bot"),
    async (c) => {
      await clearDialog(contextOf(c));
      return c.json({ done: true as const });
    },
  )
  .put(
    "/reachable",
    describe("markReachable", "The person blocked the bot or let it in", done, tag, "bot"),
    validate("json", reachableInput),
    async (c) => {
      await markReachable(contextOf(c), c.req.valid("json").reachable);
      return c.json({ done: true as const });
    },
  )
  .post(
    "/postponed",
    describe("postponeCall", "Keep a message that Telegram would not take now", done, tag, "bot"),
    validate("json", postponeInput),
    async (c) => {
      await postponeCall(contextOf(c), c.req.valid("json"));
      return c.json({ done: true as const });
    },
  );
