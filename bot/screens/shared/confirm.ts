import { ask, named, type Api } from "../../core/api.ts";
import { ApiProblem } from "../../core/front-desk.ts";
import type { Screen } from "../../core/screen.ts";
import { to } from "../../core/view.ts";
import { pushView } from "./two-step-view.ts";

/** [Yes, it is me] and [No, stop] under the question of the other bot. A late or second tap only shows how it stands. */
export const confirmScreen: Screen<Api> = {
  name: "confirm",
  code: "cf",
  args: ["id", "word"],
  keepsDialog: true,
  async open({ api, t, idempotencyKey }, [id = "", answer = ""]) {
    if (id === "") return { go: to("home") };
    const one = api.security.confirmations[":id"];
    try {
      if (answer !== "yes" && answer !== "no")
        return pushView(t, await ask(one.$get({ param: { id } })));
      const call = one.answer.$post({ param: { id }, json: { answer } }, named(idempotencyKey()));
      return pushView(t, await ask(call));
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== "confirmation_ended") throw error;
      return pushView(t, await ask(one.$get({ param: { id } })));
    }
  },
};
