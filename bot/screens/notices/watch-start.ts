import type { RenderNotice } from "../../core/notice.ts";
import { inZone } from "../shared/in-zone.ts";
import { staffDock } from "../staff/dock.ts";

/** The shift has begun. Its answers are real buttons: a punch is a message, because only a message has a time (P 3.1). */
export const watchStart: RenderNotice<"watch-start"> = ({ t }, watch) => {
  const dock = staffDock(t, { ...watch, nextDirection: "in" });
  const [punch = [], ...others] = dock.rows;
  return {
    body: t.th("corrections.watch.start", {
      time: inZone(t, watch.timeZone).format.time(watch.startsAt),
    }),
    dock: {
      rows: [
        punch,
        [{ text: t.tp("corrections.dock.late") }, { text: t.tp("corrections.dock.mission") }],
        ...others,
      ],
    },
  };
};
