import type { RequestView } from "../../../api/requests/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import { type Key, to } from "../../core/view.ts";

/** Where a card is shown: a message of its own, or a place in the inbox that leads on to the next request. */
export type CardPlace = "" | "inbox";

export const cardPlaceOf = (text: unknown): CardPlace => (text === "inbox" ? "inbox" : "");

/** The keys under a request in the owner bot: none to decide it once it is decided. */
export function decisionKeys(
  t: Translator,
  { id, version, mayDecide, files }: RequestView,
  { details, from = "" }: { readonly details: boolean; readonly from?: CardPlace },
): Key[][] {
  const papers: Key[][] =
    files > 0
      ? [[{ label: t.tp("requests.mine.keys.files"), go: to("request", [id, "files"]) }]]
      : [];
  if (!mayDecide) return papers;
  const decide: Key[] = [
    {
      label: t.tp("requests.decide.keys.approve"),
      go: to("decide", ["approve", id, "", from], version),
      style: "success",
    },
    {
      label: t.tp("requests.decide.keys.reject"),
      go: to("decide", ["reject", id, "", from], version),
      style: "danger",
    },
  ];
  const more: Key = { label: t.tp("common.actions.keys.details"), go: to("request", [id]) };
  return details ? [decide, ...papers, [more]] : [decide, ...papers];
}
