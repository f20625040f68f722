import type { FenceVerdict } from "../../attendance/rules/types.ts";

/** Why a manager may want to look at a punch, the gravest first. */
export const doubts = [
  "impossible_travel",
  "shared_point",
  "replayed_point",
  "account_relinked",
  "field",
  "accuracy_missing",
  "accuracy_coarse",
  "edge",
] as const;
export type Doubt = (typeof doubts)[number];

const flagDoubts: ReadonlySet<string> = new Set(doubts);

/**
 * What is doubtful about a punch; empty when nothing is. Words alone are no doubt where nobody asks for a place, and a
 * mission's site is where one was sent (ATT idea 14).
 */
export function doubtsOf(punch: {
  readonly verdict: FenceVerdict;
  readonly flags: readonly string[];
}): readonly Doubt[] {
  const said = punch.flags.filter((code) => flagDoubts.has(code));
  const byPlace =
    punch.verdict === "field"
      ? ["field"]
      : punch.verdict === "review" && !said.some((code) => code.startsWith("accuracy_"))
        ? ["edge"]
        : [];
  const found = new Set<string>([...said, ...byPlace]);
  // Outside is outside, however well the point is known.
  if (found.has("field"))
    for (const code of ["accuracy_missing", "accuracy_coarse"]) found.delete(code);
  // A place the fence is sure of is not doubted for its accuracy.
  if (punch.verdict === "inside" || punch.verdict === "not_asked")
    for (const code of ["accuracy_missing", "accuracy_coarse"]) found.delete(code);
  return doubts.filter((doubt) => found.has(doubt));
}
