import type { NoticePayloads } from "../../../api/core/notices.ts";
import type { Translator } from "../../../locales/index.ts";
import { lines, plain } from "../../core/html.ts";
import type { RenderNotice } from "../../core/notice.ts";
import { to } from "../../core/view.ts";
import { capital } from "../shared/capital.ts";
import { inZone } from "../shared/in-zone.ts";
import { staffDock } from "../staff/dock.ts";
import { receiptNumber } from "./receipt-number.ts";

type Entered = NoticePayloads["punch-entered"];

/** A punch entered by hand: the employee may object, the one who entered it keeps a copy. */
export const punchEntered: RenderNotice<"punch-entered"> = ({ t }, entered) => {
  if (entered.forEmployee) {
    const by = plain(entered.recordedByName);
    return {
      body: lines(
        t.th("attendance.receipt.entered_for_you", { by }),
        ...facts(t, entered),
        t.th("attendance.receipt.entered_object"),
      ),
      dock: staffDock(t, entered),
    };
  }
  const date = inZone(t, entered.timeZone).format.localDate(entered.at);
  return {
    body: lines(
      t.th("attendance.receipt.entered_by_you", { name: plain(entered.employeeName) }),
      ...facts(t, entered),
      t.th("attendance.receipt.entered_told"),
    ),
    keys: [
      [
        {
          label: t.tp("common.actions.keys.details"),
          go: to("person-day", [entered.employeeId, date]),
        },
      ],
    ],
  };
};

function facts(t: Translator, entered: Entered) {
  const { format } = inZone(t, entered.timeZone);
  return [
    t.th("attendance.receipt.entered_what", {
      direction: capital(
        t.tp(entered.direction === "in" ? "attendance.direction.in" : "attendance.direction.out"),
      ),
      time: format.time(entered.at),
      date: format.date(format.localDate(entered.at)),
    }),
    t.th("attendance.receipt.entered_reason", { reason: entered.reason }),
    t.th("attendance.receipt.number", { id: receiptNumber(entered.punchId) }),
  ];
}
