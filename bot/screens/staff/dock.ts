import type { Translator } from "../../../locales/index.ts";
import type { Dock, DockButton } from "../../core/view.ts";

export interface StaffDockFacts {
  /** `required`: the main button sends the place with the punch. */
  readonly locationPolicy: "off" | "required";
  readonly nextDirection: "in" | "out";
  /** Only right after a punch: adds the button that takes it back. */
  readonly undo?: boolean;
}

/** The staff bot's one keyboard: the next punch across the full width, then what a person looks up. */
export function staffDock(t: Translator, facts: StaffDockFacts): Dock {
  const rows: DockButton[][] = [[punchButton(t, facts)]];
  if (facts.undo === true) rows.push([{ text: t.tp("common.dock.undo_punch") }]);
  rows.push(
    [{ text: t.tp("common.dock.my_day") }, { text: t.tp("common.dock.my_month") }],
    [
      { text: t.tp("common.dock.leave") },
      { text: t.tp("common.dock.requests") },
      { text: t.tp("common.dock.settings") },
    ],
  );
  return { rows };
}

function punchButton(t: Translator, facts: StaffDockFacts): DockButton {
  const label = t.tp(
    facts.nextDirection === "in" ? "common.dock.clock_in" : "common.dock.clock_out",
  );
  return facts.locationPolicy === "required" ? { requestLocation: label } : { text: label };
}
