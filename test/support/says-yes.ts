import type { Translator } from "../../locales/index.ts";
import type { Hand } from "./main-job/stage.ts";
import { shown } from "./shown-text.ts";

/** Somebody who uses one bot only is asked there whether it is really them, says yes and goes on. */
export async function saysYes(hand: Hand, t: Translator): Promise<void> {
  await hand.sees(shown(t, "security.two_step.ask_hint"));
  await hand.tap(t.tp("security.two_step.keys.yes"));
  await hand.sees(shown(t, "security.two_step.approved"));
  await hand.tap(t.tp("security.two_step.keys.continue"));
}
