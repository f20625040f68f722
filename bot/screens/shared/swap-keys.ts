import type { SwapView } from "../../../api/schedule/swap/schemas.ts";
import type { Translator } from "../../../locales/index.ts";
import { type Key, to } from "../../core/view.ts";

type Shown = Omit<SwapView, "warnings">;

/** What a manager may do about a swap now. */
export const approveKeys = (t: Translator, { id, mayDecide }: Shown): Key[][] =>
  mayDecide
    ? [
        [
          { label: t.tp("schedule.swap.keys.reject"), go: to("swap", ["ask", id]) },
          {
            label: t.tp("schedule.swap.keys.approve"),
            go: to("swap", ["approve", id]),
            style: "success",
          },
        ],
      ]
    : [];

/** What a colleague, or who has offered, may do now. */
export const sideKeys = (t: Translator, { id, mayAnswer, mayWithdraw }: Shown): Key[][] => [
  ...(mayAnswer
    ? [
        [
          { label: t.tp("schedule.swap.keys.decline"), go: to("my-swap", ["decline", id]) },
          {
            label: t.tp("schedule.swap.keys.accept"),
            go: to("my-swap", ["accept", id]),
            style: "success" as const,
          },
        ],
      ]
    : []),
  ...(mayWithdraw
    ? [[{ label: t.tp("schedule.swap.keys.withdraw"), go: to("my-swap", ["withdraw", id]) }]]
    : []),
];
