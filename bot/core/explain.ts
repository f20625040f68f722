import type { TextKey } from "../../locales/index.ts";
import type { Screen } from "./screen.ts";
import { to, type Route } from "./view.ts";

/** A key that only says why it does nothing: a past day, a heading, the end of a list. */
export function explain(why: TextKey): Route {
  return to("explain", [why]);
}

/** Part of every bot: shows the text of `explain()` as a toast. */
export const explainScreen: Screen = {
  name: "explain",
  code: "x",
  keepsDialog: true,
  open({ t }, [why = ""]) {
    return t.has(why) ? { toast: { text: t.tp(why) } } : {};
  },
};
