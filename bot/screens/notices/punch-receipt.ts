import type { NoticePayloads } from "../../../api/core/notices.ts";
import type { Html, Translator } from "../../../locales/index.ts";
import { lines } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { inZone } from "../shared/in-zone.ts";
import { staffDock } from "../staff/dock.ts";
import { receiptNumber, shownCode } from "./receipt-number.ts";

type Receipt = NoticePayloads["punch-receipt"];

/** After that nothing can be taken back any more, so the button is not offered. */
const undoMs = 120_000;

/** The answer to a punch: what was recorded, and the keyboard with the next action. */
export const punchReceipt: RenderNotice<"punch-receipt"> = ({ t }, receipt) => ({
  body: receipt.duplicateOf === null ? recorded(t, receipt) : repeated(t, receipt),
  dock: staffDock(t, {
    locationPolicy: receipt.locationPolicy,
    nextDirection: receipt.nextDirection,
    nextBreak: receipt.nextBreak ?? null,
    undo: receipt.receivedAt - receipt.at < undoMs,
  }),
});

function repeated(t: Translator, { direction, duplicateOf, timeZone }: Receipt): Html {
  const time = inZone(t, timeZone).format.time(duplicateOf ?? 0);
  return t.th(`attendance.receipt.again_${direction}`, { time });
}

function recorded(t: Translator, receipt: Receipt): Html {
  const { format } = inZone(t, receipt.timeZone);
  const time = format.time(receipt.at);
  const { flags, verdict, place } = receipt;
  return lines(
    t.th(`attendance.receipt.done_${receipt.direction}`),
    t.th("attendance.receipt.when", { time, date: format.date(format.localDate(receipt.at)) }),
    t.format.time(receipt.at) !== time &&
      t.th("attendance.receipt.elsewhere", { time: t.format.time(receipt.at) }),
    place !== null && verdict === "inside" && t.th("attendance.receipt.place", { place }),
    t.th("attendance.receipt.number", {
      id: receipt.code ? shownCode(receipt.code) : receiptNumber(receipt.punchId),
    }),
    flags.includes("delayed_delivery") &&
      t.th("attendance.receipt.late", { received: format.time(receipt.receivedAt), time }),
    verdict === "review" && t.th("attendance.receipt.review"),
    flags.includes("double_in") && t.th("attendance.receipt.double_in"),
    flags.includes("double_out") && t.th("attendance.receipt.double_out"),
    flags.includes("break_unmatched") && t.th("attendance.receipt.break_unmatched"),
    ...(verdict === "field" ? outside(t, receipt) : []),
  );
}

const outside = (t: Translator, { place, distanceM, radiusM }: Receipt): Html[] => [
  place === null || distanceM === null || radiusM === null
    ? t.th("attendance.receipt.field_nowhere")
    : t.th("attendance.receipt.field", {
        place,
        distance: t.format.distance(distanceM),
        radius: t.format.distance(radiusM),
      }),
  t.th("attendance.receipt.ask_reason"),
];
