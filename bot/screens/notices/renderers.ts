import type { NoticeRenderers } from "../../core/notice.ts";
import { accountAsked } from "./account-asked.ts";
import { accountTold } from "./account-told.ts";
import { erasureAsked } from "./erasure-asked.ts";
import { ownershipOffer } from "./ownership-offer.ts";
import { ownershipTold } from "./ownership-told.ts";
import { booksAdjusted } from "./books-adjusted.ts";
import { calendarChanged } from "./calendar-changed.ts";
import { calendarMissing } from "./calendar-missing.ts";
import { changeCard } from "./change-card.ts";
import { changeObjected } from "./change-objected.ts";
import { changeSettled } from "./change-settled.ts";
import { confirmPush } from "./confirm-push.ts";
import { confirmWaiting } from "./confirm-waiting.ts";
import { creditLow } from "./credit-low.ts";
import { doubtfulDigest } from "./doubtful-digest.ts";
import { liveAsked } from "./live-asked.ts";
import { liveResult } from "./live-result.ts";
import { liveTold } from "./live-told.ts";
import { punchRefused } from "./punch-refused.ts";
import { workSummary } from "./work-summary.ts";
import { exportCard } from "./export-card.ts";
import { exportReady } from "./export-ready.ts";
import { dockTurned } from "./dock-turned.ts";
import { importCard } from "./import-card.ts";
import { lateAnnounced } from "./late-announced.ts";
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
import { periodAdjusted } from "./period-adjusted.ts";
import { periodCharged } from "./period-charged.ts";
import { periodManagers } from "./period-managers.ts";
import { periodProgress } from "./period-progress.ts";
import { periodQuestions } from "./period-questions.ts";
import { periodState } from "./period-state.ts";
import { planEnded } from "./plan-ended.ts";
import { planEnding } from "./plan-ending.ts";
import { planRequestAnswered } from "./plan-request-answered.ts";
import { punchReceipt } from "./punch-receipt.ts";
import { punchUndone } from "./punch-undone.ts";
import { recoveryCard } from "./recovery-card.ts";
import { roleChanged } from "./role-changed.ts";
import { securityAlert } from "./security-alert.ts";
import { renderLeaveReturned } from "./leave-returned.ts";
import { renderRequestCancelled } from "./request-cancelled.ts";
import { renderRequestCard } from "./request-card.ts";
import { renderRequestDecided } from "./request-decided.ts";
import { renderPaperWanted } from "./paper-wanted.ts";
import { renderRequestEscalated } from "./request-escalated.ts";
import { renderRequestFyi } from "./request-fyi.ts";
import { renderWorkedOnLeave } from "./worked-on-leave.ts";
import { rosterChanged } from "./roster-changed.ts";
import { renderSwapCard } from "./swap-card.ts";
import { renderSwapTold } from "./swap-told.ts";
import { seatWanted } from "./seat-wanted.ts";
import { teamBoardNotice } from "./team-board.ts";
import { watchEnd } from "./watch-end.ts";
import { watchStart } from "./watch-start.ts";

/** How each notice reads. */
export const noticeRenderers: NoticeRenderers = {
  "account-asked": accountAsked,
  "account-told": accountTold,
  "erasure-asked": erasureAsked,
  "ownership-offer": ownershipOffer,
  "ownership-told": ownershipTold,
  "books-adjusted": booksAdjusted,
  "calendar-changed": calendarChanged,
  "calendar-missing": calendarMissing,
  "confirm-push": confirmPush,
  "confirm-waiting": confirmWaiting,
  "credit-low": creditLow,
  "doubtful-digest": doubtfulDigest,
  "live-asked": liveAsked,
  "live-result": liveResult,
  "live-told": liveTold,
  "export-card": exportCard,
  "export-ready": exportReady,
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
  "period-adjusted": periodAdjusted,
  "period-charged": periodCharged,
  "period-managers": periodManagers,
  "period-progress": periodProgress,
  "period-questions": periodQuestions,
  "period-state": periodState,
  "plan-ended": planEnded,
  "plan-ending": planEnding,
  "plan-request-answered": planRequestAnswered,
  "change-card": changeCard,
  "change-objected": changeObjected,
  "change-settled": changeSettled,
  "dock-turned": dockTurned,
  "watch-start": watchStart,
  "watch-end": watchEnd,
  "late-announced": lateAnnounced,
  "import-card": importCard,
  "punch-receipt": punchReceipt,
  "punch-refused": punchRefused,
  "punch-undone": punchUndone,
  "recovery-card": recoveryCard,
  "role-changed": roleChanged,
  "security-alert": securityAlert,
  "request-card": renderRequestCard,
  "request-cancelled": renderRequestCancelled,
  "request-decided": renderRequestDecided,
  "request-escalated": renderRequestEscalated,
  "paper-wanted": renderPaperWanted,
  "request-fyi": renderRequestFyi,
  "leave-returned": renderLeaveReturned,
  "worked-on-leave": renderWorkedOnLeave,
  "roster-changed": rosterChanged,
  "seat-wanted": seatWanted,
  "swap-card": renderSwapCard,
  "swap-told": renderSwapTold,
  "work-summary": workSummary,
  "team-board": teamBoardNotice,
};
