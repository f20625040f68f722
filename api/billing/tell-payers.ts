import type { NewNotice, NoticeKind, NoticePayloads } from "../core/notices.ts";
import type { LoadedBooks } from "./load-books.ts";

/**
 * One notice for everybody who pays for the organisation.
 * @param key once per subject and period (BIL §5.6, P21): `order:<id>:overdue`
 */
export const tellPayers = <Kind extends NoticeKind>(
  { books, payers }: LoadedBooks,
  notice: {
    readonly kind: Kind;
    readonly payload: NoticePayloads[Kind];
    readonly subject: string;
    readonly key: string;
  },
): NewNotice[] =>
  payers.map(({ personId, telegramUserId, reader }) => ({
    kind: notice.kind,
    payload: notice.payload,
    orgId: books.orgId,
    bot: "owner",
    personId,
    reader,
    chatId: telegramUserId,
    subject: notice.subject,
    dedupKey: `${notice.kind}:${notice.key}:${personId}`,
  }));
