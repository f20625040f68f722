import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { plain } from "../../core/html.ts";
import type { TypedLeave } from "../../core/typed-request/types.ts";

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
