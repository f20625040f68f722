import type { Translator } from "../../../locales/index.ts";
import type { Dock, DockButton } from "../../core/view.ts";

export interface StaffDockFacts {
  /** `required`: the main button sends the place with the punch. */
  readonly locationPolicy: "off" | "required";
  readonly nextDirection: "in" | "out";
  /** Only in shifts whose break is punched, and on a break. */
  readonly nextBreak?: "start" | "end" | null;
  /** Only right after a punch: adds the button that takes it back. */
  readonly undo?: boolean;
}

/** The staff bot's one keyboard: the next punch across the full width, then what a person looks up. */
export function staffDock(t: Translator, facts: StaffDockFacts): Dock {
  return {
    rows: [
      ...punchRows(t, facts),
      [
        { text: t.tp("common.dock.my_day") },
        { text: t.tp("common.dock.my_month") },
        { text: t.tp("common.dock.my_shifts") },
      ],
      [{ text: t.tp("common.dock.leave") }, { text: t.tp("common.dock.requests") }],
      [{ text: t.tp("common.dock.colleagues") }, { text: t.tp("common.dock.settings") }],
    ],
  };
}

/** What the main button of that keyboard says. */
export const mainLabel = (t: Translator, { nextDirection, nextBreak }: StaffDockFacts) =>
  nextBreak === "end"
    ? t.tp("common.dock.break_end")
    : t.tp(nextDirection === "in" ? "common.dock.clock_in" : "common.dock.clock_out");

/** Who is on a break comes back from it first; leaving stays a tap away. */
function punchRows(t: Translator, facts: StaffDockFacts): DockButton[][] {
  const { nextDirection, nextBreak = null, undo = false, locationPolicy } = facts;
  const label = t.tp(nextDirection === "in" ? "common.dock.clock_in" : "common.dock.clock_out");
  const punch = locationPolicy === "required" ? { requestLocation: label } : { text: label };
  const undoing = undo ? [{ text: t.tp("common.dock.undo_punch") }] : [];
  if (nextBreak === null) return [[punch], ...(undo ? [undoing] : [])];
  const pause = { text: t.tp(`common.dock.break_${nextBreak}`) };
  return nextBreak === "end" ? [[pause], [punch, ...undoing]] : [[punch], [pause, ...undoing]];
}
