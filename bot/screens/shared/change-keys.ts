import type { Translator } from "../../../locales/index.ts";
import { type Key, to } from "../../core/view.ts";
import { type Change, referenceArgs } from "./change-text.ts";

/** [accept] [object] while it may be answered. */
export function staffChangeKeys(t: Translator, change: Change): Key[][] {
  if (!change.mayAnswer) return [];
  const reference = referenceArgs(change.reference);
  const accept: Key = {
    label: t.tp("corrections.keys.accept"),
    go: to("change", ["accept", ...reference]),
    style: "success",
  };
  if (change.state === "objected")
    return [[{ ...accept, label: t.tp("corrections.keys.give_up") }]];
  return [
    [
      accept,
      { label: t.tp("corrections.keys.object"), go: to("change", ["object", ...reference]) },
    ],
  ];
}

/** [keep] [take back] while there is an objection to settle, and the way to the day. */
export function ownerChangeKeys(t: Translator, change: Change, date?: string): Key[][] {
  const args = [...referenceArgs(change.reference), change.employeeId];
  const settle: Key[] = change.maySettle
    ? [
        { label: t.tp("corrections.keys.keep"), go: to("change", ["k", ...args]) },
        {
          label: t.tp("corrections.keys.take_back"),
          go: to("change", ["t", ...args]),
          style: "danger",
        },
      ]
    : [];
  return [
    settle,
    date === undefined
      ? []
      : [
          {
            label: t.tp("common.actions.keys.details"),
            go: to("person-day", [change.employeeId, date]),
          },
        ],
  ];
}
