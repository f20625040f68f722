import * as z from "zod";
import { type Route, to } from "../../../core/view.ts";

/** Everything the operator does with a typed reason, a look at it all, and one tap more. */
export const acts = [
  "annul",
  "reinstate",
  "release",
  "close",
  "refund",
  "unrefund",
  "return",
  "money",
  "months",
  "answer",
] as const;
export type Act = (typeof acts)[number];

export const actDraft = z.object({
  act: z.enum(acts),
  /** What it is done to, in the order the act's route takes them. */
  ids: z.array(z.string()),
  /** The thing in the operator's words, to be seen before the last tap. */
  about: z.string(),
  currency: z.enum(["IRR", "RUB"]),
  /** Signed minor units, or person-months; null where none is asked for. */
  amount: z.number().nullable(),
  /** The most that can be given back, minor units. */
  most: z.number().nullable(),
  reason: z.string(),
});
export type ActDraft = z.infer<typeof actDraft>;

/** Acts that need a sum before their reason. */
export const needsAmount = (act: Act): boolean =>
  act === "refund" || act === "money" || act === "months";

/** Where an act was begun. */
export function sourceOf({
  act,
  ids: [first = "", second = ""],
}: Pick<ActDraft, "act" | "ids">): Route {
  switch (act) {
    case "annul":
    case "reinstate":
      return to("operator-order", [first, second]);
    case "release":
    case "money":
    case "months":
      return to("operator-org", [first]);
    case "close":
    case "refund":
      return to("operator-payment", [first]);
    case "unrefund":
      return to("operator-refunds", ["one", first]);
    case "return":
      return to("operator-line", [first]);
    case "answer":
      return to("operator-requests", [first, second]);
  }
  return to("operator");
}
