import { ask, named, type Api } from "../../core/api.ts";
import type { Screen } from "../../core/screen.ts";
import { inputOf, readDraft, withDraft } from "./timesheets-draft.ts";
import { orLockView } from "./or-lock-view.ts";

/** Has the file made; how far it is comes as a message of its own. */
export const timesheetsMake: Screen<Api> = {
  name: "timesheets-make",
  code: "xm",
  args: ["period", "word", "id"],
  permission: "documents.export",
  open(ctx, [period = "", word = "", id]) {
    const draft = readDraft(period, word, id, "month");
    return orLockView(ctx, withDraft("timesheets", draft), async () => {
      const { exports } = ctx.api.timesheets;
      await ask(exports.$post({ json: inputOf(draft) }, named(ctx.idempotencyKey())));
      // After a second confirmation the sheet stands where [Continue] stood.
      const toast = { text: ctx.t.tp("timesheets.screen.started") };
      return { toast, go: withDraft("timesheets", draft) };
    });
  },
};
