import type { RequestView } from "../../../api/requests/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import { type Key, to } from "../../core/view.ts";

/** The keys under a request in the owner bot: none to decide it once it is decided. */
export function decisionKeys(
  t: Translator,
  { id, version, mayDecide }: RequestView,
  { details }: { readonly details: boolean },
): Key[][] {
  if (!mayDecide) return [];
  const decide: Key[] = [
    {
      label: t.tp("requests.decide.keys.approve"),
      go: to("decide", ["approve", id], version),
      style: "success",
    },
    {
      label: t.tp("requests.decide.keys.reject"),
      go: to("decide", ["reject", id], version),
      style: "danger",
    },
  ];
  const more: Key = { label: t.tp("common.actions.keys.details"), go: to("request", [id]) };
  return details ? [decide, [more]] : [decide];
}
