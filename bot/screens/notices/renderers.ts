import type { NoticeRenderers } from "../../core/notice.ts";
import { memberJoined } from "./member-joined.ts";
import { punchEntered } from "./punch-entered.ts";
import { punchReceipt } from "./punch-receipt.ts";
import { punchUndone } from "./punch-undone.ts";
import { roleChanged } from "./role-changed.ts";
import { renderRequestCard } from "./request-card.ts";
import { renderRequestDecided } from "./request-decided.ts";

/** How each notice reads. */
export const noticeRenderers: NoticeRenderers = {
  "member-joined": memberJoined,
  "punch-entered": punchEntered,
  "punch-receipt": punchReceipt,
  "punch-undone": punchUndone,
  "request-card": renderRequestCard,
  "request-decided": renderRequestDecided,
  "role-changed": roleChanged,
};
