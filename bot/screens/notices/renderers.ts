import type { NoticeRenderers } from "../../core/notice.ts";
import { booksAdjusted } from "./books-adjusted.ts";
import { creditLow } from "./credit-low.ts";
import { memberJoined } from "./member-joined.ts";
import { monthClosed } from "./month-closed.ts";
import { operatorAlert } from "./operator-alert.ts";
import { orderAnnulled } from "./order-annulled.ts";
import { orderCreated } from "./order-created.ts";
import { orderDueSoon } from "./order-due-soon.ts";
import { orderOverdue } from "./order-overdue.ts";
import { orderReinstated } from "./order-reinstated.ts";
import { paymentCheck } from "./payment-check.ts";
import { paymentReceived } from "./payment-received.ts";
import { paymentRefunded } from "./payment-refunded.ts";
import { planEnded } from "./plan-ended.ts";
import { planEnding } from "./plan-ending.ts";
import { planRequestAnswered } from "./plan-request-answered.ts";
import { punchEntered } from "./punch-entered.ts";
import { punchReceipt } from "./punch-receipt.ts";
import { punchUndone } from "./punch-undone.ts";
import { roleChanged } from "./role-changed.ts";
import { renderRequestCard } from "./request-card.ts";
import { renderRequestDecided } from "./request-decided.ts";
import { seatWanted } from "./seat-wanted.ts";
import { teamBoardNotice } from "./team-board.ts";

/** How each notice reads. */
export const noticeRenderers: NoticeRenderers = {
  "books-adjusted": booksAdjusted,
  "credit-low": creditLow,
  "member-joined": memberJoined,
  "month-closed": monthClosed,
  "operator-alert": operatorAlert,
  "order-annulled": orderAnnulled,
  "order-created": orderCreated,
  "order-due-soon": orderDueSoon,
  "order-overdue": orderOverdue,
  "order-reinstated": orderReinstated,
  "payment-check": paymentCheck,
  "payment-received": paymentReceived,
  "payment-refunded": paymentRefunded,
  "plan-ended": planEnded,
  "plan-ending": planEnding,
  "plan-request-answered": planRequestAnswered,
  "punch-entered": punchEntered,
  "punch-receipt": punchReceipt,
  "punch-undone": punchUndone,
  "role-changed": roleChanged,
  "request-card": renderRequestCard,
  "request-decided": renderRequestDecided,
  "seat-wanted": seatWanted,
  "team-board": teamBoardNotice,
};
