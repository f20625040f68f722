import type { TextKey } from "../../locales/index.ts";
import type { Screen } from "./screen.ts";
import { to, type Route } from "./view.ts";

/** A key that only says why it does nothing: a past day, a heading, the end of a list. */
export function explain(why: TextKey): Route {
  return to("explain", [why.replaceAll(".", ":")]);
}

/** Part of every bot: shows the text of `explain()` as a toast. */
export const explainScreen: Screen = {
  name: "explain",
  code: "x",
  keepsDialog: true,
  open({ t }, [why = ""]) {
    const key = why.replaceAll(":", ".");
    return t.has(key) ? { toast: { text: t.tp(key) } } : {};
  },
};
