import type { Instant } from "../../core/calendar/types.ts";

/** What a proposed punch may be. */
export type ChangeKind = "in" | "out" | "break_start" | "break_end";

/** One punch somebody proposes: one more, another in place of a stored one, or a stored one away. */
export type PunchChange =
  | { readonly action: "add"; readonly kind: ChangeKind; readonly at: Instant }
  | {
      readonly action: "replace";
      readonly punchId: string;
      readonly kind: ChangeKind;
      readonly at: Instant;
    }
  | { readonly action: "void"; readonly punchId: string };
