import type { Translator } from "../../../locales/index.ts";
import { type Key, type Route, to } from "../../core/view.ts";

/** Keys that lead on from a screen: the way back, home, out of a dialog. */
export const backKey = (t: Translator, go: Route): Key => ({
  label: t.tp("common.actions.keys.back"),
  go,
});

export const homeKey = (t: Translator): Key => ({
  label: t.tp("common.actions.keys.home"),
  go: to("home"),
});

export const cancelKey = (t: Translator, go: Route): Key => ({
  label: t.tp("common.actions.keys.cancel"),
  go,
});
