import { ask, named, type Api } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import type { Screen } from "../../core/screen.ts";
import { to } from "../../core/view.ts";
import { recoveryCard } from "./email-views.ts";

/** Agreeing to somebody's recovery, or stopping it. A late tap only shows how it stands. */
export const recoveryScreen: Screen<Api> = {
  name: "recovery",
  code: "rv",
  args: ["id", "word"],
  keepsDialog: true,
  async open({ api, t, idempotencyKey }, [id = "", action = ""]) {
    if (id === "") return { go: to("home") };
    const one = api.security.recoveries[":id"];
    const at = { param: { id }, json: {} };
    try {
      if (action === "approve")
        return recoveryCard(t, await ask(one.approve.$post(at, named(idempotencyKey()))));
      if (action === "cancel")
        return recoveryCard(t, await ask(one.cancel.$post(at, named(idempotencyKey()))));
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== "recovery_ended") throw error;
    }
    return recoveryCard(t, await ask(one.$get({ param: { id } })));
  },
};
