import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { plain } from "../../core/html.ts";
import type { LaterKind, TypedLeave } from "../../core/typed-request/types.ts";
import { to, type View } from "../../core/view.ts";

/** What is said above a question or a card. */
export interface Told {
  readonly problem?: Plain | undefined;
  /** Days to tap. */
  readonly choices?: readonly string[] | undefined;
}

/** What a sentence left open or was not understood in. */
export function toldOf(t: Translator, { problem, choices, unread, asks }: TypedLeave): Told {
  if (problem === undefined)
    return unread === undefined || asks !== null
      ? {}
      : { problem: t.tp("requests.typed.unread", { words: plain(unread, 60) }) };
  if (problem === "no_such_day") return { problem: t.tp("common.input.date_missing") };
  if (problem === "date_order") return { problem: t.tp("requests.leave.order") };
  return { problem: t.tp(`requests.typed.${problem}`), choices };
}

/** A kind of request that cannot be sent yet: said at once, and what can be. */
export const laterView = (t: Translator, what: LaterKind): View => ({
  body: t.th("requests.typed.later", { what: t.tp(`requests.typed.kinds.${what}`) }),
  keys: [
    [{ label: t.tp("requests.mine.keys.new"), go: to("leave", ["start"]) }],
    [{ label: t.tp("common.actions.keys.home"), go: to("home") }],
  ],
});
