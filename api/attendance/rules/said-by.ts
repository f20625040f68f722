import type { PunchDirection, SaidDirection } from "./types.ts";

/** What a stored punch says to its person: one without a direction was an arrival. */
export const saidBy = ({ direction }: { readonly direction: PunchDirection }): SaidDirection =>
  direction === "undirected" ? "in" : direction;
