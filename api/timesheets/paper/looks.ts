import type { Look } from "../rules/sheet.ts";

/** A look, with what most cells have. */
export const lookOf = (own: Partial<Look> & Pick<Look, "size">): Look => ({
  align: "start",
  vertical: "middle",
  ...own,
});
