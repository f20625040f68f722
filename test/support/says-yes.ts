import type { Translator } from "../../locales/index.ts";
import type { Hand } from "./main-job/stage.ts";
import { shown } from "./shown-text.ts";

/** Somebody who uses one bot only is asked there whether it is really them, says yes and goes on. */
export async function saysYes(hand: Hand, t: Translator): Promise<void> {
  await hand.sees(shown(t, "security.two_step.ask_hint"));
  await goesOn(hand, t);
}

/** What comes of an act, whether it had to be confirmed first or, where a test's people always say yes, not. */
export async function seesConfirmed(hand: Hand, t: Translator, result: RegExp): Promise<void> {
  const question = shown(t, "security.two_step.ask_hint");
  const text = await hand.sees(new RegExp(`${result.source}|${question.source}`, "u"));
  if (!question.test(text)) return;
  await goesOn(hand, t);
  await hand.sees(result);
}

async function goesOn(hand: Hand, t: Translator): Promise<void> {
  await hand.tap(t.tp("security.two_step.keys.yes"));
  await hand.sees(shown(t, "security.two_step.approved"));
  await hand.tap(t.tp("security.two_step.keys.continue"));
}
